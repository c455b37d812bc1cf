"""An example of every verb of the system, done around an active partnership.

A verb is a public function of a slice's services that takes ``session`` and ``actor``. Whoever adds
one adds its example here, as close to the partnership ``p`` as the verb can come.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

import app
from app.coordination import services as coordination
from app.coordination.services import holdings as seats
from app.core import hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.engagements import queries as log_queries
from app.engagements import services as engagements
from app.engagements.models import CancelledBy, EngagementType
from app.engagements.rules.dropped import Dropped
from app.insight import services as insight
from app.insight.models import ReportKind
from app.organisations import queries as organisation_queries
from app.organisations import services as organisations
from app.organisations.models import OrganisationKind, Standing
from app.organisations.queries import get_contact, get_organisation
from app.organisations.rules import read_listed
from app.partnerships import queries as partnership_queries
from app.partnerships import services
from app.partnerships.models import PartnershipKind, ProjectStage, ReportingDate
from app.partnerships.services import duties, listeners, ownership
from app.proposals import queries as proposal_queries
from app.proposals import services as proposals
from app.proposals.services import holdings as proposal_duties
from app.reviews import queries as review_queries
from app.reviews import services as reviews
from app.reviews.models import Recommendation
from app.strategy import queries as strategy_queries
from app.strategy import services as strategy
from app.strategy.models import ChangeKind, FocusAreaGroup, StrategyKind
from app.users import queries as user_queries
from app.users import services as users
from app.users.services import Decision, Given
from tests.engagements.dropped_samples import GOOGLE
from tests.factories import papers
from tests.factories import proposals as proposing
from tests.factories.coordination import make_member, make_seat
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.files import pdf
from tests.factories.organisations import make_contact, make_network, make_organisation
from tests.factories.partnerships import align_to, make_active_partnership, make_partnership
from tests.factories.reviews import QUARTER, WRITTEN, make_round, make_submitted, review_of
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_goal,
    make_indicator,
    make_objective,
)
from tests.factories.users import make_unit, make_user
from tests.partnerships.introduction_verbs import INTRODUCTIONS
from tests.partnerships.knowledge_verbs import KNOWLEDGE
from tests.partnerships.visit_verbs import VISITS

Example = Callable[[Session, Any], Any]
TODAY = date(2026, 11, 2)
LISTED = ("network,city,country_code,as_of", "Eurotowns,Oslo,NO,2018")
BECAUSE = {"entered_on": TODAY, "reason": "The bid was withdrawn"}
DECIDED = {"adopted_by": "City Council", "decided_on": TODAY, "in_force_from": TODAY}


def discovered() -> dict[str, Any]:
    """``slice.verb`` → the function, of every slice there is."""
    found = {}
    for module in pkgutil.walk_packages(app.__path__, "app."):
        parts = module.name.split(".")
        if len(parts) < 3 or parts[2] != "services":
            continue
        for name, function in vars(importlib.import_module(module.name)).items():
            if _is_verb(name, function, module.name):
                found[f"{parts[1]}.{name}"] = function
    return found


def _is_verb(name: str, function: Any, module: str) -> bool:
    if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module:
        return False
    # A context manager is the frame of verbs, not one itself.
    if inspect.isgeneratorfunction(inspect.unwrap(function)):
        return False
    return {"session", "actor"} <= set(inspect.signature(function).parameters)


# Steps that verbs are made of: called alone they would tell half of the truth.
STEPS = {
    "engagements.new_contact": "a part of log_engagement",
    "engagements.new_organisation": "a part of log_engagement",
    "partnerships.attach": "a part of adding a document or an instrument",
    "partnerships.begin_periods": "a part of naming an owner",
    "partnerships.end_period": "a part of ending",
    "partnerships.note_owner": "a part of naming an owner",
    "users.note_passing": "a part of naming an owner",
    "reviews.follow_owner": "a part of naming an owner",
    "partnerships.adopt_documents": "a part of converting a proposal",
    "proposals.settle_organisation": "a part of converting a proposal",
}


def partner(s: Session, p: Any) -> Any:
    return get_organisation(s, p.partners[0].organisation_id)


def met(s: Session, p: Any, **values: Any) -> Any:
    """An engagement under the partnership, as its page reads it."""
    made = make_engagement(
        s, partnership=p, organisations=[p.partners[0].organisation_id], **values
    )
    return log_queries.get_engagement(s, made.id, EVERYTHING)


def planned(s: Session, p: Any) -> Any:
    return met(s, p, starts_on=TODAY + timedelta(days=9))


def change(s: Session, p: Any) -> Any:
    """A proposal to change the goal that the partnership serves, as its page reads it."""
    values = {
        "kind": ChangeKind.CHANGE, "document": StrategyKind.CITY_STRATEGY, "name_en": "Better",
        "goal_id": p.alignments[0].goal_id, "partnership_id": p.id, "reason": "It does not fit",
    }  # fmt: skip
    return strategy_queries.get_change(s, strategy.propose_change(s, values, actor=SYSTEM).id)


def promise(s: Session, p: Any) -> Any:
    return make_follow_up(s, partnership=p, assignee_id=p.owner_id)


def draft(s: Session, p: Any) -> Any:
    return engagements.save_draft(s, "Half", {"summary": ["Half"]}, actor=p.owner)


def writing(s: Session, p: Any) -> Any:
    return reviews.keep_draft(s, review(s, p), [("summary", "x")], actor=p.owner)


def dropping(s: Session, p: Any) -> Any:
    kept_draft = writing(s, p)
    whole = review_queries.get_review(s, kept_draft.review_id, EVERYTHING)
    return reviews.drop_draft(s, whole, actor=p.owner)


def kept(s: Session, p: Any) -> Any:
    return insight.save_search(s, {"name": "x", "is_shared": True}, "q=x", actor=p.owner)


def contact(s: Session, p: Any) -> Any:
    made = make_contact(s, partner(s, p), role="Mayor")
    s.expire_all()
    return get_contact(s, made.id, EVERYTHING)


def review(s: Session, p: Any) -> Any:
    services.update_partnership(s, p, {"starts_on": date(2026, 1, 1)}, actor=SYSTEM)
    return review_of(s, make_round(s), p)


def handed_over(s: Session, p: Any) -> Any:
    """(the item, the successor): the partnership, handed over and not answered."""
    heir = make_user(s)
    users.hand_over(s, p.owner, Given(for_the_rest=Decision(heir.id)), actor=SYSTEM)
    (item,) = user_queries.handed_to(s, heir.id)
    return item, heir


def goal(p: Any) -> Any:
    return p.alignments[0].goal


def actual(s: Session, p: Any) -> Any:
    indicator = make_indicator(s, goal(p))
    return strategy.record_actual(s, indicator, {"period": "2026", "value": 1}, actor=SYSTEM)


def project(s: Session) -> Any:
    return make_partnership(s, PartnershipKind.EU_PROJECT)


def report(s: Session) -> Any:
    made = project(s)
    services.add_report(s, made, {"period": "RP1", "due_on": TODAY}, actor=SYSTEM)
    return made, s.scalars(sa.select(ReportingDate).filter_by(project_id=made.id)).one()


def staged(verb: Example) -> Example:
    """The verb on an active project that is still an idea."""

    def run(s: Session, _p: Any) -> None:
        verb(s, make_active_partnership(s, PartnershipKind.EU_PROJECT))

    return run


def stage_of(s: Session, q: Any) -> Any:
    return partnership_queries.stages_of(s, q.id)[0]


def joined(verb: Example) -> Example:
    """The verb on an active membership in a network."""
    return lambda s, _p: verb(s, make_active_partnership(s))


def owed(verb: Callable[[Session, Any, Any, Any], Any]) -> Example:
    """The verb on a proposal that the partnership's owner was asked to assess."""

    def run(s: Session, p: Any) -> None:
        proposal = proposing.make_triaged(s)
        proposing.ask(s, proposal, p.owner)
        proposal = proposing.read_again(s, proposal)
        assessment = proposal_queries.find_assessment(s, proposal.id, p.owner_id)
        verb(s, proposal, assessment, p.owner)

    return run


