"""Finding the partnership of a page, and who may change it."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_login import current_user

from app.core.errors import NotFound, Refused
from app.core.permissions import current_viewer, demand
from app.core.session import db
from app.organisations import services as organisations
from app.partnerships import queries
from app.partnerships.models import EuProject
from app.partnerships.permissions import PARTNERSHIP_EDIT


def to_see(partnership_id: int) -> Any:
    """The partnership with all its page shows, else 404."""
    return queries.get_partnership(db.session, partnership_id, current_viewer())


def to_edit(partnership_id: int) -> Any:
    """The same for somebody who may edit it, else 403; locked where a change may follow."""
    lock = request.method == "POST"
    partnership = queries.get_partnership(db.session, partnership_id, current_viewer(), lock=lock)
    demand(PARTNERSHIP_EDIT, partnership)
    return partnership


def project_to_edit(partnership_id: int) -> Any:
    """The same for an EU project; anything else is not found there."""
    project = to_edit(partnership_id)
    if not isinstance(project, EuProject):
        raise NotFound
    return project


def newcomer(form: Any) -> list[int]:
    """The number of the organisation that was written on the spot, added to the register now."""
    given = form.new_organisation()
    if given is None:
        return []
    try:
        return [organisations.create_organisation(db.session, given, actor=current_user).id]
    except Refused as refused:
        # Its own field names stand for other things on this form.
        field = f"new_organisation_{refused.field or 'name'}"
        raise Refused(refused.message, field=field) from None


def page_of(partnership_id: int, section: str = "") -> str:
    """The address of a partnership's page, at one of its sections."""
    return url_for(
        "partnerships.show_partnership", partnership_id=partnership_id, _anchor=section or None
    )
