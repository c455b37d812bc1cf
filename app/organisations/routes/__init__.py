"""Pages of organisations, of members of networks, and of contacts."""

from app.organisations import labels
from app.organisations.routes import affiliations, contacts, members, merging, organisations
from app.organisations.routes.blueprint import bp

__all__ = ["affiliations", "bp", "contacts", "labels", "members", "merging", "organisations"]
