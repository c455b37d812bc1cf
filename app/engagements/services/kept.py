"""The last-engaged dates kept on organisations, contacts and partnerships, and in the index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.core import clock, hooks
from app.core.db import Visibility
from app.core.search import documents
from app.core.search.models import SearchDocument
from app.engagements import search
from app.engagements.models import Engagement, EngagementState
from app.engagements.queries import engagements_with, kept
from app.organisations.models import Contact, Organisation
from app.partnerships.models import Partnership

DOCUMENT: Any = SearchDocument.__table__
# Table, the class it is loaded as, the computed date; the table's name is the search kind as well.
KEPT: tuple[tuple[Any, type[Any], Any], ...] = (
    (kept.ORGANISATION, Organisation, kept.last_with_organisation),
    (kept.CONTACT, Contact, kept.last_with_contact),
    (kept.PARTNERSHIP, Partnership, kept.last_in_partnership),
)


@dataclass(frozen=True)
class Touched:
    """The numbers of what an engagement is about."""

    organisation: frozenset[int]
    contact: frozenset[int]
    partnership: frozenset[int]

    @classmethod
    def by(cls, engagement: Engagement) -> Touched:
        """Organisations and contacts of the engagement must be loaded."""
        number = engagement.partnership_id
        return cls(
            frozenset(organisation.id for organisation in engagement.organisations),
            frozenset(link.contact_id for link in engagement.contacts),
            frozenset() if number is None else frozenset({number}),
        )

    def __or__(self, other: Touched) -> Touched:
        return Touched(
            self.organisation | other.organisation,
            self.contact | other.contact,
            self.partnership | other.partnership,
        )

    def ids(self, table: Any) -> frozenset[int]:
        found: frozenset[int] = getattr(self, table.name)
        return found


def counts(engagement: Engagement) -> bool:
    """Whether an engagement moves the kept dates: held, and not restricted."""
    return (
        engagement.state is EngagementState.HELD
        and engagement.visibility is not Visibility.RESTRICTED
    )


def note(session: Session, engagement: Engagement) -> None:
    """A new held engagement can only make the dates later: no history has to be read."""
    if not counts(engagement):
        return
    day, touched = engagement.starts_on, Touched.by(engagement)
    documents = []
    for table, model, _computed in KEPT:
        if ids := sorted(touched.ids(table)):
            session.execute(
                sa.update(table)
                .where(table.c.id.in_(ids), _is_earlier(table, day))
                .values(_only(table, day))
            )
            _expire(session, model, ids)
            documents.append(sa.and_(DOCUMENT.c.kind == table.name, DOCUMENT.c.entity_id.in_(ids)))
    session.execute(
        sa.update(DOCUMENT)
        .where(sa.or_(*documents), _is_earlier(DOCUMENT, day))
        .values(last_engaged_on=day)
    )


def refresh(session: Session, touched: Touched) -> None:
    """Compute the dates of what an engagement is or was about from the log again."""
    today = clock.today()
    for table, model, computed in KEPT:
        if ids := sorted(touched.ids(table)):
            session.execute(
                sa.update(table).where(table.c.id.in_(ids)).values(_only(table, computed(today)))
            )
            session.execute(
                sa.update(DOCUMENT)
                .where(DOCUMENT.c.kind == table.name, DOCUMENT.c.entity_id.in_(ids))
                .values(last_engaged_on=kept.stored_day(table))
            )
            _expire(session, model, ids)


def rebuild_kept(session: Session) -> int:
    """Compute every kept date from the log; how many records were wrong."""
    today = clock.today()
    wrong = len(kept.kept_differences(session, today))
    connection = session.connection()
    for table, model, computed in KEPT:
        differs = table.c.last_engaged_on.is_distinct_from(computed(today))
        connection.execute(sa.update(table).where(differs).values(_only(table, computed(today))))
        connection.execute(
            sa.update(DOCUMENT)
            .where(DOCUMENT.c.kind == table.name)
            .where(DOCUMENT.c.last_engaged_on.is_distinct_from(kept.stored_day(table)))
            .values(last_engaged_on=kept.stored_day(table))
        )
        for record in [r for r in session if isinstance(r, model)]:
            session.expire(record, ["last_engaged_on"])
    return wrong


def merged(session: Session, kind: str, ids: Sequence[int]) -> None:
    """Engagements of these have moved from one to the other: dates follow. So do their texts, since
    both organisations have changed."""
    numbers = frozenset(ids)
    nobody: frozenset[int] = frozenset()
    if kind == "organisation":
        refresh(session, Touched(numbers, nobody, nobody))
    else:
        refresh(session, Touched(nobody, numbers, nobody))


def organisation_changed(session: Session, organisation_id: int) -> None:
    """Engagements are found by the name and the country of whom was met."""
    documents.put_many(
        session, map(search.to_document, engagements_with(session, [organisation_id]))
    )


hooks.merged.append(merged)
hooks.organisation_changed.append(organisation_changed)


def wrong_dates(session: Session) -> list[str]:
    """A line for each record whose kept date is not what the log says."""
    return [
        f"{kind} {number}: the last engagement is not what the log says; run flask rebuild-kept"
        for kind, number in kept.kept_differences(session, clock.today())
    ]


hooks.rule_checks.append(wrong_dates)


def _only(table: Any, day: Any) -> dict[str, Any]:
    """A kept date is no edit: the moment of the last change stays as it is."""
    return {"last_engaged_on": day, "updated_at": table.c.updated_at}


def _is_earlier(table: Any, day: date) -> Any:
    stored = table.c.last_engaged_on
    return sa.or_(stored.is_(None), stored < day)


def _expire(session: Session, model: type[Any], ids: Collection[int]) -> None:
    for number in ids:
        record = session.identity_map.get(identity_key(model, number))
        if record is not None:
            session.expire(record, ["last_engaged_on"])
