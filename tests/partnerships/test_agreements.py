"""City agreements and other cooperation: what keeps them alive, what follows, what is given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.permissions import EVERYTHING
from app.core.search.query import matching_ids
from app.core.search.rebuild import difference
from app.core.session import Session
from app.engagements.models import EngagementState, EngagementType
from app.partnerships import queries, rules, services
from app.partnerships.models import (
    CooperationForm,
    EthicsResult,
    PartnerRole,
    PartnershipKind,
    SupportPart,
)
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.users import make_unit

AGREEMENT, COOPERATION = PartnershipKind.CITY_AGREEMENT, PartnershipKind.COOPERATION
TODAY = date(2026, 11, 2)


def cooperation(**values: Any) -> Any:
    blank = {
        "form": CooperationForm.PHILANTHROPY, "support_part": None, "ethics_checked_on": None,
        "ethics_result": None, "exclusivity": "none",
    }  # fmt: skip
    return SimpleNamespace(**{**blank, **values})


@pytest.mark.parametrize(
    ("logged", "written", "on", "source"),
    [
        (None, None, None, ""),
        (date(2025, 5, 1), None, date(2025, 5, 1), ""),
        (None, date(2019, 5, 1), date(2019, 5, 1), "Annual report"),
        (date(2025, 5, 1), date(2019, 5, 1), date(2025, 5, 1), ""),
        (date(2018, 5, 1), date(2019, 5, 1), date(2019, 5, 1), "Annual report"),
        (date(2019, 5, 1), date(2019, 5, 1), date(2019, 5, 1), ""),
    ],
)
def test_the_last_visit_is_the_later_of_log_and_record(
    logged: date | None, written: date | None, on: date | None, source: str
) -> None:
    assert rules.last_visit(logged, written, "Annual report") == rules.LastVisit(on, source)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"benefit": 4}, ["benefit_reason"]),
        ({"benefit": 4, "benefit_reason": " "}, ["benefit_reason"]),
        ({"offer": 1, "offer_reason": "Staff"}, []),
        ({"benefit_reason": "Only a remark"}, []),
        ({"last_incoming_on": date(2019, 1, 1)}, ["visits_source"]),
        ({"last_incoming_on": date(2027, 1, 1), "visits_source": "x"}, ["last_incoming_on"]),
        ({"visits_source": "The log"}, []),
        (
            {"successor_decision": "A new memorandum"},
            ["successor_decided_by", "successor_decided_on"],
        ),
        (
            {"successor_section": "§ 1"},
            ["successor_decision", "successor_decided_by", "successor_decided_on"],
        ),
        ({"ethics_checked_by": "Legal"}, ["ethics_checked_on", "ethics_result"]),
        ({"name": "Untouched"}, []),
    ],
)
def test_what_is_half_said_is_asked_for(values: dict[str, Any], fields: list[str]) -> None:
    assert [gap.field for gap in rules.contradictions(values, TODAY)] == fields


def test_support_without_an_ethics_check_is_a_warning_and_no_gap(session: Session) -> None:
    assert len(rules.support_warnings(cooperation())) == 1
    assert len(rules.support_warnings(cooperation(exclusivity=""))) == 2
    plain = cooperation(form=CooperationForm.COALITION)
    assert rules.support_warnings(plain) == []
    given = cooperation(form=CooperationForm.EVENT, support_part=SupportPart.SPONSOR)
    assert len(rules.support_warnings(given)) == 1
    checked = {"ethics_checked_on": TODAY, "ethics_result": EthicsResult.CLEARED}
    assert rules.support_warnings(cooperation(**checked)) == []
    refused = {"ethics_checked_on": TODAY, "ethics_result": EthicsResult.NOT_CLEARED}
    assert len(rules.support_warnings(cooperation(**refused))) == 1
    active = make_active_partnership(session, COOPERATION, form=CooperationForm.PHILANTHROPY)
    assert rules.activation_gaps(active, TODAY) == []


def test_a_score_without_its_reason_is_refused_and_old_ones_hinder_nothing(
    session: Session,
) -> None:
    with pytest.raises(Refused):
        make_partnership(session, benefit=4)
    agreement = make_partnership(session, AGREEMENT)
    with pytest.raises(Refused) as refusal:
        services.update_partnership(session, agreement, {"offer": 2}, actor=SYSTEM)
    assert [gap.field for gap in refusal.value.gaps] == ["offer_reason"]
    services.update_partnership(
        session, agreement, {"offer": 2, "offer_reason": "Our schools"}, actor=SYSTEM
    )
    with pytest.raises(Refused):
        services.update_partnership(session, agreement, {"offer_reason": ""}, actor=SYSTEM)


def test_a_society_alone_is_no_counterpart_of_an_agreement(session: Session) -> None:
    society = make_organisation(session, "Friends of Tartu")
    row = {"organisation_id": society.id, "role": PartnerRole.CIVIC_PARTNER}
    agreement = queries.reload(session, make_partnership(session, AGREEMENT, partners=[row]).id)
    assert "partners" in {gap.code for gap in rules.activation_gaps(agreement, TODAY)}
    city = {"organisation_id": make_organisation(session, "Tartu").id}
    services.add_partner(session, agreement, city, actor=SYSTEM)
    agreement = queries.reload(session, agreement.id)
    assert "partners" not in {gap.code for gap in rules.activation_gaps(agreement, TODAY)}


def test_euros_are_their_own_stated_value(session: Session) -> None:
    values = {"support_amount": Decimal(500), "support_currency": "EUR"}
    made = make_partnership(session, COOPERATION, **values)
    assert made.support_eur == Decimal(500)
    dollars = {"support_amount": Decimal(500), "support_currency": "USD"}
    assert make_partnership(session, COOPERATION, **dollars).support_eur is None


def test_last_visits_come_from_the_log_that_the_viewer_may_see(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    agreement = make_partnership(
        session, AGREEMENT, last_outgoing_on=date(2011, 6, 7), visits_source="Annual report 2011"
    )
    visit = EngagementType.INCOMING_VISIT
    hidden = {"visibility": Visibility.RESTRICTED}
    for day, values in (
        (date(2024, 5, 6), {}),
        (date(2026, 12, 6), {"state": EngagementState.PLANNED}),
        (date(2025, 9, 8), hidden),
    ):
        make_engagement(session, partnership=agreement, type=visit, starts_on=day, **values)
    make_engagement(session, partnership=agreement, starts_on=date(2026, 1, 5))
    sign_in("reader", make_unit(session))
    facts = client.page(f"/sister-cities/{agreement.id}").soup.find(id="about").get_text(" ")  # type: ignore[union-attr]
    assert "6 May 2024 (from the log)" in facts
    assert "7 Jun 2011 (Annual report 2011)" in facts
    sign_in("officer")
    facts = client.page(f"/sister-cities/{agreement.id}").soup.find(id="about").get_text(" ")  # type: ignore[union-attr]
    assert "8 Sept 2025 (from the log)" in facts


FORMS: dict[PartnershipKind, dict[str, str]] = {
    AGREEMENT: {
        "level": "sister_city", "civic_partners": "Friends of Tartu", "themes": "schools; ports",
        "last_incoming_on": "2019-05-06", "last_outgoing_on": "2018-05-07",
        "visits_source": "Annual report", "successor_decision": "A new memorandum",
        "successor_decided_by": "City Board", "successor_decided_on": "2026-10-05",
        "successor_section": "HEL 2026-1, § 5", "former_names": "Old name\nOlder name",
        "status_as_written": "listed (older page)", "since_as_written": "1999 (association 2003)",
        "confidence": "medium", "evidence_as_written": "2007..2011", "evidence_note": "Check",
        "until_as_written": "2030", "decided_as_written": "June 2019",
        "contact_as_written": "Mayor's Office",
    },
    COOPERATION: {
        "form": "philanthropy", "support_part": "recipient", "support_form": "both",
        "support": "Advice and a grant", "support_amount": "1 000", "support_currency": "USD",
        "support_eur": "900,50", "support_eur_on": "2026-01-02", "support_conditions": "A report",
        "exclusivity": "none", "ethics_checked_by": "Legal Services",
        "ethics_checked_on": "2026-01-05", "ethics_result": "conditions", "ethics_note": "Logo",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", FORMS)
def test_everything_a_kind_asks_is_kept_and_shown(
    client: AuditedClient, session: Session, sign_in: SignIn, kind: PartnershipKind
) -> None:
    sign_in("officer")
    made = make_partnership(session, kind)
    assert client.submit(f"/partnerships/{made.id}/edit", FORMS[kind]).status_code == 302
    session.expire_all()
    after = queries.reload(session, made.id)
    text = client.page(f"/partnerships/{made.id}").text
    for name in FORMS[kind]:
        kept = getattr(after, name)
        assert kept not in (None, ""), name
        # Choices are shown by their labels.
        if type(kept) is str and name != "support_currency":
            assert kept.splitlines()[0] in text, name
    history = client.page(f"/partnerships/{made.id}/history").text
    assert not [name for name in FORMS[kind] if name in history and "_" in name]
    assert difference(session) == []


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (AGREEMENT, {"benefit": "4"}, "benefit_reason"),
        (AGREEMENT, {"last_outgoing_on": "2019-01-01"}, "visits_source"),
        (AGREEMENT, {"successor_section": "§ 1", "successor_decision": "x",
                     "successor_decided_by": "y"}, "successor_decided_on"),
        (COOPERATION, {"ethics_checked_by": "x", "ethics_checked_on": "2027-01-01",
                       "ethics_result": "cleared"}, "ethics_checked_on"),
        (COOPERATION, {"support_currency": "XXX"}, "support_currency"),
    ],
)  # fmt: skip
def test_a_half_said_thing_is_told_at_its_field(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    kind: PartnershipKind,
    values: dict[str, str],
    field: str,
) -> None:
    sign_in("officer")
    made = make_partnership(session, kind)
    answer = client.submit(f"/partnerships/{made.id}/edit", values)
    assert answer.status_code == 422
    assert list(Page(answer).errors()) == [field]


def test_an_agreement_is_found_by_its_society_and_its_former_name(session: Session) -> None:
    agreement = make_partnership(
        session, AGREEMENT, name="Baltic friendship", former_names="Twin town covenant",
        civic_partners="Kalevipoeg society",
    )  # fmt: skip
    project = make_partnership(
        session, PartnershipKind.EU_PROJECT, grant_agreement="101096405", topic="HORIZON-X-01"
    )
    for asked, wanted in (
        ("covenant", agreement.id), ("kalevipoeg", agreement.id), ("101096405", project.id),
    ):  # fmt: skip
        assert matching_ids(session, asked, EVERYTHING, kind="partnership") == [wanted], asked


@pytest.mark.parametrize("kind", FORMS)
def test_the_page_of_a_kind_stays_within_its_statements(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    kind: PartnershipKind,
) -> None:
    sign_in("officer")
    made = make_active_partnership(session, kind)
    for _ in range(3):
        make_engagement(session, partnership=made)
    session.expunge_all()
    with count_statements() as statements:
        client.page(f"/partnerships/{made.id}")
    assert len(statements) <= 9
