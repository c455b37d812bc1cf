"""HTML without what only its authors need."""

from __future__ import annotations

import re

from jinja2.ext import Extension
from markupsafe import escape

_INDENT = re.compile(r"\n[ \t]+")
_PLAIN = re.compile(r"[\w.-]+")


class Unindented(Extension):
    """Templates are read without their indentation, a twentieth of a page. Lines stay where they
    are, so that an error still names the right one."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub("\n", source)


def attribute(value: str) -> str:
    """The value of an attribute, escaped, and in quotes where HTML asks for them."""
    return value if _PLAIN.fullmatch(value) else f'"{escape(value)}"'
