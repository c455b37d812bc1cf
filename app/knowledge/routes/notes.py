"""Knowledge notes: the list, one note, writing and correcting one, its history."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from app.core import audit, clock, history, web
from app.core.countries import iso_country
from app.core.db import Visibility
from app.core.i18n import _, country_name
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.knowledge import lists, queries, rules, services
from app.knowledge.forms import EditNoteForm, NoteForm
from app.knowledge.models import NoteKind
from app.knowledge.permissions import KNOWLEDGE_ADD, KNOWLEDGE_EDIT, KNOWLEDGE_VIEW
from app.knowledge.routes.blueprint import asked_number, asked_text, bp, note_to_edit, to_note


@bp.get("/knowledge-notes")
@requires(KNOWLEDGE_VIEW)
def list_notes() -> Any:
    action = (_("Write a note"), url_for(".new_note")) if can("knowledge:add") else None
    return web.render_list(lists.NOTES, action=action)


@bp.route("/knowledge-notes/new", methods=["GET", "POST"])
@requires(KNOWLEDGE_ADD)
def new_note() -> Any:
    """``?organisation=`` and ``?country=`` say what it is about."""
    organisation, country = asked_number("organisation"), iso_country(asked_text("country"))
    form = NoteForm(
        kind=NoteKind.COUNTRY_BRIEF if country else None,
        countries=country or "",
        organisations=[organisation] if organisation else [],
        author_id=current_user.id,
        written_on=clock.today(),
        visibility=Visibility.CITY,
    )
    if form.wants_to_save():
        made = web.save(
            form, lambda: services.add_note(db.session, form.values(), actor=current_user)
        )
        if made is not None:
            web.done(_("The note was added."))
            return to_note(made.id)
    return web.render_form("knowledge/note_form.html", form, note=None)


@bp.get("/knowledge-notes/<int:note_id>")
@requires(KNOWLEDGE_VIEW)
def show_note(note_id: int) -> Any:
    note = queries.get_note(db.session, note_id, current_viewer())
    return render_template(
        "knowledge/note.html",
        note=note,
        countries=", ".join(country_name(code) for code in note.countries.split()),
        is_out_of_date=rules.is_out_of_date(note, clock.today()),
        may_edit=can("knowledge:edit", note),
    )


@bp.route("/knowledge-notes/<int:note_id>/edit", methods=["GET", "POST"])
@requires(KNOWLEDGE_EDIT)
def edit_note(note_id: int) -> Any:
    note = note_to_edit(note_id)
    form = EditNoteForm.for_record(note)
    conflict, is_saved = web.save_edit(
        form,
        note,
        lambda: services.update_note(db.session, note, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return to_note(note_id)
    return web.render_form("knowledge/note_form.html", form, conflict=conflict, note=note)


@bp.get("/knowledge-notes/<int:note_id>/history")
@requires(KNOWLEDGE_VIEW)
def note_history(note_id: int) -> Any:
    note = queries.get_note(db.session, note_id, current_viewer())
    changes = audit.history_of(db.session, "knowledge_note", note_id)
    return render_template(
        "knowledge/history.html",
        heading=_("History of %(name)s", name=note.title),
        crumbs=[
            (_("Knowledge notes"), url_for(".list_notes")),
            (note.title, url_for(".show_note", note_id=note_id)),
        ],
        changes=history.entries(db.session, changes),
    )
