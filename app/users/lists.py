"""The declared lists of accounts and of units."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.core.i18n import _, _l, choice, choices, localised, show_datetime
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import Role
from app.core.session import db
from app.core.urls import url_for
from app.users import labels, queries
from app.users.models import Unit, UnitKind, User
from app.users.permissions import UNIT_MANAGE, USER_MANAGE

__all__ = ["labels"]


def _activity() -> list[tuple[str, str]]:
    return [("yes", _("Active")), ("no", _("Not active"))]


def _units() -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in queries.unit_choices(db.session)]


def _active_text(record: User | Unit) -> str:
    return _("Active") if record.is_active else _("Not active")


def _active_tone(record: User | Unit) -> str:
    return "success" if record.is_active else "neutral"


def _by_activity(model: Any) -> Any:
    def apply(select: sa.Select[Any], value: str) -> sa.Select[Any]:
        return select.where(model.is_active.is_(value == "yes"))

    return apply


USERS = ListPage(
    key="users",
    title=_l("Users"),
    permission=USER_MANAGE,
    model=User,
    query=queries.list_users,
    columns=(
        Column(
            "name",
            _l("Name"),
            lambda user: user.name,
            sort=User.name,
            url=lambda user: url_for("users.show_user", user_id=user.id),
        ),
        Column("email", _l("E-mail"), lambda user: user.email, sort=User.email_folded),
        Column("role", _l("Role"), lambda user: choice(user.role), sort=User.role),
        Column("unit", _l("Unit"), lambda user: localised(user.unit)),
        Column(
            "signed_in",
            _l("Last signed in"),
            lambda user: user.last_signed_in_at,
            sort=User.last_signed_in_at,
            text=lambda user: show_datetime(user.last_signed_in_at),
        ),
        Column(
            "active",
            _l("State"),
            _active_text,
            kind="tag",
            tone=_active_tone,
        ),
    ),
    filters=(
        Filter(
            "role",
            _l("Role"),
            lambda select, value: select.where(User.role == Role(value)),
            lambda: choices(Role),
        ),
        Filter(
            "unit",
            _l("Unit"),
            lambda select, value: select.where(User.unit_id == int(value)),
            _units,
        ),
        Filter("active", _l("State"), _by_activity(User), _activity),
    ),
    default_sort="name",
    empty_text=_l("There are no users yet."),
)

UNITS = ListPage(
    key="units",
    title=_l("Units"),
    permission=UNIT_MANAGE,
    model=Unit,
    query=queries.list_units,
    columns=(
        Column(
            "name",
            _l("Name"),
            localised,
            sort=Unit.name_en,
            url=lambda unit: url_for("users.show_unit", unit_id=unit.id),
        ),
        Column("kind", _l("Kind"), lambda unit: choice(unit.kind), sort=Unit.kind),
        Column("parent", _l("Belongs to"), lambda u: localised(u.parent) if u.parent else ""),
        Column("active", _l("State"), _active_text, kind="tag", tone=_active_tone),
    ),
    filters=(
        Filter(
            "kind",
            _l("Kind"),
            lambda select, value: select.where(Unit.kind == UnitKind(value)),
            lambda: choices(UnitKind),
        ),
        Filter("active", _l("State"), _by_activity(Unit), _activity),
    ),
    default_sort="name",
    empty_text=_l("There are no units yet."),
)
