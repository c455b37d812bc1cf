"""Verbs over the composition of the coordination group; they flush, the request commits."""

from app.coordination.services import holdings
from app.coordination.services.seats import (
    add_member,
    add_seat,
    end_membership,
    end_seat,
    remove_seat,
    update_member,
    update_seat,
    verify_seat,
)

__all__ = [
    "add_member",
    "add_seat",
    "end_membership",
    "end_seat",
    "holdings",
    "remove_seat",
    "update_member",
    "update_seat",
    "verify_seat",
]
