"""Pages of accounts, units, sign-in and one's own profile."""

from app.users.routes import accounts, profile, sign_in, units
from app.users.routes.blueprint import bp

__all__ = ["accounts", "bp", "profile", "sign_in", "units"]
