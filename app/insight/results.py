"""Search results as people read them: what it is, who owns it, when we last met, why it matched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.forms import option
from app.core.i18n import _, _l, choice, country_name, show_date
from app.core.lists import Column
from app.core.permissions import Viewer
from app.core.search.documents import label_of
from app.core.search.query import Hit
from app.core.urls import url_for
from app.engagements.models import EngagementState, EngagementType
from app.insight import queries
from app.insight.passages import highlighted, passage
from app.knowledge.models import Direction, NoteKind, SolutionState
from app.organisations.models import OrganisationKind, Standing
from app.partnerships.models import PartnershipKind, PartnershipState
from app.partnerships.queries.overview import SharedNetwork, networks_in_common
from app.proposals.models import ProposalState
from app.strategy.models import StrategyState
from app.visits.models import VisitState

# How each kind is shown: the page, its argument, and what else its address says.
PAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "organisation": ("organisations.show_organisation", "organisation_id", {}),
    "contact": ("organisations.show_contact", "contact_id", {}),
    "partnership": ("partnerships.show_partnership", "partnership_id", {}),
    "engagement": ("engagements.show_engagement", "engagement_id", {}),
    "proposal": ("proposals.show_proposal", "proposal_id", {}),
    "solution": ("knowledge.show_solution", "solution_id", {}),
    "knowledge_note": ("knowledge.show_note", "note_id", {}),
    "visit": ("visits.show_visit", "visit_id", {}),
    "strategy": ("strategy.show_strategy", "strategy_id", {}),
    "goal": ("strategy.show_part", "part_id", {"part": "goals"}),
    "objective": ("strategy.show_part", "part_id", {"part": "objectives"}),
    "focus_area": ("strategy.show_part", "part_id", {"part": "focus-areas"}),
    "user": ("users.show_person", "user_id", {}),
}
# What is met; of anything else the result does not say when that was last.
MET = ("organisation", "contact", "partnership")
STATES: dict[str, type[StrEnum]] = {
    "organisation": Standing,
    "partnership": PartnershipState,
    "engagement": EngagementState,
    "proposal": ProposalState,
    "solution": SolutionState,
    "visit": VisitState,
    **dict.fromkeys(("strategy", "goal", "objective", "focus_area"), StrategyState),
}
KINDS: dict[str, type[StrEnum]] = {
    "organisation": OrganisationKind,
    "engagement": EngagementType,
    "partnership": PartnershipKind,
    "proposal": PartnershipKind,
    "solution": Direction,
    "knowledge_note": NoteKind,
}
SEARCHED = tuple(PAGES)
# While typing, partners come first: goals are few and are found by a whole search.
SUGGESTED = SEARCHED[:8]


class Relation(NamedTuple):
    """One of our partnerships with an organisation: name with its state, address, owner."""

    name: str
    url: str
    owner: str


@dataclass(frozen=True)
class Result:
    """``told`` is the line under its name, ``passage`` what of its text answers; ``relation`` tells
    whether and how an organisation is our partner (None for what is none) and who owns that,
    ``networks`` which ones we share with it, both with the partnerships' addresses."""

    name: str
    title: Markup
    url: str
    kind: str
    what: str
    state: str
    told: Markup
    passage: Markup
    country: str
    owner: str
    relation: list[Relation] | None
    networks: list[tuple[str, str]]
    last_engaged_on: date | None
    introduction: str


def url_of(hit: Hit) -> str:
    endpoint, argument, more = PAGES[hit.kind]
    values: dict[str, Any] = {argument: hit.entity_id, **more}
    return url_for(endpoint, **values)


def present(
    session: Session,
    hits: Sequence[Hit],
    viewer: Viewer,
    owners: Mapping[int, str],
    texts: Mapping[tuple[str, int], Sequence[str]],
) -> list[Result]:
    """Hits with owners, relations, networks and what of their ``texts`` answers; two statements
    for any number of hits."""
    organisations = [hit.entity_id for hit in hits if hit.kind == "organisation"]
    relations = queries.relations_of(session, organisations, viewer)
    networks = networks_in_common(session, organisations, viewer)
    return [
        _result(hit, owners.get(hit.owner_id or 0, ""), texts, relations, networks) for hit in hits
    ]


def is_told(hit: Hit) -> bool:
    """Whether title or detail show why it was found, so that its text need not be read."""
    return not hit.words or any(
        "<mark>" in highlighted(text, hit.words) for text in (hit.title, hit.detail)
    )