def removing_paper(s: Session, _p: Any) -> None:
    proposal = proposing.make_triaged(s)
    document = proposals.add_document(s, proposal, pdf(), actor=SYSTEM)
    proposals.remove_document(s, proposal, document, actor=SYSTEM)


def settling(s: Session, p: Any) -> None:
    fate = hooks.Settlement(hooks.Fate.DROPPED, "It ends")
    engagements.settle_follow_up(s, promise(s, p).id, fate, actor=SYSTEM)


def leaving(s: Session, p: Any) -> None:
    given = Given(for_the_rest=Decision(make_user(s).id))
    users.deactivate_user(s, p.owner, actor=SYSTEM, given=given)


def moving_unit(s: Session, p: Any) -> None:
    given = Given(for_the_rest=Decision(make_user(s).id))
    users.update_user(s, p.owner, {"unit_id": make_unit(s).id}, actor=SYSTEM, given=given)


def accepting(s: Session, p: Any) -> None:
    item, heir = handed_over(s, p)
    users.accept_items(s, [item.id], actor=heir)


def declining(s: Session, p: Any) -> None:
    item, heir = handed_over(s, p)
    users.decline_items(s, [item.id], "No time", actor=heir)


def passing_on(s: Session, p: Any) -> None:
    item, _heir = handed_over(s, p)
    users.pass_on_item(s, item, make_user(s).id, actor=SYSTEM)


