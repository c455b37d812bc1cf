"""Making a partnership: proposed, or under review where the relation exists already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.i18n import _
from app.core.numbers import next_number
from app.core.records import Values
from app.core.search import documents
from app.partnerships import search
from app.partnerships.models import (
    Participation,
    PartnerRole,
    Partnership,
    PartnershipCounter,
    PartnershipKind,
    PartnershipState,
)
from app.partnerships.services import stages
from app.partnerships.services.alignment import new_alignments
from app.partnerships.services.amounts import demand_possible, demand_whole
from app.partnerships.services.owner_periods import begin_periods
from app.partnerships.services.parts import (
    demand_people,
    first_day,
    new_partners,
    partner_values,
    set_columns,
    set_links,
)

PARTICIPATION: Mapping[PartnershipKind, Participation] = {
    PartnershipKind.NETWORK: Participation.MEMBER,
    PartnershipKind.CITY_AGREEMENT: Participation.PARTNER,
    PartnershipKind.EU_PROJECT: Participation.PARTICIPANT,
    PartnershipKind.COOPERATION: Participation.PARTNER,
}
ROLE: Mapping[PartnershipKind, PartnerRole] = {
    PartnershipKind.NETWORK: PartnerRole.NETWORK,
    PartnershipKind.CITY_AGREEMENT: PartnerRole.PARTNER,
    PartnershipKind.EU_PROJECT: PartnerRole.BENEFICIARY,
    PartnershipKind.COOPERATION: PartnerRole.PARTNER,
}
RELATED = ("partners", "alignments", "focus_areas", "objectives", "sdgs")
# What only its own verbs may set once it is there, by the kind that has it.
BEGINNINGS: Mapping[PartnershipKind, tuple[tuple[str, ...], Callable[..., None]]] = {
    PartnershipKind.EU_PROJECT: (("stage", "stage_since"), stages.begin),
}


def create_partnership(
    session: Session,
    kind: PartnershipKind,
    values: Values,
    *,
    actor: Actor,
    exists: bool = False,
) -> Any:
    """A new partnership with its reference number, such as ``P-2026-0012``.

    ``values`` holds columns of the kind, ``partners`` (numbers, or mappings with ``role``,
    ``country``, ``cost_eur``, ``contribution_eur``, ``note``), ``alignments`` (mappings with
    ``goal_id``, ``rationale`` …) and ids of ``focus_areas``, ``objectives``, ``sdgs``. ``exists``:
    the relation is there, though nobody has justified it yet, so it enters under review instead
    of proposed.
    """
    demand_people(session, values, values.get("unit_id"))
    partnership = _blank(kind, exists)
    with session.begin_nested():
        with acting(session, actor, "partnership.create"):
            first, begin = BEGINNINGS.get(kind, ((), None))
            left_out = {*RELATED, *first}
            set_columns(partnership, {k: v for k, v in values.items() if k not in left_out})
            if begin is not None:
                begin(partnership, values, actor=actor, exists=exists)
            if exists:
                partnership.in_effect_from = first_day(partnership)
            given = partner_values(values.get("partners", ()))
            if kind is PartnershipKind.NETWORK:
                # The first one named is the network itself.
                given = [*given[:1], *({"role": PartnerRole.PARTNER} | each for each in given[1:])]
            partnership.partners = new_partners(session, given, ROLE[kind])
            partnership.alignments = new_alignments(session, values.get("alignments", ()))
            links = {name: values.get(name, ()) for name in ("focus_areas", "objectives", "sdgs")}
            set_links(session, partnership, links)
            year = clock.today().year
            partnership.reference = f"P-{year}-{next_number(session, PartnershipCounter, year):04d}"
            session.add(partnership)
        demand_possible(partnership)
        demand_whole(partnership, values)
        begin_periods(session, [partnership.id], partnership.owner_id, actor=actor, reason="")
        documents.put(session, search.to_document(partnership, titles=""))
    return partnership


def _blank(kind: PartnershipKind, exists: bool) -> Any:
    model = sa.inspect(Partnership).polymorphic_map[kind].class_
    return model(
        kind=kind,
        participation=PARTICIPATION[kind],
        state=PartnershipState.UNDER_REVIEW if exists else PartnershipState.PROPOSED,
        state_since=clock.today(),
        state_reason=_("The relation exists and is still to be justified.") if exists else "",
    )
