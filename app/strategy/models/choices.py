"""What strategies and their parts can be."""

from __future__ import annotations

import enum


class StrategyKind(enum.StrEnum):
    CITY_STRATEGY = "city_strategy"
    FRAMEWORK = "framework"


class StrategyState(enum.StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class FocusAreaGroup(enum.StrEnum):
    """Roadmap 2019, section 2.3: two megatrends and six strength-based areas."""

    MEGATREND = "megatrend"
    STRENGTH = "strength"


class ChangeKind(enum.StrEnum):
    """What a proposal wants done to a goal or an objective."""

    CHANGE = "change"
    ADD = "add"
    DROP = "drop"


class ChangeState(enum.StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
