"""What cannot be true, or is only half said, is refused, whichever verb would write it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values
from app.partnerships import rules

IMPOSSIBLE = _l("These amounts cannot all be right.")


HALF = _l("Something is only half said.")


def demand_whole(partnership: Any, given: Values) -> None:
    """Refuse what is half said after a change of ``given``: a score without its reason."""
    touched = rules.fields_asked() & given.keys()
    if not touched:
        return
    own = {column.key for column in sa.inspect(type(partnership)).column_attrs}
    values = {name: getattr(partnership, name) for name in rules.fields_asked() & own}
    gaps = rules.contradictions(values, clock.today())
    if relevant := [gap for gap in gaps if touched & rules.fields_beside(gap.field)]:
        raise Refused(HALF, relevant)


def demand_possible(project: Any) -> None:
    """Refuse amounts of an EU project, and of its consortium, that cannot be true."""
    if not hasattr(project, "total_cost_eur"):
        return
    gaps = rules.impossible({name: getattr(project, name) for name in rules.MONEY})
    together = rules.impossible_consortium(project.total_cost_eur, project.partners)
    gaps += [together] if together is not None else []
    if gaps:
        raise Refused(IMPOSSIBLE, gaps)
