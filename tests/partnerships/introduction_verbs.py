"""An example of every verb over requests for introductions, asked of the partnership's owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.introductions import services
from app.introductions.services import holdings
from tests.factories.introductions import in_days, make_introduction
from tests.factories.organisations import make_organisation
from tests.factories.users import make_user

Example = Callable[[Session, Any], Any]


def _asked(s: Session, p: Any) -> Any:
    return make_introduction(s, p.partners[0].organisation_id)


def _handed(s: Session, p: Any) -> Any:
    asked, heir = _asked(s, p), make_user(s)
    return holdings.hand_over_introductions(
        s, [asked.id], p.owner_id, heir.id, actor=SYSTEM, reason="x"
    )


INTRODUCTIONS: dict[str, Example] = {
    "ask": _asked,
    "withdraw": lambda s, p: services.withdraw(s, _asked(s, p), actor=make_user(s)),
    "accept": lambda s, p: services.accept(
        s, _asked(s, p), {"starts_on": in_days(9)}, actor=p.owner, viewer=EVERYTHING
    ),
    "decline": lambda s, p: services.decline(s, _asked(s, p), "x", actor=p.owner),
    "redirect": lambda s, p: services.redirect(s, _asked(s, p), make_user(s), "x", actor=p.owner),
    "take": lambda s, p: services.take(
        s, make_introduction(s, make_organisation(s).id), actor=p.owner
    ),
    "hand_over_introductions": _handed,
}
