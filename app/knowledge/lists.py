"""The lists of solutions and of knowledge notes."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core import clock
from app.core.i18n import _, _l, choice, choices, country_choices, country_name, localised
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.core.search.query import ids_named
from app.core.session import db
from app.core.urls import url_for
from app.knowledge import labels, queries, rules
from app.knowledge.forms.fields import focus_areas, units
from app.knowledge.models import Direction, KnowledgeNote, NoteKind, Solution, SolutionState
from app.knowledge.permissions import KNOWLEDGE_VIEW
from app.partnerships.search import KIND as PARTNERSHIP

__all__ = ["NOTES", "SOLUTIONS", "labels"]


def _by_validity(select: Any, value: str) -> Any:
    return queries.note_by_validity(select, clock.today(), value == "valid")


def _validity() -> list[tuple[str, str]]:
    return [("valid", _("May be relied upon")), ("past", _("Out of date"))]


def _of_partnership(select: Any, value: str) -> Any:
    viewer = current_viewer()
    named = ids_named(db.session, value, viewer, kind=PARTNERSHIP)
    return queries.by_partnerships(select, named, viewer)


def _country_names(note: KnowledgeNote) -> str:
    return ", ".join(country_name(code) for code in note.countries.split())


def _organisation_url(solution: Any) -> str | None:
    number = solution.organisation_id
    if number is None:
        return None
    return url_for("organisations.show_organisation", organisation_id=number)


SOLUTIONS = ListPage(
    key="solutions",
    title=_l("Solutions"),
    permission=KNOWLEDGE_VIEW,
    model=Solution,
    query=queries.list_solutions,
    gather={"places": queries.places_of_use},
    columns=(
        Column(
            "title",
            _l("Title"),
            lambda one: one.title,
            sort=Solution.title_folded,
            url=lambda one: url_for("knowledge.show_solution", solution_id=one.id),
        ),
        Column(
            "direction", _l("Direction"), lambda one: choice(one.direction), sort=Solution.direction
        ),
        Column(
            "from",
            _l("Learned from"),
            lambda one: one.organisation_name or "",
            url=_organisation_url,
        ),
        Column("on", _l("Since"), lambda one: one.noted_on, kind="date", sort=Solution.noted_on),
        Column(
            "state",
            _l("State"),
            lambda one: choice(one.state),
            kind="tag",
            sort=Solution.state,
            tone=lambda one: labels.TONES.get(one.state, "neutral"),
        ),
        Column("places", _l("In use at"), lambda one: one.places or ""),
        Column("owner", _l("Looked after by"), lambda one: one.owner_name),
        Column("unit", _l("Unit"), localised),
    ),
    filters=(
        Filter(
            "direction",
            _l("Direction"),
            lambda select, value: select.where(Solution.direction == Direction(value)),
            lambda: choices(Direction),
        ),
        Filter(
            "state",
            _l("State"),
            lambda select, value: select.where(Solution.state == SolutionState(value)),
            lambda: choices(SolutionState),
        ),
        Filter("focus_area", _l("Focus area"), queries.by_focus_area, focus_areas),
        Filter("country", _l("Country"), queries.by_country, country_choices),
        Filter("partnership", _l("Partnership"), _of_partnership, kind="search"),
        Filter(
            "unit",
            _l("Unit"),
            lambda select, value: select.where(Solution.unit_id == int(value)),
            units,
        ),
        Filter(
            "since",
            _l("From"),
            lambda select, value: select.where(Solution.noted_on >= date.fromisoformat(value)),
            kind="date",
        ),
        Filter(
            "until",
            _l("Until"),
            lambda select, value: select.where(Solution.noted_on <= date.fromisoformat(value)),
            kind="date",
        ),
        Filter(
            "mine",
            _l("Only mine"),
            lambda select, _value: select.where(Solution.owner_id == current_viewer().user_id),
            kind="checkbox",
        ),
    ),
    default_sort="-on",
    search_kind="solution",
    empty_text=_l("No solution is noted yet. Note what you learned at the last meeting."),
)

NOTES = ListPage(
    key="knowledge-notes",
    title=_l("Knowledge notes"),
    permission=KNOWLEDGE_VIEW,
    model=KnowledgeNote,
    query=queries.list_notes,
    columns=(
        Column(
            "title",
            _l("Title"),
            lambda note: note.title,
            sort=KnowledgeNote.title_folded,
            url=lambda note: url_for("knowledge.show_note", note_id=note.id),
        ),
        Column("kind", _l("Kind"), lambda note: choice(note.kind), sort=KnowledgeNote.kind),
        Column("countries", _l("Countries"), _country_names),
        Column("author", _l("Author"), lambda note: note.author.name),
        Column(
            "on",
            _l("Written on"),
            lambda note: note.written_on,
            kind="date",
            sort=KnowledgeNote.written_on,
        ),
        Column(
            "until",
            _l("Valid until"),
            lambda note: note.valid_until,
            kind="date",
            sort=KnowledgeNote.valid_until,
        ),
        Column(
            "validity",
            _l("State"),
            lambda note: _("Out of date") if rules.is_out_of_date(note, clock.today()) else "",
            kind="tag",
            tone=lambda _note: "warning",
        ),
        Column("unit", _l("Unit"), lambda note: localised(note.unit)),
    ),
    filters=(
        Filter(
            "kind",
            _l("Kind"),
            lambda select, value: select.where(KnowledgeNote.kind == NoteKind(value)),
            lambda: choices(NoteKind),
        ),
        Filter("country", _l("Country"), queries.note_by_country, country_choices),
        Filter("focus_area", _l("Focus area"), queries.note_by_focus_area, focus_areas),
        Filter(
            "unit",
            _l("Unit"),
            lambda select, value: select.where(KnowledgeNote.unit_id == int(value)),
            units,
        ),
        Filter("validity", _l("State"), _by_validity, _validity),
        Filter(
            "mine",
            _l("Only mine"),
            lambda select, _value: select.where(
                KnowledgeNote.author_id == current_viewer().user_id
            ),
            kind="checkbox",
        ),
    ),
    default_sort="-on",
    search_kind="knowledge_note",
    empty_text=_l("No note is written yet. Write down what you found out about a country."),
)
