"""Pages of review rounds and reviews."""

from app.reviews import labels
from app.reviews.routes import answering, records, rounds, writing
from app.reviews.routes.blueprint import bp

__all__ = ["answering", "bp", "labels", "records", "rounds", "writing"]
