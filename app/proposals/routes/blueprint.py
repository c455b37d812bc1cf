"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for

from app.core.permissions import current_viewer
from app.core.session import db
from app.core.text import showable
from app.proposals import queries
from app.proposals.models import Proposal

bp = Blueprint("proposals", __name__)


def found(proposal_id: int) -> Proposal:
    """The proposal, if it may be seen; locked where something is to be changed."""
    changes = request.method == "POST"
    return queries.get_proposal(db.session, proposal_id, current_viewer(), lock=changes)


def page_of(proposal_id: int) -> Any:
    """On to the proposal's page."""
    return redirect(url_for("proposals.show_proposal", proposal_id=proposal_id))


def asked_words(name: str) -> str:
    """What the address carries over from where somebody searched in vain."""
    return showable(request.args.get(name, ""), "").strip()[:200]
