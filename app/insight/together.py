"""Who of our partners was in which programme of the European Union with us, and in which role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from app.core.i18n import _, choice, ngettext
from app.core.urls import url_for
from app.insight.rules import Together
from app.partnerships.models import PartnerRole

# The order in which roles are told; whoever led knows the programme best.
ROLES = (
    PartnerRole.COORDINATOR, PartnerRole.BENEFICIARY, PartnerRole.AFFILIATED_ENTITY,
    PartnerRole.ASSOCIATED_PARTNER, PartnerRole.PILOT_CITY, PartnerRole.PARTNER,
)  # fmt: skip


class Found(Protocol):
    """Whom the finder found."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def projects(self) -> list[Together]: ...


@dataclass(frozen=True)
class Part:
    """One partner in one programme as one thing; ``projects`` are (name, address)."""

    programme: str
    role: str
    name: str
    url: str
    projects: list[tuple[str, str]] = field(default_factory=list)


def sentence(projects: Sequence[Together]) -> str:
    """How many projects there were together, by programme and role."""
    if not projects:
        return _("No EU project together.")
    told = "; ".join(
        _("%(programme)s as %(roles)s", programme=programme, roles=_counted(list(each)))
        for programme, each in groupby(sorted(projects, key=_place), key=_programme)
    )
    return ngettext(
        "%(num)s EU project together: %(told)s.",
        "%(num)s EU projects together: %(told)s.",
        len(projects),
        told=told,
    )


def parts(found: Sequence[Found]) -> list[Part]:
    """Everybody found, by programme and role, the leaders of each programme first."""
    rows = [(project, each) for each in found for project in each.projects]
    rows.sort(key=lambda row: (*_place(row[0]), row[1].name.casefold(), row[1].url))
    return [
        Part(
            _programme(project),
            choice(project.role),
            each.name,
            each.url,
            [(p.name, _url(p)) for p, _found in same],
        )
        for same in (list(group) for _key, group in groupby(rows, key=_one))
        for project, each in (same[0],)
    ]


def _one(row: tuple[Together, Found]) -> tuple[str, str, str]:
    project, each = row
    return project.programme, project.role, each.url


def _counted(projects: Sequence[Together]) -> str:
    number = Counter(project.role for project in projects)
    return ", ".join(
        f"{choice(role).lower()} ({number[role]})" for role in sorted(number, key=_rank)
    )


def _place(project: Together) -> tuple[str, int]:
    return _programme(project).casefold(), _rank(project.role)


def _rank(role: PartnerRole) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _programme(project: Together) -> str:
    return project.programme or _("programme not known")


def _url(project: Together) -> str:
    return url_for("partnerships.show_partnership", partnership_id=project.number)
