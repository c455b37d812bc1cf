"""The briefing pack of a visit: who comes, our history, open promises, people, networks, programme.

It is made for whoever receives the guests, from what this reader may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import _, choice, country_name, language, localised, show_date, show_datetime
from app.core.permissions import Viewer
from app.core.urls import url_for
from app.engagements.models import FollowUp, Promiser
from app.engagements.queries import timeline
from app.insight.queries.pack import open_promises_with, people_to_meet
from app.insight.report import Paper, content_hash
from app.insight.report.shapes import Section, Table, day, plain
from app.organisations.models import Contact
from app.partnerships.queries import list_for_organisation, shared_networks
from app.visits.models import Visit, VisitStop
from app.visits.rules import show_days, show_hours

HISTORY = 15


def pack(session: Session, visit: Visit, head_name: str, viewer: Viewer, author: str) -> Paper:
    """The pack in the reader's language; six statements for any number of records.

    ``head_name`` is empty for a reader who may not know it.
    """
    sections = [
        _who(visit, head_name),
        _programme(visit.stops),
        *(_of_body(session, visit, viewer) if visit.organisation_id else ()),
    ]
    made = show_datetime(clock.now())
    return Paper(
        title=_("Briefing pack: %(title)s", title=visit.title),
        lead=_("For those who receive the guests. It holds personal data: do not pass it on."),
        city=str(current_app.jinja_env.globals["city"]),
        author=author,
        language=language(),
        keyword=visit.reference,
        cut_off=made,
        cover=[
            (_("Who comes"), _name(visit)),
            (_("Days"), show_days(visit)),
            (_("Host unit"), localised(visit.unit) if visit.unit else ""),
            (_("Made by"), author),
            (_("Made at"), made),
            ("SHA-256", content_hash(sections)),
        ],
        sections=sections,
    )


def _name(visit: Visit) -> str:
    return visit.organisation.name if visit.organisation else visit.organisation_name


def _who(visit: Visit, head_name: str) -> Section:
    head = [head_name, visit.head_role, choice(visit.head_tier) if visit.head_tier else ""]
    facts = [
        (_("Organisation"), _name(visit)),
        (_("Country"), country_name(visit.country) if visit.country else ""),
        (_("Head of delegation"), ", ".join(part for part in head if part)),
        (_("How many people"), str(visit.size or "")),
        (_("Topics"), ", ".join(localised(area) for area in visit.focus_areas)),
        (_("Standing"), choice(visit.organisation.standing) if visit.organisation else ""),
        (_("Why there is a visit although the partner is under caution"), visit.caution_reason),
        (_("Note for colleagues"), visit.note),
    ]
    about = visit.organisation.description if visit.organisation else ""
    text = "\n\n".join(part for part in (about, visit.purpose) if part)
    return Section("who", _("Who they are"), [], text, [each for each in facts if each[1]])


def _programme(stops: Sequence[VisitStop]) -> Section:
    rows = [
        plain(
            day(stop.day),
            show_hours(stop),
            stop.what,
            stop.place,
            ", ".join(part for part in (stop.host.name if stop.host else "", stop.hosts) if part),
        )
        for stop in stops
    ]
    headings = [_("Day"), _("Hour"), _("What takes place"), _("Place"), _("Hosts")]
    table = Table(headings, rows, [2, 2, 5, 4, 4], _("No hour is agreed yet."))
    return Section("programme", _("Programme"), [table])


def _of_body(session: Session, visit: Visit, viewer: Viewer) -> list[Section]:
    number_ = visit.organisation_id or 0
    return [
        _people(people_to_meet(session, visit, viewer)),
        _partnerships(list_for_organisation(session, number_, viewer)),
        _history(timeline(session, "organisation", number_, viewer, limit=HISTORY).records),
        _promises(open_promises_with(session, number_, viewer)),
        _networks(shared_networks(session, number_, viewer)),
    ]


def _people(found: Sequence[tuple[Contact, str, bool]]) -> Section:
    rows = [
        plain(
            f"{contact.given_name} {contact.family_name}".strip(),
            contact.title or role,
            contact.form_of_address,
            contact.languages.upper(),
            _("Comes") if comes else "",
        )
        for contact, role, comes in found
    ]
    headings = [_("Name"), _("Title or role"), _("Form of address"), _("Languages"), _("Guest")]
    table = Table(headings, rows, [4, 5, 4, 2, 2], _("No contact is known there."))
    return Section("people", _("People"), [table])


def _partnerships(found: Sequence[Any]) -> Section:
    rows = []
    for partnership in found:
        url = url_for("partnerships.show_partnership", partnership_id=partnership.id)
        owner = partnership.owner.name if partnership.owner else _("No owner")
        kind, state = choice(partnership.kind), choice(partnership.state)
        rows.append([(partnership.name, url), *plain(kind, state, owner)])
    headings = [_("Partnership"), _("Kind"), _("State"), _("Owner")]
    table = Table(headings, rows, [6, 3, 2, 4], _("No partnership is kept with them."))
    return Section("partnerships", _("What we have together"), [table])


def _history(found: Sequence[Any]) -> Section:
    rows = [
        [
            *plain(day(each.starts_on), choice(each.type), choice(each.state)),
            (each.summary, url_for("engagements.show_engagement", engagement_id=each.id)),
        ]
        for each in found
    ]
    headings = [_("Day"), _("Type"), _("State"), _("Summary")]
    table = Table(headings, rows, [2, 3, 2, 8], _("Nothing is logged with them."))
    text = _("The last %(num)s in the log, newest first.", num=HISTORY)
    return Section("history", _("Our history"), [table], text)


def _promises(found: Sequence[FollowUp]) -> Section:
    tables = []
    for promiser, title in (
        (Promiser.US, _("What we have promised them")),
        (Promiser.THEM, _("What they have promised us")),
    ):
        rows = [
            plain(
                each.what,
                each.assignee.name if each.assignee else each.counterpart,
                show_date(each.due_on) if each.due_on else "",
                choice(each.state),
            )
            for each in found
            if each.promiser is promiser
        ]
        headings = [_("What"), _("Who"), _("Due on"), _("State")]
        tables.append(Table(headings, rows, [7, 4, 2, 2], _("Nothing is open."), title))
    return Section("promises", _("Open promises"), tables)


def _networks(found: Sequence[Any]) -> Section:
    rows = [plain(each.name, each.status) for each in found]
    headings = [_("Network"), _("They are in it as")]
    table = Table(headings, rows, [8, 3], _("No network is known that both are in."))
    return Section("networks", _("Networks we share"), [table])
