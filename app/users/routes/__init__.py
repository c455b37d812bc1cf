"""Pages of accounts, hand-overs, units, sign-in and one's own profile."""

from app.users.routes import accounts, colleagues, hand_over, hand_overs, profile, sign_in, units
from app.users.routes.blueprint import bp

__all__ = [
    "accounts",
    "bp",
    "colleagues",
    "hand_over",
    "hand_overs",
    "profile",
    "sign_in",
    "units",
]
