"""The verbs of accounts, units, sign-in and sessions."""

from app.users.services.accounts import (
    change_own_password,
    create_user,
    deactivate_user,
    hold_to_leave,
    reactivate_user,
    set_password,
    update_profile,
    update_user,
)
from app.users.services.hand_over import (
    Decision,
    Given,
    hand_over,
    note_passing,
    overtake,
)
from app.users.services.sessions import (
    end_all_sessions,
    end_session,
    end_session_of,
    hash_token,
    see_session,
    start_session,
)
from app.users.services.settling import (
    accept_items,
    decline_items,
    hold_item,
    pass_on_item,
    withdraw_item,
)
from app.users.services.sign_in import (
    authenticate,
    count_attempt,
    found_installation,
    record_failure,
    sign_in,
)
from app.users.services.units import create_unit, update_unit

__all__ = [
    "Decision",
    "Given",
    "accept_items",
    "authenticate",
    "change_own_password",
    "count_attempt",
    "create_unit",
    "create_user",
    "deactivate_user",
    "decline_items",
    "end_all_sessions",
    "end_session",
    "end_session_of",
    "found_installation",
    "hand_over",
    "hash_token",
    "hold_item",
    "hold_to_leave",
    "note_passing",
    "overtake",
    "pass_on_item",
    "reactivate_user",
    "record_failure",
    "see_session",
    "set_password",
    "sign_in",
    "start_session",
    "update_profile",
    "update_unit",
    "update_user",
    "withdraw_item",
]
