"""A first line becomes filled fields: each shows what was understood, and can be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from app.core import clock
from app.core.i18n import _, choice, localised, show_date
from app.core.permissions import current_viewer
from app.core.session import db
from app.engagements import queries, rules
from app.engagements.forms import LogForm
from app.partnerships.queries import suggest_for_organisations
from app.strategy.queries import current_focus_areas

# Field of the form, its label here, what was understood.
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Understood:
    """What a line told, field by field, and the names that are in no register."""

    told: list[Told]
    unknown: list[str]


def read(form: LogForm) -> Understood:
    """Fill the form from its first line; what was typed elsewhere stays."""
    line = rules.read_line(form.line.data or "", clock.today())
    named = queries.find_named(db.session, line.names, current_viewer())
    form.line_read.data = form.line.data
    told = [
        *_when(form, line),
        *_who(form, named),
        *_what(form, line),
        *_frame(form, line),
    ]
    if named.unknown:
        form.organisations.query = named.unknown[0]
    return Understood(told, named.unknown)


def _when(form: LogForm, line: rules.Line) -> Iterator[Told]:
    if line.type is not None:
        _fill(form.type, line.type)
        yield "type-0", _("Type"), choice(line.type)
    if line.starts_on is not None:
        _fill(form.starts_on, line.starts_on)
        yield "starts_on", _("Date"), show_date(line.starts_on)
    for name, label in (("starts_at", _("Starts at")), ("ends_at", _("Ends at"))):
        moment = getattr(line, name)
        if moment is not None:
            _fill(form[name], moment)
            yield name, label, f"{moment:%H:%M}"


def _who(form: LogForm, named: queries.Named) -> Iterator[Told]:
    contacts = named.ids("contact")
    organisations = [*named.ids("organisation"), *_employers(contacts)]
    for field, found in (
        (form.organisations, organisations),
        (form.contacts, contacts),
        (form.people, named.ids("user")),
    ):
        if found:
            _add(field, found)
            names = ", ".join(str(label) for _number, label, _detail in field.chosen)
            yield f"{field.id}-query", str(field.label.text), names


def _employers(contact_ids: Sequence[int]) -> list[int]:
    contacts = queries.contacts_with_affiliations(db.session, contact_ids, current_viewer())
    today = clock.today()
    posts = [rules.affiliation_on(contact.affiliations, today, ()) for contact in contacts]
    return [post.organisation_id for post in posts if post is not None]


def _what(form: LogForm, line: rules.Line) -> Iterator[Told]:
    if line.summary and not form.summary.data:
        form.summary.data = line.summary
    if line.place:
        _fill(form.place, line.place)
        yield "place", _("Place"), line.place
    if line.is_online:
        form.is_online.data = True
        yield "is_online", _("Place"), _("Online")


def _frame(form: LogForm, line: rules.Line) -> Iterator[Told]:
    """The one partnership that can be meant with what it serves, and the line's focus areas."""
    found = suggest_for_organisations(db.session, form.organisations.data, current_viewer())
    if len(found) == 1 and not form.partnership_id.data:
        _fill(form.partnership_id, found[0].id)
        form.prefilled_for.data = str(found[0].id)
        served = queries.find_partnerships(db.session, [found[0].id], current_viewer())
        objectives, areas = queries.frame_of(served)
        _add(form.objectives, [each.id for each in objectives])
        _add(form.focus_areas, [each.id for each in areas])
        yield "partnership_id-query", _("Partnership"), found[0].name
    if line.topic:
        meant = [
            area
            for area in current_focus_areas(db.session)
            if rules.serves_topic(line.topic, (area.name_en, area.name_fi, area.name_sv))
        ]
        if meant:
            _add(form.focus_areas, [area.id for area in meant])
            yield "focus_areas", _("Focus areas"), ", ".join(map(localised, meant))


def _fill(field: Field, value: Any) -> None:
    """Set a field as its record would, so that it shows the value and not what was typed."""
    field.process_data(value)
    field.raw_data = None


def _add(field: Field, numbers: Iterable[int]) -> None:
    _fill(field, list(dict.fromkeys([*(field.data or ()), *numbers])))
