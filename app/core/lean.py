"""HTML without what only its authors need."""

from __future__ import annotations

import re

from jinja2.ext import Extension
from markupsafe import escape

_INDENT = re.compile(r"\n[ \t]+")
# The line break behind a block is trimmed, so there the indentation is what parts two words: it
# becomes one space, unless what follows is another block or stands on lines of its own.
_APART = (
    "article|aside|dd|details|div|dl|dt|fieldset|footer|form|h[1-6]|header|legend|li|main|nav|ol|"
    "option|p|section|summary|table|tbody|td|th|thead|tr|ul"
)
_AFTER_BLOCK = re.compile(rf"([%#]\}}\n)[ \t]+(?!\{{[%#]|</?(?:{_APART})\b|\s)")
_PLAIN = re.compile(r"[\w.-]+")


class Unindented(Extension):
    """Templates are read without their indentation, a twentieth of a page. Lines stay where they
    are, so that an error still names the right one."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        marked = _AFTER_BLOCK.sub("\\1\0", source)
        return _INDENT.sub("\n", marked).replace("\0", " ")


def attribute(value: str) -> str:
    """The value of an attribute, escaped, and in quotes where HTML asks for them."""
    return value if _PLAIN.fullmatch(value) else f'"{escape(value)}"'
