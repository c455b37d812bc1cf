"""How our people travelled, and what a quarter's journeys emitted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, Role, viewer_of
from app.core.session import Session
from app.engagements import queries, rules, services
from app.engagements.models import Engagement, EngagementTravel, TravelMeans
from app.users.models import User
from tests.client import AuditedClient, Page
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_organisation
from tests.factories.users import make_unit, make_user

M = TravelMeans
NEW = "/engagements/new"
TODAY = date(2026, 11, 2)
FLIGHT = {"means": M.FLIGHT, "distance_km": 3300, "travellers": 2}


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


@pytest.mark.parametrize(
    ("means", "distance", "travellers", "kilograms"),
    [
        (M.FLIGHT, 3300, 2, "940.7"),
        (M.TRAIN, 1000, 1, "35.5"),
        (M.FERRY, 170, 10, "191.6"),
        (M.CAR, 100, 1, "16.7"),
        (M.CAR, 100, 4, "16.7"),
        (M.CAR, 100, 5, "33.4"),
        (M.ELECTRIC_CAR, 100, 2, "4.0"),
    ],
)
def test_emissions_count_passengers_but_cars_by_vehicle(
    means: TravelMeans, distance: int, travellers: int, kilograms: str
) -> None:
    assert rules.emissions(means, distance, travellers) == Decimal(kilograms)


@pytest.mark.parametrize(
    ("distance", "travellers", "field"),
    [
        (0, 1, "distance_km"),
        (50_001, 1, "distance_km"),
        (1, 0, "travellers"),
        (1, 501, "travellers"),
    ],
)
def test_impossible_journeys_are_refused(distance: int, travellers: int, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.emissions(M.TRAIN, distance, travellers)
    assert refused.value.field == field


def test_every_means_has_a_factor() -> None:
    assert set(rules.FACTORS) == set(TravelMeans)


def test_journey_is_logged_with_the_engagement(
    client: AuditedClient, session: Session, me: User
) -> None:
    values = {
        "summary": "Visit to Brussels",
        "organisations": [str(make_organisation(session).id)],
        "travel_means": "flight",
        "travel_distance_km": "3300",
    }
    assert client.submit(NEW, values).status_code == 302
    travel = session.scalars(sa.select(EngagementTravel)).one()
    assert (travel.means, travel.travellers, travel.co2e_kg) == (M.FLIGHT, 1, Decimal("470.3"))
    assert travel.factor_year == rules.FACTOR_YEAR


def test_journey_without_means_or_distance_is_told_at_its_field(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    values = {"summary": "Visit", "organisations": [str(organisation.id)]}
    page = Page(client.submit(NEW, {**values, "travel_distance_km": "100"}))
    assert "Choose how you travelled" in page.errors()["travel_means"]
    page = Page(client.submit(NEW, {**values, "travel_means": "train"}))
    assert "whole distance" in page.errors()["travel_distance_km"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Engagement)) == 0


def test_journey_is_added_and_taken_back_on_the_page(
    client: AuditedClient, session: Session, me: User
) -> None:
    engagement = make_engagement(session, people=[me])
    address = f"/engagements/{engagement.id}"
    client.submit(f"{address}/travel", {"means": "ferry", "distance_km": "170", "travellers": "3"})
    page = client.page(address)
    assert "Ferry, 170 km, 3 travellers: 57.5 kg CO₂e" in page.text
    assert "Journey added" in client.page(f"{address}/history").text
    travel = session.scalars(sa.select(EngagementTravel)).one()
    assert client.post(f"{address}/travel/{travel.id}/remove").status_code == 302
    assert client.post(f"{address}/travel/{travel.id}/remove").status_code == 404
    assert "No journey is recorded" in client.page(address).text


def test_only_who_may_edit_adds_journeys(client: AuditedClient, session: Session, me: User) -> None:
    engagement = make_engagement(session)
    sent = {"means": "ferry", "distance_km": "170", "travellers": "3"}
    assert client.post(f"/engagements/{engagement.id}/travel", sent).status_code == 403


def test_quarter_adds_up_what_was_held_and_may_be_seen(session: Session) -> None:
    unit = make_unit(session)
    mine = make_user(session, Role.CONTRIBUTOR, unit=unit)
    for day in (TODAY, date(2026, 10, 1), date(2026, 9, 30)):
        make_engagement(session, starts_on=day, people=[mine], travel=[FLIGHT])
    make_engagement(session, starts_on=date(2026, 12, 1), people=[mine], travel=[FLIGHT])
    make_engagement(
        session, visibility=Visibility.RESTRICTED, travel=[{"means": M.TRAIN, "distance_km": 200}]
    )
    quarter = Quarter(2026, 4)
    (flown,) = queries.travel_in(session, quarter, viewer_of(mine))
    assert (flown.journeys, flown.travellers, flown.kilometres) == (2, 4, 13_200)
    assert flown.co2e_kg == Decimal("1881.4")
    everything = queries.travel_in(session, quarter, EVERYTHING)
    assert {row.means for row in everything} == {M.FLIGHT, M.TRAIN}


def test_page_of_a_quarters_travel_states_sum_source_and_the_quarter_before(
    client: AuditedClient, session: Session, me: User
) -> None:
    make_engagement(session, people=[me], travel=[FLIGHT])
    make_engagement(session, people=[me], starts_on=date(2026, 8, 3), travel=[FLIGHT])
    page = client.page("/engagements/travel")
    assert page.heading == "Travel in 2026-Q4"
    assert "940.7 kg CO₂e" in page.text
    assert "940.7 kg in 2026-Q3" in page.text
    assert "2025" in page.text
    assert "Flight: 0.14253 kg CO₂e / km" in page.text
    assert client.page("/engagements/travel?quarter=2026-Q2").heading == "Travel in 2026-Q2"
    assert client.page("/engagements/travel?quarter=x").heading == "Travel in 2026-Q4"


def test_newer_factors_change_nothing_that_was_stated(session: Session) -> None:
    engagement = make_engagement(session, travel=[FLIGHT])
    travel = engagement.travel[0]
    travel_year = travel.factor_year
    services.update_engagement(
        session, _whole(session, engagement), {"place": "Oslo"}, actor=SYSTEM
    )
    assert (travel.co2e_kg, travel.factor_year) == (Decimal("940.7"), travel_year)


def _whole(session: Session, engagement: Engagement) -> Engagement:
    return queries.get_engagement(session, engagement.id)
