"""What can be done with strategies, their parts, indicators and expertise."""

from app.strategy.services.adoption import adopt
from app.strategy.services.changes import accept_change, decline_change, propose_change
from app.strategy.services.expertise import set_expertise
from app.strategy.services.indicators import (
    add_indicator,
    correct_actual,
    record_actual,
    remove_actual,
    remove_indicator,
    update_indicator,
)
from app.strategy.services.parts import (
    add_focus_area,
    add_goal,
    add_objective,
    move_part,
    update_part,
)
from app.strategy.services.removal import remove_part, remove_strategy
from app.strategy.services.strategies import (
    create_strategy,
    update_strategy,
    verify_strategy,
)

__all__ = [
    "accept_change",
    "add_focus_area",
    "add_goal",
    "add_indicator",
    "add_objective",
    "adopt",
    "correct_actual",
    "create_strategy",
    "decline_change",
    "move_part",
    "propose_change",
    "record_actual",
    "remove_actual",
    "remove_indicator",
    "remove_part",
    "remove_strategy",
    "set_expertise",
    "update_indicator",
    "update_part",
    "update_strategy",
    "verify_strategy",
]
