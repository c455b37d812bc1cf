"""Adding, editing, archiving and judging organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.records import Values, assign, raise_version
from app.core.search.fold import fold
from app.organisations import queries, rules, search
from app.organisations.models import AliasKind, Organisation, OrganisationAlias, Standing

EVIDENCE = frozenset(
    {"source", "evidence_on", "verified_on", "verified_by_name", "is_demonstration"}
)
EDITABLE = EVIDENCE | {
    "kind", "name", "name_en", "name_fi", "name_sv", "acronym", "country", "city", "latitude",
    "longitude", "website", "pic", "vat", "ror", "wikidata", "parent_id", "description",
    "peer_from", "peer_to", "influencer_from", "influencer_to",
}  # fmt: skip
NAMES = frozenset({"name", "aliases"})

Alias = tuple[str, AliasKind]


def create_organisation(session: Session, values: Values, *, actor: Actor) -> Organisation:
    """A new organisation; ``values`` needs ``kind`` and ``name``.

    ``aliases`` is a list of (name, ``AliasKind``). Refused names the field that is wrong; an
    identifier in use breaks its unique constraint.
    """
    organisation = Organisation(aliases=[])
    _write(session, organisation, values)
    with acting(session, actor, "organisation.create"):
        session.add(organisation)
    search.put_organisations(session, [organisation])
    return organisation


def update_organisation(
    session: Session, organisation: Organisation, values: Values, *, actor: Actor
) -> Organisation:
    """Change what ``values`` names; search entries that show the name or country follow."""
    told = organisation.name, organisation.country
    with acting(session, actor, "organisation.update"):
        _write(session, organisation, values)
    search.put_organisations(session, [organisation])
    if (organisation.name, organisation.country) != told:
        search.put_contacts(session, queries.contacts_at(session, organisation.id))
        for changed in hooks.organisation_changed:
            changed(session, organisation.id)
    return organisation


def verify_organisation(
    session: Session, organisation: Organisation, *, actor: Actor
) -> Organisation:
    """The actor has checked the record against its source, today."""
    with acting(session, actor, "organisation.verify"):
        organisation.verified_on = clock.today()
        organisation.verified_by_name = actor.name
    return organisation


def archive_organisation(
    session: Session, organisation: Organisation, *, actor: Actor
) -> Organisation:
    """Take it out of lists and pickers; history and links stay."""
    with acting(session, actor, "organisation.archive"):
        organisation.archived_at = organisation.archived_at or clock.now()
    search.put_organisations(session, [organisation])
    return organisation


def restore_organisation(
    session: Session, organisation: Organisation, *, actor: Actor
) -> Organisation:
    """Bring an archived organisation back."""
    rules.check_not_merged(organisation)
    with acting(session, actor, "organisation.restore"):
        organisation.archived_at = None
    search.put_organisations(session, [organisation])
    return organisation


def hold_to_judge(session: Session, organisation_id: int) -> Organisation:
    """The organisation for `set_standing`, held after all that has to answer for its standing."""
    for hold in hooks.before_standing:
        hold(session, organisation_id)
    return queries.get_organisation(session, organisation_id, lock=True)


def set_standing(
    session: Session, organisation: Organisation, standing: Standing, reason: str, *, actor: Actor
) -> Organisation:
    """May we go on with this partner? Anything but yes reaches its partnerships at once.

    Where others write meanwhile, ``organisation`` comes from `hold_to_judge`.
    """
    rules.check_standing(standing, reason)
    before = organisation.standing
    with acting(session, actor, "organisation.set_standing", reason=reason):
        organisation.standing = standing
        organisation.standing_reason = reason
        if standing is not before:
            organisation.standing_on = clock.today()
    search.put_organisations(session, [organisation])
    if standing is not Standing.NORMAL and standing is not before:
        for changed in hooks.standing_changed:
            changed(session, organisation.id, actor=actor, reason=reason)
    return organisation


def _write(session: Session, organisation: Organisation, values: Values) -> None:
    values = dict(values)
    aliases = values.pop("aliases", None)
    country = values.get("country", organisation.country)
    values = rules.normalised_organisation(values, country)
    merged = {name: values.get(name, getattr(organisation, name)) for name in EDITABLE}
    parent_id = values.get("parent_id")
    above = queries.ancestor_ids(session, parent_id) if organisation.id and parent_id else []
    rules.check_organisation(merged, above, organisation.id or 0)
    rules.check_past(values.get("evidence_on"), clock.today(), "evidence_on")
    assign(organisation, values, EDITABLE)
    if "name" in values:
        organisation.name_folded = fold(organisation.name)
    if aliases is not None and _write_aliases(organisation, aliases):
        # Other names lie in rows of their own; the organisation's version must rise with them.
        raise_version(organisation)


def _write_aliases(organisation: Organisation, aliases: Iterable[Alias]) -> bool:
    """Keep, add and drop names; a name that only changes its kind keeps its row."""
    wanted: dict[str, Any] = {name.strip(): kind for name, kind in aliases if name.strip()}
    known = {alias.name: alias for alias in organisation.aliases}
    changed = {name: alias.kind for name, alias in known.items()} != wanted
    for name, alias in known.items():
        if name in wanted:
            alias.kind = wanted[name]
        else:
            organisation.aliases.remove(alias)
    for name, kind in wanted.items():
        if name not in known:
            organisation.aliases.append(OrganisationAlias(name=name, kind=kind))
    return changed
