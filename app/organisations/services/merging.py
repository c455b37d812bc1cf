"""One record becomes another, with everything that hangs on it; and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks, merging
from app.core.audit import Actor, acting
from app.core.errors import Gap, Refused
from app.core.i18n import _, field_label
from app.core.merging import Step
from app.core.permissions import Viewer
from app.core.search import documents
from app.core.search.fold import fold
from app.organisations import queries, rules, search
from app.organisations.labels import HANGING
from app.organisations.models import AliasKind, Merge, OrganisationAlias
from app.organisations.services.organisations import hold_to_judge


@dataclass(frozen=True)
class Sides:
    """The two records of a merge: ``gone`` becomes ``kept``."""

    kind: str
    kept: Any
    gone: Any

    @property
    def table(self) -> Any:
        return type(self.kept).__table__


def find_sides(
    session: Session, kind: str, kept_id: int, gone_id: int, viewer: Viewer, lock: bool = False
) -> Sides:
    """Both records, held in the order of their numbers where they will be changed."""
    ids = sorted((kept_id, gone_id))
    found: dict[int, Any]
    if kind == rules.ORGANISATION:
        hold = hold_to_judge if lock else queries.get_organisation
        found = {number: hold(session, number) for number in ids}
    else:
        found = {number: queries.get_contact(session, number, viewer, lock) for number in ids}
    return Sides(kind, found[kept_id], found[gone_id])


def plan_merge(session: Session, sides: Sides, from_gone: Collection[str]) -> list[Step]:
    """Every step of the merge, with nothing done; Refused tells why it must not be.

    ``from_gone`` names the choices (``rules.CHOICES``) that are taken from the one that goes.
    """
    kind, kept, gone = sides.kind, sides.kept, sides.gone
    above: list[list[int]] = [[], []]
    if kind == rules.ORGANISATION:
        above = [queries.ancestor_ids(session, one.id) for one in (kept, gone)]
    rules.check_merge(kind, kept, gone, *above)
    _refuse(gap for check in hooks.before_merge for gap in check(session, kind, kept.id, gone.id))
    planner = merging.Planner(session, rules.TWINS)
    planner.steps += _one_main_affiliation(sides)
    planner.fold(sides.table, kept.id, gone.id)
    return planner.steps + _fields(sides, from_gone) + _names(sides, from_gone) + _leaving(sides)


def merge_records(session: Session, sides: Sides, steps: Sequence[Step], *, actor: Actor) -> Merge:
    """Do what was planned; Refused, with nothing done, when a rule would be broken then."""
    kind, kept_id, gone_id = sides.kind, sides.kept.id, sides.gone.id
    done = Merge(kind=kind, kept_id=kept_id, gone_id=gone_id, gone_name=sides.gone.name)
    done.by_name, done.steps = actor.name, [dict(step) for step in steps]
    with session.begin_nested():
        with acting(session, actor, f"{kind}.merge"):
            merging.apply(session, done.steps)
            session.add(done)
        _follow(session, kind, kept_id, gone_id)
    return done


def undo_merge(session: Session, merge: Merge, *, actor: Actor) -> Merge:
    """Everything is where it was; Refused when something that was moved has changed since."""
    if merge.undone_at is not None:
        raise Refused(_("This merge has been undone already."))
    changed = merging.changed_since(session, merge.steps)
    if changed:
        raise Refused(
            _("The merge cannot be undone: what it moved has been changed since."),
            gaps=[Gap("changed", text) for text in _told(changed)[:10]],
        )
    steps = merge.steps
    with session.begin_nested():
        with acting(session, actor, f"{merge.kind}.unmerge"):
            merging.undo(session, steps)
            merge.undone_at, merge.undone_by_name = clock.now(), actor.name
        _follow(session, merge.kind, merge.kept_id, merge.gone_id)
    return merge


def _told(steps: Sequence[Step]) -> list[str]:
    """What the steps wrote, in words: a field, or of what kind it is that moved."""
    told: dict[str, None] = {}
    for step in steps:
        table, column = step["table"], step.get("column", "")
        if column.endswith("_folded"):
            continue
        field = field_label(table, column)
        moved = HANGING.get(table) or documents.label_of(table.partition("_")[0])
        told[field if field != column else str(moved)] = None
    return list(told)


def _refuse(gaps: Any) -> None:
    found = list(gaps)
    if found:
        told = " ".join(str(gap.label) for gap in found)
        raise Refused(_("The merge would break a rule. %(gaps)s", gaps=told), gaps=found)


def _follow(session: Session, kind: str, kept_id: int, gone_id: int) -> None:
    """Rules first; then kept dates and the search, of both and of all that hangs on them."""
    _refuse(gap for check in hooks.after_merge for gap in check(session, kind, kept_id, gone_id))
    for moved in hooks.merged:
        moved(session, kind, (kept_id, gone_id))
    session.expire_all()
    both: list[Any]
    if kind == rules.ORGANISATION:
        for number in (kept_id, gone_id):
            for changed in hooks.organisation_changed:
                changed(session, number)
            search.put_contacts(session, queries.contacts_at(session, number))
        both = queries.organisations_by_ids(session, (kept_id, gone_id))
        search.put_organisations(session, [one for one in both if one.merged_into_id is None])
    else:
        both = queries.contacts_for_index(session, (kept_id, gone_id))
        search.put_contacts(session, [one for one in both if one.merged_into_id is None])
    for one in both:
        if one.merged_into_id is not None:
            documents.remove(session, kind, one.id)


def _fields(sides: Sides, from_gone: Collection[str]) -> list[Step]:
    """Chosen values; an identifier leaves the one before it stands with the other."""
    steps: list[Step] = []
    for names in rules.differing(sides.kind, sides.kept, sides.gone):
        if names[0] not in from_gone:
            continue
        for name in names:
            if name in rules.IDENTIFIERS:
                steps += _set(sides.gone, name, None)
            steps += _set(sides.kept, name, getattr(sides.gone, name))
        if names[0] in ("name", "family_name"):
            steps += _set(sides.kept, "name_folded", sides.gone.name_folded)
        if names[0] == "email":
            steps += _set(sides.kept, "email_folded", sides.gone.email_folded)
    return steps


def _set(record: Any, name: str, value: Any) -> list[Step]:
    old = getattr(record, name)
    if old == value:
        return []
    table = type(record).__table__
    return [merging.changed(table.c[name], {"id": record.id}, old, value)]


def _names(sides: Sides, from_gone: Collection[str]) -> list[Step]:
    """Under every name of either the one that stays is found."""
    if sides.kind != rules.ORGANISATION:
        return []
    kept, gone = sides.kept, sides.gone
    table = OrganisationAlias.metadata.tables["organisation_alias"]
    own = ("name", "name_en", "name_fi", "name_sv", "acronym")
    ends = {getattr(gone if name in from_gone else kept, name) for name in own}
    known = {fold(name) for name in (*ends, *(a.name for a in (*kept.aliases, *gone.aliases)))}
    steps = []
    for name in dict.fromkeys((*kept.names, *gone.names)):
        if fold(name) not in known:
            known.add(fold(name))
            row = {"organisation_id": kept.id, "name": name, "kind": AliasKind.ALIAS}
            steps.append(merging.added(table, row))
    return steps


def _one_main_affiliation(sides: Sides) -> list[Step]:
    """A contact has one main affiliation at most: that of the one who stays."""
    if sides.kind != rules.CONTACT or sides.kept.current_affiliation is None:
        return []
    main = sides.gone.current_affiliation
    return [] if main is None else _set(main, "is_primary", False)


def _leaving(sides: Sides) -> list[Step]:
    gone = sides.gone
    steps = _set(gone, "merged_into_id", sides.kept.id)
    return steps if gone.archived_at else [*steps, *_set(gone, "archived_at", clock.now())]
