"""Selects for duplicates and merges: pairs, likenesses, what hangs on a record by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.core.permissions import Viewer
from app.core.records import get_one
from app.core.search.models import SearchDocument
from app.organisations import rules
from app.organisations.models import (
    Affiliation,
    Contact,
    DuplicatePair,
    Merge,
    Organisation,
    OrganisationAlias,
)
from app.organisations.queries.contacts import contact_is_visible

MODELS: dict[str, Any] = {rules.ORGANISATION: Organisation, rules.CONTACT: Contact}


def organisation_likenesses(session: Session) -> Iterator[rules.Likeness]:
    """Every organisation that may be one of two."""
    aliases: dict[int, list[str]] = {}
    for number, name in session.execute(
        sa.select(OrganisationAlias.organisation_id, OrganisationAlias.name)
    ):
        aliases.setdefault(number, []).append(name)
    one = Organisation
    columns = (one.id, one.kind, one.country, one.name, one.name_en, one.name_fi, one.name_sv,
               one.website)  # fmt: skip
    for row in session.execute(sa.select(*columns).where(one.archived_at.is_(None))):
        names = (row.name, row.name_en, row.name_fi, row.name_sv, *aliases.get(row.id, ()))
        host = rules.host_of(row.website)
        yield rules.Likeness(
            id=row.id,
            group=row.kind,
            country=row.country or "",
            names=tuple(name for name in names if name),
            marks=((rules.Reason.WEBSITE, host),) if host else (),
            is_city=row.kind == "city",
        )


def contact_likenesses(session: Session) -> Iterator[rules.Likeness]:
    """Every contact that may be one of two; where they work stands for their country."""
    work = Affiliation.organisation_id.label("work")
    found = sa.select(Contact.id, Contact.given_name, Contact.family_name, Contact.email_folded)
    found = found.where(Contact.archived_at.is_(None))
    places: dict[int, str] = {}
    for number, place in session.execute(
        sa.select(Affiliation.contact_id, work).where(Affiliation.ended_on.is_(None))
    ):
        places.setdefault(number, str(place))
    for row in session.execute(found):
        marks = ((rules.Reason.EMAIL, row.email_folded),) if row.email_folded else ()
        yield rules.Likeness(
            id=row.id,
            group="",
            country=places.get(row.id, ""),
            names=(rules.person_key(row.given_name, row.family_name),),
            marks=marks,
        )


def stored_pairs(session: Session, kind: str) -> list[DuplicatePair]:
    """Every pair that is remembered of a kind."""
    return list(session.scalars(sa.select(DuplicatePair).where(DuplicatePair.kind == kind)))


def get_pair(session: Session, pair_id: int, viewer: Viewer) -> DuplicatePair:
    """The pair, as far as the viewer may see both records; NotFound else."""
    for kind in MODELS:
        seen = select_pairs(kind, viewer, None).with_only_columns(DuplicatePair.id)
        found = session.scalar(seen.where(DuplicatePair.id == pair_id))
        if found is not None:
            break
    return get_one(
        session, sa.select(DuplicatePair).where(DuplicatePair.id == (found or 0)), lock=True
    )


def select_pairs(kind: str, viewer: Viewer, apart: bool | None = False) -> sa.Select[Any]:
    """Pairs as rows with both names, of records that nobody has archived or merged meanwhile."""
    model = MODELS[kind]
    first, second = aliased(model), aliased(model)
    columns: list[Any] = [
        DuplicatePair.id, DuplicatePair.kind, DuplicatePair.score, DuplicatePair.reasons,
        DuplicatePair.first_id, DuplicatePair.second_id, DuplicatePair.apart_by_name,
        _name(first, kind).label("first_name"), _name(second, kind).label("second_name"),
    ]  # fmt: skip
    if kind == rules.ORGANISATION:
        columns += [first.kind.label("organisation_kind"), first.country.label("country")]
    found = (
        sa.select(*columns)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.kind == kind)
        .where(first.archived_at.is_(None), second.archived_at.is_(None))
    )
    if kind == rules.CONTACT:
        for side in (DuplicatePair.first_id, DuplicatePair.second_id):
            found = found.where(side.in_(sa.select(Contact.id).where(contact_is_visible(viewer))))
    if apart is not None:
        is_apart = DuplicatePair.apart_at.is_not(None)
        found = found.where(is_apart if apart else ~is_apart)
    return found


def _name(model: Any, kind: str) -> Any:
    if kind == rules.ORGANISATION:
        return model.name
    return sa.func.trim(model.given_name + " " + model.family_name)


def merges_of(session: Session, kind: str, record_id: int) -> list[Merge]:
    """Merges in which this record was kept or went, the newest first."""
    found = sa.select(Merge).where(
        Merge.kind == kind, sa.or_(Merge.kept_id == record_id, Merge.gone_id == record_id)
    )
    return list(session.scalars(found.order_by(Merge.id.desc())))


def get_merge(session: Session, merge_id: int, lock: bool = False) -> Merge:
    """The merge, or NotFound."""
    return get_one(session, sa.select(Merge).where(Merge.id == merge_id), lock=lock)


def titles_of(session: Session, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The titles of records of any kind, in one statement."""
    if not wanted:
        return {}
    by_kind: dict[str, list[int]] = {}
    for kind, number in wanted:
        by_kind.setdefault(kind, []).append(number)
    one = SearchDocument
    within = [sa.and_(one.kind == kind, one.entity_id.in_(ids)) for kind, ids in by_kind.items()]
    found = sa.select(one.kind, one.entity_id, one.title).where(sa.or_(*within))
    return {(kind, number): title for kind, number, title in session.execute(found)}
