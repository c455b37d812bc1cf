"""What the page of one kind shows besides what every partnership has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.i18n import _, ngettext, show_money
from app.core.permissions import current_viewer
from app.core.session import db
from app.engagements import queries as engagements
from app.partnerships import queries, rules
from app.partnerships.models import PartnerRole, PartnershipKind, PartnershipState


@dataclass(frozen=True)
class ProjectExtra:
    """``doubts`` are sentences; ``stages`` the history in order."""

    doubts: list[str]
    stages: list[Any]
    may_move: bool
    has_unrecorded: bool
    shows_bid: bool


@dataclass(frozen=True)
class AgreementExtra:
    """The last visit each way, and the organisations of the civic partners."""

    incoming: rules.LastVisit
    outgoing: rules.LastVisit
    civic_partners: list[str]


@dataclass(frozen=True)
class CooperationExtra:
    """``warnings`` are sentences; ``shows_support`` whether anything is given or said about it."""

    warnings: list[Any]
    shows_support: bool


def extra_of(partnership: Any, papers: queries.Papers) -> Any:
    """What the template of its kind finds as ``around.extra``; None for a kind without any."""
    find = EXTRAS.get(partnership.kind)
    return find(partnership, papers) if find is not None else None


def _project(project: Any, papers: queries.Papers) -> ProjectExtra:
    return ProjectExtra(
        doubts=_doubts(project),
        stages=rules.in_order(papers.stages),
        may_move=bool(rules.NEXT[project.stage]),
        has_unrecorded=bool(rules.unrecorded_stages(project.stage, papers.stages)),
        shows_bid=project.stage in rules.BIDDING
        or bool(project.bid_approved_by or project.bid_approved_on),
    )


def _agreement(agreement: Any, _papers: queries.Papers) -> AgreementExtra:
    logged = engagements.last_visits(db.session, agreement.id, current_viewer())
    source = agreement.visits_source
    return AgreementExtra(
        incoming=rules.last_visit(logged.incoming, agreement.last_incoming_on, source),
        outgoing=rules.last_visit(logged.outgoing, agreement.last_outgoing_on, source),
        civic_partners=[
            partner.organisation.name
            for partner in agreement.partners
            if partner.role == PartnerRole.CIVIC_PARTNER
        ],
    )


def _cooperation(cooperation: Any, _papers: queries.Papers) -> CooperationExtra:
    has_ended = cooperation.state == PartnershipState.ENDED
    return CooperationExtra(
        warnings=[] if has_ended else rules.support_warnings(cooperation),
        shows_support=rules.needs_ethics_check(cooperation) or bool(cooperation.support),
    )


def _doubts(project: Any) -> list[str]:
    found = [
        str(doubt.text) % {name: show_money(value) for name, value in doubt.amounts.items()}
        for doubt in rules.doubts(project)
    ]
    number = project.grant_agreement
    if number and not rules.looks_like_grant(number, project.programme):
        found.append(
            _("%(number)s does not look like a grant number of this programme.", number=number)
        )
    count = rules.coordinators(project.partners)
    if count > 1:
        found.append(
            ngettext("%(num)s partner coordinates.", "%(num)s partners coordinate.", count)
        )
    return found


EXTRAS: dict[PartnershipKind, Callable[[Any, queries.Papers], Any]] = {
    PartnershipKind.CITY_AGREEMENT: _agreement,
    PartnershipKind.EU_PROJECT: _project,
    PartnershipKind.COOPERATION: _cooperation,
}
