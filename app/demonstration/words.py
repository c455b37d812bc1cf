"""Puts sentences together from the common texts, so that no two entries need to read alike."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from app.demonstration.facts import Facts


class Words:
    """Picks texts; the one used least so far wins, chance decides among equals."""

    def __init__(self, texts: Facts, rng: Random) -> None:
        self.texts = texts
        self.rng = rng
        self._used: Counter[str] = Counter()

    def pick(self, choices: list[str], **fillings: str) -> str:
        """One of ``choices`` with its ``{places}`` filled."""
        fewest = min(self._used[choice] for choice in choices)
        text = self.rng.choice([choice for choice in choices if self._used[choice] == fewest])
        self._used[text] += 1
        topic = fillings.get("topic", "")
        return text.format(topic_cap=topic[:1].upper() + topic[1:], **fillings)

    def summary(self, kind: str, is_planned: bool, **fillings: str) -> str:
        return self.pick(self.texts["planned" if is_planned else "summaries"][kind], **fillings)

    def notes(self, **fillings: str) -> str:
        """Markdown: what it was about, two or three points, perhaps what was agreed."""
        parts = self.texts["notes"]
        points = [self.pick(parts["points"]) for _each in range(self.rng.choice((2, 2, 3)))]
        text = self.pick(parts["openings"], **fillings) + "\n\n" + _bullets(points)
        if self.rng.random() < 0.6:
            text += "\n\n**Agreed**\n\n" + _bullets([self.pick(parts["agreed"])])
        return text

    def learned(self, **fillings: str) -> str:
        return self.pick(self.texts["learned"]["sentences"], **fillings)

    def outlet(self) -> dict[str, Any]:
        name, country = self.rng.choice(self.texts["states"]["outlets"])
        return {"outlet": name, "country": country}


def _bullets(points: list[str]) -> str:
    return "\n".join(f"- {point}" for point in points)
