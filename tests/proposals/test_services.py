"""A proposal's way by the services: who may assess, what is refused, what it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.core import audit, hooks
from app.core.audit import SYSTEM
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING, viewer_of
from app.core.search.query import search
from app.core.session import Session
from app.organisations.models import OrganisationKind
from app.partnerships.models import PartnershipKind, PartnershipState
from app.partnerships.queries import papers_of, reload
from app.proposals import queries, services
from app.proposals.models import Channel, ProposalState, Verdict
from app.users.models import User
from tests.factories import files
from tests.factories.organisations import make_organisation
from tests.factories.proposals import (
    DECISION,
    ask,
    hand_in,
    make_assessed,
    make_decided,
    make_proposal,
    make_triaged,
    read_again,
    scores,
)
from tests.factories.strategy import make_focus_area, make_objective
from tests.factories.users import make_user


@pytest.fixture(autouse=True)
def languages(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_proposals_of_a_year_are_numbered_in_order(session: Session) -> None:
    first, second = make_proposal(session), make_proposal(session)
    assert first.reference == "PR-2026-0001"
    assert second.reference == "PR-2026-0002"
    assert first.state is ProposalState.RECEIVED


def test_proposer_stands_in_no_history_and_in_no_index(session: Session) -> None:
    proposal = make_proposal(session, contact_name="Zebedeus Quux", contact_email="z@quux.example")
    values = {"contact_name": "Zebedeus Quux-Smith", "title": "Another title"}
    services.update_proposal(session, proposal, values, actor=SYSTEM)
    told = [str(change.fields) for change in audit.history_of(session, "proposal", proposal.id)]
    assert not any("Quux" in text or "quux" in text for text in told)
    assert search(session, "Zebedeus", EVERYTHING).total == 0
    assert queries.get_proposer(session, proposal.id).name == "Zebedeus Quux-Smith"


def test_edit_of_the_person_alone_raises_the_version(session: Session) -> None:
    proposal = make_proposal(session)
    before = proposal.version
    services.update_proposal(session, proposal, {"contact_phone": "+358 9"}, actor=SYSTEM)
    assert proposal.version > before


def test_whoever_proposed_it_cannot_assess_it(session: Session) -> None:
    me = make_user(session, "contributor")
    proposal = make_triaged(session, actor=me)
    with pytest.raises(Refused):
        ask(session, proposal, me)
    other = make_user(session, "contributor", email="Ada@Example.org")
    with pytest.raises(Refused):
        ask(session, proposal, other)


def test_second_assessor_is_somebody_else(session: Session) -> None:
    proposal, assessor = make_triaged(session), make_user(session, "contributor")
    ask(session, proposal, assessor)
    with pytest.raises(Refused):
        ask(session, read_again(session, proposal), assessor)


def test_third_assessor_is_refused(session: Session) -> None:
    proposal = make_triaged(session)
    for _number in range(2):
        ask(session, proposal, make_user(session))
    with pytest.raises(Refused):
        ask(session, read_again(session, proposal), make_user(session))


def test_reader_is_not_asked(session: Session) -> None:
    proposal = make_triaged(session)
    with pytest.raises(Refused):
        ask(session, proposal, make_user(session, "reader"))


def test_released_place_is_taken_by_the_next(session: Session) -> None:
    proposal = make_triaged(session)
    first = ask(session, proposal, make_user(session))
    ask(session, proposal, make_user(session))
    services.release_assessor(session, proposal, first, actor=SYSTEM)
    proposal = read_again(session, proposal)
    third = make_user(session)
    ask(session, proposal, third)
    assert sorted(a.place for a in read_again(session, proposal).assessments) == [1, 2]


def test_scores_are_hidden_from_everybody_else_until_both_are_in(session: Session) -> None:
    proposal = make_triaged(session)
    first, second = make_user(session), make_user(session)
    manager = make_user(session, "manager")
    ask(session, proposal, second)
    proposal = read_again(session, proposal)
    hand_in(session, proposal, first, score=5)
    for user in (second, manager):
        assert queries.list_scores(session, proposal.id, viewer_of(user)) == []
        told = queries.history_changes(session, proposal.id, viewer_of(user))
        actions = {change.action for change in told if change.entity_type == "assessment"}
        assert actions == {"assessment.ask"}
    assert len(queries.list_scores(session, proposal.id, viewer_of(first))) == 6

    proposal = read_again(session, proposal)
    mine = queries.find_assessment(session, proposal.id, second.id)
    assert mine is not None
    services.submit_assessment(session, proposal, mine, scores(2), actor=second)
    assert len(queries.list_scores(session, proposal.id, viewer_of(second))) == 12
    told = queries.history_changes(session, proposal.id, viewer_of(manager))
    assert "assessment.submit" in {change.action for change in told}


def test_second_assessment_carries_it_on(session: Session) -> None:
    proposal = make_triaged(session)
    proposal = hand_in(session, proposal, make_user(session))
    assert proposal.state is ProposalState.TRIAGED
    proposal = hand_in(session, proposal, make_user(session))
    assert proposal.state is ProposalState.ASSESSED


def test_assessment_without_a_reason_is_not_handed_in(session: Session) -> None:
    proposal, assessor = make_triaged(session), make_user(session)
    assessment = ask(session, proposal, assessor)
    with pytest.raises(Refused) as refusal:
        services.submit_assessment(
            session, proposal, assessment, scores(risk_reason=" "), actor=assessor
        )
    assert [gap.field for gap in refusal.value.gaps] == ["risk_reason"]


def test_assessment_is_written_by_its_assessor_alone_and_once(session: Session) -> None:
    proposal, assessor = make_triaged(session), make_user(session)
    assessment = ask(session, proposal, assessor)
    with pytest.raises(Refused):
        services.write_assessment(session, proposal, assessment, scores(), actor=make_user(session))
    services.submit_assessment(session, proposal, assessment, scores(), actor=assessor)
    with pytest.raises(Refused):
        services.write_assessment(session, proposal, assessment, scores(1), actor=assessor)


def accept(session: Session, proposal: object, **values: object) -> None:
    given = {"recommendation": Verdict.ACCEPT, "recommendation_text": "It fits.", **values}
    services.recommend(session, proposal, given, actor=make_user(session))  # type: ignore[arg-type]


def test_weak_strategic_fit_cannot_be_recommended_for_acceptance(session: Session) -> None:
    proposal = make_assessed(session, marks={"strategic_fit_score": 2})
    with pytest.raises(Refused) as refusal:
        accept(session, proposal)
    assert [gap.code for gap in refusal.value.gaps] == ["fit"]
    proposal = read_again(session, proposal)
    no = {"recommendation": Verdict.DECLINE, "recommendation_text": "It does not fit."}
    services.recommend(session, proposal, no, actor=make_user(session))
    assert proposal.state is ProposalState.RECOMMENDED


def test_membership_is_recommended_with_an_answer_about_what_could_be_left(
    session: Session,
) -> None:
    proposal = make_assessed(session, could_leave_note="")
    with pytest.raises(Refused) as refusal:
        accept(session, proposal)
    assert [gap.field for gap in refusal.value.gaps] == ["could_leave_note"]
    accept(session, read_again(session, proposal), could_leave_note="All are needed.")


def test_decision_may_not_lie_ahead(session: Session) -> None:
    proposal = make_assessed(session)
    accept(session, proposal)
    with pytest.raises(Refused) as refusal:
        services.decide(
            session, proposal, {**DECISION, "decided_on": date(2026, 11, 3)}, actor=SYSTEM
        )
    assert refusal.value.field == "decided_on"


def test_accepted_proposal_becomes_an_approved_partnership(session: Session) -> None:
    area, objective = make_focus_area(session), make_objective(session)
    network = make_organisation(session, "Cities in the Cold", kind=OrganisationKind.CITY_NETWORK)
    proposal = make_decided(
        session,
        focus_areas=[area.id],
        objectives=[objective.id],
        organisation_id=network.id,
        title="Join Cities in the Cold",
    )
    services.add_document(session, proposal, files.pdf("Statutes.pdf"), actor=SYSTEM)
    owner = make_user(session)
    values = {"name": "Cities in the Cold", "owner_id": owner.id}
    made = services.convert(session, proposal, values, actor=make_user(session, "manager"))
    partnership = reload(session, made.id)
    assert partnership.state is PartnershipState.APPROVED
    assert partnership.kind is PartnershipKind.NETWORK
    assert partnership.name == "Cities in the Cold"
    assert partnership.organisation_ids == [network.id]
    assert [alignment.rationale for alignment in partnership.alignments] == [proposal.rationale]
    assert partnership.focus_areas == [area]
    assert partnership.objectives == [objective]
    [document] = papers_of(session, made.id).documents
    assert document.attachment.filename == "Statutes.pdf"
    assert partnership.case_number == "HEL 2026-001234"
    assert partnership.decision_section == "§ 12"
    assert proposal.state is ProposalState.CONVERTED
    assert partnership.origin == proposal.reference
    assert proposal.partnership_id == partnership.id


def test_unknown_organisation_is_added_on_conversion(session: Session) -> None:
    proposal = make_decided(session, organisation_id=None, organisation_name="Port of Muuga")
    owner = make_user(session)
    with pytest.raises(Refused) as refusal:
        services.convert(session, proposal, {"owner_id": owner.id}, actor=SYSTEM)
    assert refusal.value.field == "organisation_id"
    values = {"owner_id": owner.id, "organisation_kind": OrganisationKind.COMPANY}
    made = services.convert(session, proposal, values, actor=SYSTEM)
    assert [p.organisation.name for p in reload(session, made.id).partners] == ["Port of Muuga"]


def test_what_was_accepted_is_not_declined(session: Session) -> None:
    proposal = make_decided(session)
    with pytest.raises(Refused):
        services.decline(session, proposal, {"decline_reason": "No."}, actor=SYSTEM)


def test_declined_one_keeps_reason_and_alternative_and_is_found(session: Session) -> None:
    proposal = make_triaged(session, title="Twinning with the moon")
    answer = {"decline_reason": "We found no goal that it serves.", "alternative": "Ask the ESA."}
    services.decline(session, proposal, answer, actor=SYSTEM)
    assert proposal.state is ProposalState.DECLINED
    found = search(session, "twinning moon", EVERYTHING)
    assert [(hit.kind, hit.entity_id) for hit in found.hits] == [("proposal", proposal.id)]
    with pytest.raises(Refused):
        services.withdraw(session, proposal, "Too late.", actor=SYSTEM)


def test_withdrawn_needs_a_reason(session: Session) -> None:
    proposal = make_proposal(session)
    with pytest.raises(Refused):
        services.withdraw(session, proposal, " ", actor=SYSTEM)
    services.withdraw(session, proposal, "They changed their mind.", actor=SYSTEM)
    assert proposal.state is ProposalState.WITHDRAWN


def test_restricted_proposal_shows_to_those_with_a_part_in_it(session: Session) -> None:
    proposal = make_triaged(session, visibility="restricted")
    assessor = make_user(session, "contributor")
    ask(session, proposal, assessor)
    stranger = make_user(session, "contributor")
    with pytest.raises(NotFound):
        queries.get_proposal(session, proposal.id, viewer_of(stranger))
    assert queries.get_proposal(session, proposal.id, viewer_of(assessor)) is proposal


def test_handler_and_assessor_must_hand_over_before_they_leave(session: Session) -> None:
    handler, assessor = make_user(session), make_user(session)
    proposal = make_triaged(session, handler=handler)
    ask(session, proposal, assessor)
    held = hooks.holdings(session, handler.id) + hooks.holdings(session, assessor.id)
    assert [holding.kind for holding in held] == ["proposal", "assessment"]


def hand_over(session: Session, kind: str, number: int, giver: User, successor: User) -> None:
    hooks.ownership_of(kind).hand_over(
        session, [number], giver.id, successor.id, actor=SYSTEM, reason="Another task."
    )


def test_handling_passes_to_the_successor_and_the_index_follows(session: Session) -> None:
    handler, successor = make_user(session), make_user(session)
    proposal = make_triaged(session, handler=handler, title="Ice forum")
    hand_over(session, "proposal", proposal.id, handler, successor)
    assert read_again(session, proposal).handler_id == successor.id
    assert search(session, "ice forum", EVERYTHING).hits[0].owner_id == successor.id
    assert hooks.holdings(session, handler.id) == []


def test_assessment_does_not_pass_to_whoever_proposed_it_or_to_the_other_assessor(
    session: Session,
) -> None:
    proposer, first, second = (make_user(session) for _number in range(3))
    proposal = make_triaged(session, actor=proposer)
    owed = ask(session, proposal, first)
    ask(session, read_again(session, proposal), second)
    for unfit in (proposer, second):
        with pytest.raises(Refused):
            hand_over(session, "assessment", owed.id, first, unfit)
    successor = make_user(session)
    hand_over(session, "assessment", owed.id, first, successor)
    assert queries.find_assessment(session, proposal.id, successor.id) is not None


def test_database_refuses_a_decision_without_its_body(session: Session) -> None:
    proposal = make_assessed(session)
    with (
        pytest.raises(IntegrityError, match="decided"),
        session.begin_nested(),
        audit.acting(session, SYSTEM, "proposal.decide"),
    ):
        proposal.state = ProposalState.DECIDED


def test_public_proposal_has_nobody_who_entered_it(session: Session) -> None:
    proposal = make_proposal(session, channel=Channel.PUBLIC)
    assert proposal.submitted_by is None
