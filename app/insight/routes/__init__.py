"""Home, search, pickers, pictures and the portfolio report."""

from app.insight.routes import finder, pages, portfolio, saved
from app.insight.routes.blueprint import bp

__all__ = ["bp", "finder", "pages", "portfolio", "saved"]
