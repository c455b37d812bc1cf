"""The board: where every proposal stands, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template

from app.core import clock
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.proposals import queries, rules
from app.proposals.models import Proposal, ProposalState
from app.proposals.permissions import PROPOSAL_VIEW
from app.proposals.routes.blueprint import bp

# Answered ones leave the board after this; the list keeps them.
SHOWN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Card:
    """A proposal on the board."""

    proposal: Proposal
    answer_by: date
    is_late: bool


@dataclass(frozen=True)
class Lane:
    """A column: a state with its proposals, oldest first."""

    state: ProposalState
    cards: list[Card]


@bp.get("/proposals/board")
@requires(PROPOSAL_VIEW)
def show_board() -> Any:
    today = clock.today()
    found = queries.list_board(db.session, current_viewer(), today - SHOWN_AFTER)
    lanes = [
        Lane(state, [_card(each, today) for each in found if each.state is state])
        for state in ProposalState
    ]
    return render_template("proposals/board.html", lanes=lanes)


def _card(proposal: Proposal, today: date) -> Card:
    return Card(proposal, rules.answer_by(proposal.received_on), rules.is_late(proposal, today))
