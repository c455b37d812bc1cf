"""What may be written about organisations, contacts and memberships."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.db import Visibility
from app.core.errors import Refused
from app.core.i18n import _
from app.organisations.models import OrganisationKind, Standing

_PLACES = frozenset(
    {OrganisationKind.CITY, OrganisationKind.REGION, OrganisationKind.UNIVERSITY,
     OrganisationKind.NATIONAL_GOVERNMENT, OrganisationKind.CITY_GROUP}
)  # fmt: skip


def check_organisation(values: Mapping[str, Any], ancestors: Collection[int], own_id: int) -> None:
    """Coordinates in range and in pairs, periods in order, no circle of parents.

    ``ancestors`` are the new parent's numbers up to the top, itself included.
    """
    _check_coordinates(values.get("latitude"), values.get("longitude"))
    check_period(values.get("peer_from"), values.get("peer_to"), "peer_to")
    check_period(values.get("influencer_from"), values.get("influencer_to"), "influencer_to")
    if own_id in ancestors:
        raise Refused(
            _("Choose another parent: an organisation is no part of itself or of its own parts."),
            field="parent_id",
        )


def _check_coordinates(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        field = "latitude" if latitude is None else "longitude"
        raise Refused(_("Give both coordinates or none."), field=field)
    if latitude is not None and not -90 <= latitude <= 90:
        raise Refused(_("Latitude lies between −90 and 90 degrees."), field="latitude")
    if longitude is not None and not -180 <= longitude <= 180:
        raise Refused(_("Longitude lies between −180 and 180 degrees."), field="longitude")


def check_period(start: date | None, end: date | None, field: str) -> None:
    """A period does not end before it starts; ``field`` is where the end is written."""
    if start is not None and end is not None and end < start:
        raise Refused(_("The end lies before the start."), field=field)


def check_standing(standing: Standing, reason: str) -> None:
    """Anything but normal standing needs a reason that people can read."""
    if standing is not Standing.NORMAL and not reason.strip():
        raise Refused(_("Write why the standing is not normal."), field="reason")


def check_past(day: date | None, today: date, field: str) -> None:
    """What has been seen or checked was seen today at the latest."""
    if day is not None and day > today:
        raise Refused(_("This day has not come yet."), field=field)


def check_contact(visibility: Visibility, unit_id: int | None) -> None:
    """A restricted contact is seen by one unit, so it must have one."""
    if visibility is Visibility.RESTRICTED and unit_id is None:
        raise Refused(_("Choose the unit whose people may see this contact."), field="unit_id")


def check_move(started_on: date | None, current_from: date | None) -> None:
    """A new job starts after the old one did, so that the old one can end the day before."""
    if started_on is not None and current_from is not None and started_on <= current_from:
        raise Refused(
            _("The new affiliation must start after the one that ends."), field="started_on"
        )


def check_membership(values: Mapping[str, Any]) -> None:
    """A network is no member of itself, and nobody leaves before joining."""
    if values["network_id"] == values["member_id"]:
        raise Refused(_("Choose another organisation than the network itself."), field="member_id")
    joined, left = values["joined_year"], values["left_on"]
    if joined is not None and left is not None and left.year < joined:
        raise Refused(_("The member left before it joined."), field="left_on")


def check_list(values: Mapping[str, Any]) -> None:
    """A list is only called complete where one can look it up: by its source and its day."""
    if not values.get("is_complete"):
        return
    for name in ("source", "listed_on"):
        if not values.get(name):
            raise Refused(
                _("A complete list needs its source and its date: a blank in it says much."),
                field=name,
            )


def may_have_members(kind: OrganisationKind) -> bool:
    """Whether an organisation of this kind can be a network; cities and universities are not."""
    return kind not in _PLACES


def is_flagged(start: date | None, end: date | None, day: date) -> bool:
    """Whether a dated flag (peer city, key influencer) holds on ``day``."""
    return start is not None and start <= day and (end is None or day <= end)
