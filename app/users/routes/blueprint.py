"""The blueprint that the pages of this slice register with."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("users", __name__)
