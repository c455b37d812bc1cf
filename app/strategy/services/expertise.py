"""Which organisation is expert in which focus area: kept here, searched there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.organisations import queries as organisation_queries
from app.organisations import search as organisation_search
from app.strategy import queries
from app.strategy.models import OrganisationExpertise


def set_expertise(
    session: Session, organisation_id: int, focus_area_ids: Sequence[int], *, actor: Actor
) -> None:
    """Make these the focus areas of the organisation's expertise; NotFound without it."""
    organisation = organisation_queries.get_organisation(session, organisation_id, lock=True)
    rows = {row.focus_area_id: row for row in queries.expertise_rows(session, organisation_id)}
    wanted = set(focus_area_ids)
    if wanted == rows.keys():
        return
    with acting(session, actor, "organisation.expertise"):
        for number in sorted(wanted - rows.keys()):
            added = OrganisationExpertise(organisation_id=organisation_id, focus_area_id=number)
            session.add(added)
        for number in sorted(rows.keys() - wanted):
            session.delete(rows[number])
        # Raises the organisation's version, so that two people changing this notice each other.
        organisation.updated_at = clock.now()
        flag_modified(organisation, "updated_at")
    organisation_search.put_organisations(session, [organisation])


hooks.expertise.append(queries.expertise_ids)
