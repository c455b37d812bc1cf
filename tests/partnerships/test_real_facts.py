"""The real facts of a city can be entered without losing one.

Each row of a list goes through the services into fields of its own and is read back from the
database; what is read must be what was written, letter by letter. A column without a field stands
in ``EXPLAINED`` with the reason. A handful of rows is kept here, so that the mapping is tested
everywhere; the whole lists are read where they lie beside the project.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.core.audit import SYSTEM
from app.core.session import Session
from app.organisations.models import Organisation
from app.partnerships import queries, services
from app.partnerships.kinds import KINDS
from app.partnerships.models import (
    AgreementLevel,
    Confidence,
    CooperationForm,
    Leadership,
    MembershipCategory,
    Participation,
    PartnerRole,
    PartnershipKind,
    ProjectRole,
    ProjectStage,
)
from tests.factories.organisations import make_organisation

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
KEPT = Path(__file__).parent / "data" / "real_facts.toml"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Row = dict[str, str]
Write = Callable[[Session, Row], dict[str, Any]]
Read = Callable[[Any], str]

NETWORK, CITY = PartnershipKind.NETWORK, PartnershipKind.CITY_AGREEMENT
PROJECT, OTHER = PartnershipKind.EU_PROJECT, PartnershipKind.COOPERATION
MEMBER, PARTNER = Participation.MEMBER, Participation.PARTNER

# Columns without a field, and why none is missing.
EXPLAINED = {
    ("partnerships", "city"): "One installation serves one city, so it need not be said.",
    ("projects", "city"): "One installation serves one city, so it need not be said.",
    ("partnerships", "fee_period"): "A fee is per year by its definition; other periods have none.",
    ("fees", "item"): "Its words are the name of the field: a yearly fee, a notice, a fee's basis.",
    ("decisions", "kind"): "It says which record the decision belongs to, and there it stands.",
}
# Rows that are about no partnership, and where they belong.
NO_PARTNERSHIP = {
    "HEL 2015-006837": "A journey: an engagement, with the decision in its notes.",
    "HEL 2018-000351": "Rules for all travel: nothing the city has with anybody.",
    "HEL 2018-007171": "A review of all memberships: the quarterly round is that review.",
}

# ---- how the words of the lists are entered

KIND_WORDS: dict[str, tuple[PartnershipKind, dict[str, Any]]] = {
    "network membership": (NETWORK, {"category": MembershipCategory.FULL, "participation": MEMBER}),
    "association membership": (
        NETWORK, {"category": MembershipCategory.FULL, "participation": MEMBER},
    ),
    "network participation": (
        NETWORK,
        {
            "category": MembershipCategory.NOT_A_MEMBER,
            "participation": Participation.PARTICIPANT,
        },
    ),
    "network cooperation": (
        NETWORK, {"category": MembershipCategory.NOT_A_MEMBER, "participation": PARTNER},
    ),
    "corporate network": (
        NETWORK,
        {
            "category": MembershipCategory.FOUNDING,
            "leadership": Leadership.COMPANY_LED,
            "participation": Participation.FOUNDING_MEMBER,
        },
    ),
    "programme membership": (
        NETWORK, {"leadership": Leadership.INTERGOVERNMENTAL, "participation": MEMBER},
    ),
    "multi-city cooperation": (OTHER, {"form": CooperationForm.COALITION}),
    "bilateral cooperation": (OTHER, {"form": CooperationForm.BILATERAL}),
    "UN cooperation": (OTHER, {"form": CooperationForm.BILATERAL}),
    "foundation partnership": (OTHER, {"form": CooperationForm.PHILANTHROPY}),
    "project cooperation": (OTHER, {"form": CooperationForm.CHALLENGE}),
    "strategic partnership": (OTHER, {"form": CooperationForm.EVENT}),
    "event partnership": (OTHER, {"form": CooperationForm.EVENT}),
    "commitment": (
        OTHER, {"form": CooperationForm.COMMITMENT, "participation": Participation.SIGNATORY},
    ),
    "joint representation": (OTHER, {"form": CooperationForm.REPRESENTATION}),
    "investment promotion market": (OTHER, {"form": CooperationForm.MARKET}),
    "technology partnership": (OTHER, {"form": CooperationForm.TECHNOLOGY}),
    "bilateral city partner": (CITY, {"level": AgreementLevel.STRATEGIC_BILATERAL}),
    "special long-term partnership": (CITY, {"level": AgreementLevel.STRATEGIC_BILATERAL}),
    "key influencer city": (CITY, {"level": AgreementLevel.STRATEGIC_BILATERAL}),
    "joint declaration": (CITY, {"level": AgreementLevel.JOINT_DECLARATION}),
    "sister city": (CITY, {"level": AgreementLevel.SISTER_CITY}),
    "twin town": (CITY, {"level": AgreementLevel.SISTER_CITY}),
}  # fmt: skip
ROLE_WORDS = {
    "lighthouse city / beneficiary": ProjectRole.BENEFICIARY,
    "coordinator and lead procurer": ProjectRole.COORDINATOR,
    "coordinator": ProjectRole.COORDINATOR,
    "lead urban authority": ProjectRole.COORDINATOR,
    "lead partner": ProjectRole.COORDINATOR,
    "partner / pilot city": ProjectRole.PILOT_CITY,
}
# Partners that a list does not name; they are told in the summary.
UNNAMED = frozenset({"nine European cities", "Nordic Smart City Network members"})


def whole_day(text: str) -> date | None:
    return date.fromisoformat(text) if DAY.fullmatch(text) else None


def dated(row: Row, column: str, day: str, words: str) -> dict[str, Any]:
    """A full day as a date, anything else as the source writes it."""
    text = row[column]
    return {day: whole_day(text), words: "" if whole_day(text) else text}


def amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def evidence(row: Row, day: str = "source_date") -> dict[str, Any]:
    return {
        "source": row["source"],
        "confidence": Confidence(row["confidence"]) if row.get("confidence") else None,
        "evidence_note": row.get("note", ""),
        **(dated(row, day, "evidence_on", "evidence_as_written") if day in row else {}),
    }


class Register:
    """Organisations by the names of the lists, each added once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, Organisation] = {}

    def number(self, name: str) -> int:
        if name not in self.known:
            self.known[name] = make_organisation(self.session, name)
        return self.known[name].id


