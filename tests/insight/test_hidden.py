"""What may not be seen changes nothing: the same pages before restricted records come and after.

Whatever a restricted record added to a result, a count, a facet, a suggestion, a near miss, a map,
a matrix, a comparison, a finder's reason or a file would be a difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from app.core.db import Visibility
from app.core.session import Session
from app.engagements.models import ResultKind, Tier
from app.organisations.models import Organisation
from app.partnerships.models import PartnershipKind
from app.strategy.models import FocusArea, Goal, Objective
from app.users.models import User
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement
from tests.factories.introductions import make_introduction
from tests.factories.knowledge import make_note, make_solution
from tests.factories.organisations import (
    make_contact,
    make_network,
    make_network_member,
    make_organisation,
)
from tests.factories.partnerships import make_active_partnership
from tests.factories.proposals import make_proposal
from tests.factories.strategy import make_focus_area, make_goal, make_objective
from tests.factories.users import make_user
from tests.factories.visits import make_visit

# Of one word that only hidden records bear: as written, begun, mistyped, like it.
ASKED = ("zanzibar", "zanzi", "zanzibra", "zannsibarr", "harbour zanzibar", '"zanzibar talks"')
_VARYING = re.compile(r'name="csrf_token" value="[^"]*"|"X-CSRFToken": "[^"]*"')


def addresses(city: Organisation, network: Organisation, area: FocusArea) -> list[str]:
    """Every page of finding and what it links to, about an organisation that all may see."""
    wish = f"action=study_visit&focus={area.id}&words=zanzibar+harbour"
    narrowed = ("country=NO", "met=quarter", f"focus_area={area.id}", "programme=Zanzibar")
    return [
        *(f"/search?q={words}" for words in ASKED),
        *(f"/search/suggest?q={words}" for words in ASKED[:3]),
        *(f"/pick/{kind}?q=zanz" for kind in ("contacts", "partnerships")),
        *(f"/search?q=harbour&{each}" for each in narrowed),
        *(f"/search?kind={kind}" for kind in ("organisation", "contact", "partnership")),
        "/search?q=harbour", "/search?q=harbour&format=csv", "/search?kind=engagement",
        "/map", "/map?format=csv", "/map?state=", f"/map?focus_area={area.id}",
        f"/benchmark?city={city.id}", f"/benchmark?city={city.id}&format=csv",
        f"/find-partner?{wish}", "/find-partner?action=eu_bid", "/find-partner?action=advocacy",
        f"/find-partner/compare?{wish}&id={city.id}&id={network.id}",
        f"/organisations/{city.id}", f"/introductions/new?organisation={city.id}",
        "/introductions", "/organisations", "/contacts", "/partnerships",
        "/partnerships?format=csv", "/eu-projects", "/engagements",
        "/proposals", "/solutions", "/knowledge-notes", "/visits", "/",
    ]  # fmt: skip


@dataclass
class Shown:
    """What all may see, and what the hidden records are about as well."""

    city: Organisation
    network: Organisation
    area: FocusArea
    goal: Goal
    objective: Objective
    owner: User


@pytest.fixture
def shown(session: Session) -> Shown:
    city = make_organisation(session, name="Harbour Town", country="NO")
    network = make_network(session, name="Harbour Cities")
    make_network_member(session, network=network, member=city)
    goal, area = make_goal(session), make_focus_area(session, name_en="Clean heat")
    owner = make_user(session, "manager")
    make_active_partnership(session, name="Pact", partners=[city.id], owner=owner, goal=goal)
    make_engagement(session, organisations=[city], summary="Harbour dinner", people=[owner])
    session.flush()
    return Shown(city, network, area, goal, make_objective(session), owner)


def hide(session: Session, shown: Shown) -> None:
    """Restricted records of all kinds, all of them one person's."""
    city, owner = shown.city, shown.owner
    hidden: dict[str, Any] = {
        "visibility": Visibility.RESTRICTED,
        "focus_areas": [shown.area.id],
    }
    of_owner: dict[str, Any] = {
        "partners": [city.id],
        "owner": owner,
        "goal": shown.goal,
        "objectives": [shown.objective.id],
        **hidden,
    }
    talks = make_active_partnership(session, name="Zanzibar talks", **of_owner)
    make_active_partnership(
        session, PartnershipKind.EU_PROJECT, name="Bid", programme="Zanzibar", **of_owner
    )
    of_network = {**of_owner, "partners": [shown.network.id]}
    make_active_partnership(session, name="Zanzibar membership", **of_network)
    make_engagement(
        session, summary="Zanzibar dinner", partnership=talks, organisations=[city],
        results=[ResultKind.LEARNING], their_tier=Tier.POLITICAL, people=[owner], **hidden,
    )  # fmt: skip
    make_contact(
        session, city, family_name="Zanzibar", unit_id=owner.unit_id,
        visibility=Visibility.RESTRICTED,
    )  # fmt: skip
    make_introduction(session, city.id, asker=make_user(session, "manager", owner.unit))
    about = {"organisation_id": city.id, "actor": owner, **hidden}
    make_proposal(session, title="Zanzibar proposal", **about)
    make_visit(session, title="Zanzibar visit", **about)
    make_solution(session, title="Zanzibar solution", **about)
    make_note(session, title="Zanzibar note", organisations=[city.id], actor=owner, **hidden)
    session.flush()


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_restricted_records_change_no_page(
    client: AuditedClient, session: Session, sign_in: SignIn, shown: Shown, role: str
) -> None:
    sign_in(role)
    asked = addresses(shown.city, shown.network, shown.area)
    client.is_examining = False

    def told() -> dict[str, str]:
        pages = {path: client.get(path) for path in asked}
        wrong = {path: page.status_code for path, page in pages.items() if page.status_code != 200}
        assert wrong == {}
        return {path: _VARYING.sub("", page.get_data(as_text=True)) for path, page in pages.items()}

    before = told()
    hide(session, shown)
    after = told()
    assert [path for path in asked if before[path] != after[path]] == []
    sign_in("manager")
    seen = told()
    # A page on which a manager saw nothing more would prove nothing.
    unchanged = [path for path in asked if before[path] == seen[path]]
    assert unchanged == []
