"""Partnerships of every kind, with what the gate demands where it is asked for."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from app.core.audit import SYSTEM
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import PartnershipKind, ProjectStage
from app.strategy.models import Goal
from app.users.models import User
from tests.factories.organisations import make_organisation
from tests.factories.strategy import make_goal
from tests.factories.users import make_user

_numbers = count(1)
GATE: dict[str, Any] = {
    "decision_body": "City Board",
    "decided_on": date(2024, 3, 4),
    "next_review_on": date(2027, 3, 31),
}

OF_KIND: dict[PartnershipKind, dict[str, Any]] = {
    PartnershipKind.CITY_AGREEMENT: {"common_operations": "A joint winter maintenance pilot"},
    PartnershipKind.EU_PROJECT: {"stage": ProjectStage.RUNNING},
}


def make_partnership(
    session: Session,
    kind: PartnershipKind = PartnershipKind.NETWORK,
    *,
    exists: bool = False,
    **values: Any,
) -> Any:
    """A proposed partnership with one partner; under review with ``exists=True``."""
    given = {"name": f"Partnership {next(_numbers)}", **values}
    if "partners" not in given:
        given["partners"] = [make_organisation(session, name=f"Partner {next(_numbers)}").id]
    return services.create_partnership(session, kind, given, actor=SYSTEM, exists=exists)


def make_ready_partnership(
    session: Session,
    kind: PartnershipKind = PartnershipKind.NETWORK,
    *,
    owner: User | None = None,
    goal: Goal | None = None,
    **values: Any,
) -> Any:
    """Under review, with everything the gate demands."""
    owner = owner or make_user(session)
    given = {
        "owner_id": owner.id,
        "unit_id": owner.unit_id,
        "alignments": [align_to(goal or make_goal(session))],
        **GATE,
        **OF_KIND.get(kind, {}),
        **values,
    }
    return make_partnership(session, kind, exists=True, **given)


def make_active_partnership(
    session: Session, kind: PartnershipKind = PartnershipKind.NETWORK, **values: Any
) -> Any:
    """Active, through the gate, read anew with all that its page shows."""
    partnership = make_ready_partnership(session, kind, **values)
    services.activate(session, partnership, "It is justified.", actor=SYSTEM)
    return queries.reload(session, partnership.id)


def align_to(goal: Goal) -> dict[str, Any]:
    """An alignment to ``goal`` with a rationale, as ``create_partnership`` takes it."""
    return {"goal_id": goal.id, "rationale": "It brings what the goal asks for."}