def names_in(text: str) -> tuple[list[str], str]:
    """(names, what a last bracket says of them all)."""
    found = re.fullmatch(r"(.*;.*) \(([a-z ]+)\)", text)
    return (found[1], found[2])[0].split("; ") if found else text.split("; "), (
        found[2] if found else ""
    )


def enter_partnership(session: Session, register: Register, row: Row) -> Any:
    kind, values = KIND_WORDS[row["kind"]]
    names, remark = names_in(row["counterparts"])
    return services.create_partnership(
        session,
        kind,
        {
            **values,
            "name": row["partnership"],
            "kind_as_written": row["kind"],
            "partners": [
                {"organisation_id": register.number(name), "note": remark} for name in names
            ],
            "themes": row["theme_or_field"],
            "status_as_written": row["status_as_sourced"],
            **dated(row, "since", "starts_on", "since_as_written"),
            **dated(row, "until", "ends_on", "until_as_written"),
            "fee_amount": amount(row["fee_amount"]),
            "fee_currency": row["fee_currency"] or "EUR",
            "fee_eur": amount(row["fee_eur_as_stated"]),
            "contact_as_written": row["owner_or_contact_unit"],
            **decision_of(row["decision_ref"]),
            **evidence(row),
        },
        actor=SYSTEM,
        exists=True,
    )


def decision_of(text: str) -> dict[str, Any]:
    """``CASE / BODY D.M.YYYY § N``, or several ``CASE § N`` parted by semicolons."""
    whole = re.fullmatch(r"(HEL \S+) / (\S+)(?: (\d+)\.(\d+)\.(\d{4}))? (§ \d+)", text)
    if whole:
        case, body, *day, section = whole.groups()
        return {
            "case_number": case,
            "decision_body": body,
            "decided_on": date(*(int(part) for part in reversed(day))) if day[0] else None,
            "decision_section": section,
        }
    parts = [part.split(" § ") for part in text.split("; ")] if text else []
    return {
        "case_number": "; ".join(case for case, _section in parts),
        "decision_section": "; ".join(f"§ {section}" for _case, section in parts),
    }


def enter_project(session: Session, register: Register, row: Row) -> Any:
    partners = row["partner_cities"].split("; ") if row["partner_cities"] else []
    named = [name for name in partners if name not in UNNAMED]
    unnamed = [name for name in partners if name in UNNAMED]
    rows = [{"organisation_id": register.number(name)} for name in named]
    if row["coordinator"]:
        leader = register.number(row["coordinator"])
        rows.insert(0, {"organisation_id": leader, "role": PartnerRole.COORDINATOR})
    return services.create_partnership(
        session,
        PROJECT,
        {
            "name": row["title"],
            "acronym": row["acronym"],
            "our_actor": row["city_actor"],
            "role_as_written": row["city_role"],
            "project_role": ROLE_WORDS.get(row["city_role"], ProjectRole.BENEFICIARY),
            "stage": ProjectStage.CLOSED,
            "programme": row["programme"],
            "call": row["call_or_topic"],
            "grant_agreement": row["grant_agreement"] or None,
            **dated(row, "start", "current_start_on", "since_as_written"),
            **dated(row, "end", "current_end_on", "until_as_written"),
            "total_cost_eur": amount(row["total_cost_eur"]),
            "eu_contribution_eur": amount(row["eu_contribution_eur"]),
            "our_eu_share_eur": amount(row["city_actor_eu_contribution_eur"]),
            "partners": rows,
            "summary": "; ".join(unnamed),
            **evidence(row),
        },
        actor=SYSTEM,
        exists=True,
    )


