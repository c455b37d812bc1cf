"""One row becomes another: what points at it is moved, by the foreign keys of the metadata.

A new table is covered by itself. Everything done is a list of steps in JSON, and can be undone.
Steps, each of one ``table``: **move** and **set** give ``column`` of the row ``key`` another value
(``old``, ``new``); **drop** deletes ``row``, which its twin makes needless;
**add** writes ``row``. A moved row may say how it is ``called``.
"""

from app.core.merging.doing import apply, changed_since, undo
from app.core.merging.planning import Planner
from app.core.merging.steps import Step, added, changed, fingerprint, pointing_at
from app.core.merging.telling import check_table, subjects

__all__ = [
    "Planner",
    "Step",
    "added",
    "apply",
    "changed",
    "changed_since",
    "check_table",
    "fingerprint",
    "pointing_at",
    "subjects",
    "undo",
]
