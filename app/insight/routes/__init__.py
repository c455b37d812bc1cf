"""Home, search, pickers, pictures, the portfolio report and case studies."""

from app.insight.routes import case_studies, finder, pages, portfolio, saved
from app.insight.routes.blueprint import bp

__all__ = ["bp", "case_studies", "finder", "pages", "portfolio", "saved"]
