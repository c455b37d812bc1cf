"""What may be written about organisations and people, without any database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.core.db import Visibility
from app.core.errors import Refused
from app.organisations import rules
from app.organisations.models import OrganisationKind, Standing

DAY = date(2026, 11, 2)


@pytest.mark.parametrize("text", ["997664207", " 997 664 207 ", "997.664.207", "997-664-207"])
def test_pic_is_kept_as_nine_digits(text):
    assert rules.normalised_pic(text) == "997664207"


@pytest.mark.parametrize("text", ["99766420", "9976642070", "99766420x", "٩٩٧٦٦٤٢٠٧"])
def test_pic_of_other_shape_is_refused_at_its_field(text):
    with pytest.raises(Refused) as refused:
        rules.normalised_pic(text)
    assert refused.value.field == "pic"


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("FI02012566", None, "FI02012566"),
        ("fi 0201256-6", None, "FI02012566"),
        ("0201256-6", "FI", "FI02012566"),
        ("U12345675", "AT", "ATU12345675"),
        ("GR094014201", None, "EL094014201"),
        ("094014201", "GR", "EL094014201"),
        ("NL002455799B11", None, "NL002455799B11"),
        ("NO995525828", None, "NO995525828"),
        ("995525828MVA", "NO", "NO995525828MVA"),
        ("CHE-100.155.212", None, "CHE100155212"),
        ("XI980780684", None, "XI980780684"),
        ("JP12345", None, "JP12345"),
        ("", "FI", None),
    ],
)
def test_vat_is_kept_with_its_prefix(text, country, kept):
    assert rules.normalised_vat(text, country) == kept


@pytest.mark.parametrize(
    ("text", "country"),
    [("FI123", None), ("02012566", None), ("SE123456789", None), ("FI0201256X", "FI"), ("é", "FI")],
)
def test_vat_that_its_country_does_not_write_is_refused(text, country):
    with pytest.raises(Refused) as refused:
        rules.normalised_vat(text, country)
    assert refused.value.field == "vat"


@pytest.mark.parametrize(
    "text", ["FI02012567", "DE136695978", "EL094014202", "NO995525829", "CHE100155213"]
)
def test_vat_with_a_wrong_check_digit_is_refused_with_what_to_do(text):
    with pytest.raises(Refused, match="Compare it with an invoice") as refused:
        rules.normalised_vat(text)
    assert refused.value.field == "vat"


@pytest.mark.parametrize("text", ["040af2s02", "https://ror.org/040af2s02", "ROR.org/040AF2S02/"])
def test_ror_is_read_from_its_address(text):
    assert rules.normalised_ror(text) == "040af2s02"


@pytest.mark.parametrize("text", ["040af2s03", "140af2s02", "040af2l02", "040af2s0", "Q1757"])
def test_ror_with_a_wrong_checksum_or_character_is_refused(text):
    with pytest.raises(Refused) as refused:
        rules.normalised_ror(text)
    assert refused.value.field == "ror"


def test_wikidata_item_is_read_from_its_address():
    assert rules.normalised_wikidata("https://www.wikidata.org/wiki/q1757") == "Q1757"
    assert rules.normalised_wikidata("  ") is None


@pytest.mark.parametrize("text", ["1757", "Q0", "Q01", "P31", "Q" + "1" * 13])
def test_what_is_no_wikidata_item_is_refused(text):
    with pytest.raises(Refused) as refused:
        rules.normalised_wikidata(text)
    assert refused.value.field == "wikidata"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("www.Malmo.se/", "https://www.malmo.se"),
        ("HTTP://Malmo.SE/Om", "http://malmo.se/Om"),
        ("https://malmo.se/?a=1", "https://malmo.se/?a=1"),
        ("", ""),
        ("http://[", "http://["),
    ],
)
def test_website_has_a_scheme_and_a_lower_case_host(text, kept):
    assert rules.normalised_website(text) == kept


@pytest.mark.parametrize("text", ["javascript://x%0aalert(1)", "ftp://malmo.se", "FILE:///tmp"])
def test_only_an_address_of_the_web_becomes_a_link(text):
    with pytest.raises(Refused) as refused:
        rules.normalised_organisation({"website": text}, None)
    assert refused.value.field == "website"


def test_script_without_an_authority_is_read_as_a_host():
    plain = rules.normalised_organisation({"website": "javascript:alert(1)"}, None)
    assert plain["website"].startswith("https://")


def place(**values):
    empty = dict.fromkeys(
        ["latitude", "longitude", "peer_from", "peer_to", "influencer_from", "influencer_to"]
    )
    return {**empty, **values}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"latitude": Decimal("60.17")}, "longitude"),
        ({"longitude": Decimal("24.94")}, "latitude"),
        ({"latitude": Decimal("90.1"), "longitude": Decimal(0)}, "latitude"),
        ({"latitude": Decimal(0), "longitude": Decimal("-180.1")}, "longitude"),
        ({"peer_from": DAY, "peer_to": date(2026, 11, 1)}, "peer_to"),
        ({"influencer_from": DAY, "influencer_to": date(2020, 1, 1)}, "influencer_to"),
    ],
)
def test_place_and_periods_are_refused_where_they_cannot_be(values, field):
    with pytest.raises(Refused) as refused:
        rules.check_organisation(place(**values), [], 1)
    assert refused.value.field == field


def test_place_and_periods_at_their_limits_are_accepted():
    rules.check_organisation(
        place(latitude=Decimal(-90), longitude=Decimal(180), peer_from=DAY, peer_to=DAY), [], 1
    )


def test_organisation_is_no_part_of_its_own_part():
    with pytest.raises(Refused) as refused:
        rules.check_organisation(place(), ancestors=[7, 5, 3], own_id=3)
    assert refused.value.field == "parent_id"
    rules.check_organisation(place(), ancestors=[7, 5], own_id=3)


@pytest.mark.parametrize("standing", [Standing.CAUTION, Standing.SUSPENDED])
def test_standing_other_than_normal_needs_a_reason(standing):
    with pytest.raises(Refused):
        rules.check_standing(standing, "  ")
    rules.check_standing(standing, "Sanctions of the Union")
    rules.check_standing(Standing.NORMAL, "")


def test_restricted_contact_needs_a_unit():
    with pytest.raises(Refused) as refused:
        rules.check_contact(Visibility.RESTRICTED, None)
    assert refused.value.field == "unit_id"
    rules.check_contact(Visibility.RESTRICTED, 4)
    rules.check_contact(Visibility.CITY, None)


def test_affiliation_does_not_end_before_it_starts():
    with pytest.raises(Refused) as refused:
        rules.check_period(DAY, date(2026, 11, 1), "ended_on")
    assert refused.value.field == "ended_on"
    rules.check_period(DAY, DAY, "ended_on")
    rules.check_period(None, DAY, "ended_on")


def test_new_job_starts_after_the_old_one():
    with pytest.raises(Refused):
        rules.check_move(DAY, DAY)
    rules.check_move(DAY, date(2026, 11, 1))
    rules.check_move(DAY, None)


def test_nobody_checked_anything_tomorrow():
    with pytest.raises(Refused) as refused:
        rules.check_past(date(2026, 11, 3), DAY, "evidence_on")
    assert refused.value.field == "evidence_on"
    rules.check_past(DAY, DAY, "evidence_on")


def member(**values):
    return {"network_id": 1, "member_id": 2, "joined_year": None, "left_on": None, **values}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"member_id": 1}, "member_id"),
        ({"joined_year": 2020, "left_on": date(2019, 12, 31)}, "left_on"),
    ],
)
def test_membership_that_cannot_be_is_refused(values, field):
    with pytest.raises(Refused) as refused:
        rules.check_membership(member(**values))
    assert refused.value.field == field


def test_membership_of_one_year_is_accepted():
    rules.check_membership(member(joined_year=2020, left_on=date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, False),
        (DAY, None, True),
        (date(2026, 11, 3), None, False),
        (date(2020, 1, 1), DAY, True),
        (date(2020, 1, 1), date(2026, 11, 1), False),
    ],
)
def test_flag_holds_between_its_dates(start, end, holds):
    assert rules.is_flagged(start, end, DAY) is holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Malmö stad", "City of Malmö"),
        ("MALMO", "Malmö"),
        ("Helsingin kaupunki", "Helsingin Kaupunki Oy"),
        ("Forum Virium Helsinki", "Helsinki Forum Virium"),
        ("Eurocites", "Eurocities"),
    ],
)
def test_names_spelled_in_another_way_are_similar(one, other):
    assert rules.are_similar([one], ["Something else", other])


@pytest.mark.parametrize(
    ("one", "other"),
    [("City of Malmö", "City of Lund"), ("University of Turku", "University of Oulu")],
)
def test_names_of_other_bodies_are_not_similar(one, other):
    assert not rules.are_similar([one], [other])


def test_generic_words_stay_when_nothing_else_is_left():
    assert rules.core_name("City Council") == "city council"
    assert not rules.are_similar(["City"], [""])


def test_cities_have_no_members_and_networks_may():
    assert not rules.may_have_members(OrganisationKind.CITY)
    assert rules.may_have_members(OrganisationKind.CITY_NETWORK)
    assert rules.may_have_members(OrganisationKind.COMPANY)


def test_people_are_sorted_by_family_name():
    assert rules.sort_name("Åsa", "Öberg") == "oberg asa"
