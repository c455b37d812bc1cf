"""Pages of proposals."""

from app.proposals import labels
from app.proposals.routes import assessing, board, documents, moves, public, records
from app.proposals.routes.blueprint import bp

__all__ = ["assessing", "board", "bp", "documents", "labels", "moves", "public", "records"]
