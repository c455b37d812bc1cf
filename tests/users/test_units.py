"""Units: names are unique, none stands under itself, none closes over its people."""

from __future__ import annotations

import pytest

from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.users import queries, services
from tests.client import Page
from tests.factories.users import make_unit, make_user


def test_unit_is_added_and_edited_with_history(client, session, sign_in):
    sign_in("administrator")
    parent = make_unit(session, "City Executive Office")
    response = client.submit(
        "/units/new",
        {"name_en": "Harbour Unit", "kind": "unit", "parent_id": str(parent.id)},
    )
    assert response.location == "/units"
    number = next(n for n, name in queries.unit_choices(session) if name == "Harbour Unit")
    client.submit(f"/units/{number}/edit", {"name_fi": "Satamayksikkö"})
    text = client.page(f"/units/{number}/edit").text
    assert "Unit edited" in text
    assert "Satamayksikkö" in text


def test_two_units_never_share_a_name(client, session, sign_in):
    sign_in("administrator")
    make_unit(session, "Harbour Unit")
    response = client.submit("/units/new", {"name_en": "Harbour Unit", "kind": "unit"})
    assert response.status_code == 422
    assert "a unit of this name already" in Page(response).errors()["name_en"]


def test_no_unit_stands_under_itself(session):
    top = make_unit(session)
    middle = make_unit(session, parent_id=top.id)
    bottom = make_unit(session, parent_id=middle.id)
    for place in (top, middle, bottom):
        with pytest.raises(Refused) as refusal:
            services.update_unit(session, top, {"parent_id": place.id}, actor=SYSTEM)
        assert refusal.value.field == "parent_id"
    services.update_unit(session, bottom, {"parent_id": top.id}, actor=SYSTEM)
    assert bottom.parent_id == top.id


def test_unit_closes_only_when_nobody_active_belongs_to_it(session):
    unit = make_unit(session)
    user = make_user(session, unit=unit)
    with pytest.raises(Refused, match="Move 1 user"):
        services.update_unit(session, unit, {"is_active": False}, actor=SYSTEM)
    services.deactivate_user(session, user, actor=SYSTEM)
    services.update_unit(session, unit, {"is_active": False}, actor=SYSTEM)
    assert (unit.id, unit.name_en) not in queries.unit_choices(session)


def test_closed_unit_stays_choosable_for_those_who_belong_to_it(client, session, sign_in):
    sign_in("administrator")
    unit = make_unit(session, "Closed Unit")
    user = make_user(session, unit=unit)
    services.deactivate_user(session, user, actor=SYSTEM)
    services.update_unit(session, unit, {"is_active": False}, actor=SYSTEM)
    assert client.submit(f"/users/{user.id}/edit", {"title": "Clerk"}).status_code == 302
    assert client.page(f"/units/{unit.id}/edit").heading == "Edit Closed Unit"


def test_list_of_units_costs_the_same_for_many(client, session, sign_in, count_statements):
    sign_in("administrator")
    with count_statements() as few:
        client.get("/units")
    for _number in range(30):
        make_unit(session)
    with count_statements() as many:
        client.page("/units?kind=division&sort=-name&active=yes")
    assert len(few) == len(many) <= 6
