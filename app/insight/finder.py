"""The partner finder: who fits what a division looks for, with every reason spelled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import current_app
from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import _, choice, country_name, ngettext, show_date
from app.core.permissions import Viewer
from app.core.search import query
from app.core.urls import url_for
from app.engagements.models import ResultKind
from app.insight import queries, rules, together
from app.insight.queries.finding import Wanted
from app.insight.rules import Action, Known, Signal, Together
from app.organisations.models import Organisation, Standing
from app.partnerships.queries.overview import networks_in_common

# What counts of the past, and how many are shown.
YEARS = 3
SHOWN, MOST_WORDS = 20, 4
# Networks that a sentence names.
NAMED = 5
SEARCHED = ("organisation", "partnership", "engagement")


@dataclass(frozen=True)
class Wish:
    """What is looked for: numbers of focus areas, countries, kinds of organisations, an action,
    the keywords of a call, a programme and a role in it, and how much each signal counts."""

    action: Action
    weights: Mapping[Signal, int]
    areas: Mapping[int, str] = field(default_factory=dict)
    countries: Sequence[str] = ()
    kinds: Sequence[str] = ()
    words: Sequence[str] = ()
    programme: str = ""
    role: str = ""


@dataclass(frozen=True)
class Reason:
    """One signal in a sentence; ``points`` in per cent of a full one, None if it was not asked
    about and counts for nothing."""

    signal: Signal
    points: int | None
    weight: int
    sentence: str


@dataclass(frozen=True)
class Candidate:
    """An organisation with its rank's reasons; ``partnerships`` are (name, address, owner),
    ``projects`` those of the Union that we were in together."""

    id: int
    name: str
    url: str
    meta: str
    fit: int
    reasons: list[Reason]
    partnerships: list[tuple[str, str, str]]
    warning: str
    projects: list[Together]


def find(session: Session, wish: Wish, viewer: Viewer) -> list[Candidate]:
    """The organisations that fit best, the best first."""
    hits = {word: _search(session, word, viewer) for word in wish.words}
    merged: dict[str, list[int]] | None = None
    if hits:
        merged = {k: [n for each in hits.values() for n in each.get(k, ())] for k in SEARCHED}
    ourselves = str(current_app.jinja_env.globals["city"])
    wanted = Wanted(
        tuple(wish.areas), wish.countries, wish.kinds, merged,
        ourselves=ourselves, programme=wish.programme, role=wish.role,
    )  # fmt: skip
    found = queries.candidates(session, wanted, viewer)
    return _ranked(session, found, wish, hits, viewer)[:SHOWN]


def compare(
    session: Session, numbers: Sequence[int], wish: Wish, viewer: Viewer
) -> list[Candidate]:
    """These organisations, weighed by the same wish, in the order given."""
    hits = {word: _search(session, word, viewer) for word in wish.words}
    found = queries.candidates(session, Wanted(numbers=numbers), viewer)
    ranked = {each.id: each for each in _ranked(session, found, wish, hits, viewer)}
    return [ranked[number] for number in numbers if number in ranked]


def _search(session: Session, word: str, viewer: Viewer) -> dict[str, list[int]]:
    return query.search(session, word, viewer, kinds=SEARCHED, limit=1).numbers


def _ranked(
    session: Session,
    found: Sequence[Organisation],
    wish: Wish,
    hits: Mapping[str, dict[str, list[int]]],
    viewer: Viewer,
) -> list[Candidate]:
    numbers = [organisation.id for organisation in found]
    if not numbers:
        return []
    known = _known(session, found, wish, hits, viewer)
    ours: dict[int, list[tuple[str, str, str]]] = {}
    for row in queries.partnerships_with(session, numbers, viewer):
        url = url_for("partnerships.show_partnership", partnership_id=row.id)
        named = f"{row.name} ({choice(row.state)})"
        ours.setdefault(row.organisation_id, []).append((named, url, row.owner or ""))
    everyone = [_candidate(each, known[each.id], wish, ours.get(each.id, [])) for each in found]
    return sorted(everyone, key=lambda each: (-each.fit, each.name.casefold(), each.id))


def _known(
    session: Session,
    found: Sequence[Organisation],
    wish: Wish,
    hits: Mapping[str, dict[str, list[int]]],
    viewer: Viewer,
) -> dict[int, Known]:
    numbers = [organisation.id for organisation in found]
    since = clock.today() - timedelta(days=365 * YEARS)
    known = {each.id: Known(last_engaged_on=each.last_engaged_on) for each in found}
    for number, area in queries.served_areas(session, numbers, tuple(wish.areas), viewer):
        known[number].focus_areas.add(area)
    for word, each in hits.items():
        for number in queries.bearers(session, numbers, each):
            known[number].words.add(word)
    for number, programme, role, *project in queries.projects_of(session, numbers, viewer):
        known[number].projects.append(Together(programme, role, *project))
    for number, kind, count in queries.results_of(session, numbers, since, viewer):
        known[number].results[kind] = count
    for number, *tiers in queries.tiers_of(session, numbers, since, viewer):
        levels = [tier for tier in (known[number].tier, *tiers) if tier is not None]
        known[number].tier = max(levels, key=rules.TIERS.__getitem__, default=None)
    for number, networks in networks_in_common(session, numbers, viewer).items():
        known[number].networks = [network.name for network in networks]
    return known


def _candidate(
    organisation: Organisation, known: Known, wish: Wish, ours: list[tuple[str, str, str]]
) -> Candidate:
    given = rules.points(known, wish.action, set(wish.areas), set(wish.words), clock.today())
    sentences = _sentences(known, wish)
    return Candidate(
        id=organisation.id,
        name=organisation.name,
        url=url_for("organisations.show_organisation", organisation_id=organisation.id),
        meta=" · ".join(
            part
            for part in (
                choice(organisation.kind),
                organisation.city,
                country_name(organisation.country) if organisation.country else "",
            )
            if part
        ),
        fit=rules.fit(given, wish.weights),
        reasons=[
            Reason(
                signal,
                round(100 * given[signal]) if signal in given else None,
                wish.weights[signal],
                sentences[signal],
            )
            for signal in Signal
        ],
        partnerships=ours,
        warning=organisation.standing_reason if organisation.standing is Standing.CAUTION else "",
        projects=known.projects,
    )


def _sentences(known: Known, wish: Wish) -> dict[Signal, str]:
    return {
        Signal.FOCUS: _focus(known, wish),
        Signal.WORDS: _words(known, wish),
        Signal.PROJECTS: together.sentence(known.projects),
        Signal.RESULTS: _results(known.results, wish.action),
        Signal.RELATION: _relation(known),
        Signal.NETWORKS: _networks(known.networks),
    }


def _focus(known: Known, wish: Wish) -> str:
    if not wish.areas:
        return _("No focus area was asked for.")
    shared = [name for number, name in wish.areas.items() if number in known.focus_areas]
    if not shared:
        return _("None of the focus areas asked for.")
    return _(
        "%(num)s of %(all)s focus areas: %(names)s.",
        num=len(shared),
        all=len(wish.areas),
        names=", ".join(shared),
    )


def _words(known: Known, wish: Wish) -> str:
    if not wish.words:
        return _("No keywords were asked for.")
    borne = [word for word in wish.words if word in known.words]
    if not borne:
        return _("None of the keywords stands in its records.")
    return _("In its records: %(words)s.", words=", ".join(borne))


def _results(results: Mapping[ResultKind, int], action: Action) -> str:
    wanted = ", ".join(
        f"{choice(kind)} {results[kind]}" for kind in rules.WANTED[action] if results.get(kind)
    )
    if not wanted:
        return _("No result of this kind in three years.")
    return _("Results of engagements in three years: %(results)s.", results=wanted)


def _relation(known: Known) -> str:
    if known.last_engaged_on is None:
        return _("We have not met yet.")
    day = show_date(known.last_engaged_on)
    if known.tier is None:
        return _("Last met on %(day)s.", day=day)
    return _("Last met on %(day)s; highest level: %(tier)s.", day=day, tier=choice(known.tier))


def _networks(networks: Sequence[str]) -> str:
    if not networks:
        return _("No network shared, as far as lists of members are known.")
    return ngettext(
        "%(num)s network shared: %(names)s",
        "%(num)s networks shared: %(names)s",
        len(networks),
        names=", ".join(networks[:NAMED]) + (" …" if len(networks) > NAMED else ""),
    )