def enter_fee(session: Session, register: Register, row: Row) -> Any:
    months = re.fullmatch(r"(\d+) months", row["value"])
    is_fee = not months and row["value"] != ""
    return services.create_partnership(
        session,
        NETWORK,
        {
            "name": row["network"],
            "partners": [register.number(row["network"])],
            "fee_basis": row["basis"],
            "summary": row["item"],
            "notice_months": int(months[1]) if months else None,
            "fee_amount": amount(row["value"]) if is_fee else None,
            "fee_currency": row["currency"] or "EUR",
            **evidence(row, "date"),
        },
        actor=SYSTEM,
        exists=True,
    )


def enter_decision(session: Session, register: Register, row: Row) -> Any:
    common = {
        "name": row["subject"],
        "partners": [register.number(row["subject"])],
        "case_number": row["case_number"],
        "decision_section": row["record_section"],
        "decision_body": row["decision_body"],
        **dated(row, "decision_date", "decided_on", "decided_as_written"),
        "evidence_note": row["key_terms"],
        "source": row["source"],
    }
    if row["kind"] == "EU project participation":
        money = {
            "bid_cost_ceiling_eur": amount(row["amount"]),
            "bid_budget_line": row["budget_line"],
        }
        kind = PROJECT
    else:
        money = {
            "fee_amount": amount(row["amount"]),
            "fee_currency": row["currency"],
            "budget_line": row["budget_line"],
        }
        kind = NETWORK
    return services.create_partnership(session, kind, common | money, actor=SYSTEM, exists=True)


# ---- how each column is read back


def text(name: str) -> Read:
    return lambda p: str(getattr(p, name) or "")


def day_or_words(day: str, words: str) -> Read:
    def read(p: Any) -> str:
        known = getattr(p, day)
        return known.isoformat() if known else str(getattr(p, words))

    return read


def number(name: str) -> Read:
    def read(p: Any) -> str:
        value = getattr(p, name)
        return "" if value is None else plain(value)

    return read


