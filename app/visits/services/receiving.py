"""A request comes in, and is corrected."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _, _l
from app.core.numbers import next_number
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import Values, assign, by_ids, raise_version
from app.core.search import documents
from app.core.search.fold import fold
from app.engagements.models import EngagementType
from app.engagements.queries import contacts_with_affiliations, find_partnerships
from app.engagements.rules import check_visit
from app.engagements.services.parts import contacts_of, partnership_of
from app.proposals.models import Channel
from app.proposals.services import set_organisation
from app.strategy.models import FocusArea
from app.users import queries as users
from app.visits import queries, rules, search
from app.visits.models import AHEAD, OPEN, Visit, VisitCounter, VisitRequester, VisitState

COLUMNS = frozenset(
    {
        "title", "purpose", "organisation_name", "country", "head_role", "head_tier", "size",
        "starts_on", "ends_on", "dates_note", "allows_calendar", "received_on", "visibility",
        "unit_id", "handler_id", "note", "caution_reason",
    }
)  # fmt: skip
# Of the person: the column of its own table, and the field that gives it.
PERSON = {
    "name": "contact_name",
    "email": "contact_email",
    "phone": "contact_phone",
    "role": "contact_role",
    "head_name": "head_name",
}


def receive(
    session: Session,
    values: Values,
    *,
    actor: Actor,
    channel: Channel,
    language: str = "en",
    viewer: Viewer = EVERYTHING,
) -> Visit:
    """A new request with its reference number, such as ``V-2026-0012``.

    ``values`` holds columns, numbers of ``focus_areas``, ``contacts``, ``organisation_id`` and
    ``partnership_id``, and the person as ``contact_name``, ``_email``, ``_phone``, ``_role`` and
    ``head_name``. ``viewer`` limits what may be linked.
    """
    today = clock.today()
    visit = Visit(
        channel=channel,
        language=language,
        state=VisitState.REQUESTED,
        state_since=today,
        submitted_by_id=actor.id,
        organisation=None,
        focus_areas=[],
        contacts=[],
        stops=[],
    )
    visit.is_demonstration = values.get("is_demonstration", False)
    with acting(session, actor, "visit.receive"):
        _fill(session, visit, {"received_on": today, **values}, viewer)
        number = next_number(session, VisitCounter, today.year)
        visit.reference = f"V-{today.year}-{number:04d}"
        session.add(visit)
    person = {name: values.get(field) or "" for name, field in PERSON.items()}
    session.add(VisitRequester(visit_id=visit.id, **person))
    documents.put(session, search.to_document(visit))
    return visit


def update_visit(
    session: Session, visit: Visit, values: Values, *, actor: Actor, viewer: Viewer = EVERYTHING
) -> None:
    """Correct what was written, while it is open; the person's data leave no history.

    Once accepted it keeps a host unit, a handler and an organisation in good standing, and the
    days of a programme move with it only where every item still lies on one of them.
    """
    if visit.state not in OPEN:
        raise Refused(_l("It is over, so it does not change any more."))
    person = queries.get_requester(session, visit.id)
    for name, field in PERSON.items():
        if field in values:
            setattr(person, name, values[field] or "")
    was = visit.starts_on, visit.organisation_id
    with acting(session, actor, "visit.update"):
        _fill(session, visit, values, viewer)
        if visit.state is not VisitState.REQUESTED:
            _demand_hosted(visit)
        if visit.state in AHEAD and (visit.starts_on, _number(visit)) != was:
            demand_welcome(visit)
        raise_version(visit)
    documents.put(session, search.to_document(visit))


def _number(visit: Visit) -> int | None:
    return visit.organisation.id if visit.organisation is not None else None


def demand_welcome(visit: Visit) -> None:
    """The rule of the log for visits: none with a suspended partner, none without a reason with
    one under caution."""
    if visit.organisation is not None:
        partners = [visit.organisation]
        kind = EngagementType.INCOMING_VISIT
        check_visit(kind, visit.starts_on, partners, visit.caution_reason)


def _demand_hosted(visit: Visit) -> None:
    for name, message in (
        ("unit_id", _l("Choose the unit that hosts it.")),
        ("handler_id", _l("Choose who handles it.")),
    ):
        if not getattr(visit, name):
            raise Refused(message, field=name)
    if visit.organisation is None:
        raise Refused(_l("Choose the organisation."), field="organisation_id")
    for stop in visit.stops:
        if not visit.starts_on <= stop.day <= (visit.ends_on or visit.starts_on):
            raise Refused(
                _("Move the programme first: “%(item)s” would lie outside.", item=stop.what),
                field="starts_on",
            )


def _fill(session: Session, visit: Visit, values: Values, viewer: Viewer) -> None:
    given: dict[str, Any] = {name: values[name] for name in COLUMNS if name in values}
    if given.get("handler_id") and given["handler_id"] != visit.handler_id:
        demand_handler(session, given["handler_id"])
    assign(visit, given, COLUMNS)
    rules.check_days(visit.starts_on, visit.ends_on)
    if "focus_areas" in values:
        visit.focus_areas = by_ids(session, FocusArea, list(values["focus_areas"]))
    if "contacts" in values:
        _set_contacts(session, visit, list(values["contacts"]), viewer)
    if "partnership_id" in values:
        _set_partnership(session, visit, values["partnership_id"], viewer)
    if "organisation_id" in values:
        set_organisation(session, visit, values["organisation_id"])
    visit.title_folded, visit.organisation_folded = fold(visit.title), fold(visit.organisation_name)


def _set_partnership(session: Session, visit: Visit, number: int | None, viewer: Viewer) -> None:
    """One that this viewer may not see stays: the form could not show it."""
    kept = visit.partnership_id
    is_hidden = number is None and kept and not find_partnerships(session, [kept], viewer)
    if number != kept and not is_hidden:
        partnership_of(session, number, viewer)
        visit.partnership_id = number


def _set_contacts(session: Session, visit: Visit, numbers: list[int], viewer: Viewer) -> None:
    """Guests that this viewer may not see stay: the form could not show them."""
    there = [contact.id for contact in visit.contacts]
    seen = {each.id for each in contacts_with_affiliations(session, there, viewer)}
    kept = [each for each in visit.contacts if each.id not in seen or each.id in numbers]
    come = [number for number in numbers if number not in there]
    visit.contacts = kept + contacts_of(session, come, viewer)


def demand_handler(session: Session, user_id: int) -> None:
    """Whoever handles a visit has an active account and may write."""
    user = users.get_user(session, user_id)
    if not user.is_active or user.role == "reader":
        raise Refused(_l("Choose an active colleague who may write."), field="handler_id")
