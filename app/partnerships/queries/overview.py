"""Many partnerships at once: of an organisation, of a person, in a quarter, under review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.organisations.models import NetworkMember, Organisation
from app.partnerships.models import (
    IN_EFFECT,
    Alignment,
    Partnership,
    PartnershipKind,
    PartnershipOrganisation,
    PartnershipState,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.visibility import visible
from app.strategy.models import FocusArea, Objective, Strategy, StrategyState

NOBODY = Viewer(user_id=0, unit_id=None, sees_restricted=False)


def _people() -> list[Any]:
    return [joinedload(Partnership.owner), joinedload(Partnership.unit)]


def list_for_organisation(
    session: Session, organisation_id: int, viewer: Viewer
) -> list[Partnership]:
    """Its partnerships with owner and unit: those in effect first, ended ones last, by name."""
    rank = sa.case(
        (Partnership.state == PartnershipState.ENDED, 2),
        (Partnership.state.in_(IN_EFFECT), 0),
        else_=1,
    )
    found = (
        sa.select(Partnership)
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .where(PartnershipOrganisation.organisation_id == organisation_id, visible(viewer))
        .order_by(rank, Partnership.name_folded, Partnership.id)
    )
    return list(session.scalars(found.options(*_people())))


def list_held_by(session: Session, column: str, user_id: int) -> list[Partnership]:
    """Partnerships that have not ended and have this person as their ``owner_id`` or
    ``deputy_id``, by name; common columns only.
    """
    found = sa.select(Partnership).where(
        getattr(Partnership, column) == user_id, Partnership.state != PartnershipState.ENDED
    )
    return list(session.scalars(found.order_by(Partnership.name_folded, Partnership.id)))


def in_effect_between(first_day: date, last_day: date, viewer: Viewer) -> sa.Select[Any]:
    """The numbers of partnerships in effect on any day from ``first_day`` to ``last_day``.

    A partnership comes into effect once and leaves effect only by ending, so two dates tell.
    """
    return sa.select(Partnership.id).where(
        Partnership.in_effect_from <= last_day,
        sa.or_(Partnership.ended_on.is_(None), Partnership.ended_on >= first_day),
        visible(viewer),
    )


def in_effect_during(
    session: Session, first_day: date, last_day: date, viewer: Viewer
) -> list[Partnership]:
    """The same partnerships with owner and unit, by name."""
    within = in_effect_between(first_day, last_day, viewer)
    found = sa.select(Partnership).where(Partnership.id.in_(within))
    ordered = found.order_by(Partnership.name_folded, Partnership.id)
    return list(session.scalars(ordered.options(*_people())))


def names_of(session: Session, ids: Sequence[int], viewer: Viewer) -> dict[int, str]:
    """The names of those partnerships that the viewer may see; no statement for none."""
    if not ids:
        return {}
    found = sa.select(Partnership.id, Partnership.name)
    rows = session.execute(found.where(Partnership.id.in_(ids), visible(viewer)))
    return {number: name for number, name in rows}


def _count_by(
    session: Session, key: Any, link: Any, viewer: Viewer, *also: sa.ColumnElement[bool]
) -> dict[int, int]:
    counted = (
        sa.select(key, sa.func.count())
        .join(Partnership, Partnership.id == link)
        .where(Partnership.state.in_(IN_EFFECT), visible(viewer), *also)
        .group_by(key)
    )
    return {int(number): int(count) for number, count in session.execute(counted)}


def count_active(session: Session) -> int:
    """How many partnerships are active, seen or not: what a new city strategy will put in doubt."""
    counted = sa.select(sa.func.count()).where(Partnership.state == PartnershipState.ACTIVE)
    return session.scalar(counted) or 0


def count_by_goal(session: Session, viewer: Viewer) -> dict[int, int]:
    """Goal → how many partnerships in effect serve it; lapsed alignments do not count."""
    still = Alignment.lapsed_on.is_(None)
    return _count_by(session, Alignment.goal_id, Alignment.partnership_id, viewer, still)


def count_by_focus_area(session: Session, viewer: Viewer) -> dict[int, int]:
    """Focus area → how many partnerships in effect work on it."""
    link = partnership_focus_area.c
    return _count_by(session, link.focus_area_id, link.partnership_id, viewer)


def count_by_objective(session: Session, viewer: Viewer) -> dict[int, int]:
    """Objective → how many partnerships in effect work towards it."""
    link = partnership_objective.c
    return _count_by(session, link.objective_id, link.partnership_id, viewer)


def prefill(session: Session, partnership_id: int, viewer: Viewer) -> dict[str, list[int]]:
    """``{"objectives": [ids], "focus_areas": [ids]}`` of a partnership, as far as they are in
    force; empty if it is hidden.
    """
    shown = sa.exists().where(Partnership.id == partnership_id, visible(viewer))
    areas, objectives = partnership_focus_area.c, partnership_objective.c
    in_force = sa.select(Strategy.id).where(Strategy.state == StrategyState.IN_FORCE)
    found = sa.union_all(
        sa.select(sa.literal("focus_areas"), areas.focus_area_id)
        .join(FocusArea, FocusArea.id == areas.focus_area_id)
        .where(areas.partnership_id == partnership_id, FocusArea.strategy_id.in_(in_force), shown),
        sa.select(sa.literal("objectives"), objectives.objective_id)
        .join(Objective, Objective.id == objectives.objective_id)
        .where(
            objectives.partnership_id == partnership_id, Objective.strategy_id.in_(in_force), shown
        ),
    )
    filled: dict[str, list[int]] = {"objectives": [], "focus_areas": []}
    for name, number in session.execute(found):
        filled[name].append(number)
    return {name: sorted(numbers) for name, numbers in filled.items()}


def suggest_for_organisations(
    session: Session, organisation_ids: Sequence[int], viewer: Viewer, limit: int = 5
) -> list[Partnership]:
    """Partnerships not ended with any of these organisations: most of them first, then by name."""
    if not organisation_ids:
        return []
    shared = sa.func.count(PartnershipOrganisation.id)
    matching = (
        sa.select(PartnershipOrganisation.partnership_id, shared.label("shared"))
        .where(PartnershipOrganisation.organisation_id.in_(organisation_ids))
        .group_by(PartnershipOrganisation.partnership_id)
        .subquery()
    )
    found = (
        sa.select(Partnership)
        .join(matching, matching.c.partnership_id == Partnership.id)
        .where(Partnership.state != PartnershipState.ENDED, visible(viewer))
        .order_by(matching.c.shared.desc(), Partnership.name_folded, Partnership.id)
        .limit(limit)
    )
    return list(session.scalars(found.options(*_people())))


@dataclass(frozen=True)
class SharedNetwork:
    """A network that we and the organisation are both in; ``status`` is theirs, as listed."""

    partnership_id: int
    organisation_id: int
    name: str
    status: str


def shared_networks(
    session: Session, organisation_id: int, viewer: Viewer = NOBODY
) -> list[SharedNetwork]:
    """Networks of ours, in effect, of which this organisation is listed as a member, by name."""
    return networks_in_common(session, [organisation_id], viewer).get(organisation_id, [])


def networks_in_common(
    session: Session, organisation_ids: Sequence[int], viewer: Viewer
) -> dict[int, list[SharedNetwork]]:
    """The same for many organisations, by their numbers; no statement for none."""
    if not organisation_ids:
        return {}
    member = NetworkMember.member_id
    found = (
        sa.select(member, Partnership.id, Organisation.id, Organisation.name, NetworkMember.status)
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .join(Organisation, Organisation.id == PartnershipOrganisation.organisation_id)
        .join(NetworkMember, NetworkMember.network_id == Organisation.id)
        .where(
            Partnership.kind == PartnershipKind.NETWORK,
            Partnership.state.in_(IN_EFFECT),
            member.in_(organisation_ids),
            NetworkMember.left_on.is_(None),
            visible(viewer),
        )
        .order_by(Organisation.name_folded, Partnership.id)
    )
    networks: dict[int, list[SharedNetwork]] = {}
    for listed, number, network, name, status in session.execute(found):
        networks.setdefault(listed, []).append(SharedNetwork(number, network, name, status))
    return networks


def partners_in_care(user_id: int) -> sa.Select[Any]:
    """The numbers of the partners in what this user owns or deputises for and is in effect."""
    member = PartnershipOrganisation
    return (
        sa.select(member.organisation_id)
        .join(Partnership, Partnership.id == member.partnership_id)
        .where(
            sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id),
            Partnership.state.in_(IN_EFFECT),
        )
    )
