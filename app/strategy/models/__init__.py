"""The city strategy and the international framework, with what hangs on them."""

from app.strategy.models.changes import GoalChange
from app.strategy.models.choices import (
    ChangeKind,
    ChangeState,
    FocusAreaGroup,
    StrategyKind,
    StrategyState,
)
from app.strategy.models.indicators import Indicator, IndicatorActual, OrganisationExpertise
from app.strategy.models.parts import (
    FocusArea,
    Goal,
    Objective,
    Sdg,
    focus_area_succession,
    goal_succession,
    objective_succession,
)
from app.strategy.models.strategy import Strategy

__all__ = [
    "ChangeKind",
    "ChangeState",
    "FocusArea",
    "FocusAreaGroup",
    "Goal",
    "GoalChange",
    "Indicator",
    "IndicatorActual",
    "Objective",
    "OrganisationExpertise",
    "Sdg",
    "Strategy",
    "StrategyKind",
    "StrategyState",
    "focus_area_succession",
    "goal_succession",
    "objective_succession",
]
