"""Text from strangers, made fit to be shown."""

from __future__ import annotations

import re

# What HTML may not contain, though people's clipboards may: control signs and non-characters.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def showable(text: str, mark: str = "\ufffd") -> str:
    """The text with ``mark`` in place of every sign that HTML forbids."""
    return _UNSHOWABLE.sub(mark, text)
