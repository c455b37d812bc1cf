"""Networks by cities: what they are in and we are not, what only we are in, what we share.

A blank is "not a member" only where the list of the network is complete; else nobody knows.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import _, _l, choice, label, localised, show_date
from app.core.lists import Column
from app.core.permissions import Viewer
from app.core.urls import url_for
from app.insight import queries, rules
from app.organisations.queries import organisations_by_ids
from app.partnerships.models import Participation

MOST_CITIES = 12


class Show(enum.StrEnum):
    """Which networks: all, those only they are in, only we, both; or only a list names us."""

    ALL = "all"
    THEIRS = "theirs"
    OURS = "ours"
    SHARED = "shared"
    UNCLEAR = "unclear"


label(
    {
        Show.ALL: _l("All networks"),
        Show.THEIRS: _l("They are in, we are not"),
        Show.OURS: _l("Only we are in"),
        Show.SHARED: _l("We and they are in"),
        Show.UNCLEAR: _l("It is not clear whether we are in"),
    }
)


class Answer(enum.StrEnum):
    """What a cell says: in it, certainly not in it, or nobody knows."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cell:
    answer: Answer
    text: str
    url: str


@dataclass(frozen=True)
class Network:
    """A row: ours first, then a cell for each city in the order of the columns."""

    id: int
    name: str
    url: str
    listed: str
    source: str
    is_complete: bool
    ours: Cell
    cells: list[Cell]

    @property
    def theirs(self) -> int:
        """How many of the cities are in it."""
        return sum(cell.answer is Answer.IN for cell in self.cells)


@dataclass(frozen=True)
class Overlap:
    """One city beside us, over every network either is in: how many of which sort."""

    city: str
    url: str
    both: int
    only_they: int
    only_we: int
    unknown: int

    @property
    def share(self) -> int | None:
        """Shared networks as a per cent of what is known; None where nothing is."""
        known = self.both + self.only_they + self.only_we
        return round(100 * self.both / known) if known else None


@dataclass(frozen=True)
class Benchmark:
    cities: list[Any]
    networks: list[Network]
    overlaps: list[Overlap]
    counts: dict[Show, int]


def benchmark(session: Session, asked: Sequence[int], show: Show, viewer: Viewer) -> Benchmark:
    """The matrix for the cities asked for, or for our peers; seven statements at most."""
    numbers = list(asked) or queries.peer_cities(session, clock.today(), MOST_CITIES)
    cities = organisations_by_ids(session, numbers[:MOST_CITIES])
    listed = queries.listed_memberships(session, [city.id for city in cities])
    ours: dict[int, Any] = {}
    for row in queries.our_networks(session, viewer):
        known = ours.get(row.network_id)
        if known is None or known.participation not in rules.TAKES_PART:
            ours[row.network_id] = row
    names = {row.network_id: row.network for row in [*listed, *ours.values()]}
    lists = queries.described_lists(session, sorted(names))
    members = {(row.network_id, row.member_id): row for row in listed}
    rows = [
        _network(number, name, lists.get(number), ours.get(number), cities, members)
        for number, name in names.items()
    ]
    rows.sort(key=lambda each: (-each.theirs, each.name.casefold(), each.id))
    return Benchmark(
        cities=cities,
        networks=[row for row in rows if _IS_SHOWN[show](row)],
        overlaps=[_overlap(place, city, rows) for place, city in enumerate(cities)],
        counts={each: sum(map(shown, rows)) for each, shown in _IS_SHOWN.items()},
    )


_IS_SHOWN: dict[Show, Callable[[Network], bool]] = {
    Show.ALL: lambda row: True,
    Show.THEIRS: lambda row: row.ours.answer is Answer.OUT and row.theirs > 0,
    Show.OURS: lambda row: row.ours.answer is Answer.IN and row.theirs == 0,
    Show.SHARED: lambda row: row.ours.answer is Answer.IN and row.theirs > 0,
    Show.UNCLEAR: lambda row: row.ours.answer is Answer.UNKNOWN,
}


def _network(
    number: int, name: str, listed: Any, ours: Any, cities: Sequence[Any], members: Any
) -> Network:
    url = url_for("organisations.list_members", organisation_id=number)
    is_complete = listed is not None and bool(listed.is_complete)
    blank = (
        Cell(Answer.OUT, _("Not a member"), url)
        if is_complete
        else Cell(Answer.UNKNOWN, _("Not known"), url)
    )
    return Network(
        id=number,
        name=name,
        url=url_for("organisations.show_organisation", organisation_id=number),
        listed=_listed(listed),
        source=listed.source if listed is not None else "",
        is_complete=is_complete,
        ours=_ours(ours, number),
        cells=[
            _member(members[number, city.id]) if (number, city.id) in members else blank
            for city in cities
        ],
    )


def _listed(listed: Any) -> str:
    if listed is None:
        return _("No list")
    day = show_date(listed.listed_on) if listed.listed_on else _("no date")
    said = f"{day}, {_('complete') if listed.is_complete else _('not known to be complete')}"
    return f"{said}; {listed.coverage}" if listed.coverage else said


def _ours(ours: Any, network: int) -> Cell:
    if ours is None:
        url = url_for("organisations.show_organisation", organisation_id=network)
        return Cell(Answer.OUT, _("No"), url)
    url = url_for("partnerships.show_partnership", partnership_id=ours.partnership_id)
    answer = Answer.IN if ours.participation in rules.TAKES_PART else Answer.OUT
    if ours.participation is Participation.LISTED_ONLY:
        # A list names us, and nobody has confirmed it.
        answer = Answer.UNKNOWN
    return Cell(answer, choice(ours.participation), url)


def _member(row: Any) -> Cell:
    status = row.status or _("Member")
    text = status
    if row.joined_year:
        text = _("%(status)s since %(year)s", status=status, year=row.joined_year)
    url = url_for("organisations.show_organisation", organisation_id=row.member_id) + "#networks"
    return Cell(Answer.IN, text, url)


def _overlap(place: int, city: Any, rows: Sequence[Network]) -> Overlap:
    found = [(row.ours.answer, row.cells[place].answer) for row in rows]
    we = Answer.IN
    return Overlap(
        city=city_name(city),
        url=url_for("organisations.show_organisation", organisation_id=city.id),
        both=found.count((we, Answer.IN)),
        only_they=found.count((Answer.OUT, Answer.IN)),
        only_we=found.count((we, Answer.OUT)),
        unknown=found.count((we, Answer.UNKNOWN)),
    )


def city_name(city: Any) -> str:
    """Short, in the reader's language, as heads of columns need it."""
    return localised(city) or str(city.name)


def columns(found: Benchmark) -> list[Column]:
    """The matrix as a file has it."""
    return [
        Column("network", _("Network"), lambda row: row.name),
        Column("listed", _("List of"), lambda row: row.listed),
        Column("source", _("Source"), lambda row: row.source),
        Column("ours", _("We"), lambda row: row.ours.text),
        *(
            Column(f"city-{city.id}", city_name(city), _text_at(place))
            for place, city in enumerate(found.cities)
        ),
    ]


def _text_at(place: int) -> Callable[[Network], str]:
    return lambda row: row.cells[place].text
