"""Finding the partnership of a page, who may change it, and what carries it on."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_login import current_user

from app.core import urls
from app.core.errors import NotFound, Refused
from app.core.navigation import Step
from app.core.permissions import current_viewer, demand
from app.core.session import db
from app.organisations import services as organisations
from app.partnerships import queries, rules
from app.partnerships.models import EuProject
from app.partnerships.permissions import PARTNERSHIP_EDIT

# Verbs whose page is called otherwise.
VIEWS = {"end": "end_partnership"}


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


def steps_of(partnership: Any, is_complete: bool) -> list[Step]:
    """The moves from its state; what makes it active comes next once nothing is missing."""
    following = {"assess", "approve"} | ({"activate", "resume"} if is_complete else set())
    return [
        Step(
            move.label,
            urls.url_for(
                f"partnerships.{VIEWS.get(move.verb, move.verb)}", partnership_id=partnership.id
            ),
            move.verb in following,
            move.is_grave,
        )
        for move in rules.allowed_moves(partnership.state)
    ]
