"""Selects of the partner finder: who comes into question, and what we know of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import as_it_is, only_compared
from app.core.permissions import Viewer
from app.engagements.models import (
    Engagement,
    EngagementResult,
    EngagementState,
    engagement_focus_area,
    engagement_organisation,
)
from app.engagements.queries.visibility import visible_to
from app.organisations.models import Organisation, OrganisationKind, Standing
from app.partnerships.models import (
    EuProject,
    Partnership,
    PartnershipOrganisation,
    partnership_focus_area,
)
from app.partnerships.queries import visible
from app.strategy.models import OrganisationExpertise
from app.users.models import User

# So many organisations are weighed, those met last before the others.
MOST = 300
Hits = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; without areas and hits everybody within countries and kinds.

    ``ourselves`` is the city that looks: neither it nor its own companies are partners to find.
    ``programme`` and ``role`` keep who was in a project with us of this programme, as this.
    """

    areas: Sequence[int] = ()
    countries: Sequence[str] = ()
    kinds: Sequence[str] = ()
    hits: Hits | None = None
    numbers: Sequence[int] = ()
    ourselves: str = ""
    programme: str = ""
    role: str = ""


def is_us(city: str) -> sa.ColumnElement[bool]:
    """Whether an organisation is the city that looks, which is nobody's partner here."""
    return sa.and_(Organisation.kind == OrganisationKind.CITY, Organisation.city == city)


def candidates(session: Session, wanted: Wanted, viewer: Viewer) -> list[Organisation]:
    """Organisations that may be partners, those met last first; no archived or suspended ones."""
    last, known = Organisation.last_engaged_on, _known(wanted, viewer)
    spoken = [_spoke_of(wanted.areas, viewer)] if wanted.areas and not wanted.numbers else []
    # In two parts, because no index has those never met at the end of the others. Where the log is
    # asked of each, they are walked in their order until enough are found.
    found = _possible(wanted, viewer, only_compared if spoken else as_it_is)
    met = found.where(last.is_not(None)).order_by(last.desc(), Organisation.id)
    if known or spoken:
        met = met.where(sa.or_(*known, *spoken))
    chosen = list(session.scalars(met.limit(MOST)))
    if len(chosen) < MOST:
        found = _possible(wanted, viewer, as_it_is)
        never_met = found.where(last.is_(None), *known).order_by(Organisation.id)
        chosen += session.scalars(never_met.limit(MOST - len(chosen)))
    return chosen


def _possible(wanted: Wanted, viewer: Viewer, told: Callable[[Any], Any]) -> sa.Select[Any]:
    of = Organisation
    found = sa.select(of).where(of.archived_at.is_(None), of.standing != Standing.SUSPENDED)
    if wanted.numbers:
        found = found.where(of.id.in_(wanted.numbers))
    else:
        found = found.where(~is_us(wanted.ourselves), of.kind != OrganisationKind.CITY_GROUP)
    columns = of.__table__.c
    if wanted.countries:
        found = found.where(told(columns.country).in_(wanted.countries))
    if wanted.kinds:
        found = found.where(told(columns.kind).in_(wanted.kinds))
    if wanted.programme or wanted.role:
        found = found.where(of.id.in_(_taking_part(wanted, viewer)))
    return found


def served_areas(
    session: Session, numbers: Sequence[int], areas: Sequence[int], viewer: Viewer
) -> list[Any]:
    """(organisation, focus area) of expertise, of partnerships and of what was done together."""
    if not (numbers and areas):
        return []
    parts = [part.where(column.in_(numbers)) for column, part in _by_area(areas, viewer)]
    return list(session.execute(sa.union(*parts)))


def bearers(session: Session, numbers: Sequence[int], hits: Hits) -> set[int]:
    """Which of these organisations are among the records found, or partners in them."""
    found = set(numbers) & set(hits.get("organisation", ()))
    parts = [part.where(column.in_(numbers)) for column, part in _by_hits(hits)]
    return found | (set(session.scalars(sa.union(*parts))) if parts else set())


def projects_of(session: Session, numbers: Sequence[int], viewer: Viewer) -> list[Any]:
    """(organisation, programme, role, number, name) of each project that we were in together."""
    found = (
        _in_projects(viewer)
        .add_columns(EuProject.programme, PartnershipOrganisation.role, EuProject.id)
        .add_columns(EuProject.name)
        .where(PartnershipOrganisation.organisation_id.in_(numbers))
        .order_by(EuProject.name_folded, EuProject.id)
    )
    return list(session.execute(found))


def programmes(session: Session, viewer: Viewer) -> list[str]:
    """The programmes of the projects that we were in with others, in the order of their names."""
    named = _in_projects(viewer).with_only_columns(EuProject.programme).distinct()
    named = named.where(EuProject.programme != "").order_by(EuProject.programme)
    return list(session.scalars(named))


def _in_projects(viewer: Viewer) -> sa.Select[Any]:
    """The organisations of our projects, once for each."""
    member = PartnershipOrganisation
    return (
        sa.select(member.organisation_id)
        .join(EuProject, EuProject.id == member.partnership_id)
        .where(visible(viewer))
    )


