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
from app.organisations.services.member_lists import (
    Loaded,
    Strange,
    describe_member_list,
    load_member_lists,
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
    "Strange",
    "add_affiliation",
    "add_network_member",
    "archive_contact",
    "archive_organisation",
    "create_contact",
    "create_organisation",
    "describe_member_list",
    "end_affiliation",
    "hold_to_judge",
    "load_member_lists",
    "move_job",
    "restore_contact",
    "restore_organisation",
    "set_standing",
    "update_affiliation",
    "update_contact",
    "update_network_member",
    "update_organisation",
    "verify_contact",
    "verify_organisation",
]
