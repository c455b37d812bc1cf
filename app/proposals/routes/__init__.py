"""Pages of proposals."""

from app.proposals import labels
from app.proposals.routes import assessing, moves, records
from app.proposals.routes.blueprint import bp

__all__ = ["assessing", "bp", "labels", "moves", "records"]
