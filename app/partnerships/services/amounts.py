"""Amounts that cannot be true are refused, whichever verb would write them."""

from __future__ import annotations

from typing import Any

from app.core.errors import Refused
from app.core.i18n import _l
from app.partnerships import rules

IMPOSSIBLE = _l("These amounts cannot all be right.")


def demand_possible(project: Any) -> None:
    """Refuse amounts of an EU project, and of its consortium, that cannot be true."""
    if not hasattr(project, "total_cost_eur"):
        return
    gaps = rules.impossible({name: getattr(project, name) for name in rules.MONEY})
    together = rules.impossible_consortium(project.total_cost_eur, project.partners)
    gaps += [together] if together is not None else []
    if gaps:
        raise Refused(IMPOSSIBLE, gaps)
