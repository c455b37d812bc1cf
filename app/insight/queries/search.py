"""What search results add to the index: names, further facets, networks that we share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.organisations.models import NetworkMember, Organisation
from app.partnerships.models import EuProject, partnership_objective, partnership_sdg
from app.strategy.models import FocusArea, Objective, Sdg
from app.users.models import Unit, User

Rows = dict[str, list[sa.Row[Any]]]


def describe(
    session: Session, numbers: Mapping[str, Sequence[int]], named: Mapping[str, Iterable[int]]
) -> Rows:
    """Names and counts by facet in one statement: value, name_en, name_fi, name_sv, found.

    ``numbers`` are the records found, by kind, whose networks, objectives, SDGs and programmes are
    counted; ``named`` asks for names by number, of which ``found`` is 0.
    """
    members, partnerships = numbers.get("organisation", ()), numbers.get("partnership", ())
    parts = [_named(facet, model, named.get(facet, ())) for facet, model in NAMED.items()]
    if members:
        parts.append(_networks(members))
    if partnerships:
        parts += [_objectives(partnerships), _sdgs(partnerships), _programmes(partnerships)]
    rows: Rows = {}
    for row in session.execute(sa.union_all(*parts)):
        rows.setdefault(row.facet, []).append(row)
    return rows


NAMED: dict[str, Any] = {
    "owner": User,
    "unit": Unit,
    "focus_area": FocusArea,
    "network": Organisation,
    "objective": Objective,
    "sdg": Sdg,
}


def members_of(network_id: int) -> sa.Select[Any]:
    """The numbers of the organisations listed in a network today."""
    return sa.select(NetworkMember.member_id).where(
        NetworkMember.network_id == network_id, NetworkMember.left_on.is_(None)
    )


def serving_objective(objective_id: int) -> sa.Select[Any]:
    """The numbers of the partnerships that serve an objective."""
    linked = partnership_objective.c
    return sa.select(linked.partnership_id).where(linked.objective_id == objective_id)


def advancing_sdg(number: int) -> sa.Select[Any]:
    """The numbers of the partnerships that advance a Sustainable Development Goal."""
    linked = partnership_sdg.c
    return sa.select(linked.partnership_id).where(linked.sdg_number == number)


def of_programme(name: str) -> sa.Select[Any]:
    """The numbers of the projects in a programme of the European Union."""
    return sa.select(EuProject.id).where(EuProject.programme == name)


def _row(facet: str, value: Any, en: Any, fi: Any, sv: Any, found: Any) -> sa.Select[Any]:
    return sa.select(
        sa.literal(facet).label("facet"),
        sa.cast(value, sa.Text).label("value"),
        en.label("name_en"),
        fi.label("name_fi"),
        sv.label("name_sv"),
        found.label("found"),
    )


def _named(facet: str, model: Any, numbers: Iterable[int]) -> sa.Select[Any]:
    key = model.number if model is Sdg else model.id
    names = (model.name,) * 3 if model in (User, Organisation) else _three(model)
    wanted = sorted(set(numbers))
    return _row(facet, key, *names, sa.literal(0)).where(key.in_(wanted))


def _three(model: Any) -> tuple[Any, Any, Any]:
    return model.name_en, model.name_fi, model.name_sv


def _networks(members: Sequence[int]) -> sa.Select[Any]:
    name = Organisation.name
    return (
        _row("network", Organisation.id, name, name, name, sa.func.count())
        .join(NetworkMember, NetworkMember.network_id == Organisation.id)
        .where(NetworkMember.member_id.in_(members), NetworkMember.left_on.is_(None))
        .group_by(Organisation.id, name)
    )


def _objectives(partnerships: Sequence[int]) -> sa.Select[Any]:
    linked, names = partnership_objective.c, _three(Objective)
    return (
        _row("objective", Objective.id, *names, sa.func.count())
        .join(partnership_objective, linked.objective_id == Objective.id)
        .where(linked.partnership_id.in_(partnerships))
        .group_by(Objective.id, *names)
    )


def _sdgs(partnerships: Sequence[int]) -> sa.Select[Any]:
    linked, names = partnership_sdg.c, _three(Sdg)
    return (
        _row("sdg", Sdg.number, *names, sa.func.count())
        .join(partnership_sdg, linked.sdg_number == Sdg.number)
        .where(linked.partnership_id.in_(partnerships))
        .group_by(Sdg.number, *names)
    )


def _programmes(partnerships: Sequence[int]) -> sa.Select[Any]:
    name = EuProject.__table__.c.programme
    return (
        _row("programme", name, name, name, name, sa.func.count())
        .where(EuProject.__table__.c.id.in_(partnerships), name != "")
        .group_by(name)
    )
