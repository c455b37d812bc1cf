"""Identifiers and web addresses in their one form; what cannot be one is refused at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import stdnum

from app.core.errors import Refused
from app.core.i18n import _

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
# The register of companies whose number a VAT number is, and where in it that number stands.
_WITHOUT_SUFFIX = {"CH": ("uid", slice(12)), "NO": ("orgnr", slice(2, 11))}

_ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


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
    if prefix in VAT_FORMATS and not _has_right_check_digits(plain):
        raise Refused(
            _(
                "The check digits of this VAT number are wrong, so a digit is mistyped. Compare it "
                "with an invoice or the organisation's website, or leave the field empty."
            ),
            field="vat",
        )
    return plain


def _has_right_check_digits(vat: str) -> bool:
    """Whether the digits of a number of the right format fit together, as each country reckons."""
    country, number, kind = vat[:2], vat, "vat"
    if country == "XI":
        country = "GB"
    elif country == "EL":
        country = "GR"
    elif country in _WITHOUT_SUFFIX:
        # The register's number carries the check digit; the letters for VAT may be left out.
        kind, place = _WITHOUT_SUFFIX[country]
        number = vat[place]
    module: Any = stdnum.get_cc_module(country, kind)
    return bool(module.is_valid(number))


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
