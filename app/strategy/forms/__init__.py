"""The forms of strategies, their parts, indicators, expertise and proposed changes."""

from app.strategy.forms.changes import (
    AcceptForm,
    DeclineForm,
    ProposeForm,
)
from app.strategy.forms.documents import (
    ActualEditForm,
    ActualFields,
    AdoptForm,
    ExpertiseForm,
    FocusAreaEditForm,
    FocusAreaFields,
    GoalEditForm,
    GoalFields,
    IndicatorEditForm,
    IndicatorFields,
    NewStrategyForm,
    ObjectiveEditForm,
    ObjectiveFields,
    StrategyEditForm,
)

__all__ = [
    "AcceptForm",
    "ActualEditForm",
    "ActualFields",
    "AdoptForm",
    "DeclineForm",
    "ExpertiseForm",
    "FocusAreaEditForm",
    "FocusAreaFields",
    "GoalEditForm",
    "GoalFields",
    "IndicatorEditForm",
    "IndicatorFields",
    "NewStrategyForm",
    "ObjectiveEditForm",
    "ObjectiveFields",
    "ProposeForm",
    "StrategyEditForm",
]
