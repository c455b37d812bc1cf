"""The list of proposals."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.i18n import _l, choice, choices, country_choices, country_name, localised
from app.core.lists import Column, Filter, ListPage
from app.core.urls import url_for
from app.partnerships.lists.parts import held_text
from app.partnerships.models import PartnershipKind
from app.proposals import labels, queries, rules
from app.proposals.forms.fields import offered
from app.proposals.models import OPEN, Proposal, ProposalState
from app.proposals.permissions import PROPOSAL_VIEW

__all__ = ["labels"]
OPEN_ONES = "open"

TONES = {
    ProposalState.RECEIVED: "warning",
    ProposalState.CONVERTED: "success",
    ProposalState.DECLINED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
}


def tone(proposal: Proposal) -> str:
    """The colour of its state; late ones stand out."""
    if rules.is_late(proposal, clock.today()):
        return "danger"
    return TONES.get(proposal.state, "info")


def _states() -> list[tuple[str, str]]:
    return [(OPEN_ONES, str(_l("Open"))), *choices(ProposalState)]


def _by_state(select: Any, value: str) -> Any:
    states = OPEN if value == OPEN_ONES else {ProposalState(value)}
    return select.where(Proposal.state.in_(states))


def _handler(proposal: Any) -> str:
    return held_text(proposal.handler.name, proposal.giver_name) if proposal.handler else ""


PROPOSALS = ListPage(
    key="proposals",
    title=_l("Proposals"),
    permission=PROPOSAL_VIEW,
    model=Proposal,
    query=queries.list_proposals,
    columns=(
        Column(
            "title",
            _l("Title"),
            lambda proposal: proposal.title,
            sort=Proposal.title_folded,
            url=lambda proposal: url_for("proposals.show_proposal", proposal_id=proposal.id),
        ),
        Column("reference", _l("Reference number"), lambda p: p.reference),
        Column("kind", _l("Kind"), lambda p: choice(p.kind), sort=Proposal.kind),
        Column("organisation", _l("Organisation"), lambda p: p.organisation_name),
        Column("country", _l("Country"), lambda p: country_name(p.country) if p.country else ""),
        Column(
            "received",
            _l("Received on"),
            lambda p: p.received_on,
            kind="date",
            sort=Proposal.received_on,
        ),
        Column("handler", _l("Handled by"), _handler),
        Column("unit", _l("Unit"), lambda p: localised(p.unit) if p.unit else ""),
        Column(
            "state",
            _l("State"),
            lambda p: choice(p.state),
            kind="tag",
            sort=Proposal.state,
            tone=tone,
        ),
    ),
    filters=(
        Filter("state", _l("State"), _by_state, _states),
        Filter(
            "kind",
            _l("Kind"),
            lambda select, value: select.where(Proposal.kind == PartnershipKind(value)),
            lambda: choices(PartnershipKind),
        ),
        Filter(
            "unit",
            _l("Unit"),
            lambda select, value: select.where(Proposal.unit_id == int(value)),
            offered("unit"),
        ),
        Filter("focus_area", _l("Focus area"), queries.by_focus_area, offered("focus_area")),
        Filter(
            "country",
            _l("Country"),
            lambda select, value: select.where(Proposal.country == value),
            country_choices,
        ),
    ),
    default_sort="-received",
    search_kind="proposal",
    empty_text=_l("No proposal has come in yet."),
)
