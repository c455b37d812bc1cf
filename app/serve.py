"""Starts Kumppani: checks, migrates, fills an empty database, says where it is, and serves.

``python -m app.serve`` is what ``./dev run`` ends in and what a service unit calls.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
from types import FrameType
from typing import NoReturn

import waitress
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import served
from app.core import migrate
from app.core.attachments.sending import room
from app.core.session import db
from app.demonstration import load_city
from app.users import queries as users
from config import Settings, SettingsError, kept_secret

ROLES = ("reader", "contributor", "officer", "manager", "admin")


def main() -> None:
    """Prepare and serve until the process is told to stop; status 1 when it cannot start."""
    try:
        settings = Settings.from_environment(os.environ)
        settings.check_production()
        settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        migrate.upgrade(settings.database_url)
        application = served.application(settings)
        _fill(application, settings)
        migrate.gather_statistics(settings.database_url)
    except SettingsError as error:
        sys.exit(f"kumppani: {error}")
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        sys.exit(f"kumppani: the database of DATABASE_URL cannot be used: {reason}")
    if settings.server == "gunicorn":
        _announce(application, settings)
        _become_gunicorn(settings)
    _serve_with_waitress(application, settings)


def _has_accounts() -> bool:
    session = db.new_session(read_only=True)
    try:
        return users.has_accounts(session)
    finally:
        session.close()


def _fill(application: Flask, settings: Settings) -> None:
    """Load the demonstration city into an empty database, once."""
    if settings.is_production or settings.city == "none" or _has_accounts():
        return
    print(f"Loading the demonstration of {settings.city_name} …", flush=True)
    load_city(application, settings.city, _demo_password(settings))


def _demo_password(settings: Settings) -> str:
    """The given password, kept for the next start, or the kept one, generated at first."""
    path = settings.instance / "demo_password"
    if settings.demo_password:
        path.unlink(missing_ok=True)
    return kept_secret(path, settings.demo_password or secrets.token_urlsafe(12))


def _announce(application: Flask, settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"\nKumppani is ready: http://{host}:{settings.port}", flush=True)
    kept = settings.instance / "demo_password"
    if settings.is_production or not kept.exists() or not served.has_demonstration_accounts():
        return
    password = kept.read_text(encoding="utf-8").strip()
    print(f"Demonstration sign-ins, all with the password {password}")
    for role in ROLES:
        print(f"  {role}@demo.example")
    print("Stop with Ctrl-C.", flush=True)


def _serve_with_waitress(application: Flask, settings: Settings) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        server = waitress.create_server(
            application,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            # The headers are believed only when TRUSTED_PROXIES says so, by the application.
            clear_untrusted_proxy_headers=False,
            # The application refuses what is too large, with a page of its own.
            max_request_body_size=room(settings.max_form_kib, settings.max_file_kib) * 1024 + 1024,
        )
    except OSError as error:
        sys.exit(f"kumppani: cannot listen on {settings.host}:{settings.port}: {error.strerror}.")
    _announce(application, settings)
    server.run()


def _become_gunicorn(settings: Settings) -> NoReturn:
    """Replace this process, so that signals reach gunicorn itself."""
    db.engine.dispose()
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--worker-class", "sync"]
    command += ["--config", "python:app.workers"]
    command += ["--bind", f"{settings.host}:{settings.port}"]
    command += ["--workers", str(settings.web_workers), "--no-control-socket"]
    os.execv(sys.executable, command)  # noqa: S606 (a fixed program with checked numbers)


if __name__ == "__main__":
    main()
