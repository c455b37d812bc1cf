"""A review as an accessible PDF."""

from __future__ import annotations

from typing import Any

from flask import current_app

from app.core import clock, pdf
from app.core.i18n import NONE, _, choice, language, show_date, show_datetime, show_number
from app.reviews import figures as numbers
from app.reviews import views
from app.reviews.models import Criterion, Review


def review_pdf(
    review: Review, figures: views.Figures, shown: dict[str, Any], names: dict[int, str]
) -> bytes:
    """The review on paper, in the user's language, with the lists behind it; PDF/UA-1."""
    title = _(
        "%(name)s, review %(quarter)s", name=review.partnership.name, quarter=review.round.quarter
    )
    frozen = (
        _("Accepted; SHA-256 %(hash)s", hash=review.content_hash)
        if review.content_hash
        else _("Not accepted yet; figures as of %(moment)s", moment=show_datetime(clock.now()))
    )
    data = {
        "title": title,
        "author": "Kumppani",
        "keywords": [review.partnership.reference, str(review.round.quarter)],
        "language": language(),
        "city": current_app.jinja_env.globals["city"],
        "footer": frozen,
        "labels": {"page": _("Page")},
        "cover": _cover(review, frozen),
        "sections": [
            *_texts(review),
            _scores(review),
            _numbers(figures),
            *_lists(figures, shown, names),
        ],
    }
    return pdf.render("reviews/review.typ", data)


def _cover(review: Review, frozen: str) -> list[tuple[str, str]]:
    return [
        (_("Partnership"), f"{review.partnership.reference} {review.partnership.name}"),
        (_("Quarter"), str(review.round.quarter)),
        (_("Owner"), review.owner.name if review.owner else _("No owner")),
        (_("State"), views.standing(review).label),
        (_("Submitted by"), _person(review.submitted_by, review.submitted_at)),
        (_("On behalf of"), review.on_behalf_of.name if review.on_behalf_of else NONE),
        (_("Accepted by"), _person(review.accepted_by, review.accepted_at)),
        (_("Figures"), frozen),
        (_("Edition"), str(review.edition)),
        *([(_("What is corrected"), review.correction_reason)] if review.edition > 1 else []),
    ]


def _person(user: Any, moment: Any) -> str:
    return f"{user.name}, {show_datetime(moment)}" if user else NONE


def _texts(review: Review) -> list[dict[str, Any]]:
    judgement = [
        (_("Status of the quarter"), choice(review.progress)),
        (_("Recommendation"), choice(review.recommendation)),
        (_("Reason for the recommendation"), review.recommendation_reason or NONE),
        (_("Decision asked"), review.decision_asked or NONE),
        (_("Who should decide"), review.decision_body or NONE),
        (_("Decision needed by"), show_date(review.decision_due_on)),
    ]
    texts = [
        (_("Achievements"), review.achievements),
        (_("Challenges"), review.challenges),
        (_("Way forward"), review.way_forward),
        (_("Lessons"), review.lessons),
    ]
    return [{"title": _("Judgement"), "facts": judgement}] + [
        {"title": title, "text": text or _("Not written.")} for title, text in texts
    ]


def _scores(review: Review) -> dict[str, Any]:
    """Each score with its reason and what shows it; never a bare number."""
    order = list(Criterion)
    given = sorted(review.scores, key=lambda one: order.index(one.criterion))
    rows = [
        [choice(one.criterion), show_number(one.score), one.reason or NONE, one.evidence or NONE]
        for one in given
        if one.score is not None or one.reason or one.evidence
    ]
    headings = [_("Criterion"), _("Score, 1 to 5"), _("Reason"), _("Evidence")]
    return {"title": _("Scores"), "tables": [table(headings, rows, [2, 1, 4, 3])]}


def _numbers(figures: views.Figures) -> dict[str, Any]:
    lines = [[line.label, *line.values, line.plan] for line in figures.lines]
    measures = [[m.name, m.baseline, m.target, *m.values] for m in figures.measures]
    return {
        "title": _("Figures"),
        "tables": [
            table(
                [_("Figure"), *figures.quarters, _("Plan, year")],
                lines,
                [4, 2, 2, 2, 2],
                has_numbers=True,
            ),
            table(
                [_("Indicator"), _("Baseline"), _("Target"), *figures.quarters],
                measures,
                [4, 2, 2, 2, 2, 2],
                _("Indicators"),
                has_numbers=True,
            ),
        ],
    }


def _lists(
    figures: views.Figures, shown: dict[str, Any], names: dict[int, str]
) -> list[dict[str, Any]]:
    quarter = numbers.quarter_of(shown, "now")
    first, last = quarter.first_day.isoformat(), quarter.last_day.isoformat()
    logged = [each for each in shown["engagements"] if first <= each["on"] <= last]
    sections = []
    for kind, rows in (
        ("engagements", logged),
        ("follow_ups", shown["follow_ups"]),
        ("duties", shown.get("duties", [])),
    ):
        list_behind = views.behind(kind, rows, names)
        cells = [[text for text, _url in row] for row in list_behind.rows]
        sections.append(
            {
                "title": list_behind.title,
                "tables": [table(list_behind.headings, cells, _widths(list_behind.headings))],
            }
        )
    changes = [[c.on, c.what, c.detail or NONE, c.who] for c in figures.changes]
    headings = [_("Date"), _("What"), _("From and to"), _("Who")]
    changed = table(headings, changes, [1, 2, 3, 1])
    return [*sections, {"title": _("Changes of the partnership"), "tables": [changed]}]


def _widths(headings: list[str]) -> list[int]:
    """The second column names the row, and is the widest."""
    return [1, 4, *(1 for _heading in headings[2:])]


def table(
    headings: list[str],
    rows: list[list[str]],
    widths: list[int],
    title: str = "",
    *,
    has_numbers: bool = False,
) -> dict[str, Any]:
    """A table as the typst templates read it; an empty one says so. Where it ``has_numbers``, all
    columns but the first are set to the right."""
    return {
        "title": title,
        "headings": headings,
        "rows": rows,
        "widths": widths,
        "numeric": [has_numbers and x > 0 for x in range(len(headings))],
        "empty": _("None."),
    }
