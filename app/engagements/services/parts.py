"""What an engagement is made of: numbers as entered become records, or a refusal at the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.core.audit import Actor
from app.core.errors import Gap, Refused
from app.core.i18n import _
from app.core.permissions import Viewer
from app.core.records import by_ids
from app.engagements import queries, rules
from app.engagements.models import Engagement, EngagementContact, EngagementResult
from app.organisations import services as organisations
from app.organisations.models import Contact, Organisation
from app.organisations.queries import find_same_contact
from app.partnerships.models import Partnership
from app.strategy.models import FocusArea, Objective
from app.users.models import User

T = TypeVar("T")
Ids = Sequence[int]
FRAME: dict[str, type[Any]] = {"objectives": Objective, "focus_areas": FocusArea}


def found(field: str, ids: Ids, records: Sequence[T]) -> list[T]:
    """The records in the order of their numbers; Refused at ``field`` when one is missing."""
    known = {record.id: record for record in records}  # type: ignore[attr-defined]
    if any(number not in known for number in ids):
        raise Refused(_("Choose again: what was chosen is not there any more."), field=field)
    return [known[number] for number in dict.fromkeys(ids)]


def organisations_of(session: Session, ids: Ids) -> list[Organisation]:
    return found("organisations", ids, by_ids(session, Organisation, ids))


def people_of(session: Session, ids: Ids) -> list[User]:
    """Our people; whoever signed in is loaded already, and most often the only one."""
    known = [session.identity_map.get(identity_key(User, number)) for number in ids]
    present = [user for user in known if isinstance(user, User)]
    others = [number for number in ids if number not in {user.id for user in present}]
    return found("people", ids, [*present, *by_ids(session, User, others)])


def contacts_of(session: Session, ids: Ids, viewer: Viewer) -> list[Contact]:
    """Contacts with their affiliations, as far as the viewer may see them."""
    return found("contacts", ids, queries.contacts_with_affiliations(session, ids, viewer))


def partnership_of(session: Session, number: int | None, viewer: Viewer) -> Partnership | None:
    """The partnership with its frame; Refused when the viewer may not see it."""
    if number is None:
        return None
    return found("partnership_id", [number], queries.find_partnerships(session, [number], viewer))[
        0
    ]


def frame_of(
    session: Session,
    objectives: Ids | None,
    focus_areas: Ids | None,
    partnership: Partnership | None,
) -> tuple[list[Objective], list[FocusArea]]:
    """What was chosen; where nothing was said (None), what the partnership serves.

    The partnership's own are loaded already, so that the usual entry costs no more statements.
    """
    given = queries.frame_of([partnership] if partnership is not None else [])
    if objectives is None and focus_areas is None:
        return given
    return (
        _chosen(session, "objectives", Objective, objectives or (), given[0]),
        _chosen(session, "focus_areas", FocusArea, focus_areas or (), given[1]),
    )


def of_frame(session: Session, field: str, ids: Ids) -> list[Any]:
    """Objectives or focus areas by number."""
    return found(field, ids, by_ids(session, FRAME[field], ids))


def _chosen(session: Session, field: str, model: type[T], ids: Ids, given: Sequence[T]) -> list[T]:
    known = {record.id for record in given}  # type: ignore[attr-defined]
    others = [number for number in ids if number not in known]
    return found(field, ids, [*given, *by_ids(session, model, others)])


def contact_links(
    engagement: Engagement, contacts: Sequence[Contact], is_moved: bool
) -> list[EngagementContact]:
    """A link for each contact, with the affiliation of that day; kept ones stay as they are."""
    met = [organisation.id for organisation in engagement.organisations]
    kept = {link.contact_id: link for link in engagement.contacts}
    links = []
    for contact in contacts:
        link = kept.get(contact.id)
        if link is None or is_moved:
            post = rules.affiliation_on(contact.affiliations, engagement.starts_on, met)
            link = link or EngagementContact(contact_id=contact.id)
            link.affiliation_id = post.id if post is not None else None
        links.append(link)
    return links


def result_rows(engagement: Engagement, kinds: Sequence[Any]) -> list[EngagementResult]:
    """A row for each kind of result; kept ones stay as they are."""
    kept = {result.kind: result for result in engagement.results}
    return [kept.get(kind) or EngagementResult(kind=kind) for kind in dict.fromkeys(kinds)]


def replace(session: Session, present: list[T], wanted: Sequence[T]) -> None:
    """Make a list of parts the wanted one. What goes is deleted by name: an orphan would go too,
    but would leave no trace in the history."""
    for part in [part for part in present if part not in wanted]:
        present.remove(part)
        session.delete(part)
    present.extend(part for part in wanted if part not in present)


def new_organisation(session: Session, values: Mapping[str, Any], actor: Actor) -> Organisation:
    """The organisation that was missing; a refusal points at the fields of its block."""
    try:
        return organisations.create_organisation(session, values, actor=actor)
    except Refused as refused:
        raise _within("new_organisation", refused) from refused


def new_contact(
    session: Session,
    values: Mapping[str, Any],
    organisation: Organisation,
    actor: Actor,
    viewer: Viewer,
) -> Contact:
    """The contact that was missing, working at the organisation met.

    Who is known by the same name and address is taken instead, so that nobody stands twice.
    """
    given_name, family_name = values.get("given_name") or "", values.get("family_name") or ""
    address = values.get("email") or ""
    known = find_same_contact(session, given_name, family_name, address, viewer)
    if known is not None:
        return known
    given = {**values, "organisation_id": organisation.id}
    try:
        return organisations.create_contact(session, given, actor=actor)
    except Refused as refused:
        raise _within("new_contact", refused) from refused


def _within(block: str, refused: Refused) -> Refused:
    first = {"new_organisation": "name", "new_contact": "family_name"}[block]
    gaps = [Gap(gap.code, gap.label, f"{block}_{gap.field}", gap.is_met) for gap in refused.gaps]
    return Refused(refused.message, gaps, field=f"{block}_{refused.field or first}")
