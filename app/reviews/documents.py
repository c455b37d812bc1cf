"""A review as an accessible PDF."""

from __future__ import annotations

from typing import Any

from flask import current_app

from app.core import clock, pdf
from app.core.i18n import NONE, _, choice, language, show_datetime
from app.reviews import views
from app.reviews.models import Review


def review_pdf(review: Review, figures: views.Figures) -> bytes:
    """The review on paper, in the user's language; PDF/UA-1."""
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
        "sections": [*_texts(review), _numbers(figures), *_lists(figures)],
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
    ]


def _person(user: Any, moment: Any) -> str:
    return f"{user.name}, {show_datetime(moment)}" if user else NONE


def _texts(review: Review) -> list[dict[str, Any]]:
    judgement = [
        (_("Status of the quarter"), choice(review.progress)),
        (_("Recommendation"), choice(review.recommendation)),
        (_("Reason for the recommendation"), review.recommendation_reason or NONE),
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


def _numbers(figures: views.Figures) -> dict[str, Any]:
    return {
        "title": _("Figures"),
        "tables": [
            table(
                [_("Figure"), figures.quarter, figures.before],
                [[line.label, line.now, line.before] for line in figures.lines],
                [3, 1, 1],
            )
        ],
    }


def _lists(figures: views.Figures) -> list[dict[str, Any]]:
    engagements = [[on, kind, summary] for on, kind, summary, _url in figures.engagements]
    return [
        {
            "title": _("Engagements"),
            "tables": [table([_("Date"), _("Type"), _("Summary")], engagements, [1, 1, 4])],
        },
        {
            "title": _("Follow-ups"),
            "tables": [
                table(
                    [_("Due"), _("What"), _("Who"), _("State")],
                    [list(row) for row in figures.follow_ups],
                    [1, 3, 1, 1],
                )
            ],
        },
    ]


def table(
    headings: list[str], rows: list[list[str]], widths: list[int], title: str = ""
) -> dict[str, Any]:
    """A table as the typst templates read it; an empty one says so."""
    return {
        "title": title,
        "headings": headings,
        "rows": rows,
        "widths": widths,
        "empty": _("None."),
    }
