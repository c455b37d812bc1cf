"""The consortium of an EU project, edited as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.records import Values, assign, raise_version
from app.partnerships import queries
from app.partnerships.services.amounts import demand_possible
from app.partnerships.services.create import ROLE
from app.partnerships.services.parts import new_partners
from app.partnerships.services.settle import verb

ROW_FIELDS = frozenset({"role", "country", "cost_eur", "contribution_eur", "note"})


def save_consortium(
    session: Session,
    project: Any,
    rows: Mapping[int, Values],
    added: Sequence[int] = (),
    *,
    actor: Actor,
) -> None:
    """Save many partners in one act.

    ``rows`` maps a partner's number to its ``role``, ``country``, ``cost_eur``,
    ``contribution_eur``, ``note`` and ``position``; a row with ``remove`` leaves. ``added`` are
    numbers of organisations that come in at the end. Partners that are not in ``rows`` stay as
    they are. Raises Refused where the amounts are impossible, or an active one keeps no partner.
    """
    project = queries.reload(session, project.id)
    present = {partner.organisation_id for partner in project.partners}
    new = [{"organisation_id": number} for number in dict.fromkeys(added) if number not in present]
    with verb(session, project, actor, "partnership.consortium", demand=demand_possible):
        kept = [p for p in project.partners if not rows.get(p.id, {}).get("remove")]
        for partner in kept:
            values = rows.get(partner.id, {})
            assign(partner, {k: v for k, v in values.items() if k in ROW_FIELDS}, ROW_FIELDS)
        ordered = _in_order(project.partners, kept, rows)
        for place, partner in enumerate(ordered):
            if partner.position != place:
                partner.position = place
        joined = new_partners(session, new, ROLE[project.kind], len(ordered))
        project.partners = ordered + joined
        raise_version(project)


def _in_order(before: Sequence[Any], kept: Sequence[Any], rows: Mapping[int, Values]) -> list[Any]:
    """The partners by the places typed; whoever was moved to a place that is taken comes before
    its holder on the way up, and after it on the way down.
    """
    places = {partner.id: place for place, partner in enumerate(before, 1)}

    def key(partner: Any) -> tuple[int, int, int]:
        old = places[partner.id]
        typed = rows.get(partner.id, {}).get("position") or old
        return typed, (typed > old) - (typed < old), old

    return sorted(kept, key=key)
