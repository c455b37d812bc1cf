"""Partnerships of the four kinds in all states, each with what the gate demands of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.bench_data import names
from app.bench_data.draws import Draws, Weighted
from app.bench_data.organisations import SOURCE, is_sound
from app.bench_data.partnership_kinds import BEFORE, OF_KIND, partner_count, with_stage
from app.bench_data.scales import (
    BUSY_ORGANISATION,
    BUSY_PARTNERSHIP,
    FIRST,
    TODAY,
    filled_on,
    moment,
)
from app.bench_data.world import Act, Link, Person, Spec, World
from app.core.db import Visibility
from app.core.permissions import Role
from app.partnerships.models import (
    Contribution,
    EndKind,
    PartnershipKind,
    PartnershipState,
    PoliticalLead,
    Term,
)

S = PartnershipState
KINDS = Weighted(
    {
        PartnershipKind.NETWORK: 25,
        PartnershipKind.CITY_AGREEMENT: 25,
        PartnershipKind.EU_PROJECT: 30,
        PartnershipKind.COOPERATION: 20,
    }
)
STATES = Weighted(
    {
        S.ACTIVE: 68, S.UNDER_REVIEW: 9, S.DORMANT: 6, S.SUSPENDED: 2, S.ENDED: 9, S.PROPOSED: 3,
        S.ASSESSED: 2, S.APPROVED: 1,
    }
)  # fmt: skip
# What leads from the state in which a partnership enters to the one in which it is today.
PATHS: dict[PartnershipState, tuple[str, ...]] = {
    S.ACTIVE: ("activate",),
    S.UNDER_REVIEW: ("activate", "put_under_review"),
    S.DORMANT: ("activate", "make_dormant"),
    S.SUSPENDED: ("activate", "suspend"),
    S.ENDED: ("activate", "end"),
    S.PROPOSED: (),
    S.ASSESSED: ("assess",),
    S.APPROVED: ("assess", "approve"),
}
REASONS = (
    "Owner, goal and decision are in place.",
    "The benefit no longer shows; it is to be justified anew.",
    "What was planned has been done.",
    "Both sides need their people elsewhere this year.",
)
CENT = Decimal("0.01")
# The known officer owns one of so many, so that there is something on that account's page.
OWN_SHARE = 12
OFFICER = 3


def exists(state: PartnershipState) -> bool:
    """Whether the relation was there when its record was made."""
    return state not in BEFORE


def partnership(world: World, number: int) -> Spec:
    """The partnership of this number; ``values`` name its ``kind`` and the ``state`` it is in."""
    draws = Draws(f"partnership {number}")
    is_busy = number == BUSY_PARTNERSHIP
    kind = PartnershipKind.NETWORK if is_busy else KINDS.draw(draws)
    state = S.ACTIVE if is_busy else STATES.draw(draws)
    entered = filled_on(number, world.scale.partnerships) + timedelta(days=7)
    owner = _owner(world, draws, number)
    values = {
        "kind": kind,
        "state": state,
        **_named(draws, kind, number),
        **_people(world, draws, owner),
        **_means(draws),
        **_term(draws, entered),
        **_decision(draws, entered),
        **_serving(world, draws),
        **OF_KIND[kind](draws, number),
        "partners": _partners(world, draws, kind, is_busy),
        "source": SOURCE,
    }
    if kind is PartnershipKind.EU_PROJECT:
        with_stage(draws, values, state, entered)
        share = (values["eu_contribution_eur"] / (len(values["partners"]) + 1)).quantize(CENT)
        for each in values["partners"]:
            each["contribution_eur"] = share
    if draws.chance(0.02) and not is_busy:
        values["visibility"] = Visibility.RESTRICTED
    is_closed = kind is PartnershipKind.EU_PROJECT and state is S.ENDED
    at = moment(entered, 8 + draws.below(8))
    return Spec(number, at, owner.id, values, tuple(_acts(world, draws, state, entered, is_closed)))


def link(spec: Spec) -> Link:
    """The partnership as its engagements see it."""
    state = spec.values["state"]
    ends = [act.at.date() for act in spec.acts if act.verb == "end"]
    since = spec.at.date() if exists(state) else date.max
    return Link(
        since=since,
        until=ends[0] if ends else None,
        organisations=tuple(each["organisation_id"] for each in spec.values["partners"]),
        objectives=tuple(spec.values["objectives"]),
        focus_areas=tuple(spec.values["focus_areas"]),
    )


def _owner(world: World, draws: Draws, number: int) -> Person:
    officers = world.of_role(Role.OFFICER, Role.MANAGER)
    if number % OWN_SHARE == 1:
        return world.people[OFFICER - 1]
    return draws.pick(officers)


def _named(draws: Draws, kind: PartnershipKind, number: int) -> dict[str, Any]:
    place = names.place(number * 7, names.COUNTRY.draw(draws))
    patterns = {
        PartnershipKind.NETWORK: ("{} membership", "Jäsenyys: {}", "Medlemskap i {}"),
        PartnershipKind.CITY_AGREEMENT: (
            "{} city agreement",
            "{}, kaupunkisopimus",
            "{}, stadsavtal",
        ),
        PartnershipKind.EU_PROJECT: ("{} pilots", "{}-hanke", "Projektet {}"),
        PartnershipKind.COOPERATION: ("{} coalition", "{}-yhteistyö", "Samarbetet {}"),
    }
    english, finnish, swedish = (pattern.format(place) for pattern in patterns[kind])
    found = {"name": english}
    if draws.chance(0.6):
        found |= {"name_fi": finnish, "name_sv": swedish}
    if kind is PartnershipKind.EU_PROJECT or draws.chance(0.2):
        found["acronym"] = f"{place[:4].upper()}{number}"
    if draws.chance(0.8):
        found["summary"] = f"What {place} and the city do together, and why it is worth the effort."
    return found


def _people(world: World, draws: Draws, owner: Person) -> dict[str, Any]:
    found: dict[str, Any] = {"owner_id": owner.id, "unit_id": owner.unit_id}
    deputy = draws.pick(world.of_role(Role.OFFICER, Role.MANAGER, Role.CONTRIBUTOR))
    if deputy.id != owner.id and draws.chance(0.7):
        found["deputy_id"] = deputy.id
    found["political_lead"] = draws.pick(list(PoliticalLead))
    if found["political_lead"] is PoliticalLead.DEPUTY_MAYOR:
        found["political_area"] = draws.pick(("Education", "Urban environment", "Culture"))
    if draws.chance(0.1):
        found["for_management_team"] = True
    return found


def _means(draws: Draws) -> dict[str, Any]:
    found: dict[str, Any] = {"cadence_days": draws.pick((30, 60, 90, 120, 180, 365))}
    if draws.chance(0.5):
        found |= {"fee_amount": Decimal(draws.between(500, 40_000)), "fee_currency": "EUR"}
    if draws.chance(0.5):
        found["travel_eur"] = Decimal(draws.between(300, 9_000))
    if draws.chance(0.6):
        found["working_days"] = Decimal(draws.between(2, 120)) / 2
    if draws.chance(0.8):
        found |= {
            "benefit": draws.between(1, 5),
            "benefit_reason": "As the last review found.",
            "offer": draws.between(1, 5),
            "offer_reason": "They ask for what we know.",
        }
    return found


def _term(draws: Draws, entered: date) -> dict[str, Any]:
    signed = entered - timedelta(days=draws.between(30, 4000))
    term = draws.pick(list(Term))
    found: dict[str, Any] = {"term": term}
    if draws.chance(0.8):
        found["signed_on"] = signed
    if term in (Term.FIXED, Term.AUTO_RENEWING):
        found |= {
            "starts_on": signed,
            "ends_on": TODAY + timedelta(days=draws.between(-200, 1200)),
            "notice_months": draws.pick((3, 6, 12)),
        }
    if term is Term.AUTO_RENEWING:
        found["renewal_months"] = draws.pick((12, 24, 36))
    if term is Term.EVERGREEN:
        found |= {"starts_on": signed, "review_cycle_months": 24}
    return found


def _decision(draws: Draws, entered: date) -> dict[str, Any]:
    decided = entered - timedelta(days=draws.between(10, 1500))
    return {
        "decision_body": draws.pick(("City Board", "Mayor", "City Council", "Head of division")),
        "decided_on": decided,
        "case_number": f"HEL {decided.year}-{draws.below(1_000_000):06d}",
        "next_review_on": TODAY + timedelta(days=draws.between(-40, 700)),
    }


def _serving(world: World, draws: Draws) -> dict[str, Any]:
    goals = draws.few(world.goals, draws.between(1, 3))
    return {
        "focus_areas": draws.few(world.focus_areas, draws.between(1, 3)),
        "objectives": draws.few(world.objectives, draws.between(1, 2)),
        "sdgs": draws.few(range(1, 18), draws.below(3)),
        "alignments": [
            {
                "goal_id": goal,
                "contribution": draws.pick(list(Contribution)),
                "rationale": "It brings what the goal asks for: people, methods and money.",
                "expected_benefit": "Two pilots a year.",
                "how_measured": "Pilots taken over by a division.",
            }
            for goal in goals
        ],
    }


def _partners(
    world: World, draws: Draws, kind: PartnershipKind, is_busy: bool
) -> list[dict[str, Any]]:
    if is_busy:
        return [{"organisation_id": BUSY_ORGANISATION}]
    chosen: dict[int, dict[str, Any]] = {}
    wanted = partner_count(draws, kind)
    while len(chosen) < wanted:
        # Small numbers are met more often; the busy organisation has its own engagements only.
        number = 2 + draws.skewed(world.scale.organisations - 1, 1.5)
        if is_sound(number):
            chosen.setdefault(number, {"organisation_id": number})
    return list(chosen.values())


def _acts(
    world: World, draws: Draws, state: PartnershipState, entered: date, is_closed: bool
) -> list[Act]:
    manager = draws.pick(world.of_role(Role.MANAGER)).id
    day, acts = entered + timedelta(days=draws.between(1, 7)), []
    # A closed project is never active again; it only ends.
    path = PATHS[state] if not is_closed else PATHS[state][-1:]
    for place, verb in enumerate(path):
        if place:
            day = draws.day(max(day, FIRST) + timedelta(days=200), TODAY - timedelta(days=20))
        reason = REASONS[place if verb != "end" else 2]
        values: dict[str, Any] = {}
        if verb == "end":
            kind = draws.pick((EndKind.EXPIRED, EndKind.TERMINATED))
            values = {"end_kind": kind, "outcome": "A handbook, and people who know each other."}
        acts.append(Act(verb, moment(day, 10), manager, values, reason))
    return acts
