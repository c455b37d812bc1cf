"""The records behind a figure, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.i18n import NONE, _, choice, show_date, show_money, show_number
from app.core.urls import url_for
from app.engagements.models import EngagementState, EngagementType, FollowUpState

Entry = dict[str, Any]
# What a cell says, and where it leads (or nothing).
Cell = tuple[str, str]


@dataclass(frozen=True)
class Behind:
    """A list with its headings; the second cell names the row."""

    title: str
    headings: list[str]
    rows: list[list[Cell]]


def behind(kind: str, rows: list[Entry], names: dict[int, str]) -> Behind:
    """Engagements, follow-ups, duties or fees as a table."""
    writers: dict[str, Callable[[list[Entry], dict[int, str]], Behind]] = {
        "engagements": _engagements,
        "follow_ups": _follow_ups,
        "duties": _duties,
        "fees": _fees,
    }
    return writers[kind](rows, names)


def _engagements(rows: list[Entry], _names: dict[int, str]) -> Behind:
    """With cost and emissions where any of them has some."""
    further: list[tuple[str, Callable[[Entry], str]]] = [
        (heading, write)
        for heading, name, write in (
            (_("Recorded cost"), "cost_eur", lambda each: _money(each["cost_eur"])),
            (_("kg CO₂e"), "co2e_kg", lambda each: _kilograms(each["co2e_kg"])),
        )
        if any(each.get(name) is not None for each in rows)
    ]
    return Behind(
        _("Engagements"),
        [_("Date"), _("Summary"), _("Type"), _("State"), *(heading for heading, _write in further)],
        [
            [
                (_day(each["on"]), ""),
                (
                    each["summary"],
                    url_for("engagements.show_engagement", engagement_id=each["id"]),
                ),
                (choice(EngagementType(each["type"])), ""),
                (choice(EngagementState(each["state"])), ""),
                *((write(each), "") for _heading, write in further),
            ]
            for each in rows
        ],
    )


def _follow_ups(rows: list[Entry], names: dict[int, str]) -> Behind:
    return Behind(
        _("Follow-ups"),
        [_("Due"), _("What"), _("Who"), _("State")],
        [
            [
                (_day(each["due_on"]), ""),
                (each["what"], url_for("engagements.show_follow_up", follow_up_id=each["id"])),
                (names.get(each["assignee_id"], NONE), ""),
                (choice(FollowUpState(each["state"])), ""),
            ]
            for each in rows
        ],
    )


def _duties(rows: list[Entry], _names: dict[int, str]) -> Behind:
    return Behind(
        _("Obligations and reports"),
        [_("Due"), _("What"), _("Fulfilled on"), _("Evidence")],
        [
            [
                (_day(each["due_on"]), ""),
                (each["what"] or _("Report to the funder"), ""),
                (_day(each["done_on"]), ""),
                (each["evidence"] or NONE, ""),
            ]
            for each in rows
        ],
    )


def _fees(rows: list[Entry], _names: dict[int, str]) -> Behind:
    return Behind(
        _("Fees"),
        [_("Paid on"), _("Year"), _("Amount"), _("In euros")],
        [
            [
                (_day(each["paid_on"]), ""),
                (str(each["year"]), ""),
                (_money(each["amount"], each["currency"]), ""),
                (_money(each["eur"]), ""),
            ]
            for each in rows
        ],
    )


def _day(value: str | None) -> str:
    return show_date(date.fromisoformat(value)) if value else NONE


def _kilograms(value: str | None) -> str:
    return show_number(Decimal(value)) if value is not None else NONE


def _money(amount: str | None, currency: str = "EUR") -> str:
    return show_money(Decimal(amount), currency) if amount is not None else NONE
