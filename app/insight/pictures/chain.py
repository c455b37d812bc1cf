"""The impact chain of a case study: five boxes, one leading to the next."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from app.core import charts
from app.core.i18n import _, choice
from app.insight.pictures.frame import Picture
from app.insight.report.case_study import chain_table
from app.reviews.rules import ordered_steps

# Characters that fit on a line of a box; and how many lines are drawn of a text, the table beneath
# it has all of them.
ACROSS, MOST = 68, 4


def impact_chain(study: Any) -> Picture:
    """``study`` has its chain loaded; each box says what, and by what it is measured."""
    steps = ordered_steps(study)
    lines = [_lines(what, indicators) for _stage, what, indicators, _evidence in steps]
    return Picture(
        key="chain",
        title=_("From resources to impact"),
        description=_(
            "What is put in, what is done with it, and what becomes of it. The table beneath has "
            "all words, and what shows them."
        ),
        chart=charts.chain([len(each) for each in lines]),
        tables=[chain_table(study)],
        up=[f"{place}. {choice(step[0])}" for place, step in enumerate(steps, 1)],
        lines=lines,
    )


def _lines(what: str, indicators: str) -> tuple[str, ...]:
    told = _flat(indicators)
    measured = _("Indicators: %(text)s", text=told) if told else ""
    return (*_wrapped(_flat(what)), *_wrapped(measured))


def _flat(text: str) -> str:
    """A list of lines as one sentence."""
    return "; ".join(line.removeprefix("- ") for line in text.splitlines() if line.strip())


def _wrapped(text: str) -> list[str]:
    lines = wrap(text, ACROSS)
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], f"{lines[MOST - 1][:-1]}…"]
