"""The kinds of files we keep, each known by its content and not by its name."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"

# An office file of a person has some hundred parts and unpacks to some ten times its size.
MOST_PARTS = 20_000
MOST_UNPACKED = 1_000_000_000
MOST_RATIO = 200
# The list of parts of the largest office file we have seen has 40 kB.
PARTS_LIST = 2_000_000
HEADERS = 65_536


@dataclass(frozen=True)
class FileKind:
    """``matches`` looks at the content alone; ``extensions`` are the names it may bear."""

    media_type: str
    extensions: tuple[str, ...]
    matches: Callable[[bytes], bool]


def _is_pdf(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-")


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR"


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and len(content) > 20


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


def _is_mail(content: bytes) -> bool:
    """A message has a sender and a date or a number of its own before the first empty line."""
    head = content[:HEADERS]
    if b"\0" in head:
        return False
    message = email.message_from_bytes(head, policy=email.policy.compat32)
    return "From" in message and ("Date" in message or "Message-ID" in message)


def _opened(content: bytes) -> zipfile.ZipFile | None:
    """The archive, unless it is none, is locked, or would unpack to more than an office file."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    too_much = unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content) + PARTS_LIST
    is_locked = any(part.flag_bits & 1 for part in parts)
    return None if len(parts) > MOST_PARTS or too_much or is_locked else archive


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The first ``most`` bytes of a part; nothing where it is missing or broken."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except (KeyError, zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return b""
    except Exception as error:
        # Each compression has a class of error of its own (zlib.error, lzma.LZMAError).
        if type(error).__module__ in ("zlib", "_lzma", "lzma"):
            return b""
        raise


def _office(main: str) -> Callable[[bytes], bool]:
    """An Office Open XML file with this main part and without macros."""
    wanted = f"{OFFICE}.{main}.main+xml".encode()

    def matches(content: bytes) -> bool:
        archive = _opened(content)
        if archive is None or any("vbaproject" in n.lower() for n in archive.namelist()):
            return False
        return wanted in _read(archive, "[Content_Types].xml", PARTS_LIST)

    return matches


def _open_document(kind: str) -> Callable[[bytes], bool]:
    """An OpenDocument file, which names its kind in its first part."""
    wanted = f"{ODF}.{kind}".encode()

    def matches(content: bytes) -> bool:
        archive = _opened(content)
        return archive is not None and _read(archive, "mimetype", 200).strip() == wanted

    return matches


KINDS = (
    FileKind("application/pdf", ("pdf",), _is_pdf),
    FileKind(
        f"{OFFICE}.wordprocessingml.document", ("docx",), _office("wordprocessingml.document")
    ),
    FileKind(f"{OFFICE}.spreadsheetml.sheet", ("xlsx",), _office("spreadsheetml.sheet")),
    FileKind(
        f"{OFFICE}.presentationml.presentation",
        ("pptx",),
        _office("presentationml.presentation"),
    ),
    FileKind(f"{ODF}.text", ("odt",), _open_document("text")),
    FileKind(f"{ODF}.spreadsheet", ("ods",), _open_document("spreadsheet")),
    FileKind(f"{ODF}.presentation", ("odp",), _open_document("presentation")),
    FileKind("image/png", ("png",), _is_png),
    FileKind("image/jpeg", ("jpg", "jpeg"), _is_jpeg),
    FileKind("message/rfc822", ("eml",), _is_mail),
    FileKind("text/markdown", ("md", "markdown"), _is_text),
    FileKind("text/plain", ("txt",), _is_text),
)
