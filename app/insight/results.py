"""Search results as people read them: what it is, who owns it, when we last met, why it matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from app.core.forms import option
from app.core.i18n import _, choice, country_name, localised
from app.core.permissions import Viewer
from app.core.search.documents import label_of
from app.core.search.fold import fold
from app.core.search.query import FacetValue, Hit, SearchResult
from app.core.urls import url_for
from app.engagements.models import EngagementState
from app.insight import queries
from app.organisations.models import OrganisationKind, Standing
from app.partnerships.models import PartnershipKind, PartnershipState
from app.proposals.models import ProposalState
from app.strategy.models import FocusArea, StrategyState

# How each kind is shown: the page, its argument, and what else its address says.
PAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "organisation": ("organisations.show_organisation", "organisation_id", {}),
    "contact": ("organisations.show_contact", "contact_id", {}),
    "partnership": ("partnerships.show_partnership", "partnership_id", {}),
    "engagement": ("engagements.show_engagement", "engagement_id", {}),
    "proposal": ("proposals.show_proposal", "proposal_id", {}),
    "strategy": ("strategy.show_strategy", "strategy_id", {}),
    "goal": ("strategy.show_part", "part_id", {"part": "goals"}),
    "objective": ("strategy.show_part", "part_id", {"part": "objectives"}),
    "focus_area": ("strategy.show_part", "part_id", {"part": "focus-areas"}),
}
# What is met; of anything else the result does not say when that was last.
MET = ("organisation", "contact", "partnership")
STATES: dict[str, Any] = {
    "organisation": Standing,
    "partnership": PartnershipState,
    "engagement": EngagementState,
    "proposal": ProposalState,
    **dict.fromkeys(("strategy", "goal", "objective", "focus_area"), StrategyState),
}
KINDS: dict[str, Any] = {
    "organisation": OrganisationKind,
    "partnership": PartnershipKind,
    "proposal": PartnershipKind,
}
# Colleagues are found by the pickers; they have no page that everybody may open.
SEARCHED = tuple(PAGES)
# While typing, partners come first: goals are few and are found by a whole search.
SUGGESTED = SEARCHED[:5]


@dataclass(frozen=True)
class Result:
    """``relation`` tells whether and how an organisation is our partner."""

    title: Markup
    url: str
    kind: str
    what: str
    state: str
    meta: str
    owner: str
    relation: list[tuple[str, str]]
    last_engaged_on: date | None
    is_engagement: bool
    is_proposal: bool
    is_met: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow the result: the parameter's name and its values with counts."""

    name: str
    label: str
    values: list[tuple[str, str, int, bool]]


def url_of(hit: Hit) -> str:
    endpoint, argument, more = PAGES[hit.kind]
    values: dict[str, Any] = {argument: hit.entity_id, **more}
    return url_for(endpoint, **values)


def present(session: Session, hits: Sequence[Hit], viewer: Viewer) -> list[Result]:
    """Hits with owners and relations; two statements for any number of hits."""
    owners = queries.names_of_people(session, {h.owner_id for h in hits if h.owner_id})
    organisations = [hit.entity_id for hit in hits if hit.kind == "organisation"]
    relations = queries.relations_of(session, organisations, viewer)
    return [
        Result(
            title=highlighted(hit.title, hit.words),
            url=url_of(hit),
            kind=label_of(hit.kind),
            what=_word(KINDS, hit.kind, hit.subkind),
            state=_word(STATES, hit.kind, hit.state),
            meta=option(hit)[2],
            owner=owners.get(hit.owner_id or 0, ""),
            relation=_relation(hit, relations),
            last_engaged_on=hit.last_engaged_on,
            is_engagement=hit.kind == "engagement",
            is_proposal=hit.kind == "proposal",
            is_met=hit.kind in MET,
        )
        for hit in hits
    ]


def _relation(hit: Hit, relations: dict[int, list[Any]]) -> list[tuple[str, str]]:
    """(what we are to each other, address) for each partnership with an organisation."""
    if hit.kind != "organisation":
        return []
    return [
        (
            f"{each.name} ({choice(each.state)})",
            url_for("partnerships.show_partnership", partnership_id=each.id),
        )
        for each in relations.get(hit.entity_id, [])[:3]
    ]


def _word(members: dict[str, Any], kind: str, value: str) -> str:
    found = members.get(kind)
    if found is None or value not in {member.value for member in found}:
        return ""
    return "" if value == Standing.NORMAL else choice(found(value))


def highlighted(title: str, words: Sequence[str]) -> Markup:
    """The title with every word that matched set in ``mark``."""
    parts = []
    for part in title.split(" "):
        folded = fold(part)
        hit = folded and any(folded.startswith(word) or word.startswith(folded) for word in words)
        parts.append(Markup("<mark>{}</mark>").format(part) if hit else escape(part))
    return Markup(" ").join(parts)


def facets(result: SearchResult, chosen: dict[str, str], areas: Sequence[FocusArea]) -> list[Facet]:
    """Kind, country, state and focus area with their counts, in words."""
    names = {str(area.id): localised(area) for area in areas}
    labels = {
        "kind": (_("Kind"), label_of),
        "country": (_("Country"), country_name),
        "state": (_("State"), _state_label),
        "focus_area": (_("Focus area"), lambda value: names.get(value, "")),
    }
    shown = []
    for name, (label, word) in labels.items():
        values = [
            (each.value, word(each.value), each.count, chosen.get(name) == each.value)
            for each in result.facets.get(name, [])
            if each.value and word(each.value)
        ]
        if values:
            shown.append(Facet(name, label, _sorted(values)))
    return shown


def _sorted(values: list[tuple[str, str, int, bool]]) -> list[tuple[str, str, int, bool]]:
    return sorted(values, key=lambda value: (-value[2], value[1]))[:20]


def _state_label(value: str) -> str:
    """A normal standing is no news, so it is no way to narrow the result either."""
    for members in (PartnershipState, EngagementState, ProposalState, Standing, StrategyState):
        if value in {member.value for member in members}:
            return "" if value == Standing.NORMAL else choice(members(value))
    return value


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


__all__ = [
    "SEARCHED", "SUGGESTED", "Facet", "FacetValue", "Result", "facets", "highlighted", "present",
    "suggestions", "url_of",
]  # fmt: skip
