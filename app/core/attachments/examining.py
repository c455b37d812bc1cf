"""May this file be kept? Asked by the form for its message and by the store for certain."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.attachments.kinds import KINDS, FileKind
from app.core.attachments.names import extension_of, safe_name
from app.core.errors import Refused
from app.core.i18n import _, show_size

ACCEPTED = tuple(extension for kind in KINDS for extension in kind.extensions)
_BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
# What people have on their disks instead, and what they should save it as.
_OLDER = ("doc", "xls", "ppt", "rtf", "docm", "xlsm", "pptm", "pages", "numbers", "msg", "heic")

_largest = 10 * 1024 * 1024


def set_largest(size: int) -> None:
    """The largest file that is kept, in bytes."""
    global _largest
    _largest = size


def largest() -> int:
    """The largest file that is kept, in bytes."""
    return _largest


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: ``filename`` is the sender's, ``content`` the whole of it."""

    filename: str
    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return safe_name(self.filename)


def examine(upload: Upload) -> FileKind:
    """What the file is. Refused, with what to do, when it is not one that we keep."""
    name = safe_name(upload.filename)
    if not upload.content:
        raise Refused(_("“%(name)s” is empty. Choose another file.", name=name))
    if len(upload.content) > _largest:
        raise Refused(
            _(
                "“%(name)s” is larger than %(size)s. Make it smaller, or part it.",
                name=name,
                size=show_size(_largest),
            )
        )
    kind = _BY_EXTENSION.get(extension_of(name))
    if kind is None:
        raise Refused(_unknown(name))
    if not kind.matches(upload.content):
        raise Refused(
            _(
                "“%(name)s” does not hold what its name says, is locked, or holds macros. "
                "Save it again as PDF.",
                name=name,
            )
        )
    return kind


def _unknown(name: str) -> str:
    if extension_of(name) in _OLDER:
        return _("Save “%(name)s” as PDF, DOCX, XLSX or PPTX and choose that file.", name=name)
    return _(
        "“%(name)s” is of a kind that is not kept. Accepted are %(kinds)s.",
        name=name,
        kinds=", ".join(ACCEPTED),
    )
