"""Kumppani, a city's international engagement and partnership CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.web import Kumppani
    from config import Settings


def create_app(settings: Settings) -> Kumppani:
    """The application for these settings.

    Put together on demand, so that migrations and rules are imported without the web.
    """
    from app.factory import build

    return build(settings)
