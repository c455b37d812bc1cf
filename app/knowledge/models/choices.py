"""Which way a solution travels, how far it has come, what was thought of it; kinds of notes."""

from __future__ import annotations

import enum

# What the search calls the two kinds of records.
SOLUTION, NOTE = "solution", "knowledge_note"


class Direction(enum.StrEnum):
    """From others to us, or from us to others."""

    LEARNED = "learned"
    OFFERED = "offered"


class SolutionState(enum.StrEnum):
    """Learned → assessed → adopted, or offered → taken up; either may be set aside."""

    LEARNED = "learned"
    ASSESSED = "assessed"
    ADOPTED = "adopted"
    OFFERED = "offered"
    TAKEN_UP = "taken_up"
    SET_ASIDE = "set_aside"


class Suitability(enum.StrEnum):
    """Whether it would work here, as whoever assessed it thinks."""

    FITS = "fits"
    WITH_CHANGES = "with_changes"
    DOES_NOT_FIT = "does_not_fit"


class NoteKind(enum.StrEnum):
    MARKET_ANALYSIS = "market_analysis"
    BENCHMARK = "benchmark"
    COUNTRY_BRIEF = "country_brief"
    OTHER = "other"
