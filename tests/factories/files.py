"""Small real files of the kinds that are kept, and the archives that pretend to be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import xlsxwriter

from app.core.attachments import Upload

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
MAIL = b"From: a@city.example\nDate: Mon, 2 Nov 2026 09:00:00 +0200\nSubject: Hi\n\nHello.\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def pdf(name: str = "agreement.pdf") -> Upload:
    """An upload that every slice may attach."""
    return Upload(name, PDF)


def png() -> bytes:
    """A picture of one black dot."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", dots) + part(b"IEND", b"")


def archive(**parts: bytes | str) -> bytes:
    """A ZIP file with these parts, in this order; ``__`` in a name stands for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "."), content)
    return file.getvalue()


def docx(main: str = WORD, **parts: bytes | str) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return archive(**{"[Content_Types]__xml": types, "word/document__xml": "<w/>", **parts})


def xlsx() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet().write(0, 0, "Fee")
    book.close()
    return file.getvalue()


def odt() -> bytes:
    return archive(mimetype="application/vnd.oasis.opendocument.text", content__xml="<t/>")
