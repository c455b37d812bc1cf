"""Who may see, make, assess and decide on proposals, and who may know who sent one."""

from __future__ import annotations

from typing import Any

from app.core.i18n import _l
from app.core.permissions import (
    CONTRIBUTORS,
    EVERYONE,
    MANAGERS,
    OFFICERS,
    allows,
    permission,
)
from app.proposals.models import Proposal

PROPOSAL_VIEW = permission("proposal:view", _l("See proposals"), EVERYONE)
PROPOSAL_CREATE = permission("proposal:create", _l("Enter proposals"), CONTRIBUTORS)
PROPOSAL_ASSESS = permission("proposal:assess", _l("Assess proposals, when asked to"), CONTRIBUTORS)
PROPOSAL_HANDLE = permission(
    "proposal:handle",
    _l("Edit proposals, sort them, ask for assessments, recommend, withdraw"),
    OFFICERS,
)
PROPOSAL_PERSON = permission(
    "proposal:person", _l("See who sent a proposal, with contact details"), OFFICERS
)
PROPOSAL_DECIDE = permission(
    "proposal:decide", _l("Decide on proposals, convert or decline them"), MANAGERS
)


def may_see_person(user: Any, proposal: Proposal) -> bool:
    """Those who handle proposals, this one's handler, and whoever entered it."""
    own = user.id in (proposal.handler_id, proposal.submitted_by_id)
    return own or allows(user, PROPOSAL_PERSON)