def affiliation(s: Session, p: Any) -> Any:
    found = contact(s, p)
    return found, found.affiliations[0]


def ending_affiliation(s: Session, p: Any) -> None:
    found, job = affiliation(s, p)
    organisations.end_affiliation(s, found, job, {"ended_on": TODAY}, actor=SYSTEM)


def merging(s, p):
    """The partner stays and takes in another, which is under the same standing."""
    twin = make_organisation(s, "The partner's twin")
    sides = organisations.find_sides(s, "organisation", twin.id, partner(s, p).id, EVERYTHING)
    steps = organisations.plan_merge(s, sides, set())
    return organisations.merge_records(s, sides, steps, actor=SYSTEM)


def unmerging(s, p):
    return organisations.undo_merge(s, merging(s, p), actor=SYSTEM)


def pair(s):
    for _number in range(2):
        make_organisation(s, "Twice the same")
    organisations.find_duplicates(s, "organisation")
    return organisation_queries.stored_pairs(s, "organisation")[0]


def updating_affiliation(s: Session, p: Any) -> None:
    found, job = affiliation(s, p)
    organisations.update_affiliation(s, found, job, {"role": "Deputy mayor"}, actor=SYSTEM)


def seat_with_member(s: Session) -> Any:
    member = make_member(s)
    return member.seat, member


def updating_member(s: Session, _p: Any) -> None:
    seat, member = seat_with_member(s)
    coordination.update_member(s, seat, member, {"title": "Director"}, actor=SYSTEM)


def removing_media(s: Session, p: Any) -> None:
    logged = met(s, p)
    mention = engagements.add_media(s, logged, {"outlet": "HS"}, actor=SYSTEM)
    logged = log_queries.get_engagement(s, logged.id, EVERYTHING)
    engagements.remove_media(s, logged, mention.id, actor=SYSTEM)


JOURNEY = {"means": "train", "distance_km": 400, "travellers": 2}


def removing_travel(s: Session, p: Any) -> None:
    logged = met(s, p)
    journey = engagements.add_travel(s, logged, JOURNEY, actor=SYSTEM)
    s.flush()
    engagements.remove_travel(s, logged, journey.id, actor=SYSTEM)


def removing_document(s: Session, p: Any) -> None:
    logged = met(s, p)
    document = engagements.add_document(s, logged, pdf(), actor=SYSTEM)
    s.flush()
    engagements.remove_document(s, logged, document.id, actor=SYSTEM)


def taking_in(s: Session, p: Any) -> None:
    invitation = Dropped("uid-1", 0, False, EngagementType.MEETING, partner(s, p).name, TODAY)
    engagements.take_in(s, invitation, actor=p.owner, viewer=EVERYTHING, may_edit=lambda _e: True)


def on_report(verb: Any) -> Example:
    def run(s: Session, _p: Any) -> None:
        made, found = report(s)
        verb(s, made, found, actor=SYSTEM)

    return run


def said(verb: Any) -> Example:
    return lambda s, p: verb(s, p, "Because", actor=SYSTEM)


def listing_network(s: Session, p: Any) -> Any:
    values = {"network_id": make_network(s).id, "member_id": partner(s, p).id}
    return organisations.add_network_member(s, values, actor=SYSTEM)


def sending_back(s: Session, p: Any) -> None:
    found = make_submitted(s, review(s, p), make_user(s))
    reviews.send_back(s, found, "More, please", actor=make_user(s))


def accepting_review(s: Session, p: Any) -> None:
    found = make_submitted(s, review(s, p), make_user(s))
    s.expire_all()
    found = review_queries.get_review(s, found.id, EVERYTHING)
    reviews.accept(s, found, actor=make_user(s, Role.MANAGER))


def told(s: Session, p: Any) -> Any:
    """A case study of the partnership, as its form reads it."""
    subject = review_queries.get_told_partnership(s, p.id, EVERYTHING)
    begun = reviews.begin_case_study(s, subject, Visibility.CITY, "en", True, actor=SYSTEM)
    return review_queries.get_case_study(s, begun.id, EVERYTHING)


def accepted_review(s: Session, p: Any, **values: Any) -> Any:
    """Accepted, and read as its page reads it."""
    found = make_submitted(s, review(s, p), make_user(s), **values)
    reviews.accept(s, found, actor=make_user(s, Role.MANAGER))
    s.expire_all()
    return review_queries.get_review(s, found.id, EVERYTHING)


