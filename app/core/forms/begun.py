"""What a form begins with where its record is blank."""

from __future__ import annotations

from typing import Any


class Begun:
    """A record as a form begins with it: what is blank has the value that is likely."""

    def __init__(self, record: Any, likely: dict[str, Any]) -> None:
        self._record, self._likely = record, likely

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._record, name, None)
        if value is None and name in self._likely:
            return self._likely[name]
        return getattr(self._record, name) if value is None else value
