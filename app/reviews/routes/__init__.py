"""Pages of review rounds, reviews and case studies."""

from app.reviews import labels
from app.reviews.routes import answering, case_studies, records, rounds, writing
from app.reviews.routes.blueprint import bp

__all__ = ["answering", "bp", "case_studies", "labels", "records", "rounds", "writing"]
