"""The records that a case study is told from, for one audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.engagements.models import Engagement, EngagementType, FollowUp, FollowUpState, ResultKind
from app.partnerships.queries import Papers
from app.reviews import queries
from app.reviews.models import Review
from app.strategy.models import Indicator

ALWAYS = date(1, 1, 1)


@dataclass(frozen=True)
class Sources:
    """``partnership`` has its goals and partners loaded; ``engagements`` were held and come oldest
    first with the codes of their results; ``reviews`` are the accepted ones that stand."""

    partnership: Any
    audience: Visibility
    engagements: Sequence[tuple[Engagement, list[str]]]
    media: Sequence[tuple[date, Any]]
    follow_ups: Sequence[FollowUp]
    papers: Papers
    indicators: Sequence[Indicator]
    reviews: Sequence[Review]

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: then what is recommended or promised is left out."""
        return self.audience is Visibility.PUBLIC

    def types(self) -> list[tuple[EngagementType, int]]:
        """How many engagements of each type were held; the most frequent first."""
        return Counter(each.type for each, _results in self.engagements).most_common()

    def results(self) -> list[tuple[ResultKind, int]]:
        """How many engagements had each result; the most frequent first."""
        found = (ResultKind(code) for _each, codes in self.engagements for code in codes)
        return Counter(found).most_common()

    def promises(self, *states: FollowUpState) -> int:
        return sum(each.state in states for each in self.follow_ups)

    def duties_met(self) -> int:
        """Obligations and reports that were fulfilled."""
        done = [each.fulfilled_on for each in self.papers.obligations]
        done += [each.submitted_on for each in self.papers.reports]
        return sum(day is not None for day in done)

    def goals(self) -> list[Any]:
        """The alignments in force."""
        return [each for each in self.partnership.alignments if each.lapsed_on is None]


def gather(session: Session, partnership: Any, audience: Visibility) -> Sources:
    """Everything for an audience, in six statements."""
    number = partnership.id
    is_public = audience is Visibility.PUBLIC
    return Sources(
        partnership=partnership,
        audience=audience,
        engagements=queries.held_engagements(session, number, audience),
        media=queries.media_mentions(session, number, audience),
        follow_ups=[
            each for each, _on in queries.follow_ups_since(session, number, ALWAYS, audience)
        ],
        papers=queries.duties_since(session, number, ALWAYS),
        indicators=queries.indicators_of(session, number),
        reviews=[] if is_public else queries.reviews_in_force(session, number),
    )
