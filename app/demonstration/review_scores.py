"""Scores with reason and evidence, working days, and the decision a review asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.demonstration.words import Words
from app.demonstration.world import Happened
from app.reviews.models import Criterion, Recommendation, Review
from app.reviews.rules import criterion_field

# How long the coordination group has for an answer after the quarter, in days.
DECIDES_WITHIN = 75
BEST = 5


def judged(words: Words, review: Review, found: list[Happened]) -> dict[str, Any]:
    """Scores of what somebody looks after; what nobody met in the quarter says only that."""
    texts = words.texts["reviews"]["scores"]
    if not found:
        return _score(Criterion.ACTIVITY, 1, texts["silent"], texts["register"])
    newest = max(found, key=lambda each: each.day)
    met = texts["met"].format(count=len(found))
    evidence = f"{newest.summary} ({newest.day:%d.%m.%Y})"
    values = _score(Criterion.ACTIVITY, min(len(found) + 1, BEST), met, evidence)
    values |= {"working_days": len(found) + len(found) / 2}
    for place, name in enumerate(("strategic_fit", "benefit", "overlap")):
        choices = texts[name]
        score, reason = choices[(review.partnership_id + place) % len(choices)].split("|")
        shows = texts["goals"] if name == "strategic_fit" else evidence
        values |= _score(Criterion(name), int(score), reason, shows)
    return values


def _score(criterion: Criterion, score: int, reason: str, evidence: str) -> dict[str, Any]:
    parts = {"score": score, "reason": reason, "evidence": evidence}
    return {criterion_field(criterion, part): value for part, value in parts.items()}


def asked(words: Words, review: Review, advice: Recommendation) -> dict[str, Any]:
    """What the coordination group is to decide; going on asks for nothing."""
    texts = words.texts["reviews"]["decisions"]
    if advice.value not in texts:
        return {}
    return {
        "decision_asked": texts[advice.value],
        "decision_body": texts["body"],
        "decision_due_on": review.round.quarter.last_day + timedelta(days=DECIDES_WITHIN),
    }
