"""One partnership with all that its page and its gate need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload, undefer, with_polymorphic

from app.core.permissions import Viewer
from app.core.records import get_one, load_links
from app.organisations.models import Organisation
from app.partnerships.models import (
    Alignment,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
)
from app.partnerships.queries.visibility import visible
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyState
from app.users.models import HandOver, HandOverItem, User

EVERY = with_polymorphic(Partnership, "*")


def gate_options(entity: Any = EVERY, goals: Any = selectinload) -> list[Any]:
    """What the gate asks about: owner, partners, goals with their strategies, last signature.

    ``goals`` loads the goals: by a statement for many partnerships, or with the row of one.
    """
    return [
        joinedload(entity.owner),
        undefer(entity.last_signature_on),
        selectinload(entity.partners).joinedload(PartnershipOrganisation.organisation),
        goals(entity.alignments).joinedload(Alignment.goal).joinedload(Goal.strategy),
    ]


def hand_over_option(entity: Any = EVERY) -> Any:
    """Whether the owner has accepted it, and from whom it came."""
    item = joinedload(entity.open_hand_over)
    return item.joinedload(HandOverItem.hand_over).joinedload(HandOver.giver)


# Every page of a partnership asks it, and so does every change, so it is put together once.
@cache
def _page() -> sa.Select[Any]:
    return sa.select(EVERY).options(
        *gate_options(goals=joinedload),
        undefer(EVERY.paper_titles),
        undefer(EVERY.deputy_giver_name),
        hand_over_option(),
        joinedload(EVERY.deputy),
        joinedload(EVERY.unit),
        joinedload(EVERY.superseded_by),
        joinedload(EVERY.supersedes),
    )


def get_partnership(
    session: Session, partnership_id: int, viewer: Viewer, lock: bool = False
) -> Any:
    """The partnership of any kind with all its page shows, else NotFound.

    ``lock`` takes the row first and reads afterwards: a row that was waited for would otherwise
    come with the other tables' columns as they were before.
    """
    if lock:
        session.execute(
            sa.select(Partnership.id).where(Partnership.id == partnership_id).with_for_update()
        )
    found = _page().where(EVERY.id == partnership_id, visible(viewer, EVERY))
    return _with_links(session, get_one(session, found))


def reload(session: Session, partnership_id: int) -> Any:
    """The same after a change, read anew from the database, whoever may see it."""
    found = _page().where(EVERY.id == partnership_id)
    return _with_links(session, get_one(session, found.execution_options(populate_existing=True)))


def _with_links(session: Session, partnership: Any) -> Any:
    links = (Partnership.focus_areas, Partnership.objectives, Partnership.sdgs)
    # The page tells what is of a former framework.
    frameworks = (joinedload(FocusArea.strategy), joinedload(Objective.strategy))
    load_links(session, [partnership], *links, options=frameworks)
    return partnership


def successors_of(session: Session, partnership_id: int) -> set[int]:
    """The partnership that took this one's place, the one that took its place, and so on."""
    table = Partnership.__table__
    first = sa.select(table.c.superseded_by_id.label("id")).where(table.c.id == partnership_id)
    chain = first.cte("chain", recursive=True)
    following = sa.select(table.c.superseded_by_id).join(chain, table.c.id == chain.c.id)
    found = session.scalars(sa.select(chain.union(following).c.id))
    return {number for number in found if number is not None}


def get_brief(session: Session, partnership_id: int, viewer: Viewer) -> Partnership:
    """Common columns, owner and unit in one statement, else NotFound."""
    found = sa.select(Partnership).where(Partnership.id == partnership_id, visible(viewer))
    return get_one(
        session, found.options(joinedload(Partnership.owner), joinedload(Partnership.unit))
    )


