"""The main menu, drawn once for each language and role, a page only marking where it is; and the
steps that carry a record on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask_login import current_user
from markupsafe import Markup

from app.core.i18n import language
from app.core.permissions import Role


@dataclass(frozen=True)
class Step:
    """What a viewer may do with a record now, and where; ``is_next`` is what it waits for."""

    label: Any
    url: str
    is_next: bool = False
    is_grave: bool = False


_ADDRESS = re.compile(r'href="([^"]+)"')
_drawn: dict[tuple[str, Role], tuple[str, list[str]]] = {}


def navigation() -> Markup:
    """The menu of whoever is signed in, with the page and what it belongs to marked in it."""
    menu, addresses = _menu()
    path = request.path
    for address in addresses:
        here = "page" if path == address else "true" if path.startswith(address + "/") else ""
        if here:
            link = f'href="{address}"'
            menu = menu.replace(link, f'{link} aria-current="{here}"', 1)
    # Drawn by the template; the addresses in it are our own.
    return Markup(menu)  # noqa: S704


def _menu() -> tuple[str, list[str]]:
    # What the menu offers depends on nothing else: see permissions.allows without a record.
    key = (language(), current_user.role)
    if key not in _drawn:
        shell: Any = current_app.jinja_env.get_template("components/shell.html")
        menu = str(shell.module.navigation())
        _drawn[key] = menu, _ADDRESS.findall(menu)
    return _drawn[key]
