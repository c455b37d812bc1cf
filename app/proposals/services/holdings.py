"""Whoever leaves hands over the proposals they handle and the assessments they owe."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.audit import Actor, acting
from app.core.errors import Gap, Refused
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l
from app.core.search import documents
from app.core.together import set_together
from app.proposals import queries, rules, search
from app.proposals.models import Assessment
from app.proposals.permissions import PROPOSAL_ASSESS
from app.proposals.services.moving import ASSESSMENT
from app.users import queries as users


def handled_by(session: Session, user_id: int) -> list[Holding]:
    """Open proposals that this person handles."""
    return [
        Holding(search.KIND, each.id, each.title, "proposals.show_proposal", each.unit_id)
        for each in queries.handled_by(session, user_id)
    ]


def owed_by(session: Session, user_id: int) -> list[Holding]:
    """Assessments that this person was asked for and has not handed in."""
    return [
        Holding(
            ASSESSMENT,
            assessment.id,
            _("Assessment of the proposal: %(title)s", title=title),
            "proposals.show_assessment",
        )
        for assessment, title in queries.assessments_owed(session, user_id)
    ]


def hand_over_handled(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Somebody else handles them from now on; what was answered meanwhile stays as it is."""
    with acting(session, actor, "proposal.hand_over", reason):
        found = queries.lock_proposals(session, ids)
        theirs = [each for each in found if each.handler_id == giver_id]
        set_together(session, theirs, {"handler_id": successor_id})
    again = queries.for_index(session, ids)
    documents.put_many(session, [search.to_document(proposal) for proposal in again])


def hand_over_owed(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Somebody else assesses; refused where they proposed it or are its other assessor."""
    if successor_id is None:
        raise Refused(_l("Choose somebody with an active account."))
    successor = users.get_user(session, successor_id)
    with acting(session, actor, "assessment.hand_over", reason):
        found = queries.lock_owed(session, ids, giver_id)
        gaps = []
        for assessment, proposal, email in found:
            others = [each for each in proposal.assessments if each is not assessment]
            if rules.assessor_gaps(proposal, successor, email, others):
                gaps.append(_unfit(assessment))
        if gaps:
            raise Refused(_l("This person cannot assess it."), gaps)
        theirs = [assessment for assessment, _proposal, _email in found]
        set_together(session, theirs, {"assessor_id": successor_id})


def _unfit(assessment: Assessment) -> Gap:
    label = _l("This person proposed it or assesses it already: choose somebody else.")
    return Gap("assessor", label, hooks.successor_field(ASSESSMENT, assessment.id))


def merged(session: Session, kind: str, ids: Sequence[int]) -> None:
    """Proposals of organisations that became one are found under its name."""
    if kind == "organisation":
        found = queries.with_organisations(session, ids)
        documents.put_many(session, map(search.to_document, found))


hooks.merged.append(merged)
hooks.ownership.append(
    Ownership(
        search.KIND,
        _l("Proposals to handle"),
        frozenset({"proposal.handler_id"}),
        handled_by,
        hand_over_handled,
        PROPOSAL_ASSESS,
        "proposal",
    )
)
hooks.ownership.append(
    Ownership(
        ASSESSMENT,
        _l("Assessments to write"),
        frozenset({"assessment.assessor_id"}),
        owed_by,
        hand_over_owed,
        PROPOSAL_ASSESS,
        "assessment",
    )
)