def results_of(session: Session, numbers: Sequence[int], since: date, viewer: Viewer) -> list[Any]:
    """(organisation, kind of result, engagements held since that gave it)."""
    link = engagement_organisation.c
    counted = (
        sa.select(link.organisation_id, EngagementResult.kind, sa.func.count())
        .join(EngagementResult, EngagementResult.engagement_id == link.engagement_id)
        .join(Engagement, Engagement.id == link.engagement_id)
        .where(*_held(numbers, since, viewer))
        .group_by(link.organisation_id, EngagementResult.kind)
    )
    return list(session.execute(counted))


def tiers_of(session: Session, numbers: Sequence[int], since: date, viewer: Viewer) -> list[Any]:
    """(organisation, our tier, their tier) that came together since."""
    link = engagement_organisation.c
    found = (
        sa.select(link.organisation_id, Engagement.our_tier, Engagement.their_tier)
        .join(Engagement, Engagement.id == link.engagement_id)
        .where(*_held(numbers, since, viewer))
        .distinct()
    )
    return list(session.execute(found))


def partnerships_with(session: Session, numbers: Sequence[int], viewer: Viewer) -> list[Any]:
    """Our partnerships with each: organisation_id, id, name, state and owner."""
    member = PartnershipOrganisation
    found = (
        sa.select(
            member.organisation_id,
            Partnership.id,
            Partnership.name,
            Partnership.state,
            User.name.label("owner"),
        )
        .join(Partnership, Partnership.id == member.partnership_id)
        .outerjoin(User, User.id == Partnership.owner_id)
        .where(member.organisation_id.in_(numbers), visible(viewer))
        .order_by(Partnership.name_folded, Partnership.id)
    )
    return list(session.execute(found))


def _held(numbers: Sequence[int], since: date, viewer: Viewer) -> list[Any]:
    link = engagement_organisation.c
    return [
        link.organisation_id.in_(numbers),
        link.starts_on >= since,
        Engagement.state == EngagementState.HELD,
        visible_to(viewer),
    ]


def _taking_part(wanted: Wanted, viewer: Viewer) -> sa.Select[Any]:
    there = _in_projects(viewer)
    if wanted.programme:
        there = there.where(EuProject.programme == wanted.programme)
    if wanted.role:
        there = there.where(PartnershipOrganisation.role == wanted.role)
    return there


def _known(wanted: Wanted, viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """Whether an organisation serves an area, by its expertise or with us, or bears a word."""
    if wanted.numbers:
        return []
    parts = []
    if wanted.areas:
        parts += [part.with_only_columns(column) for column, part in _serving(wanted.areas, viewer)]
    if wanted.hits is not None:
        parts += [part for _column, part in _by_hits(wanted.hits)]
        numbers = wanted.hits.get("organisation", ())
        parts.append(sa.select(Organisation.id).where(Organisation.id.in_(numbers)))
    return [Organisation.id.in_(sa.union(*parts))] if parts else []


def _spoke_of(areas: Sequence[int], viewer: Viewer) -> Any:
    """Whether an area came up when we met. Asked of one organisation after the other, until enough
    are found: what was said of an area in all years may be a quarter of the log."""
    column, part = _speaking(areas, viewer)
    one = part.with_only_columns(sa.literal(1)).where(column == Organisation.id).limit(1)
    return one.correlate(Organisation).scalar_subquery().is_not(None)


def _by_area(areas: Sequence[int], viewer: Viewer) -> list[tuple[Any, Any]]:
    """(the organisation's column, a select of organisation and area) for each source."""
    return [*_serving(areas, viewer), _speaking(areas, viewer)]


def _serving(areas: Sequence[int], viewer: Viewer) -> list[tuple[Any, Any]]:
    expert, member = OrganisationExpertise, PartnershipOrganisation
    served = partnership_focus_area.c
    return [
        (
            expert.organisation_id,
            sa.select(expert.organisation_id, expert.focus_area_id).where(
                expert.focus_area_id.in_(areas)
            ),
        ),
        (
            member.organisation_id,
            sa.select(member.organisation_id, served.focus_area_id)
            .join(partnership_focus_area, served.partnership_id == member.partnership_id)
            .join(Partnership, Partnership.id == member.partnership_id)
            .where(served.focus_area_id.in_(areas), visible(viewer)),
        ),
    ]


def _speaking(areas: Sequence[int], viewer: Viewer) -> tuple[Any, Any]:
    met, spoken = engagement_organisation.c, engagement_focus_area.c
    return (
        met.organisation_id,
        sa.select(met.organisation_id, spoken.focus_area_id)
        .join(engagement_focus_area, spoken.engagement_id == met.engagement_id)
        .join(Engagement, Engagement.id == met.engagement_id)
        .where(
            spoken.focus_area_id.in_(areas),
            Engagement.state == EngagementState.HELD,
            visible_to(viewer),
        ),
    )


def _by_hits(hits: Hits) -> list[tuple[Any, Any]]:
    """The same for partners in the partnerships and engagements that were found."""
    member, met = PartnershipOrganisation, engagement_organisation.c
    parts: list[tuple[Any, Any]] = []
    if numbers := hits.get("partnership"):
        of_partnerships = sa.select(member.organisation_id)
        parts.append(
            (member.organisation_id, of_partnerships.where(member.partnership_id.in_(numbers)))
        )
    if numbers := hits.get("engagement"):
        of_engagements = sa.select(met.organisation_id)
        parts.append((met.organisation_id, of_engagements.where(met.engagement_id.in_(numbers))))
    return parts
