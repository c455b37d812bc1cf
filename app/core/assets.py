"""Addresses of the built static files."""

import json
from functools import cache
from pathlib import Path

MANIFEST = Path(__file__).resolve().parents[2] / "var" / "static" / "manifest.json"


@cache
def _manifest() -> dict[str, str]:
    """Return plain name → built name; empty when the assets were not built (unit tests)."""
    try:
        content = MANIFEST.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    names: dict[str, str] = json.loads(content)
    return names


def asset(name: str) -> str:
    """Return the address of a static file by its plain name, such as `app.css`.

    The manifest is read once per process: a new build is seen after a restart.
    """
    return f"/static/{_manifest().get(name, name)}"
