"""Instruments, files, fees, seats and obligations: all that hangs on partnerships, in one read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, undefer

from app.partnerships.models import (
    Instrument,
    MembershipFee,
    NetworkSeat,
    Obligation,
    PartnershipDocument,
    ProjectStageEntry,
    ReportingDate,
)


@dataclass
class Papers:
    """What hangs on one partnership: instruments newest first, fees by year downwards, seats by
    body, obligations by their day (open ones first), reports of a project by their day, its
    stages and the files in the order they came.
    """

    instruments: list[Any] = field(default_factory=list)
    documents: list[Any] = field(default_factory=list)
    fees: list[Any] = field(default_factory=list)
    seats: list[Any] = field(default_factory=list)
    obligations: list[Any] = field(default_factory=list)
    stages: list[Any] = field(default_factory=list)
    reports: list[Any] = field(default_factory=list)

    def documents_of(self, record: Any) -> list[Any]:
        """The files of an instrument or an obligation; with None, those of neither."""
        if isinstance(record, Instrument):
            return [one for one in self.documents if one.instrument_id == record.id]
        if isinstance(record, Obligation):
            return [one for one in self.documents if one.obligation_id == record.id]
        return [one for one in self.documents if not one.instrument_id and not one.obligation_id]


KINDS: dict[str, tuple[Any, Any]] = {
    "instruments": (Instrument, Instrument.partnership_id),
    "documents": (PartnershipDocument, PartnershipDocument.partnership_id),
    "fees": (MembershipFee, MembershipFee.membership_id),
    "seats": (NetworkSeat, NetworkSeat.membership_id),
    "obligations": (Obligation, Obligation.partnership_id),
    "stages": (ProjectStageEntry, ProjectStageEntry.project_id),
    "reports": (ReportingDate, ReportingDate.project_id),
}
# What is shown of a record besides itself.
RELATED: dict[str, Any] = {
    "documents": PartnershipDocument.attachment,
    "seats": NetworkSeat.holder,
    "obligations": Obligation.responsible,
}
HANDED_OVER: dict[str, Any] = {
    "seats": NetworkSeat.giver_name,
    "obligations": Obligation.giver_name,
}


def papers_of(session: Session, partnership_id: int) -> Papers:
    """All that hangs on one partnership, in one statement whatever there is."""
    found = session.execute(_of_one(), {"partnership_id": partnership_id})
    return _gathered(found, KINDS).get(partnership_id, Papers())


def read_papers(
    session: Session, conditions: Mapping[str, sa.ColumnElement[bool]]
) -> dict[int, Papers]:
    """What meets the condition of its kind, by the number of its partnership; in one statement."""
    return _gathered(session.execute(_meeting(conditions)), conditions)


# Asked by every page of a partnership, so it is put together once.
@cache
def _of_one() -> sa.Select[Any]:
    number: Any = sa.bindparam("partnership_id")
    return _meeting({name: key == number for name, (_model, key) in KINDS.items()})


def _meeting(conditions: Mapping[str, sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """A list of (kind, number) joined with each table, so that every row holds one record.

    Seven selects would cost seven statements, and seven joins would multiply the rows.
    """
    numbers = sa.union_all(
        *(
            sa.select(sa.literal(name).label("kind"), KINDS[name][0].id.label("id")).where(asked)
            for name, asked in conditions.items()
        )
    ).subquery()
    kinds = {name: KINDS[name] for name in conditions}
    found: Any = sa.select(*(model for model, _key in kinds.values())).select_from(numbers)
    for name, (model, _key) in kinds.items():
        found = found.outerjoin(model, sa.and_(numbers.c.kind == name, numbers.c.id == model.id))
    for name, relation in RELATED.items():
        if name in kinds:
            other = aliased(relation.property.mapper.class_)
            found = found.outerjoin(relation.of_type(other)).options(
                contains_eager(relation.of_type(other))
            )
    told = (undefer(each) for name, each in HANDED_OVER.items() if name in kinds)
    whole: sa.Select[Any] = found.options(*told)
    return whole


def _gathered(rows: Iterable[Any], kinds: Iterable[str]) -> dict[int, Papers]:
    """The records of such rows by their partnership; ``kinds`` in the order of the conditions."""
    papers: dict[int, Papers] = {}
    for row in rows:
        for name, record in zip(kinds, row, strict=True):
            if record is not None:
                _model, key = KINDS[name]
                under = papers.setdefault(getattr(record, key.key), Papers())
                getattr(under, name).append(record)
    return {number: _sorted(each) for number, each in papers.items()}


def _sorted(papers: Papers) -> Papers:
    papers.instruments.sort(key=lambda one: (str(one.signed_on or one.starts_on or ""), one.id))
    papers.instruments.reverse()
    papers.documents.sort(key=lambda one: one.id)
    papers.stages.sort(key=lambda one: one.id)
    papers.reports.sort(key=lambda one: (one.due_on, one.id))
    papers.fees.sort(key=lambda one: -one.year)
    papers.seats.sort(
        key=lambda one: (one.to_on is not None, one.body.casefold(), str(one.from_on), one.id)
    )
    papers.obligations.sort(
        key=lambda one: (
            one.fulfilled_on is not None,
            one.due_on.toordinal() * (-1 if one.fulfilled_on else 1),
            one.id,
        )
    )
    return papers
