"""What a partnership's page shows besides the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from app.core import clock
from app.core.i18n import _, choice
from app.core.navigation import Step
from app.core.permissions import can, current_viewer
from app.core.session import db
from app.core.timeline import Timeline, show_timeline
from app.core.urls import url_for
from app.engagements import queries as engagements
from app.partnerships import queries, rules
from app.partnerships.models import PartnershipState
from app.partnerships.routes.extras import extra_of
from app.partnerships.routes.records import page_of, steps_of
from app.reviews import queries as reviews
from app.visits.queries import around_partnership

LATEST = 6
PROMISES = 10


@dataclass(frozen=True)
class Demand:
    """One line of the gate's checklist, with where to close it."""

    code: str
    label: Any
    is_met: bool
    help: Any
    url: str


@dataclass(frozen=True)
class Todo:
    """A follow-up as the worklist component draws it."""

    title: str
    url: str
    meta: str
    due: date | None
    late: bool
    tag: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Overview:
    """``steps`` are what this viewer may do now; ``demands`` is empty once it has ended.

    ``extra`` is what the page of its kind shows besides, see ``routes/extras.py``.
    """

    demands: list[Demand]
    steps: list[Step]
    may_edit: bool
    follow_ups: list[Todo]
    all_follow_ups_url: str | None
    visits: Sequence[Any]
    reviews: Sequence[Any]
    renewed_end: date | None
    notice: rules.Notice | None
    review_due: date | None
    is_expired: bool
    successor_url: str | None
    predecessors: list[tuple[str, str]]
    papers: queries.Papers
    standings: dict[int, rules.InstrumentStanding]
    deadlines: list[Todo]
    fee_totals: rules.FeeTotals
    seated_today: frozenset[int]
    extra: Any = None

    @property
    def waits_for_goal(self) -> bool:
        """Whether it serves no goal in force."""
        return any(demand.code == "goal" and not demand.is_met for demand in self.demands)

    @property
    def missing(self) -> int:
        return sum(not demand.is_met for demand in self.demands)


def timeline_of(number: int) -> Timeline:
    """What the address asks of a partnership's timeline, in two statements."""
    viewer = current_viewer()
    found = engagements.timeline(
        db.session, "partnership", number, viewer, request.args, limit=LATEST
    )
    return show_timeline(found, _engagement_page, place="engagements")


def overview_of(partnership: Any) -> Overview:
    """Everything around the record but its timeline, in at most three statements."""
    number, today, viewer = partnership.id, clock.today(), current_viewer()
    promises, visits = around_partnership(db.session, number, viewer, PROMISES + 1)
    papers = queries.papers_of(db.session, number)
    has_ended = partnership.state == PartnershipState.ENDED
    successor = partnership.superseded_by
    may_edit = can("partnership:edit", partnership)
    demands = [] if has_ended else demands_of(partnership, may_edit)
    return Overview(
        demands=demands,
        steps=steps_of(partnership, all(demand.is_met for demand in demands))
        if can("partnership:decide")
        else [],
        may_edit=may_edit,
        follow_ups=[_todo(follow_up, today) for follow_up in promises[:PROMISES]],
        all_follow_ups_url=url_for("engagements.list_follow_ups", partnership=partnership.name)
        if len(promises) > PROMISES
        else None,
        visits=visits,
        reviews=reviews.reviews_of_partnership(db.session, number),
        renewed_end=rules.renewed_end(partnership, today),
        notice=rules.next_notice(partnership, today),
        review_due=rules.review_due(partnership),
        is_expired=rules.is_expired(partnership, today),
        successor_url=page_of(successor.id)
        if successor is not None and rules.may_see(successor, viewer)
        else None,
        papers=papers,
        standings={one.id: rules.instrument_standing(one, today) for one in papers.instruments},
        deadlines=[] if has_ended else deadlines_of(papers, today),
        fee_totals=rules.fee_totals(papers.fees),
        seated_today=frozenset(seat.id for seat in rules.holders_on(papers.seats, today)),
        extra=extra_of(partnership, papers),
        predecessors=[
            (earlier.name, page_of(earlier.id))
            for earlier in partnership.supersedes
            if rules.may_see(earlier, viewer)
        ],
    )


def deadlines_of(papers: queries.Papers, today: date) -> list[Todo]:
    """What is late or comes soon, each leading to its place on the page."""
    return [
        Todo(
            title=each.title,
            url=f"#{each.kind.place}",
            meta=choice(each.kind),
            due=each.on,
            late=each.is_late,
        )
        for each in rules.paper_deadlines(papers, today)
    ]


def demands_of(partnership: Any, may_edit: bool = True) -> list[Demand]:
    """The gate's checklist; what is missing leads whoever may close it to its field."""
    edit = url_for(".edit_partnership", partnership_id=partnership.id)
    places = {
        "goals": url_for(".new_alignment", partnership_id=partnership.id),
        "stage": url_for(".move_stage", partnership_id=partnership.id),
    }
    if partnership.signed_on is None or partnership.signed_on <= clock.today():
        # Then it is an instrument that is still to be signed.
        places["signed_on"] = "#instruments"
    return [
        Demand(
            check.code,
            check.label,
            check.is_met,
            check.help,
            places.get(check.field, f"{edit}#{check.field}") if may_edit else "",
        )
        for check in rules.checklist(partnership, clock.today())
    ]


def _engagement_page(number: int) -> str:
    return url_for("engagements.show_engagement", engagement_id=number)


def _todo(follow_up: Any, today: date) -> Todo:
    assignee = follow_up.assignee.name if follow_up.assignee is not None else ""
    giver = follow_up.giver_name
    return Todo(
        title=follow_up.what,
        url=url_for("engagements.show_follow_up", follow_up_id=follow_up.id),
        meta=" · ".join(part for part in (assignee, follow_up.counterpart) if part),
        due=follow_up.due_on,
        late=follow_up.due_on is not None and follow_up.due_on < today,
        tag=_("From %(name)s, not accepted yet", name=giver) if giver else "",
        tone="warning",
    )
