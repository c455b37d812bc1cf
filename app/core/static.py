"""Serves the built static files in front of the application, with far-future caching."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

FOLDER = Path(__file__).resolve().parents[2] / "var" / "static"
# A content hash in the name, such as app.3f2a9c1b04.css: such a file never changes.
HASHED = re.compile(r"\.[0-9a-f]{8,64}\.[a-z0-9]+$")


def _is_immutable(_path: str, url: str) -> bool:
    return HASHED.search(url) is not None


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def with_static_files(application: Any) -> Any:
    """Wrap a WSGI application so that /static/ comes from disk, gzip twins included.

    The files are listed once at start: a new build is seen after a restart. A missing folder is no
    error, because pages work without styles and scripts.
    """
    wrapped = WhiteNoise(
        application,
        allow_all_origins=False,
        immutable_file_test=_is_immutable,
        add_headers_function=_add_headers,
    )
    if FOLDER.is_dir():
        wrapped.add_files(str(FOLDER), prefix="static/")
    return wrapped
