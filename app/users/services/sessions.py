"""Sessions live in the database, so that ending one there really signs its browser out."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.users.models import User, UserSession
from app.users.rules import ABSOLUTE_LIMIT

ADDRESS = 64
BROWSER = 200


def hash_token(token: str) -> str:
    """What is stored of a token; it is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_session(session: Session, user: User, *, address: str = "", browser: str = "") -> str:
    """Begin a session for a browser; returns the token, which is stored nowhere here."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    session.add(
        UserSession(
            token_hash=hash_token(token),
            user_id=user.id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + ABSOLUTE_LIMIT,
            address=address[:ADDRESS],
            browser=browser[:BROWSER],
        )
    )
    session.flush()
    return token


def see_session(session: Session, session_id: int) -> None:
    """Note that the session is in use."""
    seen = sa.update(UserSession).where(UserSession.id == session_id)
    session.execute(seen.values(last_seen_at=clock.now()))


def end_session(session: Session, token: str) -> None:
    """Sign one browser out; a token that is unknown or ended already changes nothing."""
    ending = sa.update(UserSession).where(
        UserSession.token_hash == hash_token(token), UserSession.ended_at.is_(None)
    )
    session.execute(ending.values(ended_at=clock.now()))


def end_session_of(session: Session, user_session: UserSession) -> None:
    """Sign the browser of this session out."""
    if user_session.ended_at is None:
        user_session.ended_at = clock.now()
    session.flush()


def end_all_sessions(session: Session, user_id: int, *, except_token: str = "") -> None:
    """Sign a user out everywhere, or everywhere but in the browser with this token."""
    ending = sa.update(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None)
    )
    if except_token:
        ending = ending.where(UserSession.token_hash != hash_token(except_token))
    session.execute(ending.values(ended_at=clock.now()))
