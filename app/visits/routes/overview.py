"""What a visit's page shows besides the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for

from app.core import clock
from app.core.errors import Gap
from app.core.i18n import _, localised
from app.core.navigation import Step
from app.core.permissions import can, current_viewer
from app.core.session import db
from app.engagements.models import FollowUp
from app.engagements.queries import may_see_engagement, may_see_partnership
from app.visits import queries, rules
from app.visits.lists import tone
from app.visits.models import AHEAD, BOOKED, OPEN, Visit, VisitState, VisitStop
from app.visits.rules import Before, Load, Warned


@dataclass(frozen=True)
class Checks:
    """What whoever answers should know; ``load`` is that of the host unit in the month."""

    warnings: list[Warned]
    before: list[Before]
    load: Load | None


@dataclass(frozen=True)
class Overview:
    """``partnership`` and ``engagement`` only where this viewer may know of them."""

    tone: str
    days: str
    demands: list[Gap]
    steps: list[Step]
    waits: str
    may_edit: bool
    may_programme: bool
    has_pack: bool
    answer_by: date
    is_late: bool
    checks: Checks | None
    programme: list[tuple[date, list[VisitStop]]]
    partnership: Any
    engagement: Any
    promises: list[FollowUp]


def overview_of(visit: Visit) -> Overview:
    """Everything around the record that its own row does not hold."""
    viewer = current_viewer()
    partnership, engagement = visit.partnership, visit.engagement
    if partnership is not None and not may_see_partnership(viewer, partnership):
        partnership = None
    if engagement is not None and not may_see_engagement(viewer, engagement):
        engagement = None
    is_asked = visit.state in AHEAD | {VisitState.REQUESTED}
    handles = can("visit:handle", visit)
    promises = queries.promises_after(db.session, engagement.id, viewer) if engagement else []
    return Overview(
        tone=tone(visit),
        days=rules.show_days(visit),
        demands=rules.demands(visit),
        steps=steps_of(visit) if handles else [],
        waits=_waits(visit, handles),
        may_edit=handles and visit.state in OPEN,
        may_programme=handles and visit.state in AHEAD,
        has_pack=visit.state in BOOKED,
        answer_by=rules.answer_by(visit.received_on),
        is_late=rules.is_late(visit, clock.today()),
        checks=checks_of(visit) if is_asked else None,
        programme=programme_of(visit.stops),
        partnership=partnership,
        engagement=engagement,
        promises=promises,
    )


def programme_of(stops: Sequence[VisitStop]) -> list[tuple[date, list[VisitStop]]]:
    """The items day by day, in their order."""
    return [(day, list(items)) for day, items in groupby(stops, key=lambda stop: stop.day)]


def checks_of(visit: Visit) -> Checks:
    """The checks of a request; four statements at most."""
    viewer, session = current_viewer(), db.session
    before = [
        *_told(queries.other_visits(session, visit, viewer), visit, "visits.show_visit"),
        *_told(
            queries.earlier_visits(session, visit, viewer), visit, "engagements.show_engagement"
        ),
    ]
    load = _load(visit) if visit.unit_id is not None else None
    is_waiting = visit.state is VisitState.REQUESTED
    return Checks(rules.warnings(visit, before, load) if is_waiting else [], before, load)


def _told(found: Sequence[Any], visit: Visit, endpoint: str) -> list[Before]:
    return [
        rules.before_of(
            each, getattr(each, "title", None) or each.summary, endpoint, visit.focus_areas,
            localised,
        )
        for each in found
    ]  # fmt: skip


def _load(visit: Visit) -> Load:
    month, following = rules.months_from(visit.starts_on, 2)
    stated = queries.list_capacities(db.session, visit.unit_id)
    booked = queries.booked_days(db.session, current_viewer(), month, following, visit.unit_id)
    return rules.load_of(month, stated, [day for _unit, day in booked])


def steps_of(visit: Visit) -> list[Step]:
    """The moves, the one that carries it on first."""
    following = rules.next_move(visit)
    steps = [
        Step(
            move.label,
            url_for(f"visits.{move.verb}", visit_id=visit.id),
            move.verb == following,
            move.is_grave,
        )
        for move in rules.allowed_moves(visit)
    ]
    return sorted(steps, key=lambda step: (not step.is_next, step.is_grave))


def _waits(visit: Visit, handles: bool) -> str:
    """Whose turn it is, where it is not this viewer's."""
    following = rules.next_move(visit)
    if not following or handles:
        return ""
    return _("It waits for the host unit: %(step)s.", step=rules.MOVES[following].label)
