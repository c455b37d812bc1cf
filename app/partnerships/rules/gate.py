"""What a partnership must satisfy: pure questions about loaded records, no database.

The gate follows the product description, section 3, and roadmap 2019, section 2.2: every
membership has a clear owner and serves the strategy, and a city agreement needs an explicit goal or
concrete common work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.core.db import Visibility
from app.core.errors import Gap
from app.core.i18n import _l
from app.core.permissions import Viewer
from app.organisations.models import Standing
from app.partnerships.models import PartnerRole, PartnershipKind
from app.partnerships.rules.stages import OVER, UNDER_GRANT
from app.strategy.models import StrategyKind, StrategyState


@dataclass(frozen=True)
class Check(Gap):
    """A gap with a word on how to close it."""

    help: Any = ""


def serves_strategy(alignment: Any) -> bool:
    """Whether an alignment counts: a goal of the city strategy in force, with a rationale."""
    strategy = alignment.goal.strategy
    return (
        alignment.lapsed_on is None
        and strategy.kind == StrategyKind.CITY_STRATEGY
        and strategy.state == StrategyState.IN_FORCE
        and bool(alignment.rationale.strip())
    )


def _owner(partnership: Any, _today: date) -> Check:
    owner = partnership.owner
    return Check(
        "owner",
        _l("One accountable owner who is an active user"),
        "owner_id",
        owner is not None and owner.is_active,
        _l("Choose the person who answers for it."),
    )


def _goal(partnership: Any, _today: date) -> Check:
    return Check(
        "goal",
        _l("At least one goal of the city strategy in force, with a rationale"),
        "goals",
        any(serves_strategy(alignment) for alignment in partnership.alignments),
        _l("Tie it to a goal and write why it serves that goal."),
    )


def _decision(partnership: Any, today: date) -> Check:
    is_met = (
        bool(partnership.decision_body.strip())
        and partnership.decided_on is not None
        and partnership.decided_on <= today
    )
    return Check(
        "decision",
        _l("A decision, with who decided and when"),
        "decided_on" if partnership.decision_body.strip() else "decision_body",
        is_met,
        _l("Record the body and the date; the date may not lie ahead."),
    )


def _next_review(partnership: Any, _today: date) -> Check:
    return Check(
        "next_review",
        _l("A date for the next review"),
        "next_review_on",
        partnership.next_review_on is not None,
        _l("Say when it will be looked at again."),
    )


def _signature(partnership: Any, today: date) -> Check:
    return Check(
        "signature",
        _l("No signature in the future"),
        "signed_on",
        all(
            signed_on is None or signed_on <= today
            for signed_on in (partnership.signed_on, partnership.last_signature_on)
        ),
        _l("An agreement that is still to be signed cannot be active."),
    )


def _partners(partnership: Any, _today: date) -> Check:
    partners = partnership.partners
    # Societies and schools keep an agreement alive, but it is not with them.
    counterparts = [p for p in partners if p.role != PartnerRole.CIVIC_PARTNER]
    return Check(
        "partners",
        _l("A partner, and every partner in normal standing"),
        "organisation_ids",
        bool(counterparts) and all(p.organisation.standing == Standing.NORMAL for p in partners),
        _l("Add the partner; one under caution or suspended must be cleared first."),
    )


def _written_purpose(partnership: Any, _today: date) -> Check:
    return Check(
        "purpose",
        _l("An explicit strategic goal or concrete common operations, in writing"),
        "strategic_goal_stated",
        bool(partnership.strategic_goal_stated.strip() or partnership.common_operations.strip()),
        _l("The roadmap demands it of every agreement with a city."),
    )


def _grant(project: Any, _today: date) -> Check:
    return Check(
        "grant",
        _l("A grant: the project is granted or running"),
        "stage",
        project.stage in UNDER_GRANT,
        _l("A bid is proposed, assessed or approved; it is active once it is granted."),
    )


def _framework(partnership: Any, _today: date) -> Check:
    return Check(
        "framework",
        _l("Objectives or focus areas of the framework in force, in place of the former"),
        "objectives",
        partnership.framework_lapsed_on is None,
        _l("Choose anew what it works on, or write why nothing of the framework applies."),
    )


CODES = (
    "owner",
    "goal",
    "decision",
    "next_review",
    "signature",
    "partners",
    "purpose",
    "framework",
    "grant",
)
Demand = Callable[[Any, date], Check]

COMMON: tuple[Demand, ...] = (_owner, _goal, _decision, _next_review, _signature, _partners)
OF_KIND: dict[PartnershipKind, tuple[Demand, ...]] = {
    PartnershipKind.CITY_AGREEMENT: (_written_purpose,),
    PartnershipKind.EU_PROJECT: (_grant,),
}


def checklist(partnership: Any, today: date) -> list[Check]:
    """Everything the gate demands of this partnership, met or not.

    Owner, partners with their organisations, alignments with goals and strategies, and the day of
    the last signature are loaded.
    """
    demands = COMMON + OF_KIND.get(partnership.kind, ())
    if partnership.framework_lapsed_on is not None:
        # Asked only of those that a new framework has put in doubt.
        demands = (*demands, _framework)
    return [demand(partnership, today) for demand in demands]


def activation_gaps(partnership: Any, today: date) -> list[Check]:
    """What is missing before this partnership may be active; empty when nothing is."""
    return [check for check in checklist(partnership, today) if not check.is_met]


def column_gaps(partnership: Any, today: date) -> list[Check]:
    """Those gaps that its own columns show before anything is written: the database would refuse
    them too, but could not say so to a person.
    """
    owned = replace(_owner(partnership, today), is_met=partnership.owner_id is not None)
    checks = [owned, _decision(partnership, today), _next_review(partnership, today)]
    return [check for check in checks if not check.is_met]


def approval_gaps(partnership: Any, today: date) -> list[Check]:
    """What is missing before it may count as approved: the decision itself."""
    decision = _decision(partnership, today)
    return [] if decision.is_met else [decision]


def ending_gaps(partnership: Any) -> list[Gap]:
    """What is missing before it may end: a project is closed, rejected or withdrawn first."""
    if partnership.kind != PartnershipKind.EU_PROJECT or partnership.stage in OVER:
        return []
    label = _l("The project must be closed, rejected or withdrawn before the partnership ends.")
    return [Gap("stage", label, "stage")]


def may_see(partnership: Any, viewer: Viewer) -> bool:
    """The same answer for one record as ``queries.visible`` gives in SQL."""
    return (
        partnership.visibility != Visibility.RESTRICTED
        or viewer.sees_restricted
        or viewer.user_id in (partnership.owner_id, partnership.deputy_id)
        or (viewer.unit_id is not None and partnership.unit_id == viewer.unit_id)
    )


@dataclass(frozen=True)
class GapGroup:
    """Partnerships that miss the same thing."""

    check: Check
    partnerships: list[Any] = field(default_factory=list)


def group_by_gap(partnerships: Sequence[Any], today: date) -> list[GapGroup]:
    """The gaps of many partnerships, in the order of the gate."""
    groups: dict[str, GapGroup] = {}
    for partnership in partnerships:
        for check in activation_gaps(partnership, today):
            groups.setdefault(check.code, GapGroup(check)).partnerships.append(partnership)
    return [groups[code] for code in CODES if code in groups]
