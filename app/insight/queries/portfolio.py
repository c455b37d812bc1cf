"""Selects of the portfolio: one plain row a partnership, and records only where the rules ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload, subqueryload, undefer

from app.core.db import Visibility
from app.core.periods import Quarter
from app.engagements.models import HELD, kept_quarter
from app.engagements.queries.figures import Cells
from app.engagements.queries.visibility import audience
from app.organisations.models import Organisation, Standing
from app.partnerships.models import (
    Alignment,
    CityAgreement,
    EuProject,
    Instrument,
    PartnerRole,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
    PartnershipState,
    Term,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.records import EVERY
from app.partnerships.rules.stages import UNDER_GRANT
from app.reviews.models import Progress, Recommendation, Review, ReviewState
from app.reviews.queries import is_in_force
from app.strategy.models import Goal, Strategy, StrategyKind, StrategyState
from app.users.models import User


class Line(NamedTuple):
    """A partnership with its owner's name and its review of a round, all None where there is none.

    A report asks thousands of them for a dozen fields each, which rows answer far more slowly.
    """

    id: int
    name: str
    kind: PartnershipKind
    state: PartnershipState
    owner_id: int | None
    last_engaged_on: date | None
    cadence_days: int | None
    next_review_on: date | None
    term: Term
    ends_on: date | None
    renewal_months: int | None
    notice_months: int | None
    owner_name: str | None
    review_id: int | None
    review_state: ReviewState | None
    progress: Progress | None
    recommendation: Recommendation | None


# Written out, or the index of those in trouble answers nobody.
NORMAL = sa.literal(Standing.NORMAL, Organisation.__table__.c.standing.type, literal_execute=True)

# What comes before the owner's name are columns of the partnership.
OF_PARTNERSHIP = Line._fields[: Line._fields.index("owner_name")]


def list_lines(session: Session, partnerships: sa.Select[Any], round_id: int) -> list[Line]:
    """Every partnership selected, by name."""
    return list(starmap(Line, session.execute(_lines(partnerships, round_id)).all()))


# A statement is built in a fifth of the time of a small report, and `Scope.within` gives the same
# select for the same question: what is built upon it is kept.
@lru_cache(maxsize=64)
def _lines(partnerships: sa.Select[Any], round_id: int) -> Any:
    review = sa.and_(
        Review.partnership_id == Partnership.id, Review.round_id == round_id, is_in_force()
    )
    return (
        sa.select(
            *(getattr(Partnership, name) for name in OF_PARTNERSHIP),
            User.name.label("owner_name"),
            Review.id.label("review_id"),
            Review.state.label("review_state"),
            Review.progress,
            Review.recommendation,
        )
        .outerjoin(User, User.id == Partnership.owner_id)
        .outerjoin(Review, review)
        .where(Partnership.id.in_(partnerships))
        .order_by(Partnership.name_folded, Partnership.id)
    )


def count_within(session: Session, partnerships: sa.Select[Any]) -> int:
    """How many partnerships are selected."""
    return session.scalar(sa.select(sa.func.count()).select_from(partnerships.subquery())) or 0


def list_with_gate(session: Session, partnerships: sa.Select[Any], today: date) -> list[Any]:
    """Those of the partnerships selected that may miss something the gate demands, by name, with
    all that it asks about.

    The select is a sieve, never finer than ``rules.activation_gaps``, which has the word. Three
    statements for any number of them, where loading by lists of numbers goes by hundreds.
    """
    return list(session.scalars(_with_gate(partnerships, today)).unique())


@lru_cache(maxsize=64)
def _with_gate(partnerships: sa.Select[Any], today: date) -> sa.Select[Any]:
    doubtful = partnerships.where(_may_have_gaps(today))
    partners, alignments = subqueryload(EVERY.partners), subqueryload(EVERY.alignments)
    return (
        sa.select(EVERY)
        .where(EVERY.id.in_(doubtful))
        .options(
            joinedload(EVERY.owner),
            undefer(EVERY.last_signature_on),
            partners.joinedload(PartnershipOrganisation.organisation),
            alignments.joinedload(Alignment.goal).joinedload(Goal.strategy),
        )
        .order_by(EVERY.name_folded, EVERY.id)
    )


def _may_have_gaps(today: date) -> sa.ColumnElement[bool]:
    """True for whatever the gate could object to; one condition for each of its demands."""
    number = Partnership.id
    owner = sa.exists().where(User.id == Partnership.owner_id, User.is_active)
    goal = (
        sa.select(Alignment.id)
        .join(Goal, Goal.id == Alignment.goal_id)
        .join(Strategy, Strategy.id == Goal.strategy_id)
        .where(
            Alignment.partnership_id == number,
            Alignment.lapsed_on.is_(None),
            Strategy.kind == StrategyKind.CITY_STRATEGY,
            Strategy.state == StrategyState.IN_FORCE,
            sa.func.trim(Alignment.rationale) != "",
        )
        .exists()
    )
    link = PartnershipOrganisation
    partner = sa.exists().where(
        link.partnership_id == number, link.role != PartnerRole.CIVIC_PARTNER
    )
    troubled = (
        sa.select(link.partnership_id)
        .join(Organisation, Organisation.id == link.organisation_id)
        .where(link.partnership_id == number, Organisation.standing != NORMAL)
        .exists()
    )
    ahead = sa.exists().where(Instrument.partnership_id == number, Instrument.signed_on > today)
    return sa.or_(
        ~owner,
        ~goal,
        sa.func.trim(Partnership.decision_body) == "",
        Partnership.decided_on.is_(None),
        Partnership.decided_on > today,
        Partnership.next_review_on.is_(None),
        Partnership.signed_on > today,
        ahead,
        ~partner,
        troubled,
        _lacks_purpose(number),
        _lacks_grant(number),
        Partnership.framework_lapsed_on.is_not(None),
    )


def _lacks_purpose(number: Any) -> sa.ColumnElement[bool]:
    agreement = CityAgreement.__table__.c
    return sa.exists().where(
        agreement.id == number,
        sa.func.trim(agreement.strategic_goal_stated) == "",
        sa.func.trim(agreement.common_operations) == "",
    )


def _lacks_grant(number: Any) -> sa.ColumnElement[bool]:
    project = EuProject.__table__.c
    return sa.exists().where(project.id == number, project.stage.not_in(UNDER_GRANT))


def decisions_asked(
    session: Session,
    partnerships: sa.Select[Any],
    round_id: int,
    asked: Sequence[Recommendation],
) -> Sequence[Any]:
    """Submitted and accepted reviews of these partnerships that ask for a decision, or whose
    recommendation is one of ``asked``, in that order: id, partnership_id, state, recommendation
    and its reason, and what is asked of whom until when."""
    statement = _decisions(partnerships, round_id, tuple(asked))
    return session.execute(statement).all()


@lru_cache(maxsize=64)
def _decisions(
    partnerships: sa.Select[Any], round_id: int, asked: tuple[Recommendation, ...]
) -> sa.Select[Any]:
    statement: Any = sa.select(
        Review.id,
        Review.partnership_id,
        Review.state,
        Review.recommendation,
        Review.recommendation_reason,
        Review.decision_asked,
        Review.decision_body,
        Review.decision_due_on,
    )
    return _asking(statement, partnerships, round_id, asked)


def reviews_asking(
    session: Session,
    partnerships: sa.Select[Any],
    round_id: int,
    asked: Sequence[Recommendation],
) -> list[Review]:
    """The same reviews whole, with their scores, but for the frozen figures."""
    statement = _asking(sa.select(Review), partnerships, round_id, asked)
    whole = statement.options(subqueryload(Review.scores), defer(Review.figures))
    return list(session.scalars(whole))


def _asking(
    statement: sa.Select[Any],
    partnerships: sa.Select[Any],
    round_id: int,
    asked: Sequence[Recommendation],
) -> sa.Select[Any]:
    done = (ReviewState.ACCEPTED, ReviewState.SUBMITTED)
    places = {one: place for place, one in enumerate(asked)}
    order = sa.case(places, value=Review.recommendation, else_=len(asked))
    return statement.where(
        Review.round_id == round_id,
        Review.state.in_(done),
        is_in_force(),
        sa.or_(Review.recommendation.in_(asked), Review.decision_asked != ""),
        Review.partnership_id.in_(partnerships),
    ).order_by(order, Review.id)


def partnerships_by_cell(session: Session, partnerships: sa.Select[Any]) -> Cells:
    """(objective, focus area) → how many of these partnerships serve both."""
    objectives, areas = partnership_objective.c, partnership_focus_area.c
    counted = (
        sa.select(objectives.objective_id, areas.focus_area_id, sa.func.count())
        .join(partnership_focus_area, areas.partnership_id == objectives.partnership_id)
        .where(objectives.partnership_id.in_(partnerships))
        .group_by(objectives.objective_id, areas.focus_area_id)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(counted)}


def held_by_cell_of(
    session: Session, partnerships: sa.Select[Any], quarter: Quarter, widest: Visibility
) -> Cells:
    """(objective, focus area) → engagements that the partnerships serving both held in a quarter,
    of these partnerships and for an audience."""
    objectives, areas, kept = partnership_objective.c, partnership_focus_area.c, kept_quarter.c
    counted = (
        sa.select(objectives.objective_id, areas.focus_area_id, sa.func.sum(kept[HELD]))
        .join(partnership_focus_area, areas.partnership_id == objectives.partnership_id)
        .join(kept_quarter, kept.partnership_id == objectives.partnership_id)
        .where(
            objectives.partnership_id.in_(partnerships),
            kept.year == quarter.year,
            kept.quarter_number == quarter.number,
            audience(widest, kept.visibility),
        )
        .group_by(objectives.objective_id, areas.focus_area_id)
    )
    return {(row[0], row[1]): int(row[2]) for row in session.execute(counted)}
