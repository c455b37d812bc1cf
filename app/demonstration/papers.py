"""Agreements, fees by year, seats and duties of the partnerships; days are facts or near today."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.attachments import Upload
from app.demonstration import facts as written
from app.demonstration.facts import Facts
from app.demonstration.world import Act, World
from app.partnerships import services
from app.partnerships.models import Binding, InstrumentKind, Recurrence, Term

# Every partnership is entered by then, and none that was over has been ended yet.
DAYS_AFTER_START = 26


def plan(world: World) -> None:
    """Put down what hangs on each partnership for one day, when the files were gone through."""
    day = world.workday(world.start + timedelta(days=DAYS_AFTER_START))
    for kind, write in WRITERS.items():
        for facts in written.read(world.city, "papers").get(kind, ()):
            world.agenda.add(day, 9, _act(world, facts, write))
    for facts in written.read(world.city, "papers").get("obligation", ()):
        day = world.workday(_day(world, facts["due"]) - timedelta(days=facts.get("known", 60)))
        world.agenda.add(max(day, world.start), 9, _act(world, facts, _obligation))


def _act(world: World, facts: Facts, write: Any) -> Act:
    def act() -> None:
        partnership = world.partnerships[facts["partnership"]]
        write(world, partnership, facts)

    return act


def _day(world: World, given: date | int | None) -> Any:
    """A day that is known, or one so many days from today."""
    return world.today + timedelta(days=given) if isinstance(given, int) else given


def _user(world: World, facts: Facts, name: str) -> int | None:
    return world.users[facts[name]].id if name in facts else None


def _instrument(world: World, partnership: Any, facts: Facts) -> None:
    values = {
        "kind": InstrumentKind(facts["kind"]),
        "title": facts["title"],
        "signed_on": _day(world, facts.get("signed")),
        "our_signatories": facts.get("ours", ""),
        "their_signatories": facts.get("theirs", ""),
        "languages": facts.get("languages", ""),
        "binding": Binding(facts.get("binding", "unknown")),
        "term": Term(facts.get("term", "unknown")),
        "term_as_written": facts.get("written", ""),
        "starts_on": _day(world, facts.get("starts")),
        "ends_on": _day(world, facts.get("ends")),
        "renewal_months": facts.get("renewal"),
        "notice_months": facts.get("notice"),
        "notes": facts.get("notes", ""),
    }
    upload = None
    if "text" in facts:
        upload = Upload(f"{facts['title']}.md", facts["text"].encode())
    actor = world.users["officer"]
    services.add_instrument(world.session, partnership, values, upload, actor=actor)


def _fee(world: World, partnership: Any, facts: Facts) -> None:
    values = {
        "year": facts["year"],
        "amount": Decimal(facts["amount"]) if "amount" in facts else None,
        "currency": facts.get("currency", "EUR"),
        "eur": Decimal(facts["eur"]) if "eur" in facts else None,
        "eur_on": facts.get("eur_on"),
        "budget_line": facts.get("line", ""),
        "due_on": facts.get("due"),
        "paid_on": facts.get("paid"),
        "note": facts.get("note", ""),
    }
    services.add_fee(world.session, partnership, values, actor=world.users["officer"])


def _seat(world: World, partnership: Any, facts: Facts) -> None:
    values = {
        "body": facts["body"],
        "role": facts.get("role", ""),
        "places": facts.get("places", 1),
        "holder_id": _user(world, facts, "holder"),
        "holder_name": facts.get("name", ""),
        "from_on": _day(world, facts.get("from")),
        "to_on": _day(world, facts.get("to")),
        "note": facts.get("note", ""),
    }
    services.add_seat(world.session, partnership, values, actor=world.users["officer"])


def _obligation(world: World, partnership: Any, facts: Facts) -> None:
    values = {
        "what": facts["what"],
        "due_on": _day(world, facts["due"]),
        "recurrence": Recurrence(facts.get("recurrence", "none")),
        "responsible_id": _user(world, facts, "responsible"),
    }
    actor = world.users["officer"]
    one = services.add_obligation(world.session, partnership, values, actor=actor)
    if "done" in facts:
        day = world.workday(_day(world, facts["done"]))
        world.agenda.add(day, 15, _fulfilling(world, one, facts, day))


def _fulfilling(world: World, one: Any, facts: Facts, day: date) -> Act:
    def act() -> None:
        values = {"fulfilled_on": day, "evidence": facts["evidence"]}
        partnership = world.partnerships[facts["partnership"]]
        actor = world.users[facts.get("responsible", "officer")]
        services.fulfil_obligation(world.session, partnership, one, values, actor=actor)

    return act


WRITERS = {"instrument": _instrument, "fee": _fee, "seat": _seat}
