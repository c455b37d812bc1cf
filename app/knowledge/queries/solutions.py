"""Solutions: one with all its page shows, and what hand-over, index and sweep read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.permissions import EVERYTHING, Viewer
from app.core.records import get_one, load_links
from app.engagements.models import Engagement, engagement_organisation
from app.engagements.queries import seen, taken_part
from app.engagements.queries.visibility import visible_to
from app.knowledge.models import (
    Solution,
    SolutionState,
    SolutionUse,
)
from app.knowledge.queries.visibility import visible

# Engagements offered as those in which a solution came up.
OFFERED = 15


def get_solution(
    session: Session, solution_id: int, viewer: Viewer = EVERYTHING, lock: bool = False
) -> Solution:
    """One solution with everything on its page, else NotFound."""
    wanted = sa.select(Solution).where(Solution.id == solution_id, visible(viewer, Solution))
    if lock:
        # The row is held first; the page's outer joins cannot be locked on PostgreSQL.
        get_one(session, wanted, lock=True)
    use = selectinload(Solution.uses)
    whole = wanted.options(
        joinedload(Solution.organisation),
        joinedload(Solution.assessed_by),
        joinedload(Solution.owner),
        joinedload(Solution.unit),
        selectinload(Solution.engagements),
        use.joinedload(SolutionUse.unit),
        use.joinedload(SolutionUse.organisation),
    )
    found = get_one(session, whole.execution_options(populate_existing=lock))
    load_links(session, [found], Solution.focus_areas)
    return found


def seen_engagements(
    session: Session, solution: Solution, viewer: Viewer
) -> tuple[list[Engagement], list[int]]:
    """(those of its engagements that the viewer may know of, the numbers of the others)."""
    ids = [each.id for each in solution.engagements]
    known = set(ids) if viewer.sees_restricted else seen(session, viewer, "engagement_id", ids)
    shown = [each for each in solution.engagements if each.id in known]
    return shown, [number for number in ids if number not in known]


def engagement_choices(
    session: Session,
    viewer: Viewer,
    organisation_id: int | None,
    linked: Sequence[int] = (),
) -> list[Engagement]:
    """Engagements in which it may have come up, newest first: those linked already, and the latest
    with the organisation, or the viewer's own."""
    lately: sa.Select[Any]
    if organisation_id is not None:
        link = engagement_organisation.c
        lately = (
            sa.select(link.engagement_id)
            .where(link.organisation_id == organisation_id)
            .order_by(link.starts_on.desc(), link.engagement_id.desc())
        )
    else:
        lately = (
            sa.select(Engagement.id)
            .where(taken_part(viewer.user_id))
            .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
        )
    last = sa.select(lately.limit(OFFERED).subquery().c[0])
    statement = (
        sa.select(Engagement)
        .where(visible_to(viewer), sa.or_(Engagement.id.in_(linked), Engagement.id.in_(last)))
        .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
    )
    return list(session.scalars(statement))


def find_engagement(session: Session, engagement_id: int, viewer: Viewer) -> Engagement | None:
    """An engagement with what a solution takes over from it, or None."""
    wanted = sa.select(Engagement).where(Engagement.id == engagement_id, visible_to(viewer))
    found = session.scalars(wanted).one_or_none()
    if found is not None:
        load_links(session, [found], Engagement.organisations)
        load_links(session, [found], Engagement.focus_areas)
    return found


def looked_after_by(session: Session, user_id: int) -> list[Solution]:
    """What somebody looks after, but for what is set aside."""
    found = sa.select(Solution).where(
        Solution.owner_id == user_id, Solution.state != SolutionState.SET_ASIDE
    )
    return list(session.scalars(found.order_by(Solution.id)))


def lock_solutions(session: Session, ids: Sequence[int], owner_id: int) -> list[Solution]:
    """Those of these solutions that somebody looks after, held until the transaction ends."""
    found = sa.select(Solution).where(Solution.id.in_(ids), Solution.owner_id == owner_id)
    locked = found.order_by(Solution.id).with_for_update(of=Solution)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def solutions_for_index(session: Session, ids: Any) -> list[Solution]:
    """Solutions (by numbers, or a select of numbers) with what their documents show."""
    statement = _with_document().where(Solution.id.in_(ids))
    return list(session.scalars(statement))


def solutions_about(organisation_id: int) -> sa.Select[Any]:
    """Numbers of the solutions whose documents name an organisation."""
    use = SolutionUse
    used = sa.select(use.solution_id).where(use.organisation_id == organisation_id)
    return sa.select(Solution.id).where(
        sa.or_(Solution.organisation_id == organisation_id, Solution.id.in_(used))
    )


def solutions_for_search(session: Session) -> Iterator[Solution]:
    """Every solution with what its search document shows."""
    found = _with_document().order_by(Solution.id)
    yield from session.scalars(found.execution_options(yield_per=500))


def contradictions(session: Session) -> list[Solution]:
    """Solutions in use of which no use is recorded, or the other way round."""
    is_used = sa.exists().where(SolutionUse.solution_id == Solution.id)
    says_so = Solution.state.in_((SolutionState.ADOPTED, SolutionState.TAKEN_UP))
    return list(session.scalars(sa.select(Solution).where(is_used != says_so)))


def _with_document() -> sa.Select[Any]:
    uses = selectinload(Solution.uses).joinedload(SolutionUse.organisation)
    links = joinedload(Solution.organisation), selectinload(Solution.focus_areas), uses
    return sa.select(Solution).options(*links)
