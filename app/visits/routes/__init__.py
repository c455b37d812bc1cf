"""Pages of visits."""

from app.visits import labels
from app.visits.routes import calendar, capacity, moves, programme, public, records
from app.visits.routes.blueprint import bp

__all__ = ["bp", "calendar", "capacity", "labels", "moves", "programme", "public", "records"]
