"""What the verbs of organisations, contacts and networks do, and what they refuse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING, Viewer
from app.core.search import rebuild
from app.core.search.query import labels, matching_ids
from app.organisations import queries, services
from app.organisations.models import AliasKind, OrganisationKind, Standing
from tests.factories.organisations import (
    make_contact,
    make_network,
    make_network_member,
    make_organisation,
)
from tests.factories.users import make_unit

TODAY = date(2026, 11, 2)
ALIAS, FORMER = AliasKind.ALIAS, AliasKind.FORMER


def last_change(session, kind, number):
    return audit.history_of(session, kind, number)[0]


def test_new_organisation_is_found_by_every_name(session):
    malmo = make_organisation(
        session,
        name_fi="Malmön kaupunki",
        acronym="MLM",
        aliases=[("Malmö stad", ALIAS), ("Malmoge", FORMER)],
    )
    for text in ("malmo", "Malmö stad", "Mlamö", "kaupunki", "mlm", "malmoge"):
        assert matching_ids(session, text, EVERYTHING, kind="organisation") == [malmo.id]


def test_identifiers_are_kept_in_one_form_and_unique(session):
    make_organisation(session, vat="0201256-6", country="FI", pic="997 664 207")
    with pytest.raises(IntegrityError), session.begin_nested():
        make_organisation(session, "Another", vat="FI02012566")
    with pytest.raises(IntegrityError), session.begin_nested():
        make_organisation(session, "Another", pic="997664207")
    # Not only forms: whatever brings a record in meets the check digit.
    with pytest.raises(Refused, match="check digits") as refused:
        make_organisation(session, "Another", vat="FI02012567")
    assert refused.value.field == "vat"


def test_two_organisations_without_identifiers_stand_beside_each_other(session):
    one = make_organisation(session, "One", pic="", ror="")
    two = make_organisation(session, "Two", pic="", ror="")
    assert (one.pic, two.ror) == (None, None)


def test_refused_organisation_leaves_nothing_behind(session):
    with pytest.raises(Refused) as refused:
        make_organisation(session, pic="12")
    assert refused.value.field == "pic"
    session.flush()
    assert queries.find_organisation_by_name(session, "City of Malmö") is None


def test_update_without_aliases_keeps_them(session):
    malmo = make_organisation(session, aliases=[("Malmö stad", ALIAS)])
    services.update_organisation(session, malmo, {"city": "Malmö"}, actor=SYSTEM)
    assert [alias.name for alias in malmo.aliases] == ["Malmö stad"]


def test_alias_that_changes_its_kind_keeps_its_row(session):
    malmo = make_organisation(session, aliases=[("Malmö stad", ALIAS), ("Malmoge", ALIAS)])
    kept = next(alias for alias in malmo.aliases if alias.name == "Malmoge")
    number = kept.id
    names = [("Malmoge", FORMER), ("Malmogia", ALIAS)]
    services.update_organisation(session, malmo, {"aliases": names}, actor=SYSTEM)
    assert {(a.name, a.kind) for a in malmo.aliases} == set(names)
    assert next(alias.id for alias in malmo.aliases if alias.name == "Malmoge") == number


def test_change_of_other_names_alone_raises_the_version(session):
    malmo = make_organisation(session)
    before = malmo.version
    services.update_organisation(session, malmo, {"aliases": [("Malmö stad", ALIAS)]}, actor=SYSTEM)
    assert malmo.version > before
    again = malmo.version
    services.update_organisation(session, malmo, {"aliases": [("Malmö stad", ALIAS)]}, actor=SYSTEM)
    assert malmo.version == again


def test_history_names_the_verb_and_the_old_value(session):
    malmo = make_organisation(session, city="Malmo")
    services.update_organisation(session, malmo, {"city": "Malmö"}, actor=SYSTEM)
    change = last_change(session, "organisation", malmo.id)
    assert (change.action, change.fields) == ("organisation.update", {"city": ["Malmo", "Malmö"]})


def test_circle_of_parents_is_refused(session):
    group = make_organisation(session, "Group")
    part = make_organisation(session, "Part", parent_id=group.id)
    smaller = make_organisation(session, "Smaller part", parent_id=part.id)
    for parent in (group, part, smaller):
        with pytest.raises(Refused) as refused:
            services.update_organisation(session, group, {"parent_id": parent.id}, actor=SYSTEM)
        assert refused.value.field == "parent_id"
    services.update_organisation(session, smaller, {"parent_id": group.id}, actor=SYSTEM)
    assert smaller.parent_id == group.id


def test_people_are_found_by_the_new_name_of_their_organisation(session):
    old = make_organisation(session, "Smart City Lab", kind=OrganisationKind.COMPANY)
    person = make_contact(session, old, "Berg")
    services.update_organisation(session, old, {"name": "Amsterdam Lab"}, actor=SYSTEM)
    assert matching_ids(session, "amsterdam", EVERYTHING, kind="contact") == [person.id]
    assert matching_ids(session, "smart", EVERYTHING, kind="contact") == []


def test_archived_organisation_keeps_its_label_and_comes_back(session):
    malmo = make_organisation(session)
    services.archive_organisation(session, malmo, actor=SYSTEM)
    assert malmo.archived_at == clock.now()
    assert [hit.title for hit in labels(session, "organisation", [malmo.id], EVERYTHING)] == [
        "City of Malmö"
    ]
    services.restore_organisation(session, malmo, actor=SYSTEM)
    assert malmo.archived_at is None


def test_verifying_says_who_and_when(session):
    malmo = make_organisation(session)
    assert not malmo.is_verified
    services.verify_organisation(session, malmo, actor=SYSTEM)
    assert (malmo.verified_on, malmo.verified_by_name) == (TODAY, SYSTEM.name)


@pytest.fixture
def told(monkeypatch):
    calls = []

    def note(_session, organisation_id, *, actor, reason):
        calls.append((organisation_id, actor, reason))

    monkeypatch.setattr(hooks, "standing_changed", [note])
    return calls


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CAUTION])
def test_loss_of_normal_standing_tells_later_slices_once_and_why(session, told, standing):
    malmo = make_organisation(session)
    for _time in (1, 2):
        services.set_standing(session, malmo, standing, "Sanctions", actor=SYSTEM)
    assert told == [(malmo.id, SYSTEM, "Sanctions")]
    assert (malmo.standing_on, malmo.standing_reason) == (TODAY, "Sanctions")


def test_return_to_normal_standing_tells_nobody(session, told):
    malmo = make_organisation(session)
    services.set_standing(session, malmo, Standing.CAUTION, "Look out", actor=SYSTEM)
    told.clear()
    services.set_standing(session, malmo, Standing.NORMAL, "", actor=SYSTEM)
    assert told == []
    assert last_change(session, "organisation", malmo.id).action == "organisation.set_standing"


def test_suspending_without_a_reason_changes_nothing(session, told):
    malmo = make_organisation(session)
    with pytest.raises(Refused):
        services.set_standing(session, malmo, Standing.SUSPENDED, " ", actor=SYSTEM)
    assert malmo.standing is Standing.NORMAL
    assert told == []


def test_database_refuses_a_standing_without_a_reason(session):
    malmo = make_organisation(session)
    table = type(malmo).__table__
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(sa.update(table).where(table.c.id == malmo.id).values(standing="suspended"))


def test_new_contact_has_its_first_affiliation(session):
    malmo = make_organisation(session)
    person = make_contact(session, malmo, "Berg", role="Director", started_on=date(2024, 1, 1))
    (first,) = person.affiliations
    assert (first.organisation_id, first.role, first.is_primary) == (malmo.id, "Director", True)
    assert person.current_affiliation is first


def test_contact_may_stand_without_an_affiliation(session):
    person = make_contact(session)
    assert person.affiliations == []
    assert person.current_affiliation is None


def test_moved_job_ends_one_affiliation_and_starts_another(session):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    person = make_contact(session, malmo, "Berg", started_on=date(2020, 1, 1))
    before = person.version
    values = {"organisation_id": lund.id, "role": "Mayor", "started_on": date(2026, 9, 1)}
    services.move_job(session, person, values, actor=SYSTEM)
    old, new = person.affiliations
    assert (old.organisation_id, old.ended_on) == (malmo.id, date(2026, 8, 31))
    assert (new.organisation_id, new.role, new.ended_on) == (lund.id, "Mayor", None)
    assert person.current_affiliation is new
    assert person.version > before
    assert last_change(session, "contact", person.id).action == "affiliation.move"


def test_move_before_the_old_job_began_is_refused(session):
    malmo = make_organisation(session)
    person = make_contact(session, malmo, started_on=date(2026, 1, 1))
    values = {"organisation_id": malmo.id, "started_on": date(2026, 1, 1)}
    with pytest.raises(Refused) as refused:
        services.move_job(session, person, values, actor=SYSTEM)
    assert refused.value.field == "started_on"


def test_move_ends_only_affiliations_of_this_contact(session):
    malmo = make_organisation(session)
    person, other = make_contact(session, malmo), make_contact(session, malmo)
    values = {"organisation_id": malmo.id, "ends_id": other.affiliations[0].id}
    with pytest.raises(Refused) as refused:
        services.move_job(session, person, values, actor=SYSTEM)
    assert refused.value.field == "ends_id"


def test_second_main_affiliation_replaces_the_first_as_main(session):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    person = make_contact(session, malmo)
    added = services.add_affiliation(
        session, person, {"organisation_id": lund.id, "is_primary": True}, actor=SYSTEM
    )
    assert [one.is_primary for one in person.affiliations] == [False, True]
    assert person.current_affiliation is added


def test_second_affiliation_beside_the_main_one_leaves_it(session):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    person = make_contact(session, malmo)
    first = person.current_affiliation
    services.add_affiliation(
        session, person, {"organisation_id": lund.id, "is_primary": False}, actor=SYSTEM
    )
    assert person.current_affiliation is first


def test_affiliation_ends_once_and_not_before_it_began(session):
    person = make_contact(session, make_organisation(session), started_on=TODAY)
    (one,) = person.affiliations
    values = {"ended_on": TODAY - timedelta(days=1)}
    with pytest.raises(Refused) as refused, session.begin_nested():
        services.end_affiliation(session, person, one, values, actor=SYSTEM)
    assert refused.value.field == "ended_on"
    person = queries.get_contact(session, person.id, EVERYTHING)
    (one,) = person.affiliations
    services.end_affiliation(session, person, one, {"ended_on": TODAY}, actor=SYSTEM)
    with pytest.raises(Refused):
        services.end_affiliation(session, person, one, {"ended_on": TODAY}, actor=SYSTEM)
    assert person.current_affiliation is None


def test_restricted_contact_shows_to_its_unit_and_the_coordinators(session):
    ours, theirs = make_unit(session), make_unit(session)
    malmo = make_organisation(session)
    person = make_contact(session, malmo, "Berg", visibility=Visibility.RESTRICTED, unit_id=ours.id)
    colleague = Viewer(1, ours.id, sees_restricted=False)
    stranger = Viewer(2, theirs.id, sees_restricted=False)
    coordinator = Viewer(3, theirs.id, sees_restricted=True)
    for viewer in (colleague, coordinator):
        assert queries.get_contact(session, person.id, viewer) is person
        assert len(queries.list_affiliations_at(session, malmo.id, viewer)) == 1
        assert matching_ids(session, "berg", viewer, kind="contact") == [person.id]
    with pytest.raises(NotFound):
        queries.get_contact(session, person.id, stranger)
    assert queries.list_affiliations_at(session, malmo.id, stranger) == []
    assert matching_ids(session, "berg", stranger, kind="contact") == []


def test_email_and_telephone_are_in_no_index(session):
    make_contact(
        session,
        family_name="Berg",
        email="anna@secret.example",
        other_emails="berg@private.example",
        phones="+46 40 1234567",
        assistant="Olga Oldfield",
        notes="Likes herring",
    )
    for text in ("secret", "private", "1234567", "oldfield", "herring"):
        assert matching_ids(session, text, EVERYTHING, kind="contact") == []


def test_contact_is_found_like_by_email_in_any_case_or_by_name_at_the_same_place(session):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    person = make_contact(session, malmo, "Öberg", given_name="Åsa", email="Asa@Malmo.se")

    def like(email, name, organisation):
        found = queries.find_contacts_like(session, email, name, organisation.id, EVERYTHING)
        return [one.id for one in found]

    assert like("asa@malmo.se", "somebody else", lund) == [person.id]
    assert like("", "oberg asa", malmo) == [person.id]
    assert like("", "oberg asa", lund) == []


def test_member_is_listed_once_in_a_network(session):
    network, malmo = make_network(session), make_organisation(session)
    make_network_member(session, network, malmo, joined_year=1999)
    with pytest.raises(IntegrityError), session.begin_nested():
        make_network_member(session, network, malmo)


def test_member_that_left_is_no_present_member(session):
    network, malmo = make_network(session), make_organisation(session)
    membership = make_network_member(session, network, malmo)
    assert [one.member_id for one in queries.list_members(session, network.id, 5)] == [malmo.id]
    services.update_network_member(session, membership, {"left_on": date(2025, 1, 1)}, actor=SYSTEM)
    assert queries.list_members(session, network.id, 5) == []
    assert [one.network.name for one in queries.list_networks_of(session, malmo.id)] == [
        "Eurocities"
    ]


def test_organisations_that_look_the_same_are_found_in_the_same_country(session):
    malmo = make_organisation(session, country="SE")
    make_organisation(session, "City of Lund", country="SE")

    def like(name, country):
        return [
            one.id for one in queries.similar_organisations(session, [name], country, EVERYTHING)
        ]

    assert like("Malmö stad", "SE") == [malmo.id]
    assert like("malmo", None) == [malmo.id]
    assert like("Malmö", "FI") == []
    assert like("Gothenburg", "SE") == []


def test_index_kept_by_the_verbs_equals_the_rebuilt_one(session):
    malmo, lund = make_organisation(session), make_organisation(session, "City of Lund")
    person = make_contact(session, malmo, "Berg", role="Director", started_on=date(2020, 1, 1))
    values = {"organisation_id": lund.id, "role": "Mayor", "started_on": TODAY}
    services.move_job(session, person, values, actor=SYSTEM)
    services.update_organisation(session, malmo, {"name": "Malmö", "country": "SE"}, actor=SYSTEM)
    services.set_standing(session, lund, Standing.CAUTION, "Look out", actor=SYSTEM)
    services.archive_contact(session, make_contact(session, lund, "Holm"), actor=SYSTEM)
    session.expire_all()
    assert rebuild.difference(session) == []
