"""The lists behind the figures, as a snapshot keeps them: plain JSON, people by number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from app.core import clock
from app.core.audit import Change
from app.core.periods import Quarter
from app.engagements.models import FollowUp
from app.partnerships.queries import Papers
from app.reviews.queries import Logged
from app.strategy.models import Indicator

Entry = dict[str, Any]
TOLD = ("state", "owner_id", "deputy_id", "goal_id", "fee_amount", "ends_on", "name")


def engagement(logged: Logged) -> Entry:
    """``co2e_kg`` and ``solutions`` are missing in what was frozen in an earlier form."""
    each = logged.engagement
    return {
        "id": each.id,
        "on": each.starts_on.isoformat(),
        "type": each.type.value,
        "state": each.state.value,
        "our_tier": each.our_tier.value if each.our_tier else None,
        "their_tier": each.their_tier.value if each.their_tier else None,
        "results": logged.results,
        "cost_eur": _money(each.cost_eur),
        "co2e_kg": None if logged.co2e_kg is None else f"{logged.co2e_kg:.1f}",
        "solutions": logged.solutions,
        "summary": each.summary,
    }


def follow_up(each: FollowUp, engaged_on: date | None) -> Entry:
    """``since`` is the day of its engagement; one without an engagement is as old as its record."""
    since = engaged_on or clock.local(each.created_at).date()
    return {
        "id": each.id,
        "what": each.what,
        "since": since.isoformat(),
        "due_on": _day(each.due_on),
        "closed_on": _day(each.closed_on),
        "state": each.state.value,
        "assignee_id": each.assignee_id,
    }


def duties(papers: Papers) -> list[Entry]:
    """Obligations and reports, by their day."""
    found = [
        {"kind": "obligation", "id": o.id, "what": o.what, "due_on": _day(o.due_on),
         "done_on": _day(o.fulfilled_on), "evidence": o.evidence}
        for o in papers.obligations
    ] + [
        {"kind": "report", "id": r.id, "what": r.period, "due_on": _day(r.due_on),
         "done_on": _day(r.submitted_on), "evidence": ""}
        for r in papers.reports
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one["due_on"], one["kind"], one["id"]))


def fees(papers: Papers) -> list[Entry]:
    """Yearly fees by year; ``eur`` is what is stated, or an amount that is in euros anyway."""
    return [
        {
            "id": fee.id,
            "year": fee.year,
            "amount": _money(fee.amount),
            "currency": fee.currency,
            "eur": _money(fee.amount if fee.eur is None and fee.currency == "EUR" else fee.eur),
            "due_on": _day(fee.due_on),
            "paid_on": _day(fee.paid_on),
        }
        for fee in sorted(papers.fees, key=lambda one: one.year)
    ]


def indicator(each: Indicator, quarters: Iterable[Quarter]) -> Entry:
    """With what was measured in these quarters, or else in their years, by period."""
    quarters = list(quarters)
    wanted = {str(quarter) for quarter in quarters} | {str(quarter.year) for quarter in quarters}
    return {
        "id": each.id,
        "goal_id": each.goal_id,
        "objective_id": each.objective_id,
        "names": {code: getattr(each, f"name_{code}") for code in ("en", "fi", "sv")},
        "unit": each.unit,
        "baseline": _number(each.baseline),
        "baseline_year": each.baseline_year,
        "target": _number(each.target),
        "target_year": each.target_year,
        "actuals": {one.period: _number(one.value) for one in each.actuals if one.period in wanted},
    }


def change(each: Change) -> Entry:
    return {
        "on": clock.local(each.at).date().isoformat(),
        "action": each.action,
        "actor_id": each.actor_id,
        "reason": each.reason,
        "fields": {name: value for name, value in each.fields.items() if name in TOLD},
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _money(value: Decimal | None) -> str | None:
    """Two decimals, whichever engine gave it; blank stays blank."""
    return None if value is None else f"{value:.2f}"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"
