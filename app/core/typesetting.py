"""The typesetter, a program of its own: ``app.core.pdf`` runs it and hands it work as JSON.

It is run by its file and imports nothing of the application. So what the pages of a long report
take is given back when it ends, and a fault in it ends nothing else.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import typst


def main() -> None:
    """Compile each job of standard input; each file goes out after its length in eight bytes."""
    for job in json.load(sys.stdin):
        made = _compile(**job)
        sys.stdout.buffer.write(len(made).to_bytes(8, "big"))
        sys.stdout.buffer.write(made)


def _compile(template: str = "", markup: str = "", moment: str = "", **options: Any) -> bytes:
    """``template`` is a file, or ``markup`` the source itself; ``moment`` is when it was made."""
    source: Any = template or markup.encode()
    timestamp = datetime.fromisoformat(moment) if moment else None
    return bytes(typst.compile(source, timestamp=timestamp, ignore_system_fonts=True, **options))


if __name__ == "__main__":
    main()
