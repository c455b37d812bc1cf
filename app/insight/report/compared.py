"""Round over round as it goes into a file: what the cover prints, then the sections of the page."""

from __future__ import annotations

from flask import current_app

from app.core import clock
from app.core.i18n import _, language, show_datetime
from app.insight.report.paper import Paper, content_hash
from app.insight.report.rounds import compared_sections
from app.insight.report.texts import audience, filters, how_final, made_by
from app.insight.rounds import Compared


def compared_title(compared: Compared) -> str:
    return _("Rounds from %(first)s to %(last)s", first=compared.first, last=compared.last)


def compared_paper(compared: Compared, author: str) -> Paper:
    """In the user's language; final once every review of these rounds is accepted."""
    sections, author = compared_sections(compared), made_by(compared.scope, author)
    moment = show_datetime(clock.now())
    span = f"{compared.first} – {compared.last}"
    return Paper(
        title=compared_title(compared),
        lead=_("Round over round: the trends, what differs, and what became of advice."),
        city=str(current_app.jinja_env.globals["city"]),
        author=author,
        language=language(),
        keyword=span,
        cut_off=moment,
        cover=[
            (_("Quarters"), span),
            (_("Cut-off"), moment),
            (_("Audience"), audience(compared.scope)),
            (_("Filters"), filters(compared.scope, {})),
            (_("Made by"), author),
            (_("Version"), how_final(*compared.asked_for())),
            ("SHA-256", content_hash(sections)),
        ],
        sections=sections,
    )