def plain(value: Decimal) -> str:
    """Without the noughts that the column adds."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def confidence(p: Any) -> str:
    return p.confidence.value if p.confidence else ""


def counterparts(p: Any) -> str:
    names = "; ".join(partner.organisation.name for partner in p.partners)
    remarks = {partner.note for partner in p.partners} - {""}
    return f"{names} ({remarks.pop()})" if remarks else names


def fee_currency(p: Any) -> str:
    return p.fee_currency if p.fee_amount is not None else ""


def decision_ref(p: Any) -> str:
    if p.decision_body:
        day = p.decided_on
        when = f" {day.day}.{day.month}.{day.year}" if day else ""
        return f"{p.case_number} / {p.decision_body}{when} {p.decision_section}"
    pairs = zip(p.case_number.split("; "), p.decision_section.split("; "), strict=True)
    return "; ".join(f"{case} {section}" for case, section in pairs if case)


def coordinator(p: Any) -> str:
    leads = [x.organisation.name for x in p.partners if x.role == PartnerRole.COORDINATOR]
    return "; ".join(leads)


def partner_cities(p: Any) -> str:
    others = [x.organisation.name for x in p.partners if x.role != PartnerRole.COORDINATOR]
    return "; ".join([*others, *([p.summary] if p.summary else [])])


def fee_value(p: Any) -> str:
    return f"{p.notice_months} months" if p.notice_months else number("fee_amount")(p)


def decision_amount(p: Any) -> str:
    name = "bid_cost_ceiling_eur" if p.kind == PROJECT else "fee_amount"
    return number(name)(p)


def decision_line(p: Any) -> str:
    return str(p.bid_budget_line if p.kind == PROJECT else p.budget_line)


def decision_currency(p: Any) -> str:
    return "EUR" if p.kind == PROJECT else fee_currency(p)


SOURCE_DATE = day_or_words("evidence_on", "evidence_as_written")
FIELDS: dict[str, dict[str, Read]] = {
    "partnerships": {
        "partnership": text("name"),
        "kind": text("kind_as_written"),
        "counterparts": counterparts,
        "theme_or_field": text("themes"),
        "status_as_sourced": text("status_as_written"),
        "since": day_or_words("starts_on", "since_as_written"),
        "until": day_or_words("ends_on", "until_as_written"),
        "fee_amount": number("fee_amount"),
        "fee_currency": fee_currency,
        "fee_eur_as_stated": number("fee_eur"),
        "owner_or_contact_unit": text("contact_as_written"),
        "decision_ref": decision_ref,
        "source": text("source"),
        "source_date": SOURCE_DATE,
        "confidence": confidence,
        "note": text("evidence_note"),
    },
    "projects": {
        "city_actor": text("our_actor"),
        "city_role": text("role_as_written"),
        "acronym": text("acronym"),
        "title": text("name"),
        "programme": text("programme"),
        "call_or_topic": text("call"),
        "grant_agreement": text("grant_agreement"),
        "start": day_or_words("current_start_on", "since_as_written"),
        "end": day_or_words("current_end_on", "until_as_written"),
        "total_cost_eur": number("total_cost_eur"),
        "eu_contribution_eur": number("eu_contribution_eur"),
        "city_actor_eu_contribution_eur": number("our_eu_share_eur"),
        "coordinator": coordinator,
        "partner_cities": partner_cities,
        "source": text("source"),
        "confidence": confidence,
        "note": text("evidence_note"),
    },
    "fees": {
        "network": text("name"),
        "value": fee_value,
        "currency": fee_currency,
        "basis": text("fee_basis"),
        "source": text("source"),
        "date": SOURCE_DATE,
    },
    "decisions": {
        "case_number": text("case_number"),
        "record_section": text("decision_section"),
        "decision_body": text("decision_body"),
        "decision_date": day_or_words("decided_on", "decided_as_written"),
        "subject": text("name"),
        "amount": decision_amount,
        "currency": decision_currency,
        "budget_line": decision_line,
        "key_terms": text("evidence_note"),
        "source": text("source"),
    },
}
ENTER: dict[str, Callable[[Session, Register, Row], Any]] = {
    "partnerships": enter_partnership,
    "projects": enter_project,
    "fees": enter_fee,
    "decisions": enter_decision,
}
LISTS = {
    "partnerships": ("partnerships_helsinki_espoo.csv", 72),
    "projects": ("eu_projects_helsinki_espoo.csv", 27),
    "fees": ("network_fees_and_terms.csv", 8),
    "decisions": ("decisions_helsinki.csv", 8),
}


def lost(session: Session, name: str, rows: list[Row]) -> Iterator[str]:
    """Each fact that is not read back as it was written."""
    register = Register(session)
    made = []
    for row in rows:
        if row.get("case_number") not in NO_PARTNERSHIP:
            made.append((row, ENTER[name](session, register, row).id))
    session.expire_all()
    for row, number_ in made:
        partnership = queries.reload(session, number_)
        for column, read in FIELDS[name].items():
            if (found := read(partnership)) != expected(row[column], column):
                yield f"{name}, {column}: {row[column]!r} became {found!r}"


def expected(value: str, column: str) -> str:
    """Amounts are compared as numbers: 1027537.5 is 1027537.50."""
    is_number = re.fullmatch(r"\d+\.\d+", value) and column.endswith("_eur")
    return plain(Decimal(value)) if is_number else value


def kept_rows() -> dict[str, list[Row]]:
    return tomllib.loads(KEPT.read_text(encoding="utf-8"))


def shared_rows(name: str) -> list[Row]:
    with (SHARED / LISTS[name][0]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", LISTS)
def test_no_fact_that_is_kept_here_is_lost(session: Session, name: str) -> None:
    rows = kept_rows()[name]
    assert rows
    assert list(lost(session, name, rows)) == []


@pytest.mark.parametrize("name", LISTS)
def test_every_column_has_a_field_or_a_reason(name: str) -> None:
    for row in kept_rows()[name]:
        without = {column for column in row if column not in FIELDS[name]}
        assert without == {column for listed, column in EXPLAINED if listed == name}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the lists of real facts are not at {SHARED}")
def test_no_fact_of_the_whole_lists_is_lost(session: Session, name: str) -> None:
    rows = shared_rows(name)
    assert len(rows) == LISTS[name][1]
    assert set(rows[0]) == set(kept_rows()[name][0])
    assert list(lost(session, name, rows)) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the lists of real facts are not at {SHARED}")
def test_the_reasons_are_those_of_rows_and_columns_that_exist() -> None:
    cases = {row["case_number"] for row in shared_rows("decisions")}
    assert NO_PARTNERSHIP.keys() <= cases
    assert {row["fee_period"] for row in shared_rows("partnerships")} == {"", "year"}


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the lists of real facts are not at {SHARED}")
def test_the_fields_of_the_forms_are_long_enough_for_the_facts(app: Flask) -> None:
    """What the services take must fit into the form too, or nobody could enter it."""
    written = {
        "source": "source",
        "note": "evidence_note",
        "status_as_sourced": "status_as_written",
    }
    with app.test_request_context():
        for entry in KINDS.values():
            form = entry.new_form()
            for name in ("partnerships", "projects"):
                for row in shared_rows(name):
                    for column, field in written.items():
                        assert len(row.get(column, "")) <= form[field].maximum
