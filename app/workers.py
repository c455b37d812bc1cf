"""How gunicorn runs the application: loaded and warmed once, then forked.

Workers that load it each for themselves hold everything twice, and each makes its first
visitors wait. ``python -m app.serve`` names this module as gunicorn's configuration.
"""

from __future__ import annotations

import gc
from typing import Any

from flask import Flask
from sqlalchemy.orm import configure_mappers

from app.core.i18n import LANGUAGES, country_choices
from app.core.session import db
from app.core.translations import speaking

preload_app = True


def when_ready(server: Any) -> None:
    """Fill what every request needs, and keep the collector from touching it in the workers."""
    warm(server.app.wsgi())
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """A connection belongs to the process that opened it."""
    db.engine.dispose(close=False)


def warm(application: Flask) -> None:
    """Compile the templates, load the languages, configure the mappers."""
    configure_mappers()
    for name in application.jinja_env.list_templates(extensions=["html"]):
        application.jinja_env.get_template(name)
    with application.app_context():
        for code in LANGUAGES:
            with speaking(code):
                country_choices()
    db.engine.dispose()
