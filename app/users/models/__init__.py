"""Units, accounts with their sessions, and what passes from one user's hands into another's."""

from app.users.models.accounts import SignIn, Throttle, Unit, UnitKind, User, UserSession
from app.users.models.hand_over import (
    UNSETTLED,
    HandOver,
    HandOverItem,
    HandOverState,
    Occasion,
    giver_of,
)

__all__ = [
    "UNSETTLED",
    "HandOver",
    "HandOverItem",
    "HandOverState",
    "Occasion",
    "SignIn",
    "Throttle",
    "Unit",
    "UnitKind",
    "User",
    "UserSession",
    "giver_of",
]
