"""The command that loads lists of the members of networks."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.core import clock
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.session import db
from app.organisations import rules, services
from app.organisations.services import Loaded, Strange

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("load-network-members")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--network", "only", multiple=True, help="Only this network; may be repeated.")
@click.option(
    "--as",
    "names",
    multiple=True,
    metavar="LISTED=NAME",
    help="A network that is called otherwise here; may be repeated.",
)
@click.option("--source", default="", help="Where the lists are from; else the file's name.")
@click.option("--on", type=DAY, help="Day of the lists; else of each row (a year: its last day).")
@click.option("--complete/--partial", "is_complete", default=None, help="Whether they name all.")
@click.option("--unknown", type=click.Choice([each.value for each in Strange]),
              default=Strange.REFUSE.value, show_default=True,
              help="What to do with networks that are not in the register.")  # fmt: skip
@click.option("--report", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="CSV file for every row that was not matched, with the reason.")  # fmt: skip
@with_appcontext
def load_network_members(
    file: Path,
    only: tuple[str, ...],
    names: tuple[str, ...],
    source: str,
    on: datetime | None,
    is_complete: bool | None,
    unknown: str,
    report: Path | None,
) -> None:
    """Load the members that the lists in FILE (CSV) name, and tell what was not matched.

    All or nothing, and the same file again changes nothing.
    """
    try:
        rows = _called(_read(file, only, on.date() if on else None), names)
        with db.transaction() as session:
            loaded = services.load_member_lists(
                session,
                rows,
                actor=SYSTEM,
                source=source or file.name,
                is_complete=is_complete,
                strange=Strange(unknown),
            )
            gone = [(one.network, member.member_id) for one in loaded for member in one.gone]
    except Refused as refused:
        raise click.ClickException(f"Nothing was loaded. {refused}") from refused
    _tell(loaded)
    if gone:
        click.echo(f"No longer listed, left as they are: {len(gone)}")
    if report is not None:
        _write_report(report, loaded, gone)


def _read(file: Path, only: tuple[str, ...], on: date | None) -> list[rules.Listed]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = rules.read_listed(lines, clock.today(), on)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file.name} cannot be read as UTF-8: {error}") from error
    absent = sorted(set(only) - {row.network for row in rows})
    if absent:
        raise Refused(f"The file has no network called: {', '.join(absent)}.")
    return [row for row in rows if not only or row.network in only]


def _called(rows: list[rules.Listed], names: tuple[str, ...]) -> list[rules.Listed]:
    """The rows under the names that their networks bear here."""
    pairs = [name.partition("=") for name in names]
    if wrong := [listed for listed, _sign, name in pairs if not listed or not name]:
        raise Refused(f"Write LISTED=NAME, not {wrong[0]}.")
    here = {listed.strip(): name.strip() for listed, _sign, name in pairs}
    return [replace(row, network=here.get(row.network, row.network)) for row in rows]


def _tell(loaded: list[Loaded]) -> None:
    sums: Counter[str] = Counter()
    for one in loaded:
        if one.is_unknown:
            click.echo(f"{one.network}: skipped, not in the register")
        elif one.older_than:
            click.echo(f"{one.network}: skipped, a list of {one.older_than} is known")
        else:
            numbers = {"new": one.added, "changed": one.changed, "unchanged": one.unchanged,
                       "not matched": len(one.unmatched)}  # fmt: skip
            sums.update(numbers)
            click.echo(f"{one.network} ({one.day}): {_listed(numbers)}")
    click.echo(f"All lists: {_listed(sums)}")
    why = Counter(str(reason) for one in loaded for _row, reason in one.unmatched)
    for reason, count in why.most_common():
        click.echo(f"  not matched, {reason}: {count}")


def _listed(numbers: dict[str, int] | Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in numbers.items())


def _write_report(report: Path, loaded: list[Loaded], gone: list[tuple[str, int]]) -> None:
    with report.open("w", encoding="utf-8-sig", newline="") as file:
        writer: Any = csv.writer(file)
        writer.writerow(["row", "network", "member", "country_code", "reason"])
        for one in loaded:
            for row, reason in one.unmatched:
                writer.writerow([row.number, one.network, row.name, row.country, str(reason)])
        for network, member in gone:
            writer.writerow(["", network, f"organisation {member}", "", "no longer listed"])
    click.echo(f"Written: {report}")
