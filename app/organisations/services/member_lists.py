"""Lists of members: describing one, and loading whole ones at once."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign
from app.core.search.fold import fold
from app.organisations import queries, rules
from app.organisations.models import MemberList, NetworkMember, OrganisationKind
from app.organisations.rules import Listed, Unmatched
from app.organisations.services.organisations import create_organisation

DESCRIBED = frozenset({"source", "listed_on", "is_complete", "coverage"})


class Strange(enum.StrEnum):
    """What to do with a network that no organisation here answers to."""

    REFUSE = "refuse"
    SKIP = "skip"
    ADD = "add"


@dataclass
class Loaded:
    """What became of one network's list. ``unmatched`` are rows with the reason, ``gone`` the
    members that an earlier list named and this one does not."""

    network: str
    day: date
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    older_than: date | None = None
    is_unknown: bool = False
    unmatched: list[tuple[Listed, Unmatched]] = field(default_factory=list)
    gone: list[NetworkMember] = field(default_factory=list)


def describe_member_list(
    session: Session, network_id: int, values: Values, *, actor: Actor
) -> MemberList:
    """Say of which day and source a network's list of members is, and whether it is complete."""
    rules.check_past(values.get("listed_on"), clock.today(), "listed_on")
    rules.check_list(values)
    described = queries.get_member_list(session, network_id, lock=True)
    with acting(session, actor, "member_list.update"):
        if described is None:
            described = MemberList(network_id=network_id)
            session.add(described)
        assign(described, values, DESCRIBED)
    return described


def load_member_lists(
    session: Session,
    rows: Sequence[Listed],
    *,
    actor: Actor,
    source: str,
    is_complete: bool | None = None,
    strange: Strange = Strange.REFUSE,
) -> list[Loaded]:
    """Write the memberships that lists name; loading the same again changes nothing.

    ``source`` and ``is_complete`` stand where a row says nothing itself. A list that is older than
    the one known is left alone. Refused when a network is not known (unless ``strange`` says what
    then) or its name is that of several.
    """
    lists: dict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        lists[row.network].append(row)
    networks = _networks(session, list(lists), strange, actor)
    register = rules.Register(queries.known_in(session, {r.country for r in rows if r.country}))
    writing = _Writing(session, list(networks.values()), source, is_complete)
    loaded = []
    with acting(session, actor, "member_list.load"):
        for name, listed in lists.items():
            result = Loaded(name, max(row.day for row in listed))
            result.is_unknown = name not in networks
            if not result.is_unknown:
                writing.write(networks[name], listed, register, result)
            loaded.append(result)
    return loaded


def _networks(
    session: Session, names: Sequence[str], strange: Strange, actor: Actor
) -> dict[str, int]:
    called = queries.networks_called(session, names)
    several = [name for name in names if len(called.get(fold(name), ())) > 1]
    if several:
        raise Refused(_("Several networks bear this name: %(names)s.", names=", ".join(several)))
    known = {name: next(iter(called[fold(name)])) for name in names if called.get(fold(name))}
    missing = [name for name in names if name not in known]
    if missing and strange is Strange.REFUSE:
        raise Refused(_("No network is known as: %(names)s.", names=", ".join(sorted(missing))))
    if strange is Strange.ADD:
        for name in missing:
            values = {"kind": OrganisationKind.CITY_NETWORK, "name": name}
            known[name] = create_organisation(session, values, actor=actor).id
    return known


class _Writing:
    """Writes lists beside what is there, which is read once for all of them."""

    def __init__(
        self, session: Session, networks: Sequence[int], source: str, is_complete: bool | None
    ) -> None:
        self._session, self._source, self._is_complete = session, source, is_complete
        self._lists = queries.member_lists_of(session, networks)
        self._members = queries.memberships_in(session, networks)

    def write(
        self, network: int, rows: Sequence[Listed], register: rules.Register, result: Loaded
    ) -> None:
        known = self._lists.get(network)
        if known is not None and known.listed_on is not None and known.listed_on > result.day:
            result.older_than = known.listed_on
            return
        seen: set[int] = set()
        for row in rows:
            member = Unmatched.FORMER if row.is_former else register.find(row)
            if member == network:
                member = Unmatched.NETWORK
            if isinstance(member, Unmatched):
                result.unmatched.append((row, member))
            elif member not in seen:
                seen.add(member)
                self._put(network, member, row, result)
        result.gone = [
            one
            for (of, member), one in self._members.items()
            if of == network and member not in seen and one.left_on is None
        ]
        self._describe(network, rows, result)

    def _put(self, network: int, member: int, row: Listed, result: Loaded) -> None:
        known = self._members.get((network, member))
        if known is None:
            known = NetworkMember(network_id=network, member_id=member)
            self._session.add(known)
            result.added += 1
        elif self._is_as(known, row):
            result.unchanged += 1
            return
        else:
            result.changed += 1
        known.status = row.status or known.status or ""
        known.joined_year = row.joined_year or known.joined_year
        known.left_on = None
        known.source, known.evidence_on = self._source_of(row), row.day

    def _is_as(self, known: NetworkMember, row: Listed) -> bool:
        newer = [day for day in (known.left_on, known.evidence_on) if day and day > row.day]
        if newer or known.left_on == row.day:
            # Something later is known; an older list does not undo it.
            return True
        return (
            known.left_on is None
            and row.status in ("", known.status)
            and row.joined_year in (None, known.joined_year)
            and (known.source, known.evidence_on) == (self._source_of(row), row.day)
        )

    def _source_of(self, row: Listed) -> str:
        return row.source or self._source

    def _describe(self, network: int, rows: Sequence[Listed], result: Loaded) -> None:
        described = self._lists.get(network)
        if described is None:
            described = MemberList(network_id=network, is_complete=False)
            self._session.add(described)
        said = {row.is_complete for row in rows} - {None}
        whole = self._is_complete if not said else said == {True}
        if (described.source, described.listed_on) != (self._source_of(rows[0]), result.day):
            # Of another list nobody has said anything yet.
            whole = bool(whole)
        former = sum(why is Unmatched.FORMER for _row, why in result.unmatched)
        values = {
            "source": self._source_of(rows[0]),
            "listed_on": result.day,
            "is_complete": described.is_complete if whole is None else whole,
        }
        assign(described, values, DESCRIBED)
        described.names_listed = len(rows) - former
        described.names_unknown = len(result.unmatched) - former