def doing_as_recommended(s: Session, p: Any) -> None:
    found = accepted_review(s, p, recommendation=Recommendation.PAUSE)
    whole = partnership_queries.get_partnership(s, p.id, EVERYTHING)
    reviews.move_as_recommended(s, found, whole, actor=SYSTEM)


def delegating(s: Session, p: Any) -> None:
    found = review(s, p)
    deputy = {"deputy_id": make_user(s).id}
    services.update_partnership(s, partnership_queries.reload(s, p.id), deputy, actor=SYSTEM)
    reviews.delegate(s, review_queries.get_review(s, found.id, EVERYTHING), True, actor=SYSTEM)


def adopting(s: Session, _p: Any) -> None:
    new = make_draft(s, vision_en="Another vision")
    make_goal(s, strategy=new)
    strategy.adopt(s, new, DECIDED, actor=SYSTEM)


ORGANISATIONS: dict[str, Example] = {
    "describe_member_list": lambda s, _p: organisations.describe_member_list(
        s, make_network(s).id, {"source": "x"}, actor=SYSTEM
    ),
    "load_member_lists": lambda s, _p: organisations.load_member_lists(
        s, read_listed(LISTED, TODAY), actor=SYSTEM, source="x", strange=organisations.Strange.ADD
    ),
    "create_contact": lambda s, p: make_contact(s, partner(s, p)),
    "update_contact": lambda s, p: organisations.update_contact(
        s, contact(s, p), {"given_name": "Ana"}, actor=SYSTEM
    ),
    "verify_contact": lambda s, p: organisations.verify_contact(s, contact(s, p), actor=SYSTEM),
    "archive_contact": lambda s, p: organisations.archive_contact(s, contact(s, p), actor=SYSTEM),
    "restore_contact": lambda s, p: organisations.restore_contact(s, contact(s, p), actor=SYSTEM),
    "add_affiliation": lambda s, p: organisations.add_affiliation(
        s, contact(s, p), {"organisation_id": make_organisation(s).id}, actor=SYSTEM
    ),
    "update_affiliation": updating_affiliation,
    "end_affiliation": ending_affiliation,
    "move_job": lambda s, p: organisations.move_job(
        s,
        contact(s, p),
        {"organisation_id": make_organisation(s).id, "started_on": TODAY},
        actor=SYSTEM,
    ),
    "add_network_member": listing_network,
    "update_network_member": lambda s, p: organisations.update_network_member(
        s, listing_network(s, p), {"status": "Full"}, actor=SYSTEM
    ),
    "create_organisation": lambda s, _p: organisations.create_organisation(
        s, {"name": "Tartu", "kind": OrganisationKind.CITY}, actor=SYSTEM
    ),
    "update_organisation": lambda s, p: organisations.update_organisation(
        s, partner(s, p), {"name": "Another name"}, actor=SYSTEM
    ),
    "verify_organisation": lambda s, p: organisations.verify_organisation(
        s, partner(s, p), actor=SYSTEM
    ),
    "merge_records": merging,
    "undo_merge": unmerging,
    "keep_apart": lambda s, p: organisations.keep_apart(s, pair(s), actor=SYSTEM),
    "look_again": lambda s, p: organisations.look_again(s, pair(s), actor=SYSTEM),
    "archive_organisation": lambda s, p: organisations.archive_organisation(
        s, partner(s, p), actor=SYSTEM
    ),
    "restore_organisation": lambda s, p: organisations.restore_organisation(
        s, partner(s, p), actor=SYSTEM
    ),
    "set_standing": lambda s, p: organisations.set_standing(
        s, partner(s, p), Standing.SUSPENDED, "War", actor=SYSTEM
    ),
}
STRATEGY: dict[str, Example] = {
    "adopt": adopting,
    "set_expertise": lambda s, p: strategy.set_expertise(
        s, partner(s, p).id, [make_focus_area(s).id], actor=SYSTEM
    ),
    "add_indicator": lambda s, p: make_indicator(s, goal(p)),
    "update_indicator": lambda s, p: strategy.update_indicator(
        s, make_indicator(s, goal(p)), {"name_en": "Another"}, actor=SYSTEM
    ),
    "remove_indicator": lambda s, p: strategy.remove_indicator(
        s, make_indicator(s, goal(p)), actor=SYSTEM
    ),
    "record_actual": actual,
    "correct_actual": lambda s, p: strategy.correct_actual(
        s, actual(s, p), {"value": 2}, actor=SYSTEM
    ),
    "remove_actual": lambda s, p: strategy.remove_actual(s, actual(s, p), actor=SYSTEM),
    "add_goal": lambda s, p: make_goal(s, strategy=goal(p).strategy),
    "add_objective": lambda s, _p: make_objective(s),
    "add_focus_area": lambda s, _p: strategy.add_focus_area(
        s,
        make_draft(s, StrategyKind.FRAMEWORK),
        {"code": "F", "name_en": "Art", "group": FocusAreaGroup.STRENGTH},
        actor=SYSTEM,
    ),
    "update_part": lambda s, p: strategy.update_part(
        s, goal(p), {"name_en": "Another"}, actor=SYSTEM
    ),
    "move_part": lambda s, p: strategy.move_part(s, goal(p), 1, actor=SYSTEM),
    "remove_part": lambda s, p: strategy.remove_part(s, goal(p), actor=SYSTEM),
    "remove_strategy": lambda s, p: strategy.remove_strategy(s, goal(p).strategy, actor=SYSTEM),
    "create_strategy": lambda s, _p: make_draft(s),
    "update_strategy": lambda s, p: strategy.update_strategy(
        s, goal(p).strategy, {"title_en": "Another"}, actor=SYSTEM
    ),
    "propose_change": lambda s, p: change(s, p),
    "accept_change": lambda s, p: strategy.accept_change(
        s, change(s, p), make_draft(s), {"code": "N", "answer": ""}, actor=SYSTEM
    ),
    "decline_change": lambda s, p: strategy.decline_change(
        s, change(s, p), {"answer": "The council chose it"}, actor=SYSTEM
    ),
    "verify_strategy": lambda s, p: strategy.verify_strategy(s, goal(p).strategy, actor=SYSTEM),
}
PARTNERSHIPS: dict[str, Example] = {
    "align": lambda s, p: services.align(s, p, align_to(make_goal(s)), actor=SYSTEM),
    "update_alignment": lambda s, p: services.update_alignment(
        s, p, p.alignments[0], {"rationale": ""}, actor=SYSTEM
    ),
    "remove_alignment": lambda s, p: services.remove_alignment(s, p, p.alignments[0], actor=SYSTEM),
    "create_partnership": lambda s, p: make_partnership(s, partners=[partner(s, p).id]),
    "update_partnership": lambda s, p: services.update_partnership(
        s, p, {"owner_id": None, "partners": []}, actor=SYSTEM
    ),
    "set_owner": lambda s, p: services.set_owner(s, p, None, actor=SYSTEM),
    "add_partner": lambda s, p: services.add_partner(
        s, p, {"organisation_id": make_organisation(s, "Riga").id}, actor=SYSTEM
    ),
    "update_partner": lambda s, p: services.update_partner(
        s, p, p.partners[0], {"note": "x"}, actor=SYSTEM
    ),
    "remove_partner": lambda s, p: services.remove_partner(s, p, p.partners[0], actor=SYSTEM),
    "verify": lambda s, p: services.verify(
        s, p, {"source": "Register", "evidence_on": TODAY}, actor=SYSTEM
    ),
    "add_report": lambda s, _p: report(s),
    "submit_report": on_report(services.submit_report),
    "remove_report": on_report(services.remove_report),
    "strategy_switched": lambda s, _p: listeners.strategy_switched(
        s, actor=SYSTEM, on=TODAY, kind=StrategyKind.CITY_STRATEGY
    ),
    "rejustify": lambda s, p: services.rejustify(
        s, p, p.alignments[0], align_to(make_goal(s)), actor=SYSTEM
    ),
    "retie": lambda s, p: services.retie(s, p, {"objectives": []}, "None fits", actor=SYSTEM),
    "activate_if_ready": lambda s, p: services.activate_if_ready(s, p.id, "x", actor=SYSTEM),
    "enforce_deadlines": lambda s, _p: services.enforce_deadlines(s, actor=SYSTEM),
    "standing_changed": lambda s, p: listeners.standing_changed(
        s, partner(s, p).id, actor=SYSTEM, reason="War"
    ),
    "hand_over_owned": lambda s, p: ownership.hand_over_owned(
        s, [p.id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="Leaves"
    ),
    "hand_over_deputised": lambda s, p: ownership.hand_over_deputised(
        s, [p.id], p.owner_id, None, actor=SYSTEM, reason="Leaves"
    ),
    "assess": said(services.assess),
    "approve": said(services.approve),
    "activate": said(services.activate),
    "resume": said(services.resume),
    "put_under_review": said(services.put_under_review),
    "make_dormant": said(services.make_dormant),
    "suspend": said(services.suspend),
    "correct_ending": lambda s, p: services.correct_ending(
        s, p, {"end_kind": "expired", "reason": "It ran out"}, actor=SYSTEM
    ),
    "end": lambda s, p: services.end(
        s, p, {"end_kind": "terminated", "outcome": "x", "reason": "x"}, actor=SYSTEM
    ),
}
PROJECTS: dict[str, Example] = {
    "move_stage": staged(
        lambda s, q: services.move_stage(
            s,
            q,
            {"stage": ProjectStage.WITHDRAWN, "entered_on": TODAY, "reason": "x"},
            actor=SYSTEM,
        )
    ),
    "record_stage": staged(
        lambda s, q: services.record_stage(
            s, q, {"stage": ProjectStage.IDEA, "entered_on": TODAY}, actor=SYSTEM
        )
    ),
    "correct_stage": staged(
        lambda s, q: services.correct_stage(
            s, q, stage_of(s, q), {"entered_on": TODAY, "reason": "x"}, actor=SYSTEM
        )
    ),
    "remove_stage": staged(
        lambda s, q: services.remove_stage(s, q, stage_of(s, q), "x", actor=SYSTEM)
    ),
    "save_consortium": staged(
        lambda s, q: services.save_consortium(
            s, q, {partner.id: {"remove": True} for partner in q.partners}, actor=SYSTEM
        )
    ),
    "update_report": lambda s, _p: services.update_report(
        s, *report(s), {"period": "RP2"}, actor=SYSTEM
    ),
}
PAPERS: dict[str, Example] = {
    "add_document": lambda s, p: services.add_document(s, p, pdf(), actor=SYSTEM),
    "remove_document": lambda s, p: services.remove_document(
        s, p, services.add_document(s, p, pdf(), actor=SYSTEM), "A mistake", actor=SYSTEM
    ),
    "add_instrument": lambda s, p: papers.make_instrument(
        s, p, signed_on=TODAY + timedelta(days=30)
    ),
    "update_instrument": lambda s, p: services.update_instrument(
        s,
        p,
        papers.make_instrument(s, p),
        {"signed_on": TODAY + timedelta(days=30)},
        actor=SYSTEM,
    ),
    "remove_instrument": lambda s, p: services.remove_instrument(
        s, p, papers.make_instrument(s, p), "A mistake", actor=SYSTEM
    ),
    "add_obligation": lambda s, p: papers.make_obligation(s, p),
    "update_obligation": lambda s, p: services.update_obligation(
        s, p, papers.make_obligation(s, p), {"what": "Another"}, actor=SYSTEM
    ),
    "fulfil_obligation": lambda s, p: services.fulfil_obligation(
        s, p, papers.make_obligation(s, p), {"fulfilled_on": TODAY, "evidence": "x"}, actor=SYSTEM
    ),
    "settle_obligation": lambda s, p: services.settle_obligation(
        s, papers.make_obligation(s, p).id, hooks.Settlement(hooks.Fate.DONE), actor=SYSTEM
    ),
    "remove_obligation": lambda s, p: services.remove_obligation(
        s, p, papers.make_obligation(s, p), "A mistake", actor=SYSTEM
    ),
    "add_fee": joined(lambda s, q: papers.make_fee(s, q)),
    "update_fee": joined(
        lambda s, q: services.update_fee(s, q, papers.make_fee(s, q), {"amount": 1}, actor=SYSTEM)
    ),
    "remove_fee": joined(
        lambda s, q: services.remove_fee(s, q, papers.make_fee(s, q), "A mistake", actor=SYSTEM)
    ),
    "add_seat": joined(lambda s, q: papers.make_seat(s, q)),
    "update_seat": joined(
        lambda s, q: services.update_seat(s, q, papers.make_seat(s, q), {"role": "x"}, actor=SYSTEM)
    ),
    "remove_seat": joined(
        lambda s, q: services.remove_seat(s, q, papers.make_seat(s, q), "A mistake", actor=SYSTEM)
    ),
    "hand_over_obligations": lambda s, p: duties.hand_over_obligations(
        s, [papers.make_obligation(s, p).id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="x"
    ),
    "hand_over_seats": joined(
        lambda s, q: duties.hand_over_seats(
            s, [papers.make_seat(s, q).id], q.owner_id, None, actor=SYSTEM, reason="x"
        )
    ),
}
PROPOSALS: dict[str, Example] = {
    "receive": lambda s, _p: proposing.make_proposal(s),
    "triage": lambda s, _p: proposing.make_triaged(s),
    "update_proposal": lambda s, _p: proposals.update_proposal(
        s, proposing.make_triaged(s), {"title": "Another"}, actor=SYSTEM
    ),
    "ask_assessor": lambda s, p: proposing.ask(s, proposing.make_triaged(s), p.owner),
    "release_assessor": owed(lambda s, q, a, _u: proposals.release_assessor(s, q, a, actor=SYSTEM)),
    "write_assessment": owed(
        lambda s, q, a, u: proposals.write_assessment(s, q, a, proposing.scores(), actor=u)
    ),
    "submit_assessment": owed(
        lambda s, q, a, u: proposals.submit_assessment(s, q, a, proposing.scores(), actor=u)
    ),
    "hand_over_owed": owed(
        lambda s, _q, a, u: proposal_duties.hand_over_owed(
            s, [a.id], u.id, make_user(s).id, actor=SYSTEM, reason="x"
        )
    ),
    "hand_over_handled": lambda s, p: proposal_duties.hand_over_handled(
        s,
        [proposing.make_triaged(s, p.owner).id],
        p.owner_id,
        make_user(s).id,
        actor=SYSTEM,
        reason="x",
    ),
    "recommend": lambda s, _p: proposing.make_decided(s),
    "decide": lambda s, _p: proposing.make_decided(s),
    "convert": lambda s, p: proposals.convert(
        s,
        proposing.make_decided(s, organisation_id=partner(s, p).id),
        {"owner_id": p.owner_id, "next_review_on": TODAY + timedelta(days=90)},
        actor=SYSTEM,
    ),
    "decline": lambda s, _p: proposals.decline(
        s,
        proposing.make_decided(s),
        {"decline_reason": "x", "alternative": "y", "reason": "x"},
        actor=SYSTEM,
    ),
    "withdraw": lambda s, _p: proposals.withdraw(s, proposing.make_triaged(s), "x", actor=SYSTEM),
    "add_document": lambda s, _p: proposals.add_document(
        s, proposing.make_triaged(s), pdf(), actor=SYSTEM
    ),
    "remove_document": removing_paper,
}
ENGAGEMENTS: dict[str, Example] = {
    "save_draft": draft,
    "delete_draft": lambda s, p: engagements.delete_draft(s, draft(s, p), actor=SYSTEM),
    "take_over_draft": lambda s, p: engagements.take_over_draft(s, draft(s, p), actor=make_user(s)),
    "hand_over_drafts": lambda s, p: engagements.hand_over_drafts(
        s, [draft(s, p).id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="Leaves"
    ),
    "add_follow_up": promise,
    "update_follow_up": lambda s, p: engagements.update_follow_up(
        s, promise(s, p), {"what": "Another"}, actor=SYSTEM
    ),
    "start_follow_up": lambda s, p: engagements.start_follow_up(s, promise(s, p), actor=SYSTEM),
    "complete_follow_up": lambda s, p: engagements.complete_follow_up(
        s, promise(s, p), actor=SYSTEM
    ),
    "drop_follow_up": lambda s, p: engagements.drop_follow_up(
        s, promise(s, p), "No use", actor=SYSTEM
    ),
    "postpone_follow_up": lambda s, p: engagements.postpone_follow_up(
        s, promise(s, p), TODAY + timedelta(days=30), "Holiday", actor=SYSTEM
    ),
    "hand_over_follow_ups": lambda s, p: engagements.hand_over_follow_ups(
        s, [promise(s, p).id], p.owner_id, make_user(s).id, actor=SYSTEM, reason="Leaves"
    ),
    "move_follow_up": lambda s, p: engagements.move_follow_up(
        s, promise(s, p), make_partnership(s).id, actor=SYSTEM
    ),
    "settle_follow_up": settling,
    "log_engagement": met,
    "update_engagement": lambda s, p: engagements.update_engagement(
        s, met(s, p), {"summary": "Another"}, actor=SYSTEM
    ),
    "add_media": lambda s, p: engagements.add_media(s, met(s, p), {"outlet": "HS"}, actor=SYSTEM),
    "remove_media": removing_media,
    "add_travel": lambda s, p: engagements.add_travel(s, met(s, p), JOURNEY, actor=SYSTEM),
    "remove_travel": removing_travel,
    "add_document": lambda s, p: engagements.add_document(s, met(s, p), pdf(), actor=SYSTEM),
    "remove_document": removing_document,
    "postpone_together": lambda s, p: engagements.postpone_together(
        s, [promise(s, p)], TODAY + timedelta(days=30), "Holiday", actor=SYSTEM
    ),
    "take_in": taking_in,
    "take_in_file": lambda s, p: engagements.take_in_file(
        s, "meeting.ics", GOOGLE.encode(), actor=p.owner
    ),
    "hold": lambda s, p: engagements.hold(s, planned(s, p), actor=SYSTEM),
    "cancel": lambda s, p: engagements.cancel(s, planned(s, p), CancelledBy.US, actor=SYSTEM),
    "reschedule": lambda s, p: engagements.reschedule(
        s, planned(s, p), TODAY + timedelta(days=20), actor=SYSTEM
    ),
}
REVIEWS: dict[str, Example] = {
    "open_round": lambda s, _p: reviews.open_round(s, QUARTER, actor=SYSTEM),
    "complete_round": lambda s, _p: reviews.complete_round(s, make_round(s), actor=SYSTEM),
    "write_review": lambda s, p: reviews.write_review(s, review(s, p), WRITTEN, actor=SYSTEM),
    "keep_draft": writing,
    "drop_draft": dropping,
    "submit": lambda s, p: reviews.submit(s, review(s, p), actor=make_user(s)),
    "send_back": sending_back,
    "accept": accepting_review,
    "delegate": delegating,
    "correct": lambda s, p: reviews.correct(s, accepted_review(s, p), "A slip", actor=SYSTEM),
    "move_as_recommended": doing_as_recommended,
    "begin_case_study": told,
    "write_case_study": lambda s, p: reviews.write_case_study(
        s, told(s, p), {"summary": "Told anew", "impact_what": "Fewer lorries"}, actor=SYSTEM
    ),
    "keep_round_open": lambda s, _p: reviews.keep_round_open(s, QUARTER, actor=SYSTEM),
}
USERS: dict[str, Example] = {
    "create_user": lambda s, _p: make_user(s),
    "update_user": moving_unit,
    "set_password": lambda s, p: users.set_password(
        s, p.owner, "eleven owls by the frozen mill", actor=SYSTEM
    ),
    "deactivate_user": leaving,
    "reactivate_user": lambda s, p: users.reactivate_user(s, p.owner, actor=SYSTEM),
    "hand_over": handed_over,
    "overtake": lambda s, p: users.overtake(s, [("partnership", p.id)], actor=SYSTEM),
    "accept_items": accepting,
    "decline_items": declining,
    "withdraw_item": lambda s, p: users.withdraw_item(
        s, handed_over(s, p)[0], "A mistake", actor=SYSTEM
    ),
    "pass_on_item": passing_on,
    "create_unit": lambda s, _p: make_unit(s),
    "update_unit": lambda s, p: users.update_unit(
        s, user_queries.get_unit(s, p.unit_id), {"is_active": False}, actor=SYSTEM
    ),
}
INSIGHT: dict[str, Example] = {
    "save_search": kept,
    "order_report": lambda s, p: insight.order_report(
        s, make_round(s), ReportKind.PDF, "", actor=p.owner
    ),
    "remove_search": lambda s, p: insight.remove_search(s, kept(s, p), actor=p.owner),
}
COORDINATION: dict[str, Example] = {
    "hand_over_seats": lambda s, p: seats.hand_over_seats(
        s, [make_member(s, user_id=p.owner_id).seat_id], p.owner_id, None, actor=SYSTEM, reason="x"
    ),
    "add_seat": lambda s, _p: make_seat(s),
    "update_seat": lambda s, _p: coordination.update_seat(
        s, make_seat(s), {"note": "x"}, actor=SYSTEM
    ),
    "verify_seat": lambda s, _p: coordination.verify_seat(
        s, make_seat(s, source="Roadmap"), actor=SYSTEM
    ),
    "end_seat": lambda s, _p: coordination.end_seat(
        s, make_seat(s), {"ended_on": TODAY}, actor=SYSTEM
    ),
    "remove_seat": lambda s, _p: coordination.remove_seat(s, make_seat(s), actor=SYSTEM),
    "add_member": lambda s, p: make_member(s, user_id=p.owner_id),
    "update_member": updating_member,
    "end_membership": lambda s, _p: coordination.end_membership(
        s, make_member(s), {"ended_on": TODAY}, actor=SYSTEM
    ),
}
EXAMPLES: dict[str, Example] = {
    f"{name}.{verb}": example
    for name, examples in (
        ("coordination", COORDINATION),
        ("engagements", ENGAGEMENTS),
        ("insight", INSIGHT),
        ("introductions", INTRODUCTIONS),
        ("knowledge", KNOWLEDGE),
        ("organisations", ORGANISATIONS),
        ("partnerships", PARTNERSHIPS | PROJECTS | PAPERS),
        ("proposals", PROPOSALS),
        ("reviews", REVIEWS),
        ("strategy", STRATEGY),
        ("users", USERS),
        ("visits", VISITS),
    )
    for verb, example in examples.items()
}
