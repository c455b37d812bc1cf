"""Selects of what needs attention, and of what search results add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, load_only

from app.core.permissions import Viewer
from app.core.records import of_two_kinds
from app.introductions.models import Introduction
from app.introductions.queries import waits_for
from app.knowledge.models import KnowledgeNote
from app.knowledge.queries import notes_to_renew
from app.partnerships.models import (
    IN_EFFECT,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
)
from app.partnerships.queries import visible, waiting_for_owner
from app.partnerships.rules.cadence import USUAL_CADENCE_DAYS
from app.strategy.models import StrategyKind
from app.users.models import User
from app.users.queries import handed_to_count
from app.visits.models import Visit
from app.visits.queries import waiting_for


def names_of_people(session: Session, user_ids: set[int]) -> dict[int, str]:
    """Names of colleagues by number; no statement for nobody."""
    if not user_ids:
        return {}
    found = sa.select(User.id, User.name).where(User.id.in_(user_ids))
    return {number: name for number, name in session.execute(found)}


def relations_of(
    session: Session, organisation_ids: Sequence[int], viewer: Viewer
) -> dict[int, list[Any]]:
    """Our partnerships with each of these organisations: id, name, state and owner, active ones
    first, then others in effect."""
    if not organisation_ids:
        return {}
    state = Partnership.state
    rank = sa.case((state == PartnershipState.ACTIVE, 0), (state.in_(IN_EFFECT), 1), else_=2)
    found = (
        sa.select(
            PartnershipOrganisation.organisation_id,
            Partnership.id,
            Partnership.name,
            Partnership.state,
            User.name.label("owner"),
        )
        .join(Partnership, Partnership.id == PartnershipOrganisation.partnership_id)
        .outerjoin(User, User.id == Partnership.owner_id)
        .where(PartnershipOrganisation.organisation_id.in_(organisation_ids), visible(viewer))
        .order_by(rank, Partnership.name_folded, Partnership.id)
    )
    relations: dict[int, list[Any]] = {}
    for row in session.execute(found):
        relations.setdefault(row.organisation_id, []).append(row)
    return relations


@dataclass(frozen=True)
class Attention:
    """``quiet`` ones, the longest silence first; and what must be justified anew, with what asks
    for it and by when, the soonest first."""

    quiet: list[Partnership]
    to_justify: list[tuple[Partnership, StrategyKind, date | None]]


def needing_attention(
    session: Session, viewer: Viewer, today: date, user_id: int | None, limit: int = 8
) -> Attention:
    """Active partnerships never engaged or silent beyond their cadence (``user_id`` narrows to
    what that person owns or deputises for), and the viewer's own to be justified anew.

    Both in one statement: the home page has none to spare.
    """
    silent = _silent(session, viewer, today, user_id).limit(limit).subquery()
    anew = waiting_for_owner(viewer).limit(limit).subquery()
    no_kind, no_day = sa.cast(sa.null(), sa.String(30)), sa.cast(sa.null(), sa.Date)
    both = sa.union_all(sa.select(anew), sa.select(silent.c.id, no_kind, no_day)).subquery()
    found = session.execute(
        sa.select(Partnership, both.c.kind, both.c.rejustify_by)
        .join(both, both.c.id == Partnership.id)
        .order_by(Partnership.name_folded, Partnership.id)
    ).all()
    quiet = [each for each, kind, _by in found if kind is None]
    asked = [(each, StrategyKind(kind), by) for each, kind, by in found if kind is not None]
    return Attention(
        sorted(quiet, key=lambda each: each.last_engaged_on or date.min),
        sorted(asked, key=lambda row: row[2] or date.max),
    )


def handed_and_introduced(
    session: Session,
    viewer: Viewer,
    limit: int,
    *,
    steers: bool,
    counts: Sequence[sa.Subquery] = (),
) -> tuple[int, list[int], list[Introduction]]:
    """How many records wait for the viewer's acceptance; the numbers of ``counts``, of one row
    each; and open requests for introductions, asked or made by them, the soonest wanted first.

    All in one statement: the home page has none to spare.
    """
    always: Any = sa.select(sa.literal(1).label("row")).subquery()
    for each in counts:
        always = always.join(each, sa.true())
    numbers = [number for each in counts for number in each.c]
    waits = waits_for(viewer, steers=steers)
    found: Sequence[Any] = session.execute(
        sa.select(handed_to_count(viewer.user_id), *numbers, Introduction)
        .select_from(always)
        .outerjoin(Introduction, waits)
        .options(
            joinedload(Introduction.organisation),
            joinedload(Introduction.asker),
            joinedload(Introduction.handler),
        )
        .order_by(Introduction.wanted_by.asc().nulls_last(), Introduction.id)
        .limit(limit)
    ).all()
    requests: list[Introduction | None] = [row[-1] for row in found]
    handed, *counted = (int(number) for number in tuple(found[0])[:-1])
    return handed, counted, [each for each in requests if each is not None]


def visits_and_notes(
    session: Session, viewer: Viewer, today: date, limit: int, *, handles: bool
) -> tuple[list[Visit], list[KnowledgeNote]]:
    """Visits that wait for the viewer, the soonest first; and the viewer's own notes that go out of
    date, the longest first.

    Both in one statement: the home page has none to spare.
    """
    return of_two_kinds(
        session,
        Visit,
        waiting_for(viewer, handles=handles).limit(limit),
        KnowledgeNote,
        notes_to_renew(viewer.user_id, today).limit(limit),
        options=[load_only(KnowledgeNote.title, KnowledgeNote.kind, KnowledgeNote.valid_until)],
        order_by=[Visit.starts_on, Visit.id, KnowledgeNote.valid_until, KnowledgeNote.id],
    )


def _silent(session: Session, viewer: Viewer, today: date, user_id: int | None) -> sa.Select[Any]:
    silent_days = sa.func.coalesce(Partnership.cadence_days, USUAL_CADENCE_DAYS)
    if session.get_bind().dialect.name == "sqlite":
        silence = sa.func.julianday(today.isoformat()) - sa.func.julianday(
            Partnership.last_engaged_on
        )
    else:
        silence = sa.literal(today, sa.Date) - Partnership.last_engaged_on
    found = sa.select(Partnership.id).where(
        Partnership.state == PartnershipState.ACTIVE,
        sa.or_(Partnership.last_engaged_on.is_(None), silence > silent_days),
        visible(viewer),
    )
    if user_id is not None:
        found = found.where(
            sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id)
        )
    return found.order_by(Partnership.last_engaged_on.asc().nulls_first(), Partnership.name_folded)
