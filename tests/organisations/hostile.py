"""What nobody should send and somebody will."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.client import AuditedClient

HOSTILE = [
    "", " ", "0", "-1", "9" * 30, "1e309", "NaN", "[]", "'", "' OR '1'='1", "%", "\\", "%s%n",
    "a\x00b", "\x1b[31m", "\r\nX-Injected: yes", "../../x", "A" * 300, "A" * 21_000, "é" * 500,
    "\u202eabc", "a\u0300" * 200, "<b>", "{{7*7}}", "2026-02-30", "31.2.2026", "1,5", "١٢٣",
    "a@b@c", "http://127.0.0.1:1/", "http://[", "🇫🇮" * 40, "\ufeff", "\u200b", "\t\t", "&amp;",
    "0x10", "1_000", "https://exa\tmple.org",
]  # fmt: skip

# Those that pass the checks of one kind of field and then meet the rules and the database.
TRICKY = ["9" * 30, "a\x00b", "A" * 21_000, "\u202eabc", "1e309", "31.12.9999", "1.1.1800"]


def send(client: AuditedClient, path: str, data: Mapping[str, str]) -> TestResponse:
    """Post without examining the page: a control character that was typed is a fault in it."""
    sent = {"csrf_token": client.csrf_token(), **data}
    return FlaskClient.open(client, path, method="POST", data=sent)


def same(shown: str, sent: str) -> bool:
    """Whether what is shown is what was sent; line ends and what no page can show apart."""
    lost = {"\x00": "", "\x1b": "", "\ufffd": "", "\ufeff": "", "\r\n": "\n", "\r": "\n"}
    for sign, instead in lost.items():
        shown, sent = shown.replace(sign, instead), sent.replace(sign, instead)
    sent = unicodedata.normalize("NFC", sent)
    shown = unicodedata.normalize("NFC", shown)
    # A web address gets the scheme that was not typed.
    return shown.strip() == sent.strip() or shown.lower().endswith(sent.strip().lower())
