"""Adding, editing and removing what hangs on a partnership, each kind described once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import redirect
from flask_login import current_user

from app.core import web
from app.core.errors import NotFound
from app.core.forms import Form
from app.core.i18n import _
from app.core.session import db
from app.partnerships import forms
from app.partnerships.models import NetworkMembership
from app.partnerships.routes.records import page_of, to_edit


def _never(*_given: Any, **_named: Any) -> None:
    raise NotImplementedError("This part is added and removed, never edited.")


@dataclass(frozen=True)
class Part:
    """``section`` is its place on the partnership's page, ``template`` the page of its form.

    ``get(session, partnership_id, number)`` finds one; ``add``, ``update`` and ``remove`` are verbs
    that take the session, the partnership, then the record, values or reason. ``uploads``: a field
    ``document`` is given to the verb apart from the values.
    """

    section: str
    template: str
    get: Callable[..., Any]
    new_form: type[Any]
    add: Callable[..., Any]
    remove: Callable[..., Any]
    name: Callable[[Any], str]
    edit_form: type[Any] = Form
    update: Callable[..., Any] = _never
    defaults: Callable[[], Mapping[str, Any]] = field(default=dict)
    of_networks: bool = False
    uploads: bool = False


def partnership_for(part: Part, partnership_id: int) -> Any:
    """The partnership, to be edited; one that cannot have this part is not found."""
    partnership = to_edit(partnership_id)
    if part.of_networks and not isinstance(partnership, NetworkMembership):
        raise NotFound
    return partnership


def given(form: Any, uploads: bool) -> tuple[Any, ...]:
    """What the verb takes: the values, and the file where there can be one."""
    if not uploads:
        return (form.values(),)
    return form.values("document"), form.document.data


def new_part(part: Part, partnership_id: int, told: str) -> Any:
    """The empty form, or the part added."""
    partnership = partnership_for(part, partnership_id)
    name = partnership.name
    form = part.new_form(data=part.defaults())

    def run() -> bool:
        part.add(db.session, partnership, *given(form, part.uploads), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(told)
        return redirect(page_of(partnership_id, part.section))
    return web.render_form(
        part.template, form, partnership_id=partnership_id, name=name, record=None
    )


def edit_part(part: Part, partnership_id: int, number: int, remove_url: str, **shown: Any) -> Any:
    """The filled form, the conflict with somebody who saved first, or the part saved."""
    partnership = partnership_for(part, partnership_id)
    record = part.get(db.session, partnership_id, number)
    name, title = partnership.name, part.name(record)
    form = part.edit_form.for_record(record)

    def run() -> bool:
        part.update(db.session, partnership, record, *given(form, part.uploads), actor=current_user)
        return True

    conflict, is_saved = web.save_edit(form, record, run)
    if is_saved:
        web.done(_("Saved."))
        return redirect(page_of(partnership_id, part.section))
    return web.render_form(
        part.template,
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        record=number,
        title=title,
        remove_url=remove_url,
        **shown,
    )


def remove_part(part: Part, partnership_id: int, number: int, told: str) -> Any:
    """Asks why, and takes it out."""
    partnership = partnership_for(part, partnership_id)
    record = part.get(db.session, partnership_id, number)
    name, title = partnership.name, part.name(record)
    form: Any = forms.ReasonForm()

    def run() -> bool:
        part.remove(db.session, partnership, record, form.reason.data, actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(told)
        return redirect(page_of(partnership_id, part.section))
    return web.render_form(
        "partnerships/remove_part.html",
        form,
        partnership_id=partnership_id,
        name=name,
        title=title,
    )