def lock_gate(session: Session, partnership_id: int) -> None:
    """Hold the partnership, and of an active one what the gate depends on, until the transaction
    ends.

    Without it two people could each remove one of two last goals, or one deactivate the owner
    while another activates. SQLite's writers come one at a time anyway.
    """
    partnership = Partnership.__table__
    partner = PartnershipOrganisation.__table__
    held = sa.select(partnership.c.state, partnership.c.owner_id)
    state, owner_id = session.execute(
        held.where(partnership.c.id == partnership_id).with_for_update()
    ).one()
    if state != PartnershipState.ACTIVE:
        return
    partners = sa.select(partner.c.organisation_id).where(
        partner.c.partnership_id == partnership_id
    )
    for gate in (
        sa.select(User.id).where(User.id == owner_id),
        sa.select(Organisation.id).where(Organisation.id.in_(partners)),
        sa.select(Strategy.id).where(Strategy.state == StrategyState.IN_FORCE),
    ):
        session.execute(gate.with_for_update(read=True))


def lock_all_open(session: Session) -> None:
    """Hold every partnership that has not ended, until the transaction ends."""
    _lock_open(session)


def lock_open_with(session: Session, organisation_id: int) -> None:
    """The same for those with this organisation as a partner."""
    partner = PartnershipOrganisation.__table__
    ids = sa.select(partner.c.partnership_id).where(partner.c.organisation_id == organisation_id)
    _lock_open(session, Partnership.id.in_(ids))


def lock_open_held_by(session: Session, user_id: int) -> None:
    """The same for those that this person owns or deputises for."""
    mine = sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id)
    _lock_open(session, mine)


def _lock_open(session: Session, *only: sa.ColumnElement[bool]) -> None:
    """In the order of their numbers, so that two who hold many never wait for each other."""
    rows = sa.select(Partnership.id).where(Partnership.state != PartnershipState.ENDED, *only)
    session.execute(rows.order_by(Partnership.id).with_for_update())


def lock_many(session: Session, ids: Sequence[int], users: Sequence[int]) -> list[Any]:
    """Partnerships to be changed together, with what the gate and the index ask about.

    They are held until the transaction ends, and these users too, so that nobody becomes the owner
    of anything while their account is being closed.
    """
    table: Any = Partnership.__table__
    rows = sa.select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id)
    session.execute(rows.with_for_update())
    people = sa.select(User.id).where(User.id.in_(users)).order_by(User.id)
    session.execute(people.with_for_update(read=True))
    found = sa.select(EVERY).where(EVERY.id.in_(ids)).order_by(EVERY.id)
    options = [*gate_options(), selectinload(EVERY.focus_areas), undefer(EVERY.paper_titles)]
    fresh = found.options(*options).execution_options(populate_existing=True)
    return list(session.scalars(fresh).unique())


def get_alignment(session: Session, partnership_id: int, alignment_id: int) -> Alignment:
    """One alignment of this partnership with its goal, else NotFound."""
    found = sa.select(Alignment).where(
        Alignment.id == alignment_id, Alignment.partnership_id == partnership_id
    )
    return get_one(session, found.options(joinedload(Alignment.goal).joinedload(Goal.strategy)))


def find_alignment(session: Session, partnership_id: int, goal_id: int) -> Alignment | None:
    """How this partnership serves this goal, or None."""
    return session.scalars(
        sa.select(Alignment).where(
            Alignment.partnership_id == partnership_id, Alignment.goal_id == goal_id
        )
    ).one_or_none()


def get_goal(session: Session, goal_id: int) -> Goal:
    """A goal with its strategy, else NotFound."""
    return get_one(
        session, sa.select(Goal).where(Goal.id == goal_id).options(joinedload(Goal.strategy))
    )


def get_partner(session: Session, partnership_id: int, partner_id: int) -> PartnershipOrganisation:
    """One partner of this partnership with its organisation, else NotFound."""
    found = sa.select(PartnershipOrganisation).where(
        PartnershipOrganisation.id == partner_id,
        PartnershipOrganisation.partnership_id == partnership_id,
    )
    return get_one(session, found.options(joinedload(PartnershipOrganisation.organisation)))
