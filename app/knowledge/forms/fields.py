"""What the forms of this slice offer to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g

from app.core.session import db
from app.partnerships.queries import form_choices


def offered(name: str) -> Callable[[], Any]:
    """The choices of a field; those of all fields are read in one statement a request."""

    def ask() -> Any:
        if "knowledge_choices" not in g:
            g.knowledge_choices = form_choices(db.session)
        return g.knowledge_choices[name]

    return ask


people, units, focus_areas = offered("owner"), offered("unit"), offered("focus_area")
