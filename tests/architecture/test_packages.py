"""What a package promises is there: a merge can leave a name behind that nobody defines."""

from __future__ import annotations

import importlib
import pkgutil

import app


def test_every_promised_name_exists() -> None:
    missing = []
    for found in pkgutil.walk_packages(app.__path__, "app."):
        module = importlib.import_module(found.name)
        promised = getattr(module, "__all__", [])
        missing += [f"{found.name}.{name}" for name in promised if not hasattr(module, name)]
    assert missing == []
