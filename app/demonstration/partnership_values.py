"""What is written into the fields of a partnership, from its facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core import clock
from app.core.db import Visibility
from app.demonstration.facts import Facts
from app.demonstration.world import World
from app.partnerships.models import (
    AgreementLevel,
    Confidence,
    CooperationForm,
    EthicsResult,
    Leadership,
    MembershipCategory,
    Participation,
    PartnerRole,
    PoliticalLead,
    ProjectRole,
    ProjectStage,
    SupportForm,
    SupportPart,
    Term,
)

EXAMPLES = "Owner, reasons, benefit and, unless a case number is given, the decision are examples."
EXAMPLE_BODY = "International affairs coordination group (example)"


def creation(world: World, facts: Facts) -> dict[str, Any]:
    """What was known when it was entered: the facts, without an owner or a reason."""
    is_example = "owner" in facts
    values: dict[str, Any] = {
        "name": facts["name"],
        "name_fi": facts.get("fi", ""),
        "name_sv": facts.get("sv", ""),
        "acronym": facts.get("acronym", ""),
        "summary": facts["summary"],
        "participation": Participation(facts.get("participation", "participant")),
        "source": f"{facts['source']} {EXAMPLES}" if is_example else facts["source"],
        "evidence_on": facts.get("on"),
        "visibility": Visibility(facts.get("visibility", "city")),
        "is_demonstration": is_example,
        "partners": _partners(world, facts),
        "focus_areas": [world.focus_areas[code].id for code in facts.get("focus", ())],
        "objectives": [world.objectives[code].id for code in facts.get("objectives", ())],
        "sdgs": facts.get("sdgs", []),
        **_as_written(facts),
        **_term(facts),
        **_fee(facts),
        **_decision(facts),
        **OF_KIND[facts["kind"]](facts),
    }
    if facts["path"] in ("review", "proposed", "assessed", "expired", "dormant", "ended"):
        values |= _people(world, facts)
    return values


def justification(world: World, facts: Facts) -> dict[str, Any]:
    """What the gate asks for: owner, decision, next review; with priority and means."""
    today = clock.today()
    values = {
        **_people(world, facts),
        "political_lead": PoliticalLead(facts["lead"]) if "lead" in facts else None,
        "political_area": facts.get("area", ""),
        "for_management_team": facts.get("team", False),
        "cadence_days": facts.get("cadence"),
        "next_review_on": world.today + timedelta(days=world.rng.randrange(-15, 330)),
        "working_days": Decimal(world.rng.choice((5, 8, 10, 12, 15, 20, 30))),
    }
    if "decision" not in facts:
        values["decision_body"] = EXAMPLE_BODY
        values["decided_on"] = world.workday(today - timedelta(days=6))
    if "scores" in facts:
        names = ("benefit", "benefit_reason", "offer", "offer_reason")
        values |= dict(zip(names, facts["scores"], strict=True))
    if facts["kind"] == "city_agreement":
        values |= _life(facts)
    return values


def _life(facts: Facts) -> dict[str, Any]:
    """What two cities do together, who keeps it alive, visits before the log, what follows."""
    earlier, following = facts.get("earlier", {}), facts.get("following", {})
    return {
        "common_operations": facts["common"],
        "civic_partners": facts.get("civic", ""),
        "last_incoming_on": earlier.get("incoming"),
        "last_outgoing_on": earlier.get("outgoing"),
        "visits_source": earlier.get("source", ""),
        "successor_decision": following.get("decision", ""),
        "successor_decided_by": following.get("body", ""),
        "successor_decided_on": following.get("on"),
        "successor_section": following.get("section", ""),
    }


def _as_written(facts: Facts) -> dict[str, Any]:
    """What the source says in its own words, and how far it is trusted."""
    words = facts.get("written", {})
    return {
        "themes": facts.get("themes", ""),
        "former_names": "\n".join(facts.get("formerly", ())),
        "confidence": Confidence(facts["confidence"]),
        "kind_as_written": words.get("kind", ""),
        "status_as_written": words.get("status", ""),
        "since_as_written": words.get("since", ""),
        "until_as_written": words.get("until", ""),
        "decided_as_written": words.get("decided", ""),
        "contact_as_written": words.get("contact", ""),
        "evidence_as_written": words.get("dated", ""),
        "evidence_note": words.get("note", ""),
    }


def _people(world: World, facts: Facts) -> dict[str, Any]:
    return {
        "owner_id": world.users[facts["owner"]].id if "owner" in facts else None,
        "deputy_id": world.users[facts["deputy"]].id if "deputy" in facts else None,
        "unit_id": world.units[facts["unit"]].id if "unit" in facts else None,
    }


def _partners(world: World, facts: Facts) -> list[dict[str, Any]]:
    """``key``, ``key:role`` or ``key:role:note``."""
    contributions = facts.get("contributions", {})
    found = []
    for text in facts.get("partners") or facts["consortium"]:
        key, role, note = (*text.split(":", 2), "", "")[:3]
        role = role or facts.get("partner_role", "")
        given: dict[str, Any] = {"organisation_id": world.organisations[key].id, "note": note}
        if role:
            given["role"] = PartnerRole(role)
        if key in contributions:
            given["contribution_eur"] = Decimal(contributions[key])
        if key in facts.get("costs", {}):
            given["cost_eur"] = Decimal(facts["costs"][key])
        found.append(given)
    return found


def _term(facts: Facts) -> dict[str, Any]:
    values: dict[str, Any] = {"signed_on": facts.get("signed"), "starts_on": facts.get("starts_on")}
    ends_on: date | None = facts.get("ends_on")
    values["ends_on"] = ends_on
    values["term"] = Term(facts.get("term", "fixed" if ends_on else "unknown"))
    return values


def _fee(facts: Facts) -> dict[str, Any]:
    fee = facts.get("fee")
    if fee is None:
        return {}
    amount = Decimal(fee["amount"])
    return {
        "fee_amount": amount,
        "fee_currency": fee["currency"],
        "fee_eur": Decimal(fee["eur"]) if "eur" in fee else amount,
        "fee_eur_on": fee["on"],
        "fee_basis": fee["basis"],
        "budget_line": fee.get("line", ""),
    }


def _decision(facts: Facts) -> dict[str, Any]:
    decision = facts.get("decision")
    if decision is None:
        return {}
    return {
        "decision_body": decision["body"],
        "decided_on": decision["on"],
        "case_number": decision["case"],
        "decision_section": decision["section"],
    }


def _network(facts: Facts) -> dict[str, Any]:
    return {
        "category": MembershipCategory(facts["category"]),
        "leadership": Leadership(facts.get("leadership", "city_led")),
        "joined_on": facts.get("joined"),
    }


def _agreement(facts: Facts) -> dict[str, Any]:
    return {"level": AgreementLevel(facts["level"])}


def _cooperation(facts: Facts) -> dict[str, Any]:
    given, ethics = facts.get("gives", {}), facts.get("ethics", {})
    return {
        "form": CooperationForm(facts["form"]),
        "support": facts.get("support", ""),
        "support_part": SupportPart(given["part"]) if given else None,
        "support_form": SupportForm(given["form"]) if given else None,
        "support_amount": Decimal(given["amount"]) if "amount" in given else None,
        "support_currency": given.get("currency", "EUR"),
        "support_eur": Decimal(given["eur"]) if "eur" in given else None,
        "support_eur_on": given.get("on"),
        "support_conditions": given.get("conditions", ""),
        "exclusivity": given.get("rules_out", ""),
        "ethics_checked_by": ethics.get("by", ""),
        "ethics_checked_on": ethics.get("on"),
        "ethics_result": EthicsResult(ethics["result"]) if ethics else None,
        "ethics_note": ethics.get("note", ""),
    }


def _project(facts: Facts) -> dict[str, Any]:
    bid = facts.get("bid", {})
    amounts = {
        "total_cost_eur": facts.get("total"),
        "eu_contribution_eur": facts.get("eu"),
        "our_cost_eur": facts.get("our_cost"),
        "our_eu_share_eur": facts.get("our_share"),
        "own_funding_eur": facts.get("own_funding"),
        "evaluation_score": facts.get("score"),
        "bid_cost_ceiling_eur": bid.get("ceiling"),
        "bid_eu_percent": bid.get("percent"),
    }
    return {
        **{name: Decimal(amount) if amount else None for name, amount in amounts.items()},
        "programme": facts["programme"],
        "call": facts.get("call", ""),
        "topic": facts.get("topic", ""),
        "type_of_action": facts.get("action", ""),
        "grant_agreement": facts.get("grant"),
        "our_actor": facts["actor"],
        "project_role": ProjectRole(facts["role"]),
        "role_as_written": facts.get("role_written", ""),
        **_stage(facts),
        "planned_start_on": facts.get("starts_on"),
        "planned_end_on": facts.get("planned_end", facts.get("ends_on")),
        "current_start_on": facts.get("starts_on"),
        "current_end_on": facts.get("ends_on"),
        "bid_representative": bid.get("representative", ""),
        "bid_budget_line": bid.get("line", ""),
        "bid_approved_by": bid.get("body", ""),
        "bid_decision": bid.get("decision", ""),
        "bid_approved_on": bid.get("on"),
    }


def _stage(facts: Facts) -> dict[str, Any]:
    """The stage it was found in, and since when as far as its dates tell."""
    stage = ProjectStage(facts.get("stage", "closed"))
    dated = {ProjectStage.RUNNING: "starts_on", ProjectStage.CLOSED: "ends_on"}
    return {"stage": stage, "stage_since": facts.get("since", facts.get(dated.get(stage, "")))}


OF_KIND = {
    "network": _network,
    "city_agreement": _agreement,
    "cooperation": _cooperation,
    "eu_project": _project,
}
