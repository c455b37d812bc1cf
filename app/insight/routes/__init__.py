"""Home, search, pickers, pictures and the portfolio report."""

from app.insight.routes import pages, portfolio
from app.insight.routes.blueprint import bp

__all__ = ["bp", "pages", "portfolio"]
