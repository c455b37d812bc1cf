"""Pages of solutions and of knowledge notes."""

from app.knowledge import labels
from app.knowledge.routes import documents, moves, notes, solutions
from app.knowledge.routes.blueprint import bp

__all__ = ["bp", "documents", "labels", "moves", "notes", "solutions"]