def _result(
    hit: Hit,
    owner: str,
    texts: Mapping[tuple[str, int], Sequence[str]],
    relations: dict[int, list[Any]],
    networks: dict[int, list[SharedNetwork]],
) -> Result:
    title = highlighted(hit.title, hit.words)
    what = word_for(KINDS.get(hit.kind), hit.subkind)
    detail = option(hit)[2]
    told = [what, detail if "<mark>" in title else highlighted(detail, hit.words)]
    found = passage(texts.get((hit.kind, hit.entity_id), ()), hit.words)
    told += _told(hit, owner)
    if not found and not is_told(hit):
        told.append(_("Found in its text"))
    return Result(
        name=hit.title,
        title=title,
        url=url_of(hit),
        kind=label_of(hit.kind),
        what=what,
        state=word_for(STATES.get(hit.kind), hit.state),
        told=Markup(" · ").join(filter(None, told)),
        passage=found,
        country=country_name(hit.country) if hit.country else "",
        owner=owner,
        relation=_relation(hit, relations),
        networks=_networks(hit, networks),
        last_engaged_on=hit.last_engaged_on,
        introduction=_introduction(hit),
    )


def _told(hit: Hit, owner: str) -> list[str]:
    """Whose it is, and when that was or when we last met, as its kind asks for."""
    day = show_date(hit.last_engaged_on) if hit.last_engaged_on else ""
    if hit.kind == "engagement":
        return [_("Logged by %(name)s", name=owner) if owner else "", day]
    if hit.kind == "proposal":
        return [_("Handled by %(name)s", name=owner) if owner else ""]
    if hit.kind not in MET:
        return []
    met = _("Last engagement %(day)s", day=day) if day else _("No engagement yet")
    return [_("Owner: %(name)s", name=owner) if owner else "", met]


def _introduction(hit: Hit) -> str:
    """Where one asks for an introduction to it; an empty string where it is nobody to meet."""
    if hit.kind not in MET:
        return ""
    return f"{url_for('introductions.new_introduction')}?{hit.kind}={hit.entity_id}"


def _relation(hit: Hit, relations: dict[int, list[Any]]) -> list[Relation] | None:
    if hit.kind != "organisation":
        return None
    return [
        Relation(
            f"{each.name} ({choice(each.state)})",
            url_for("partnerships.show_partnership", partnership_id=each.id),
            each.owner or "",
        )
        for each in relations.get(hit.entity_id, [])
    ]


def _networks(hit: Hit, networks: dict[int, list[SharedNetwork]]) -> list[tuple[str, str]]:
    if hit.kind != "organisation":
        return []
    return [
        (
            shared.name,
            url_for("partnerships.show_partnership", partnership_id=shared.partnership_id),
        )
        for shared in networks.get(hit.entity_id, [])
    ]


def word_for(members: type[StrEnum] | None, value: str) -> str:
    """What a value of an enumeration is called; empty where it says nothing: no value of these, or
    a normal standing."""
    member = _by_value(members).get(value) if members is not None else None
    return "" if member is None or member == Standing.NORMAL else choice(member)


@cache
def _by_value(members: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in members}


def suggestions(hits: Sequence[Hit], text: str) -> dict[str, Any]:
    """What the search field offers while typing, grouped by kind."""
    groups: dict[str, list[dict[str, str]]] = {}
    for hit in hits:
        entry = {"label": hit.title, "detail": option(hit)[2], "url": url_of(hit)}
        groups.setdefault(label_of(hit.kind), []).append(entry)
    return {
        "groups": [{"label": label, "options": options} for label, options in groups.items()],
        "more": {
            "label": _("All results for “%(text)s”", text=text),
            "url": url_for("insight.search", q=text),
        },
    }


def _together(named: Iterable[tuple[Any, ...]]) -> str:
    return "; ".join(dict.fromkeys(each[0] for each in named if each[0]))


def _owners(result: Result) -> str:
    """Whose it is; of an organisation, who owns our partnerships with it."""
    return result.owner or _together((each.owner,) for each in result.relation or ())


# A result as a row of a spreadsheet.
COLUMNS = [
    Column("kind", _l("Kind of record"), lambda r: r.kind),
    Column("name", _l("Name"), lambda r: r.name),
    Column("type", _l("Type"), lambda r: r.what),
    Column("state", _l("State"), lambda r: r.state),
    Column("country", _l("Country"), lambda r: r.country),
    Column("owner", _l("Owner or author"), _owners),
    Column("partnerships", _l("Partnerships"), lambda r: _together(r.relation or ())),
    Column("networks", _l("Networks we share"), lambda r: _together(r.networks)),
    Column("met", _l("Last engagement"), lambda r: r.last_engaged_on),
]
