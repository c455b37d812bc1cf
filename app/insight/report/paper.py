"""The portfolio report as an accessible PDF."""

from __future__ import annotations

from typing import Any

from flask import current_app

from app.core import pdf
from app.core.i18n import _, language, show_date, show_datetime
from app.insight.portfolio import Portfolio
from app.insight.report.shapes import Section, on_paper
from app.insight.report.texts import audience, sections, title


def report_pdf(portfolio: Portfolio, author: str, pictures: list[dict[str, Any]]) -> bytes:
    """The report as PDF/UA-1 in the user's language; it prints audience, cut-off and author.

    ``pictures`` come from ``app.insight.pictures.all_on_paper``, for the same audience.
    """
    data = {
        "title": title(portfolio),
        "author": author,
        "keywords": [str(portfolio.quarter)],
        "language": language(),
        "city": current_app.jinja_env.globals["city"],
        "unit": _("International Affairs"),
        "lead": _("International partnerships: what they gave this quarter, and what to decide."),
        "footer": _("Cut-off %(moment)s", moment=show_datetime(portfolio.cut_off)),
        "labels": {"page": _("Page"), "contents": _("Contents")},
        "cover": [
            (_("Quarter"), _span(portfolio)),
            (_("Cut-off"), show_datetime(portfolio.cut_off)),
            (_("Audience"), audience()),
            (_("Filters"), _("None: the whole city")),
            (_("Made by"), author),
        ],
        "sections": [_on_paper(section) for section in sections(portfolio)],
        "pictures": {
            "title": _("Portfolio in pictures"),
            "text": _("Partnerships in effect on the day of the cut-off."),
            "drawn": pictures,
        },
    }
    return pdf.render("reviews/portfolio.typ", data)


def _on_paper(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "text": section.text,
        "facts": section.facts,
        "tables": [on_paper(table) for table in section.tables],
    }


def _span(portfolio: Portfolio) -> str:
    quarter = portfolio.quarter
    return f"{quarter} ({show_date(quarter.first_day)} – {show_date(quarter.last_day)})"
