"""Signing in: guesses are counted before they are checked, so that many at once are no way round.

Each step is a short transaction of its own, made by the caller, because hashing must not hold
SQLite's only writer and because a failure has to be kept although the page answers with an error.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import Role
from app.core.records import Values
from app.users import passwords, queries, rules
from app.users.models import SignIn, Throttle, User
from app.users.services import throttle
from app.users.services.accounts import create_user
from app.users.services.sessions import ADDRESS, start_session
from app.users.services.units import create_unit

INSTALLATION = "installation"
ACCOUNT = throttle.Limit(rules.ACCOUNT_FAILURES, rules.ACCOUNT_MEMORY)
PLACE = throttle.Limit(rules.ADDRESS_FAILURES, rules.ADDRESS_MEMORY)


def count_attempt(session: Session, email: str, address: str) -> datetime | None:
    """Count one attempt against the account and the address; until when to wait, or None.

    An attempt that has to wait is not counted, so that waiting ends. Addresses are counted far
    more loosely than accounts, because a whole city may share one.
    """
    wait_until = throttle.take_turn(
        session, {_account_key(email): ACCOUNT, _address_key(address): PLACE}
    )
    if wait_until is not None:
        session.add(SignIn(outcome="blocked", address=address[:ADDRESS]))
        session.flush()
    return wait_until


def authenticate(session: Session, email: str, password: str) -> User | None:
    """The active user whose password this is; the work is the same when nobody has the address."""
    user = queries.find_user_by_email(session, email)
    stored = user.password_hash if user is not None and user.is_active else ""
    return user if passwords.verify(password, stored) else None


def record_failure(session: Session, email: str, address: str) -> None:
    """Keep the failed attempt for the account's owner and the administrator."""
    user = queries.find_user_by_email(session, email)
    number = user.id if user else None
    session.add(SignIn(user_id=number, outcome="failed", address=address[:ADDRESS]))
    session.flush()


def sign_in(
    session: Session, user_id: int, password: str, *, address: str = "", browser: str = ""
) -> str:
    """Begin a session after a success and forget the account's failures; returns the token."""
    user = queries.get_user(session, user_id)
    if passwords.is_outdated(user.password_hash):
        _write(session, user, password_hash=passwords.hash_password(password))
    _write(session, user, last_signed_in_at=clock.now())
    session.add(SignIn(user_id=user.id, outcome="signed in", address=address[:ADDRESS]))
    session.execute(sa.delete(Throttle).where(Throttle.key == _account_key(user.email)))
    _forget_old(session)
    _uncount(session, address)
    return start_session(session, user, address=address, browser=browser)


def found_installation(session: Session, values: Values) -> User:
    """The first unit and its administrator.

    ``values``: unit_name, unit_kind, email, name, password, locale. Refused when there is any
    account, also one that is made at this very moment.
    """
    throttle.lock_counter(session, INSTALLATION, timedelta(0))
    if queries.has_accounts(session):
        raise Refused(_("There is an administrator already. Sign in."))
    unit = create_unit(
        session,
        {"name_en": values["unit_name"], "kind": values["unit_kind"]},
        actor=SYSTEM,
    )
    account = {name: values[name] for name in ("email", "name", "password", "locale")}
    return create_user(
        session,
        {**account, "role": Role.ADMINISTRATOR, "unit_id": unit.id},
        actor=SYSTEM,
    )


def _write(session: Session, user: User, **values: object) -> None:
    # Neither column is audited, and neither may raise the version that somebody is editing.
    table = cast(sa.Table, User.__table__)
    session.execute(sa.update(table).where(table.c.id == user.id).values(**values))


def _account_key(email: str) -> str:
    """A digest, so that mistyped addresses are nobody's personal data and always fit."""
    return "account:" + hashlib.sha256(queries.fold_email(email).encode()).hexdigest()


def _address_key(address: str) -> str:
    return "address:" + address[:ADDRESS]


def _uncount(session: Session, address: str) -> None:
    """A success is no failure of its address; the address keeps its other ones."""
    counter = sa.update(Throttle).where(
        Throttle.key == _address_key(address), Throttle.failures > 0
    )
    session.execute(counter.values(failures=Throttle.failures - 1))


def _forget_old(session: Session) -> None:
    old = clock.now() - rules.ACCOUNT_MEMORY
    session.execute(sa.delete(Throttle).where(Throttle.updated_at < old))
