"""File names from strangers, made safe to keep, to show and to save under."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# Windows takes these for devices, whatever extension follows.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


def safe_name(given: str) -> str:
    """The last part of a path, without signs that steer a terminal, a page or a file system.

    Invisible signs go, also those that turn the direction of reading: ``exe.pdf`` written backwards
    must not look like a document. The extension survives the cut of a long name.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(sign for sign in last if not _is_invisible(sign))
    plain = _FORBIDDEN.sub("_", " ".join(shown.split())).strip(". ")
    if _DEVICES.match(plain):
        plain = "_" + plain
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1].rstrip()}.{extension}"


def extension_of(name: str) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_invisible(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category in ("Zl", "Zp") or (category.startswith("C") and sign != "\t")
