"""Verbs over the register of organisations and people; they flush, the request commits."""

from app.organisations.services.contacts import (
    add_affiliation,
    archive_contact,
    create_contact,
    end_affiliation,
    move_job,
    restore_contact,
    update_affiliation,
    update_contact,
    verify_contact,
)
from app.organisations.services.duplicates import find_duplicates, keep_apart, look_again
from app.organisations.services.member_lists import (
    Loaded,
    Strange,
    describe_member_list,
    load_member_lists,
)
from app.organisations.services.merging import (
    Sides,
    find_sides,
    merge_records,
    plan_merge,
    undo_merge,
)
from app.organisations.services.networks import add_network_member, update_network_member
from app.organisations.services.organisations import (
    archive_organisation,
    create_organisation,
    hold_to_judge,
    restore_organisation,
    set_standing,
    update_organisation,
    verify_organisation,
)

__all__ = [
    "Loaded",
    "Sides",
    "Strange",
    "add_affiliation",
    "add_network_member",
    "archive_contact",
    "archive_organisation",
    "create_contact",
    "create_organisation",
    "describe_member_list",
    "end_affiliation",
    "find_duplicates",
    "find_sides",
    "hold_to_judge",
    "keep_apart",
    "load_member_lists",
    "look_again",
    "merge_records",
    "move_job",
    "plan_merge",
    "restore_contact",
    "restore_organisation",
    "set_standing",
    "undo_merge",
    "update_affiliation",
    "update_contact",
    "update_network_member",
    "update_organisation",
    "verify_contact",
    "verify_organisation",
]
