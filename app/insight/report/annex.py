"""The coordination group's paper: the decisions that the reviews of a round ask for, one by one."""

from __future__ import annotations

from typing import Any

from app.core.i18n import NONE, _, choice, show_date, show_number
from app.insight.full import Annex
from app.insight.report.shapes import Section, Table, day, link, named, number, plain, standing
from app.reviews.models import Criterion, Review


def annex_sections(annex: Annex) -> list[Section]:
    """A list of what is asked first, then each decision with what speaks for it."""
    return [
        _asked(annex),
        *(_one(place, each, annex) for place, each in enumerate(annex.asking, 1)),
    ]


def annex_title(annex: Annex) -> str:
    return _("Decisions asked %(quarter)s", quarter=annex.portfolio.quarter)


def _asked(annex: Annex) -> Section:
    rows = [
        [
            *plain(number(place)),
            link(annex.portfolio.by_id[each.partnership_id]),
            *plain(
                choice(each.recommendation),
                each.decision_asked or NONE,
                each.decision_body or NONE,
                day(each.decision_due_on),
            ),
        ]
        for place, each in enumerate(annex.asking, 1)
    ]
    table = Table(
        [
            _("Item"), _("Partnership"), _("Recommendation"), _("Decision asked"),
            _("Who should decide"), _("Decision needed by"),
        ],
        rows,
        [1, 4, 3, 5, 3, 2],
        _("No review asks for a decision."),
    )  # fmt: skip
    return Section("asked", _("What is asked"), [table])


def _one(place: int, review: Review, annex: Annex) -> Section:
    line = annex.portfolio.by_id[review.partnership_id]
    facts = [
        (_("Decision asked"), review.decision_asked or NONE),
        (_("Who should decide"), review.decision_body or NONE),
        (_("Decision needed by"), show_date(review.decision_due_on)),
        (_("Recommendation"), choice(review.recommendation)),
        (_("Reason for the recommendation"), review.recommendation_reason),
        (_("Owner"), named(line.owner_name, annex.portfolio)),
        (_("Review"), standing(review.state, annex.portfolio)),
        (_("State of the partnership"), choice(line.state)),
        (_("Engagements held"), show_number(annex.portfolio.held.get(line.id, 0))),
        (_("Working days used"), show_number(review.working_days)),
        (_("Achievements"), review.achievements),
        (_("Challenges"), review.challenges or NONE),
        (_("Way forward"), review.way_forward or NONE),
    ]
    title = _("Item %(number)d: %(name)s", number=place, name=line.name)
    return Section(f"item-{place}", title, [_scores(review)], facts=facts)


def _scores(review: Review) -> Table:
    order = list(Criterion)
    given = [one for one in review.scores if one.score is not None]
    rows: list[list[Any]] = [
        plain(choice(one.criterion), number(one.score), one.reason, one.evidence)
        for one in sorted(given, key=lambda one: order.index(one.criterion))
    ]
    return Table(
        [_("Criterion"), _("Score, 1 to 5"), _("Reason"), _("Evidence")],
        rows,
        [3, 1, 5, 4],
        _("Nothing is scored."),
        _("Scores"),
    )
