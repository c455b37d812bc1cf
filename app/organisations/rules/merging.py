"""When two records may become one, and what can be chosen of each; pure, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.core.errors import Refused
from app.core.i18n import _

ORGANISATION, CONTACT = "organisation", "contact"
# What is chosen together, under the name of the first.
CHOICES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    ORGANISATION: (
        ("name",), ("kind",), ("name_en",), ("name_fi",), ("name_sv",), ("acronym",), ("country",),
        ("city",), ("latitude", "longitude"), ("website",), ("pic",), ("vat",), ("ror",),
        ("wikidata",), ("parent_id",), ("description",), ("peer_from", "peer_to"),
        ("influencer_from", "influencer_to"),
        ("source", "evidence_on", "verified_on", "verified_by_name"),
    ),
    CONTACT: (
        ("family_name", "given_name"), ("title",), ("form_of_address",), ("languages",),
        ("email",), ("other_emails",), ("phones",), ("assistant",), ("notes",), ("source",),
        ("purpose",), ("lawful_basis",), ("last_verified_on",),
    ),
}  # fmt: skip
IDENTIFIERS = frozenset({"pic", "vat", "ror", "wikidata"})
# Two rows that say the same of a contact's work become one.
TWINS = {"affiliation": ("contact_id", "organisation_id", "role", "unit", "started_on", "ended_on")}


def check_merge(
    kind: str, kept: Any, gone: Any, above_kept: Collection[int], above_gone: Collection[int]
) -> None:
    """Refused with the reason when the second record must not become the first.

    ``above_…`` are the numbers of what an organisation is part of, up to the top, itself included.
    """
    if kept.id == gone.id:
        raise Refused(_("Choose two different records."))
    if kept.merged_into_id or gone.merged_into_id:
        raise Refused(_("One of the two has been merged already."))
    if kept.archived_at:
        raise Refused(_("The record that is kept is archived; restore it first."))
    if kind == ORGANISATION:
        _check_organisations(kept, gone, above_kept, above_gone)
    elif (kept.visibility, kept.unit_id) != (gone.visibility, gone.unit_id):
        raise Refused(_("Not the same people may see the two contacts; make that alike first."))


def _check_organisations(
    kept: Any, gone: Any, above_kept: Collection[int], above_gone: Collection[int]
) -> None:
    if kept.standing is not gone.standing:
        raise Refused(_("The two stand differently with the city; settle the standing first."))
    directly = kept.id == gone.parent_id or gone.id == kept.parent_id
    if not directly and (kept.id in above_gone or gone.id in above_kept):
        raise Refused(
            _("One of the two is a part of the other through a third; change that first.")
        )


def check_not_merged(record: Any) -> None:
    """What has become another record comes back only by undoing that."""
    if record.merged_into_id is not None:
        raise Refused(_("It was merged into another record; undo the merge in that one's history."))


def differing(kind: str, kept: Any, gone: Any) -> list[tuple[str, ...]]:
    """The choices in which the two differ, and the second has something to say."""
    pair = {kept.id, gone.id}
    found = []
    for names in CHOICES[kind]:
        mine = [getattr(kept, name) for name in names]
        theirs = [getattr(gone, name) for name in names]
        is_circle = names == ("parent_id",) and gone.parent_id in pair
        if mine != theirs and any(value not in (None, "") for value in theirs) and not is_circle:
            found.append(names)
    return found


def preferred(kept: Any, names: Iterable[str]) -> str:
    """Which side is offered: the kept one's, unless it is blank."""
    return "kept" if any(getattr(kept, name) not in (None, "") for name in names) else "gone"
