"""Every select over organisations, contacts and members of networks."""

from app.organisations.queries.contacts import (
    contact_is_visible,
    find_contacts_like,
    get_contact,
    list_affiliations_at,
    select_contact_rows,
    select_contacts,
    speaking,
    working_at,
)
from app.organisations.queries.index import (
    all_contacts,
    all_organisations,
    contacts_at,
)
from app.organisations.queries.member_lists import (
    get_member_list,
    known_in,
    member_lists_of,
    memberships_in,
    networks_called,
)
from app.organisations.queries.networks import (
    get_network_member,
    list_members,
    list_networks_of,
    select_members,
)
from app.organisations.queries.organisations import (
    ancestor_ids,
    countries_in_use,
    find_by_identifiers,
    find_organisation_by_name,
    get_organisation,
    organisations_by_ids,
    select_organisation_rows,
    select_organisations,
    similar_organisations,
    walk_countries,
)

__all__ = [
    "all_contacts",
    "all_organisations",
    "ancestor_ids",
    "contact_is_visible",
    "contacts_at",
    "countries_in_use",
    "find_by_identifiers",
    "find_contacts_like",
    "find_organisation_by_name",
    "get_contact",
    "get_member_list",
    "get_network_member",
    "get_organisation",
    "known_in",
    "list_affiliations_at",
    "list_members",
    "list_networks_of",
    "member_lists_of",
    "memberships_in",
    "networks_called",
    "organisations_by_ids",
    "select_contact_rows",
    "select_contacts",
    "select_members",
    "select_organisation_rows",
    "select_organisations",
    "similar_organisations",
    "speaking",
    "walk_countries",
    "working_at",
]
