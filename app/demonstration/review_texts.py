"""What owners write about a quarter, told from the log of that quarter."""

from __future__ import annotations

from typing import Any

from app.demonstration.facts import Facts
from app.demonstration.review_scores import asked, judged
from app.demonstration.words import Words
from app.demonstration.world import Happened, World
from app.partnerships.models import Participation, PartnershipState
from app.reviews.models import Progress, Recommendation, Review

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

ADVICE = ("continue", "pause", "exit")
# A cadence in days from which a silent quarter is no news.
YEARLY = 270


def written(world: World, words: Words, review: Review) -> dict[str, Any]:
    """One review: status, texts and recommendation; its scores, and the decision it asks for."""
    found = _in_quarter(world, review)
    if special := _special(review, found):
        values = _written_of(world, words, words.texts["reviews"]["special"][special])
        return values | asked(words, review, values["recommendation"])
    values = _told(world, words, review, found)
    decision = asked(words, review, values["recommendation"])
    return values | judged(words, review, found) | decision


def _told(world: World, words: Words, review: Review, found: list[Happened]) -> dict[str, Any]:
    texts = words.texts["reviews"]
    progress = _progress(world, found)
    advice = _recommendation(world, review, found)
    return {
        "progress": progress,
        "achievements": _achievements(world, words, found),
        "challenges": words.pick(texts["challenges"]) if progress is not Progress.MET else "",
        "way_forward": words.pick(texts["ways"]),
        "lessons": _lessons(world, words, found),
        "recommendation": advice,
        "recommendation_reason": words.pick(texts["reasons"][advice.value]),
    }


def _special(review: Review, found: list[Happened]) -> str:
    """What rests, is due once a year, or stands on old lists only has words of its own."""
    partnership = review.partnership
    if partnership.state in (PartnershipState.SUSPENDED, PartnershipState.DORMANT):
        return str(partnership.state.value)
    if not found and (partnership.cadence_days or 0) >= YEARLY:
        return "yearly"
    is_lead = partnership.participation is Participation.LISTED_ONLY
    return "unverified" if is_lead and partnership.owner_id is None else ""


def _written_of(world: World, words: Words, texts: Facts) -> dict[str, Any]:
    advice = world.rng.choice([name for name in ADVICE if name in texts])
    return {
        "progress": Progress.ON_TRACK if advice == "continue" else Progress.CONSTRAINED,
        "achievements": words.pick(texts["achievements"]),
        "challenges": "",
        "way_forward": words.pick(texts["ways"]),
        "lessons": "",
        "recommendation": Recommendation(advice),
        "recommendation_reason": words.pick(texts[advice]),
    }


def _in_quarter(world: World, review: Review) -> list[Happened]:
    quarter = review.round.quarter
    return [
        each
        for each in world.happened[review.partnership_id]
        if quarter.first_day <= each.day <= quarter.last_day
    ]


def _achievements(world: World, words: Words, found: list[Happened]) -> str:
    texts = words.texts["reviews"]
    if not found:
        return words.pick(texts["silent"])
    best = world.rng.choice([each for each in found if each.learned] or found)
    number = NUMBERS[len(found)] if len(found) < len(NUMBERS) else str(len(found))
    kind = ("single", "thin", "busy")[min(len(found), 3) - 1]
    return words.pick(texts[kind], count=f"{number} engagements", best=f"“{best.summary}”")


def _lessons(world: World, words: Words, found: list[Happened]) -> str:
    learned = [each.learned for each in found if each.learned]
    if learned:
        return learned[0]
    return words.pick(words.texts["reviews"]["lessons"]) if world.rng.random() < 0.2 else ""


def _progress(world: World, found: list[Happened]) -> Progress:
    if not found:
        return world.rng.choice((Progress.NO_PROGRESS, Progress.NO_PROGRESS, Progress.CONSTRAINED))
    if len(found) > 3 and world.rng.random() < 0.3:
        return Progress.MET
    return Progress.ON_TRACK if world.rng.random() < 0.85 else Progress.CONSTRAINED


def _recommendation(world: World, review: Review, found: list[Happened]) -> Recommendation:
    rng, state = world.rng, review.partnership.state
    if state is PartnershipState.UNDER_REVIEW and not found:
        return rng.choice((Recommendation.REFOCUS, Recommendation.PAUSE, Recommendation.EXIT))
    if not found:
        return rng.choice((Recommendation.CONTINUE, Recommendation.REFOCUS))
    if len(found) > 3 and rng.random() < 0.3:
        return Recommendation.STRENGTHEN
    return Recommendation.CONTINUE if rng.random() < 0.88 else Recommendation.REFOCUS
