"""What may be written about organisations and people; pure questions, no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from rapidfuzz import fuzz

from app.core.db import Visibility
from app.core.errors import Refused
from app.core.i18n import _
from app.core.search.fold import fold
from app.organisations.models import OrganisationKind, Standing

# National formats of VAT numbers after their prefix (Directive 2006/112/EC, article 215, and the
# registers of Switzerland, Norway and the United Kingdom).
VAT_FORMATS = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CH": r"E\d{9}(MWST|TVA|IVA)?",
    "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}", "DK": r"\d{8}", "EE": r"\d{9}",
    "EL": r"\d{9}", "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}", "FR": r"[A-Z0-9]{2}\d{9}",
    "GB": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})", "HR": r"\d{11}", "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}", "IT": r"\d{11}", "LT": r"(\d{9}|\d{12})", "LU": r"\d{8}",
    "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "NO": r"\d{9}(MVA)?", "PL": r"\d{10}",
    "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})",
}  # fmt: skip
_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
# Words that say what a body is, not which one: "City of Malmö" and "Malmö stad" are one name.
_GENERIC = frozenset(
    {
        "city", "of", "the", "town", "municipality", "metropolitan", "council", "government",
        "kaupunki", "kaupungin", "kunta", "stad", "staden", "kommun", "kommune", "stadt",
        "gemeinde", "ville", "de", "la", "comune", "di", "ayuntamiento", "ajuntament", "oy", "oyj",
        "ab", "ltd", "inc", "gmbh", "as", "sa",
    }
)  # fmt: skip
SIMILAR = 90.0
_PLACES = frozenset(
    {OrganisationKind.CITY, OrganisationKind.REGION, OrganisationKind.UNIVERSITY,
     OrganisationKind.NATIONAL_GOVERNMENT, OrganisationKind.CITY_GROUP}
)  # fmt: skip


def normalised_pic(text: str) -> str | None:
    """The nine digits of an EU participant identification code; None for nothing."""
    plain = re.sub(r"[\s.-]", "", text)
    if plain and not re.fullmatch(r"\d{9}", plain, re.ASCII):
        raise Refused(_("Write the nine digits of the EU participant code."), field="pic")
    return plain or None


def normalised_vat(text: str, country: str | None = None) -> str | None:
    """A VAT number as prefix and number without signs between.

    ``country``, an ISO 3166 code, gives a missing prefix.
    """
    plain = re.sub(r"[\s./-]", "", text).upper()
    if not plain:
        return None
    if plain.startswith("GR"):
        plain = "EL" + plain[2:]
    own = "EL" if country == "GR" else country or ""
    if plain[:1].isdigit() or (plain[:2] not in VAT_FORMATS and own in VAT_FORMATS):
        plain = own + plain
    prefix, number = plain[:2], plain[2:]
    expected = VAT_FORMATS.get(prefix, r"[A-Z0-9]{2,18}")
    if not re.fullmatch("[A-Z]{2}", prefix) or not re.fullmatch(expected, number, re.ASCII):
        raise Refused(
            _("Write the VAT number with its country, like FI02012566, and check the digits."),
            field="vat",
        )
    return plain


def normalised_ror(text: str) -> str | None:
    """The nine characters of a ROR identifier, its last two being a valid checksum."""
    plain = text.strip().lower().rstrip("/").rsplit("/", 1)[-1]
    if not plain:
        return None
    if re.fullmatch(rf"0[{_ROR_DIGITS}]{{6}}\d{{2}}", plain, re.ASCII):
        number = 0
        for sign in plain[:7]:
            number = number * 32 + _ROR_DIGITS.index(sign)
        if 98 - number * 100 % 97 == int(plain[7:]):
            return plain
    raise Refused(
        _("Write the ROR identifier like 040af2s02, and check the characters."), field="ror"
    )


def normalised_wikidata(text: str) -> str | None:
    """A Wikidata item, Q and its number, also from its address."""
    plain = text.strip().rstrip("/").rsplit("/", 1)[-1].upper()
    if plain and not re.fullmatch(r"Q[1-9]\d{0,11}", plain, re.ASCII):
        raise Refused(_("Write the Wikidata item like Q1757."), field="wikidata")
    return plain or None


def normalised_website(text: str) -> str:
    """The address with its scheme, host in lower case, without a bare slash at its end.

    What cannot be read as an address comes back as it is, for the form to refuse.
    """
    plain = text.strip()
    if plain and "://" not in plain:
        plain = "https://" + plain
    try:
        parts = urlsplit(plain)
    except ValueError:
        return plain
    path = "" if parts.path == "/" and not parts.query else parts.path
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=path))


def normalised_organisation(values: Mapping[str, Any], country: str | None) -> dict[str, Any]:
    """``values`` with identifiers and website in their one form; Refused names the field."""
    plain = dict(values)
    if "pic" in plain:
        plain["pic"] = normalised_pic(plain["pic"] or "")
    if "vat" in plain:
        plain["vat"] = normalised_vat(plain["vat"] or "", country)
    if "ror" in plain:
        plain["ror"] = normalised_ror(plain["ror"] or "")
    if "wikidata" in plain:
        plain["wikidata"] = normalised_wikidata(plain["wikidata"] or "")
    if "website" in plain:
        plain["website"] = _checked_website(plain["website"] or "")
    return plain


def _checked_website(text: str) -> str:
    """Only an address of the web may become a link; a form is not the only way in."""
    website = normalised_website(text)
    if website and not website.startswith(("https://", "http://")):
        raise Refused(_("Write a web address that begins with https://."), field="website")
    return website


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


def sort_name(given_name: str, family_name: str) -> str:
    """A person's folded name, the family name first, as lists sort it."""
    return fold(f"{family_name} {given_name}")


def folded_email(email: str) -> str:
    """An e-mail address as it is compared: without regard to case."""
    return email.strip().casefold()


def may_have_members(kind: OrganisationKind) -> bool:
    """Whether an organisation of this kind can be a network; cities and universities are not."""
    return kind not in _PLACES


def is_flagged(start: date | None, end: date | None, day: date) -> bool:
    """Whether a dated flag (peer city, key influencer) holds on ``day``."""
    return start is not None and start <= day and (end is None or day <= end)


def core_name(name: str) -> str:
    """The folded name without the words every city has; all of it when nothing else is left."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in _GENERIC] or words)


def are_similar(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of the names may be one of the others, spelled in another way."""
    mine = {core_name(name) for name in names if name}
    theirs = {core_name(name) for name in others if name}
    return any(fuzz.token_sort_ratio(a, b) >= SIMILAR for a in mine for b in theirs)
