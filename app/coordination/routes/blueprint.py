"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, url_for

bp = Blueprint("coordination", __name__)


def to_seat(seat_id: int) -> Any:
    """On to the seat's page."""
    return redirect(url_for("coordination.show_seat", seat_id=seat_id))
