"""Pages of coordination."""

from app.coordination import labels
from app.coordination.routes import group, members, seats
from app.coordination.routes.blueprint import bp

__all__ = ["bp", "group", "labels", "members", "seats"]
