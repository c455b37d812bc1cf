"""Invitations and messages that somebody drops: read, refused with a reason, or made a draft."""

from app.engagements.rules.dropped.files import read_file
from app.engagements.rules.dropped.shapes import Dropped, Person

__all__ = ["Dropped", "Person", "read_file"]
