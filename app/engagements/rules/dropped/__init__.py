"""Invitations and messages that somebody drops: read, refused with a reason, or made a draft."""

from app.engagements.rules.dropped.files import read_file, unwrap
from app.engagements.rules.dropped.forwarded import Forwarded, read_forwarded
from app.engagements.rules.dropped.shapes import Dropped, Person

__all__ = ["Dropped", "Forwarded", "Person", "read_file", "read_forwarded", "unwrap"]
