"""What somebody who leaves must hand over: proposals they handle, assessments they owe."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.hooks import Holding
from app.core.i18n import _
from app.proposals import queries


def _held(session: Session, user_id: int) -> list[Holding]:
    handled = [
        Holding(
            "proposal",
            proposal.id,
            _("Proposal: %(title)s", title=proposal.title),
            "proposals.show_proposal",
        )
        for proposal in queries.handled_by(session, user_id)
    ]
    owed = [
        Holding(
            "assessment",
            proposal.id,
            _("Assessment of the proposal: %(title)s", title=proposal.title),
            "proposals.show_proposal",
        )
        for proposal in queries.assessed_by(session, user_id)
    ]
    return handled + owed


hooks.ownership.append(_held)
