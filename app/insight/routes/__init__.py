"""Home, search, pickers, pictures, the portfolio report, case studies, briefing packs."""

from app.insight.routes import (
    atlas,
    benchmark,
    case_studies,
    finder,
    orders,
    pages,
    portfolio,
    rounds,
    saved,
    visits,
)
from app.insight.routes.blueprint import bp

__all__ = [
    "atlas",
    "benchmark",
    "bp",
    "case_studies",
    "finder",
    "orders",
    "pages",
    "portfolio",
    "rounds",
    "saved",
    "visits",
]
