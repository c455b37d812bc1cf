"""Logging an engagement, and correcting what was logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import Values, assign
from app.core.search import documents
from app.engagements import rules, search
from app.engagements.models import Engagement, EngagementState, FollowUp, MediaMention
from app.engagements.services import kept, parts, summaries, travel
from app.engagements.services.follow_ups import checked
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership
from app.users.models import User

COLUMNS = frozenset(
    {
        "type", "starts_on", "starts_at", "ends_on", "ends_at", "summary", "place", "is_online",
        "notes", "our_tier", "their_tier", "our_role", "learned", "learned_for", "cost_amount",
        "cost_currency", "cost_eur", "position", "forum", "ask", "advocacy_outcome", "visibility",
        "notes_visibility",
    }
)  # fmt: skip


def log_engagement(
    session: Session, values: Values, *, actor: Actor, viewer: Viewer = EVERYTHING
) -> Engagement:
    """Log what happened, or what is planned.

    ``values``: the columns, ``partnership_id``; numbers of ``organisations``, ``people`` (the
    author when nobody is named), ``contacts``, ``objectives`` and ``focus_areas`` (None takes the
    partnership's); ``results``; mappings in ``follow_ups``, ``media`` and ``travel``; a
    ``new_organisation``, a ``new_contact`` and ``new_contacts`` to be made in the same
    transaction; a
    ``caution_reason`` for a visit with a partner under caution. ``viewer`` limits what may be
    linked.
    """
    given = dict(values)
    starts_on, today = given["starts_on"], clock.today()
    state = given.pop("state", None) or rules.state_by_date(starts_on, today)
    rules.check_new_state(state, starts_on, today)
    caution = given.pop("caution_reason", "")
    with acting(session, actor, "engagement.log", caution):
        people = parts.people_of(session, given.pop("people", ()))
        author = _author(session, given.pop("created_by_id", None) or actor.id, people)
        has_new = bool(given.get("new_organisation"))
        organisations = _organisations(session, given, actor)
        rules.check_visit(given["type"], starts_on, organisations, caution)
        # A new organisation stands last; otherwise a new contact works at the first one chosen.
        met = organisations[-1] if has_new else organisations[0]
        contacts = _contacts(session, given, met, actor, viewer)
        partnership = parts.partnership_of(session, given.pop("partnership_id", None), viewer)
        frame = parts.frame_of(
            session, given.pop("objectives", None), given.pop("focus_areas", None), partnership
        )
        engagement = _new(given, state, partnership)
        engagement.unit_id, engagement.created_by_id = author.unit_id, author.id
        engagement.organisations, engagement.people = organisations, people or [author]
        engagement.objectives, engagement.focus_areas = frame
        engagement.contacts = parts.contact_links(engagement, contacts, is_moved=False)
        engagement.documents = []
        session.add(engagement)
    documents.add(session, search.to_document(engagement))
    kept.note(session, engagement)
    summaries.move(session, summaries.NOTHING, summaries.Share.of(engagement))
    return engagement


def update_engagement(
    session: Session,
    engagement: Engagement,
    values: Values,
    *,
    actor: Actor,
    viewer: Viewer = EVERYTHING,
) -> Engagement:
    """Correct an engagement that is loaded with everything on its page.

    The date of one still to come is moved as rescheduling does; its state changes by other verbs.
    """
    given, before = dict(values), kept.Touched.by(engagement)
    caution, was = given.pop("caution_reason", ""), _visit(engagement)
    counted = summaries.Share.of(engagement)
    with acting(session, actor, "engagement.update", caution):
        _relate(session, engagement, given, actor, viewer)
        is_moved = _move(engagement, given.pop("starts_on", engagement.starts_on))
        contact_ids = given.pop("contacts", sorted(before.contact))
        if is_moved or set(contact_ids) != before.contact:
            # Whoever took part already stays, also where this viewer may not see them.
            stay = [number for number in contact_ids if number in before.contact]
            come = [number for number in contact_ids if number not in before.contact]
            contacts = parts.contacts_of(session, stay, EVERYTHING)
            contacts += parts.contacts_of(session, come, viewer)
            links = parts.contact_links(engagement, contacts, is_moved)
            parts.replace(session, engagement.contacts, links)
        if "results" in given:
            rows = parts.result_rows(engagement, given.pop("results"))
            parts.replace(session, engagement.results, rows)
        assign(engagement, _with_euros(given), COLUMNS)
        _check(engagement)
        if _visit(engagement) != was:
            rules.check_visit(
                engagement.type, engagement.starts_on, engagement.organisations, caution
            )
    documents.put(session, search.to_document(engagement))
    kept.refresh(session, before | kept.Touched.by(engagement))
    summaries.move(session, counted, summaries.Share.of(engagement))
    return engagement


def _visit(engagement: Engagement) -> tuple[Any, ...]:
    """What makes it another visit when it changes."""
    return engagement.type, engagement.starts_on, {o.id for o in engagement.organisations}


def _author(session: Session, number: int | None, people: list[User]) -> User:
    """Who logs it; the program itself logs in the name of the first of our people."""
    author = next((p for p in people if p.id == number), None)
    if author is None and number is not None:
        author = session.get(User, number)
    if author is None and not people:
        raise Refused(_("Choose at least one of our people."), field="people")
    return author or people[0]


def _organisations(session: Session, given: dict[str, Any], actor: Actor) -> list[Organisation]:
    chosen = parts.organisations_of(session, given.pop("organisations", ()))
    if values := given.pop("new_organisation", None):
        chosen.append(parts.new_organisation(session, values, actor))
    if not chosen:
        raise Refused(_("Choose an organisation, or add a new one."), field="organisations")
    return chosen


def _contacts(
    session: Session,
    given: dict[str, Any],
    met: Organisation,
    actor: Actor,
    viewer: Viewer,
) -> list[Contact]:
    chosen = parts.contacts_of(session, given.pop("contacts", ()), viewer)
    new = [given.pop("new_contact", None), *given.pop("new_contacts", ())]
    chosen += [parts.new_contact(session, values, met, actor, viewer) for values in new if values]
    return chosen


def _new(
    given: dict[str, Any], state: EngagementState, partnership: Partnership | None
) -> Engagement:
    number = partnership.id if partnership is not None else None
    promises, media = given.pop("follow_ups", ()), given.pop("media", ())
    results, legs = given.pop("results", ()), given.pop("travel", ())
    engagement = Engagement(state=state, partnership_id=number)
    engagement.is_demonstration = given.pop("is_demonstration", False)
    assign(engagement, _with_euros(given), COLUMNS)
    _check(engagement)
    engagement.results = parts.result_rows(engagement, results)
    engagement.media = [MediaMention(**mention) for mention in media]
    engagement.travel = [travel.journey(leg) for leg in legs]
    engagement.follow_ups = [
        FollowUp(partnership_id=number, is_demonstration=engagement.is_demonstration, **promise)
        for promise in map(checked, promises)
    ]
    return engagement


def _check(engagement: Engagement) -> None:
    rules.check_order(
        engagement.starts_on, engagement.ends_on, engagement.starts_at, engagement.ends_at
    )
    if engagement.state is EngagementState.HELD:
        rules.check_held_on(engagement.starts_on, clock.today())


def _with_euros(given: Mapping[str, Any]) -> dict[str, Any]:
    if "cost_amount" not in given:
        return dict(given)
    currency = given.get("cost_currency") or "EUR"
    euros = rules.cost_in_euros(given["cost_amount"], currency, given.get("cost_eur"))
    return {**given, "cost_currency": currency, "cost_eur": euros}


def _relate(
    session: Session,
    engagement: Engagement,
    given: dict[str, Any],
    actor: Actor,
    viewer: Viewer,
) -> None:
    """Organisations, people, partnership and frame, as far as they are given."""
    if "organisations" in given:
        engagement.organisations = _organisations(session, given, actor)
    if "people" in given:
        engagement.people = parts.people_of(session, given.pop("people"))
        if not engagement.people:
            raise Refused(_("Choose at least one of our people."), field="people")
    number = given.pop("partnership_id", engagement.partnership_id)
    if number != engagement.partnership_id:
        parts.partnership_of(session, number, viewer)
        for follow_up in engagement.follow_ups:
            if follow_up.partnership_id == engagement.partnership_id:
                follow_up.partnership_id = number
        engagement.partnership_id = number
    for field in parts.FRAME:
        if field in given:
            setattr(engagement, field, parts.of_frame(session, field, given.pop(field)))


def _move(engagement: Engagement, starts_on: Any) -> bool:
    if starts_on == engagement.starts_on:
        return False
    if rules.is_upcoming(engagement.state):
        engagement.first_planned_on = engagement.first_planned_on or engagement.starts_on
        engagement.state = EngagementState.RESCHEDULED
    engagement.starts_on = starts_on
    return True
