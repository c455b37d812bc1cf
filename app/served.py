"""The application as a server runs it, without what is needed only to start one."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.core.session import db
from app.core.static import with_static_files
from app.users import queries as users
from config import Settings


def application(settings: Settings) -> Flask:
    """The application behind its static files, refused when production is unprotected."""
    settings.check_production()
    made = create_app(settings)
    settings.check_production(has_demonstration_accounts=has_demonstration_accounts())
    made.wsgi_app = with_static_files(made.wsgi_app)  # type: ignore[method-assign]
    return made


def has_demonstration_accounts() -> bool:
    """Whether anybody could sign in with the password of the demonstration."""
    session = db.new_session(read_only=True)
    try:
        # An empty database has nobody: it is yet to be migrated, by a command of this application.
        is_migrated = sa.inspect(session.connection()).has_table("user")
        return is_migrated and users.has_demonstration_accounts(session)
    finally:
        session.close()
