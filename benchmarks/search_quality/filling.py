"""Fills one empty database: the demonstration, then everything that the lists name, through the
services and commands that people use.

``python -m benchmarks.search_quality.filling URL FOLDER REPORT`` runs in a process of its own and
writes what the commands said to REPORT.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app import create_app
from app.core import migrate
from app.core.audit import SYSTEM
from app.core.countries import country_choices
from app.core.search.fold import fold
from app.core.session import db
from app.demonstration import load_city
from app.organisations import queries, rules, services
from app.organisations.models import AliasKind, Organisation
from app.organisations.models import OrganisationKind as Kind
from app.organisations.rules import Unmatched
from benchmarks.search_quality.bodies import LISTS, Body, bodies, key_of
from config import Settings

BATCH = 500
TOLD = ("All lists:", "  not matched")
SKIPPED = "skipped"
# The list of 2016 is that of the European Covenant, which later became part of the global one; the
# register knows the newer list of that.
RENAMED = ("--as", "Covenant of Mayors=Covenant of Mayors of the European Union (2016)")


def main(url: str, folder: Path, report: Path) -> None:
    settings = Settings.from_environment({**os.environ, "DATABASE_URL": url, "CITY": "none"})
    migrate.upgrade(settings.database_url)
    app = create_app(settings)
    load_city(app, "helsinki", settings.demo_password)
    lines = ["Against the demonstration alone:", *_load(app, folder, "skip")]
    began = time.monotonic()
    with app.app_context():
        made = _write(list(bodies(folder)))
    lines.append(f"Organisations written: {sum(made.values())}, {dict(made)}")
    lines.append(f"in {time.monotonic() - began:.0f} s. The same lists again:")
    report.write_text("\n".join([*lines, *_load(app, folder, "add")]) + "\n", encoding="utf-8")


def _load(app: Any, folder: Path, unknown: str) -> list[str]:
    """Load each list of members by the command; what it said of all of it. Networks that are not
    known are skipped or added, as ``unknown`` says."""
    told = []
    for name in LISTS:
        given = ["load-network-members", str(folder / name), "--unknown", unknown, *RENAMED]
        began = time.monotonic()
        done = app.test_cli_runner().invoke(args=given)
        if done.exit_code:
            raise SystemExit(f"{name}: {done.output}")
        lines = done.output.splitlines()
        skipped = sum(SKIPPED in line for line in lines)
        told += [f"{name} ({time.monotonic() - began:.1f} s, {skipped} networks skipped)"]
        told += [line for line in lines if line.startswith(TOLD)]
    return told


def _write(found: Sequence[Body]) -> Counter[str]:
    made: Counter[str] = Counter()
    with db.transaction() as session:
        known = _Known(session, found)
    for part in _parts(found):
        with db.transaction() as session:
            for body in part:
                if known.is_new(body):
                    services.create_organisation(session, _values(body), actor=SYSTEM)
                    made[str(body.kind)] += 1
    return made


class _Known:
    """What is there already, so that nothing is written twice."""

    def __init__(self, session: Any, named: Sequence[Body]) -> None:
        countries = [code for code, _name in country_choices()]
        self._register = rules.Register(queries.known_in(session, countries))
        networks = [one for one in named if one.kind is Kind.CITY_NETWORK]
        called = [name for one in networks for name in (one.name, one.acronym)]
        self._networks = set(queries.networks_called(session, called))
        self._seen: set[tuple[str, str]] = set()
        own = session.execute(sa.select(Organisation.pic, Organisation.vat))
        self._numbers = {pair for pic, vat in own for pair in (("pic", pic), ("vat", vat))}

    def is_new(self, body: Body) -> bool:
        key = key_of(body)
        numbers = {("pic", body.pic), ("vat", body.vat)} - {("pic", ""), ("vat", "")}
        if not body.name or not body.country or key in self._seen or numbers & self._numbers:
            return False
        self._seen.add(key)
        self._numbers |= numbers
        names = {fold(body.name), fold(body.acronym)} - {""}
        if body.kind is not Kind.CITY and names & self._networks:
            return False
        if body.kind is Kind.CITY_NETWORK:
            self._networks |= names
            return True
        listed = rules.Listed(
            0, "", body.name, body.country, "", None, date.min, "", None,
            is_town=body.kind is Kind.CITY,
        )  # fmt: skip
        return self._register.find(listed) is Unmatched.UNKNOWN


def _values(body: Body) -> dict[str, Any]:
    others = dict.fromkeys((body.city if body.kind is Kind.CITY else "", *body.also))
    return {
        "kind": body.kind,
        "name": body.name,
        "country": body.country,
        "city": body.city,
        "acronym": body.acronym,
        "pic": body.pic,
        "vat": body.vat,
        "source": "Real lists",
        "aliases": [(name, AliasKind.ALIAS) for name in others if name and name != body.name],
    }


def _parts(found: Sequence[Body]) -> Iterator[Sequence[Body]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
