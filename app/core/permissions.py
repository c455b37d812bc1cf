"""Who may do what: a registry that slices fill, one decorator for routes, one matrix for people.

A permission is granted to roles, either everywhere or for the records of one's own unit.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from flask import abort, current_app
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


class Role(enum.StrEnum):
    """The five roles of the product description, section 11, from least to most."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    OFFICER = "officer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


EVERYONE = frozenset(Role)
CONTRIBUTORS = EVERYONE - {Role.READER}
OFFICERS = CONTRIBUTORS - {Role.CONTRIBUTOR}
MANAGERS = OFFICERS - {Role.OFFICER}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Owned(Protocol):
    """A record that belongs to a unit."""

    @property
    def unit_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A record as it would be, as far as the own-unit check asks."""

    unit_id: int | None


@dataclass(frozen=True)
class Permission:
    """``code`` is ``resource:action``; ``own_unit`` roles hold it for their unit's records only."""

    code: str
    label: Any
    roles: frozenset[Role]
    own_unit: frozenset[Role] = frozenset()


_registry: dict[str, Permission] = {}


def permission(
    code: str, label: Any, roles: Iterable[Role], own_unit: Iterable[Role] = ()
) -> Permission:
    """Declare a permission once; a second declaration of the same code is a mistake."""
    if code in _registry:
        raise ValueError(f"The permission {code} is declared twice.")
    _registry[code] = Permission(code, label, frozenset(roles), frozenset(own_unit))
    return _registry[code]


def all_permissions() -> list[Permission]:
    """Every declared permission, by code."""
    return sorted(_registry.values(), key=lambda p: p.code)


def allows(user: Any, needed: Permission, record: Owned | None = None) -> bool:
    """Whether ``user`` holds ``needed``; without a record, own-unit roles count as holding it."""
    if user is None or not getattr(user, "is_authenticated", False):
        return False
    if user.role in needed.roles:
        return True
    if user.role not in needed.own_unit:
        return False
    if record is None:
        return True
    return record.unit_id is not None and record.unit_id == user.unit_id


def can(code: str, record: Owned | None = None) -> bool:
    """Whether the person signed in may do ``code``; for templates and views."""
    return allows(current_user, _registry[code], record)


def demand(needed: Permission, record: Owned | None = None) -> None:
    """Stop with 403 unless the person signed in may do this to this record."""
    if not allows(current_user, needed, record):
        abort(403)


def requires(needed: Permission) -> Callable[[View], View]:
    """Guard a view; visitors are sent to the sign-in page, others without the right get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            demand(needed)
            return view(*args, **kwargs)

        guarded.permission = needed  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def public(view: View) -> View:
    """Mark a view that anyone may open."""
    view.permission = None  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Viewer:
    """The eyes through which queries look; restricted records show to some only."""

    user_id: int
    unit_id: int | None
    sees_restricted: bool


EVERYTHING = Viewer(user_id=0, unit_id=None, sees_restricted=True)


def viewer_of(user: Any) -> Viewer:
    return Viewer(user.id, user.unit_id, user.role in OFFICERS)


def current_viewer() -> Viewer:
    """The viewer for the person signed in."""
    return viewer_of(current_user)
