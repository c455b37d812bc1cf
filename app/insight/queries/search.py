"""What search results add to the index: names, further facets, networks that we share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.insight.queries.passages import TEXTS, among, facet_row
from app.organisations.models import NetworkMember, Organisation
from app.partnerships.models import EuProject, partnership_objective, partnership_sdg
from app.strategy.models import FocusArea, Objective, Sdg
from app.users.models import Unit, User

Rows = dict[str, list[sa.Row[Any]]]
# What facets name by number.
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


def _named(facet: str, model: Any) -> sa.Select[Any]:
    key = model.number if model is Sdg else model.id
    names = (model.name,) * 3 if model in (User, Organisation) else _three(model)
    return facet_row(facet, key, *names, sa.literal_column("0")).where(among(key, facet))


def _three(model: Any) -> tuple[Any, Any, Any]:
    return model.name_en, model.name_fi, model.name_sv


def _networks() -> sa.Select[Any]:
    name, member = Organisation.name, NetworkMember
    return (
        facet_row("network", Organisation.id, name, name, name, sa.func.count())
        .join(member, member.network_id == Organisation.id)
        .where(among(member.member_id, "members"), member.left_on.is_(None))
        .group_by(Organisation.id, name)
    )


def _linked(facet: str, model: Any, link: sa.Table, column: str, key: Any) -> sa.Select[Any]:
    names = _three(model)
    return (
        facet_row(facet, key, *names, sa.func.count())
        .join(link, link.c[column] == key)
        .where(among(link.c.partnership_id, "partnerships"))
        .group_by(key, *names)
    )


def _programmes() -> sa.Select[Any]:
    project = EuProject.__table__.c
    name = project.programme
    return (
        facet_row("programme", name, name, name, name, sa.func.count())
        .where(among(project.id, "partnerships"), name != "")
        .group_by(name)
    )


_FACETS = (
    *(_named(facet, model) for facet, model in NAMED.items()),
    _networks(),
    _linked("objective", Objective, partnership_objective, "objective_id", Objective.id),
    _linked("sdg", Sdg, partnership_sdg, "sdg_number", Sdg.number),
    _programmes(),
)


# Asked by every search, so each form of it is put together once.
@cache
def _describing(kinds: frozenset[str]) -> sa.CompoundSelect[Any]:
    return sa.union_all(*_FACETS, *(text for kind in sorted(kinds) for text in TEXTS[kind]))


def describe(
    session: Session,
    numbers: Mapping[str, Sequence[int]],
    named: Mapping[str, Iterable[int]],
    read: Mapping[str, Sequence[int]] | None = None,
) -> Rows:
    """Names and counts by facet in one statement: value, name_en, name_fi, name_sv, found.

    ``numbers`` are the records found, by kind, whose networks, objectives, SDGs and programmes are
    counted; ``named`` asks for names by number, of which ``found`` is 0; and of those to be
    ``read``, by kind, the texts come as ``text_<kind>`` in ``name_en``.
    """
    texts = {kind: list(found) for kind, found in (read or {}).items() if kind in TEXTS}
    asked = {facet: sorted(set(named.get(facet, ()))) for facet in NAMED}
    asked["members"] = list(numbers.get("organisation", ()))
    asked["partnerships"] = list(numbers.get("partnership", ()))
    asked |= {f"text_{kind}": found for kind, found in texts.items()}
    rows: Rows = {}
    for row in session.execute(_describing(frozenset(texts)), asked):
        rows.setdefault(row.facet, []).append(row)
    return rows
