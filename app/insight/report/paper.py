"""The report as it goes into a file: cover, sections, pictures, and the hash of what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from flask import current_app

from app.core import pdf
from app.core.i18n import _, language, show_date, show_datetime
from app.insight.full import Annex, Report
from app.insight.portfolio import Portfolio
from app.insight.report.annex import annex_sections, annex_title
from app.insight.report.glance import asked, glance
from app.insight.report.shapes import Drawing, Section, Table, on_paper
from app.insight.report.texts import audience, filters, made_by, title, version, whole


@dataclass(frozen=True)
class Paper:
    """``cover`` is what every file prints of itself: filters, cut-off, author, version, hash;
    ``glance`` is the main figures and decisions for the first page, all of which stand in a section
    too; ``pictures`` come from ``app.insight.pictures.all_on_paper``, for the same audience."""

    title: str
    lead: str
    city: str
    author: str
    language: str
    keyword: str
    cut_off: str
    cover: list[tuple[str, str]]
    sections: list[Section]
    pictures: Sequence[Drawing] = ()
    glance: Section | None = None


def paper(
    report: Report, author: str, names: Mapping[str, str], pictures: Sequence[Drawing] = ()
) -> Paper:
    """The whole report in the user's language; ``names`` are those of the filters in use."""
    lead = _("International partnerships: what they gave this quarter, and what to decide.")
    portfolio = report.portfolio
    told, author = filters(portfolio.scope, names), made_by(portfolio.scope, author)
    made = _made(portfolio, title(portfolio), lead, author, told, whole(report))
    return replace(made, pictures=pictures, glance=glance(report))


def annex_paper(annex: Annex, author: str) -> Paper:
    """The decisions asked of the coordination group, as an annex of its agenda."""
    lead = _("Annex to the agenda of the coordination group for international affairs.")
    told = _("Reviews that ask for a decision, or recommend more than to go on")
    sections = annex_sections(annex)
    made = _made(annex.portfolio, annex_title(annex), lead, author, told, sections)
    first = Section("glance", _("At a glance"), [asked(annex.portfolio)])
    return replace(made, glance=first)


def _made(
    portfolio: Portfolio, title: str, lead: str, author: str, filters: str, sections: list[Section]
) -> Paper:
    return Paper(
        title=title,
        lead=lead,
        city=str(current_app.jinja_env.globals["city"]),
        author=author,
        language=language(),
        keyword=str(portfolio.quarter),
        cut_off=show_datetime(portfolio.cut_off),
        cover=[
            (_("Quarter"), _span(portfolio)),
            (_("Cut-off"), show_datetime(portfolio.cut_off)),
            (_("Audience"), audience(portfolio.scope)),
            (_("Filters"), filters),
            (_("Made by"), author),
            (_("Version"), version(portfolio)),
            ("SHA-256", content_hash(sections)),
        ],
        sections=sections,
    )


def content_hash(sections: list[Section]) -> str:
    """SHA-256 over all words and figures: equal files of any kind say the same."""
    content = hashlib.sha256()
    for part in _canonical(sections):
        content.update(part.encode())
    return content.hexdigest()


def _canonical(sections: list[Section]) -> Iterator[str]:
    """All sections as one JSON list. Row by row, because tens of thousands of them as one text
    would be the most that a long report takes."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield "["
    yield from _joined(_section(section, encode) for section in sections)
    yield "]"


def _section(section: Section, encode: Callable[[Any], str]) -> Iterator[str]:
    yield f"{encode([section.title, section.text, section.facts])[:-1]},["
    yield from _joined(_table(table, encode) for table in section.tables)
    yield "]]"


def _table(table: Table, encode: Callable[[Any], str]) -> Iterator[str]:
    yield f"{encode([table.title, table.headings])[:-1]},["
    yield from _joined([encode([text for text, _url in row])] for row in table.rows)
    yield "]]"


def _joined(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """The pieces of all parts, with a comma between one part and the next."""
    for place, part in enumerate(parts):
        if place:
            yield ","
        yield from part


def report_pdf(paper: Paper, within: Mapping[str, Drawing] = MappingProxyType({})) -> bytes:
    """The report as PDF/UA-1; ``within`` are drawings that stand in a section, before its tables,
    by the section's id."""
    data = {
        "title": paper.title,
        "author": paper.author,
        "keywords": [paper.keyword],
        "language": paper.language,
        "city": paper.city,
        "unit": _("International Affairs"),
        "lead": paper.lead,
        "footer": _("Cut-off %(moment)s", moment=paper.cut_off),
        "labels": {"page": _("Page"), "contents": _("Contents")},
        "cover": paper.cover,
        "glance": _on_paper(paper.glance, None) if paper.glance else None,
        "sections": [_on_paper(section, within.get(section.id)) for section in paper.sections],
        "pictures": {
            "title": pictures_title(),
            "text": pictures_text(),
            "drawn": [_drawn(picture) for picture in paper.pictures],
        },
    }
    return pdf.render("reviews/portfolio.typ", data)


def pictures_title() -> str:
    return _("Portfolio in pictures")


def pictures_text() -> str:
    return _("Partnerships in effect on the day of the cut-off.")


def _drawn(picture: Drawing) -> dict[str, Any]:
    """As ``picture`` of ``templates/reviews/report.typ`` takes it."""
    return {
        **vars(picture),
        "legend": [{"svg": symbol, "text": text} for symbol, text in picture.legend],
        "tables": [on_paper(table) for table in picture.tables],
    }


def _on_paper(section: Section, picture: Drawing | None) -> dict[str, Any]:
    return {
        "title": section.title,
        "text": section.text,
        "facts": section.facts,
        "pictures": [_drawn(picture)] if picture else [],
        "tables": [on_paper(table) for table in section.tables],
    }


def _span(portfolio: Portfolio) -> str:
    quarter = portfolio.quarter
    return f"{quarter} ({show_date(quarter.first_day)} – {show_date(quarter.last_day)})"
