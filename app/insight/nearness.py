"""What is shown where nothing answers a search as it was typed, and the sentence that says so."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.i18n import _
from app.core.permissions import Viewer
from app.core.search.nearest import nearest
from app.core.search.query import Nearest, Nearness, SearchResult
from app.insight.results import SEARCHED


def of(
    session: Session, text: str, viewer: Viewer, found: SearchResult, is_narrowed: bool
) -> Nearest:
    """How near ``found`` comes to ``text``; if it is nothing, with what comes nearest."""
    if found.total or not text:
        return Nearest([], found.nearness, found.instead)
    return nearest(session, text, viewer, kinds=SEARCHED, is_narrowed=is_narrowed)


def sentence(text: str, near: Nearest, is_narrowed: bool) -> str:
    """What was searched instead of ``text``; nothing where it was found as it stands."""
    said = {"text": text, "words": ", ".join(near.instead)}
    sentences = {
        Nearness.EXACT: "",
        Nearness.MISTYPED: _("Nothing is called “%(text)s”. Searched instead: %(words)s.", **said),
        Nearness.PARTLY: _(
            "Nothing answers all of “%(text)s”. Searched instead, one by one: %(words)s.", **said
        ),
        Nearness.LOOSER: _(
            "Nothing found for “%(text)s” as you narrowed it. Searched instead: the same words, "
            "anywhere.",
            **said,
        )
        if is_narrowed
        else _(
            "Nowhere do these words stand side by side: %(text)s. Searched instead: the same "
            "words, apart.",
            **said,
        ),
        Nearness.ALIKE: _(
            "Nothing found for “%(text)s”. Searched instead, spelled most alike: %(words)s.", **said
        ),
        Nearness.NEIGHBOURS: _(
            "Nothing found for “%(text)s”, and nothing is spelled like it. These names begin the "
            "same way.",
            **said,
        )
        if near.hits
        else "",
    }
    return sentences[near.nearness]
