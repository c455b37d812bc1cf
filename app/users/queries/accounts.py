"""Every select over users, units, sessions and the throttle."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import localised
from app.core.permissions import Role, Viewer
from app.core.records import get_one
from app.core.search.fold import fold
from app.users.models import SignIn, Throttle, Unit, User, UserSession
from app.users.rules import DEMONSTRATION_DOMAIN


def fold_email(email: str) -> str:
    """The key of an account: case does not part two addresses."""
    return email.strip().casefold()


def get_user(session: Session, user_id: int, lock: bool = False) -> User:
    """The user with their unit, else NotFound."""
    statement = sa.select(User).where(User.id == user_id)
    return get_one(session, statement.options(joinedload(User.unit)), lock=lock)


def find_user_by_email(session: Session, email: str) -> User | None:
    """The account of an address, active or not, or None."""
    statement = sa.select(User).where(User.email_folded == fold_email(email))
    return session.scalars(statement.options(joinedload(User.unit))).one_or_none()


def list_users(_viewer: Viewer) -> sa.Select[User]:
    """Accounts with their units."""
    return sa.select(User).options(joinedload(User.unit))


def all_users(session: Session) -> list[User]:
    """Every account with its unit, for rebuilding the search index."""
    statement = sa.select(User).options(joinedload(User.unit)).order_by(User.id)
    return list(session.scalars(statement))


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in; a fresh installation has nobody yet."""
    return session.scalar(sa.select(User.id).limit(1)) is not None


def has_demonstration_accounts(session: Session) -> bool:
    """Whether an active account's password was printed on somebody's screen."""
    demonstration = User.email_folded.like(f"%{DEMONSTRATION_DOMAIN}")
    return (
        session.scalar(sa.select(User.id).where(demonstration, User.is_active).limit(1)) is not None
    )


def count_other_administrators(session: Session, user_id: int) -> int:
    """Active administrators besides this user; their rows stay locked until the transaction ends.

    Two administrators who step down at once would otherwise each count the other.
    """
    statement = sa.select(User.id).where(
        User.role == Role.ADMINISTRATOR, User.is_active, User.id != user_id
    )
    return len(session.scalars(statement.with_for_update()).all())


def get_unit(session: Session, unit_id: int, lock: bool = False) -> Unit:
    """The unit with its parent, else NotFound."""
    statement = sa.select(Unit).where(Unit.id == unit_id).options(joinedload(Unit.parent))
    return get_one(session, statement, lock=lock)


def find_unit(session: Session, name_en: str) -> Unit | None:
    """The unit of this English name, or None."""
    return session.scalars(sa.select(Unit).where(Unit.name_en == name_en)).one_or_none()


def list_units(_viewer: Viewer) -> sa.Select[Unit]:
    """Units with their parents."""
    return sa.select(Unit).options(joinedload(Unit.parent))


def unit_choices(session: Session) -> list[tuple[int, str]]:
    """(number, name in the user's language) of every active unit, by name."""
    units = session.scalars(sa.select(Unit).where(Unit.is_active))
    return sorted(((unit.id, localised(unit)) for unit in units), key=lambda c: (fold(c[1]), c[0]))


def is_below(session: Session, unit_id: int, ancestor_id: int) -> bool:
    """Whether ``unit_id`` is ``ancestor_id`` or stands anywhere under it."""
    chain = sa.select(Unit.id, Unit.parent_id).where(Unit.id == unit_id).cte(recursive=True)
    parent = sa.select(Unit.id, Unit.parent_id).join(chain, Unit.id == chain.c.parent_id)
    chain = chain.union(parent)
    found = session.scalar(sa.select(chain.c.id).where(chain.c.id == ancestor_id).limit(1))
    return found is not None


def count_active_users(session: Session, unit_id: int) -> int:
    """How many active accounts belong to the unit."""
    counted = sa.select(sa.func.count()).where(User.unit_id == unit_id, User.is_active)
    return session.scalar(counted) or 0


def unit_of(session: Session, actor: Any, user_id: int) -> int:
    """The unit of whoever acts; of ``user_id`` where the program itself does."""
    unit: int | None = getattr(actor, "unit_id", None)
    return unit if unit is not None else get_user(session, user_id).unit_id


def people_of(session: Session, unit_id: int, limit: int) -> list[User]:
    """The active accounts of a unit, by name."""
    statement = sa.select(User).where(User.unit_id == unit_id, User.is_active)
    return list(session.scalars(statement.order_by(User.name, User.id).limit(limit)))


# Asked by every request, so it is put together once.
_HOLDING = (
    sa.select(User, UserSession.id.label("session_id"), UserSession.last_seen_at)
    .join(UserSession, UserSession.user_id == User.id)
    .where(
        UserSession.token_hash == sa.bindparam("token_hash"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > sa.bindparam("now"),
        UserSession.last_seen_at > sa.bindparam("idle_since"),
        User.is_active,
    )
)


def find_session(
    session: Session, token_hash: str, now: datetime, idle_since: datetime
) -> sa.Row[User, int, datetime] | None:
    """The active user whose session of this token still holds, its number and when it was last
    seen: one statement."""
    given = {"token_hash": token_hash, "now": now, "idle_since": idle_since}
    return session.execute(_HOLDING, given).one_or_none()


def open_sessions(
    session: Session, user_id: int, now: datetime, idle_since: datetime
) -> list[UserSession]:
    """The browsers in which the user is signed in, the latest first."""
    statement = sa.select(UserSession).where(
        UserSession.user_id == user_id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > now,
        UserSession.last_seen_at > idle_since,
    )
    return list(session.scalars(statement.order_by(UserSession.id.desc())))


def get_own_session(session: Session, session_id: int, user_id: int) -> UserSession:
    """One of the user's own sessions, else NotFound."""
    statement = sa.select(UserSession).where(
        UserSession.id == session_id, UserSession.user_id == user_id
    )
    return get_one(session, statement)


def recent_sign_ins(session: Session, user_id: int, limit: int = 10) -> list[SignIn]:
    """The user's latest attempts to sign in, the latest first."""
    statement = sa.select(SignIn).where(SignIn.user_id == user_id)
    return list(session.scalars(statement.order_by(SignIn.id.desc()).limit(limit)))


def lock_throttle(session: Session, key: str) -> Throttle:
    """The counter of a key that exists, held until the transaction ends."""
    statement = sa.select(Throttle).where(Throttle.key == key).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()
