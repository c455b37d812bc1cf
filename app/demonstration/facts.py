"""Reads the facts that a demonstration is made of: TOML files beside this module.

A city's own file adds to, and wins over, the common one of the same name.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
HERE = Path(__file__).parent


def read(city: str, name: str) -> Facts:
    """The facts of one city under ``name``, such as ``read("espoo", "people")``."""
    return tomllib.loads((HERE / city / f"{name}.toml").read_text(encoding="utf-8"))


def organisations(city: str) -> dict[str, Facts]:
    """Every organisation by its key, cities first, so that a key can be looked up while adding."""
    cities = {key: {"kind": "city", **facts} for key, facts in read("common", "cities").items()}
    return {**cities, **read("common", "bodies"), **read(city, "organisations")}


def partnerships(city: str) -> list[Facts]:
    """Every partnership; what its ``source`` abbreviates is written out."""
    found = []
    for name, usual in (("partnerships", {}), ("projects", {"kind": "eu_project"})):
        facts = read(city, name)
        for each in facts["partnership"]:
            source = facts["sources"].get(each["source"], each["source"])
            found.append({**usual, **each, "source": source})
    return found


def translations(names: list[str], field: str = "name") -> dict[str, str]:
    """A list in the order English, Finnish, Swedish, as the columns of a record."""
    return {f"{field}_{code}": text for code, text in zip(("en", "fi", "sv"), names, strict=True)}
