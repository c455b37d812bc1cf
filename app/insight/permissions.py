"""Who may search and read reports."""

from app.core.i18n import _l
from app.core.permissions import EVERYONE, permission

SEARCH = permission("search:use", _l("Search and choose records"), EVERYONE)
HOME_VIEW = permission("home:view", _l("See one's own home page"), EVERYONE)
PORTFOLIO_VIEW = permission("portfolio:view", _l("Read the portfolio report"), EVERYONE)
