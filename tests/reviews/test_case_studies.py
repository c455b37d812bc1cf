"""Case studies: filled in from the log for an audience, written as typed, kept with history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.core.audit import SYSTEM, history_of
from app.core.db import Visibility
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING, Role, viewer_of
from app.core.session import Session
from app.engagements.models import EngagementType, ResultKind
from app.reviews import queries, rules, services
from app.reviews.models import CaseStudy, ImpactStage
from tests.client import AuditedClient, Page
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.strategy import make_indicator
from tests.factories.users import make_unit, make_user

SECRET = "A quiet word about the harbour"
PUBLIC, CITY, RESTRICTED = Visibility


def begin(
    session: Session, partnership: Any, audience: Visibility = CITY, language: str = "en"
) -> CaseStudy:
    """A case study as its form reads it."""
    session.flush()
    session.expire_all()
    subject = queries.get_told_partnership(session, partnership.id, EVERYTHING)
    begun = services.begin_case_study(session, subject, audience, language, True, actor=SYSTEM)
    return queries.get_case_study(session, begun.id, EVERYTHING)


def logged(session: Session, visibility: Visibility = PUBLIC) -> Any:
    """A partnership with an accepted review, an open talk and a restricted one."""
    partnership = make_active_partnership(
        session, visibility=visibility, working_days=12, starts_on=date(2026, 1, 1)
    )
    make_indicator(session, partnership.alignments[0].goal, name_en="Shared pilots", baseline=1)
    talk = make_engagement(
        session, partnership=partnership, visibility=PUBLIC, results=[ResultKind.INFLUENCE],
        summary="Agreed on lorries", learned="Count them first", learned_for="Ports",
    )  # fmt: skip
    make_engagement(
        session, partnership=partnership, visibility=RESTRICTED, type=EngagementType.CALL,
        summary=SECRET, results=[ResultKind.COMMITMENT], learned=SECRET,
    )  # fmt: skip
    make_follow_up(session, engagement=talk, partnership=partnership)
    review = review_of(session, make_round(session), partnership)
    make_submitted(session, review, make_user(session))
    services.accept(session, review, actor=make_user(session, Role.MANAGER))
    return partnership


def words(study: CaseStudy) -> str:
    texts = [getattr(study, name) for name in rules.SECTIONS]
    return "\n".join(
        [*texts, *(text for _stage, *link in rules.ordered_steps(study) for text in link)]
    )


def test_it_begins_with_what_the_log_may_tell_its_audience(session: Session) -> None:
    partnership = logged(session)
    told = {audience: words(begin(session, partnership, audience)) for audience in Visibility}
    for text in told.values():
        assert "Agreed on lorries" in text
        assert "It brings what the goal asks for." in text
        assert "Shared pilots: baseline 1" in text
        assert "Count them first (Ports)" in text
    assert "Engagements held: 1," in told[CITY]
    assert SECRET not in told[PUBLIC] + told[CITY]
    assert SECRET in told[RESTRICTED]
    assert "Engagements held: 2," in told[RESTRICTED]
    for inside in ("Agree on the language of documents first.", "Strengthen", "Follow-ups",
                   "Working days planned a year: 12"):  # fmt: skip
        assert inside not in told[PUBLIC]
        assert inside in told[CITY]


def test_it_is_told_in_its_own_language_and_leaves_unknown_things_blank(
    app: Flask, session: Session
) -> None:
    with app.app_context():
        study = begin(session, logged(session), language="fi")
    assert "Tapaaminen" in study.actions
    assert study.inclusivity == ""
    steps = {stage: link for stage, *link in rules.ordered_steps(study)}
    assert steps[ImpactStage.OUTPUTS][2] == ""


@pytest.mark.parametrize("visibility", [CITY, RESTRICTED])
def test_nobody_is_told_of_a_partnership_that_they_may_not_see(
    session: Session, visibility: Visibility
) -> None:
    partnership = make_active_partnership(session, visibility=visibility)
    with pytest.raises(Refused) as refused:
        begin(session, partnership, PUBLIC)
    assert refused.value.field == "audience"
    begin(session, partnership, RESTRICTED)
    with pytest.raises(Refused, match="already"):
        begin(session, partnership, RESTRICTED)


def test_a_partnership_that_was_narrowed_narrows_its_case_study(session: Session) -> None:
    study = begin(session, make_active_partnership(session, visibility=PUBLIC), PUBLIC)
    assert rules.stated_audience(study, study.partnership) is PUBLIC
    study.partnership.visibility = RESTRICTED
    assert rules.stated_audience(study, study.partnership) is RESTRICTED


def test_what_restricted_engagements_say_is_read_by_coordinators_alone(session: Session) -> None:
    owner = make_user(session, Role.CONTRIBUTOR)
    study = begin(session, make_active_partnership(session, owner=owner), RESTRICTED)
    own = begin(
        session, make_active_partnership(session, owner=owner, visibility=RESTRICTED), RESTRICTED
    )
    viewer = viewer_of(owner)
    with pytest.raises(NotFound):
        queries.get_case_study(session, study.id, viewer)
    assert queries.get_case_study(session, own.id, viewer) is own
    assert queries.list_case_studies(session, viewer) == [own]
    assert len(queries.list_case_studies(session, EVERYTHING)) == 2


def test_a_link_of_the_chain_raises_the_version_and_stands_in_the_history(session: Session) -> None:
    study = begin(session, make_active_partnership(session))
    before = study.version
    values = {"impact_what": "Fewer lorries", "conclusion": "It pays."}
    services.write_case_study(session, study, values, actor=SYSTEM)
    assert study.version > before
    changed = [entry.fields for entry in history_of(session, "case_study", study.id)[:2]]
    assert {"what", "conclusion"} <= {name for fields in changed for name in fields}
    written = study.version
    services.write_case_study(session, study, values, actor=SYSTEM)
    assert study.version == written


def test_its_unit_begins_and_writes_it_and_others_read(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = sign_in("contributor")
    partnership = make_active_partnership(session, owner=owner)
    url = f"/reviews/partnerships/{partnership.id}/case-studies"
    assert "Case studies" in client.page(f"/partnerships/{partnership.id}").text
    refused = client.submit(url, {"audience": "public", "language": "en"})
    assert "audience" in Page(refused).errors()
    begun = client.submit(url, {"audience": "city", "language": "sv"})
    assert begun.location.endswith("/edit")
    typed = {"summary": "One\n\n- two  three", "outcomes_indicators": "Zero is 0"}
    saved = client.submit(begun.location, typed)
    assert saved.status_code == 302
    html = client.get(begun.location).get_data(as_text=True)
    assert "One\n\n- two  three" in html
    long = client.submit(begun.location, {"actions": "x" * 20_001, "impact_evidence": "Kept"})
    assert long.status_code == 422
    assert "Kept" in long.get_data(as_text=True)
    assert "Case study written" in client.page(f"{begun.location[:-5]}/history").text
    sign_in("contributor", make_unit(session))
    assert client.get(saved.location).status_code == 200
    assert client.get(begun.location).status_code == 403
    assert client.page(url).forms() == []
    assert client.post(url, {"audience": "city", "language": "fi"}).status_code == 403
    assert partnership.name in client.page("/reviews/case-studies").text


def test_two_writers_lose_nothing(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    sign_in("officer")
    study = begin(session, make_active_partnership(session))
    url = f"/reviews/case-studies/{study.id}/edit"
    version = str(study.version)
    assert client.submit(url, {"summary": "Hers", "impact_what": "Hers"}).status_code == 302
    late = client.submit(url, {"summary": "His", "impact_what": "His", "version": version})
    assert late.status_code == 409
    text = late.get_data(as_text=True)
    assert "Hers" in text
    assert "His" in text
