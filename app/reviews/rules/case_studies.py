"""For whom a partnership may be told, and what a case study consists of."""

from __future__ import annotations

from typing import Any

from app.core.db import Visibility
from app.reviews.models import ImpactStage, ImpactStep

# In the order of the Shanghai Manual (product description, section 8).
SECTIONS = (
    "summary",
    "background",
    "actions",
    "outcomes",
    "sustainability",
    "inclusivity",
    "innovation",
    "resources",
    "conclusion",
)
STEP_PARTS = ("what", "indicators", "evidence")


def step_field(stage: ImpactStage, part: str) -> str:
    """The form field of a part of a link of the chain."""
    return f"{stage.value}_{part}"


STEP_FIELDS = frozenset(step_field(stage, part) for stage in ImpactStage for part in STEP_PARTS)


def audiences(partnership: Any, sees_restricted: bool) -> list[Visibility]:
    """For whom a partnership may be told: nobody who may not see the partnership itself.

    What restricted engagements say of an open partnership is for those alone who coordinate.
    """
    order = list(Visibility)
    narrower = order[order.index(partnership.visibility) :]
    is_restricted = partnership.visibility is Visibility.RESTRICTED
    if sees_restricted or is_restricted:
        return narrower
    return [one for one in narrower if one is not Visibility.RESTRICTED]


def stated_audience(study: Any, partnership: Any) -> Visibility:
    """Whom the study is for today: a partnership that was narrowed meanwhile narrows it too."""
    stated: Visibility = max(study.audience, partnership.visibility, key=list(Visibility).index)
    return stated


def ordered_steps(study: Any) -> list[tuple[ImpactStage, str, str, str]]:
    """Every link of the chain with what was written of it, from resources to impact."""
    kept = {step.stage: step for step in study.steps}
    blank = ImpactStep(what="", indicators="", evidence="")
    found = [(stage, kept.get(stage, blank)) for stage in ImpactStage]
    return [(stage, step.what, step.indicators, step.evidence) for stage, step in found]
