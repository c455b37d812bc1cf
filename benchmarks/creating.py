"""The forms with which a new engagement is logged, the same one for both sides."""

from __future__ import annotations

from benchmarks.facts import Facts


def create_here(facts: Facts, person: int, number: int) -> dict[str, str | list[str]]:
    """The form of one new engagement of ours, filled in by hand: each one is another meeting."""
    partnership, partner = facts.partners[number % len(facts.partners)]
    return {
        "action": "save",
        "type": "meeting",
        "starts_on": day_of(number),
        "organisations": [str(partner)],
        "people": [str(person)],
        "summary": f"Benchmark meeting {number}",
        "partnership_id": str(partnership),
        "notes": NOTES,
        "visibility": "city",
        "cost_currency": "EUR",
        "follow_up_promiser": "us",
    }


def create_there(facts: Facts, person: int, unit: int, number: int) -> dict[str, str | list[str]]:
    """The same engagement for Django's form."""
    partnership, partner = facts.partners[number % len(facts.partners)]
    return {
        "type": "meeting",
        "state": "held",
        "starts_on": day_of(number),
        "summary": f"Benchmark meeting {number}",
        "partnership": str(partnership),
        "met": [str(partner)],
        "people": [str(person)],
        "place": "",
        "notes": NOTES,
        "visibility": "city",
        "unit": str(unit),
        "created_by": str(person),
        "_save": "Save",
    }


def day_of(number: int) -> str:
    """A day in the past, another for each number up to 3,023: nothing seems repeated."""
    return f"20{10 + number // 28 % 9:02}-{1 + number // 252 % 12:02}-{1 + number % 28:02}"


NOTES = " ".join(["We agreed on the next steps of the common work and on who takes them."] * 10)
