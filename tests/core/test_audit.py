"""The history: every field change, who and why; nothing around it, nothing after it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from app.core import history
from app.core.audit import SYSTEM, Change, acting, history_of, last_change
from app.core.permissions import Role
from app.users import services
from app.users.models import Unit, User
from tests.factories.users import make_unit, make_user


def test_creation_notes_what_was_given_and_leaves_blanks_out(session):
    unit = make_unit(session, "Harbour")
    change = last_change(session, "unit", unit.id)
    assert change.fields == {
        "name_en": [None, "Harbour"],
        "kind": [None, "division"],
    }
    assert (change.action, change.actor_name, change.actor_id) == ("unit.create", "Kumppani", None)


def test_change_holds_old_and_new_value_by_name(session):
    actor = make_user(session, name="Anna Actor")
    user = make_user(session, name="Old", title="Same")
    session.commit()
    services.update_user(
        session, user, {"name": "New", "title": "Same", "role": Role.MANAGER}, actor=actor
    )
    change = last_change(session, "user", user.id)
    assert change.fields == {"name": ["Old", "New"], "role": ["officer", "manager"]}
    assert (change.actor_id, change.actor_name) == (actor.id, "Anna Actor")


def test_old_value_survives_expiry_and_autoflush(session):
    unit = make_unit(session, "Before")
    session.commit()
    session.expire_all()
    with acting(session, SYSTEM, "unit.update"):
        unit.name_en = "Between"
        session.scalars(sa.select(Unit)).all()
        unit.name_fi = "Lopuksi"
    fields = [change.fields for change in history_of(session, "unit", unit.id)]
    assert fields[:2] == [{"name_fi": ["", "Lopuksi"]}, {"name_en": ["Before", "Between"]}]


def test_entries_of_one_request_share_its_number(session):
    first, second = make_unit(session), make_unit(session)
    numbers = {last_change(session, "unit", unit.id).request_id for unit in (first, second)}
    assert len(numbers) == 1


def test_reason_is_kept(session):
    unit = make_unit(session)
    with acting(session, SYSTEM, "unit.update", reason="Merged into another"):
        unit.is_active = False
    assert last_change(session, "unit", unit.id).reason == "Merged into another"


def test_setting_the_same_value_writes_nothing(session):
    unit = make_unit(session, "Same")
    before = len(history_of(session, "unit", unit.id))
    version = unit.version
    with acting(session, SYSTEM, "unit.update"):
        unit.name_en = "Same"
    assert len(history_of(session, "unit", unit.id)) == before
    assert unit.version == version


def test_change_in_a_rolled_back_part_leaves_no_entry(session):
    unit = make_unit(session)
    before = len(history_of(session, "unit", unit.id))
    part = session.begin_nested()
    services.update_unit(session, unit, {"name_fi": "Ei"}, actor=SYSTEM)
    part.rollback()
    assert len(history_of(session, "unit", unit.id)) == before
    assert unit.name_fi == ""


def test_change_outside_a_verb_is_refused(session):
    unit = make_unit(session)
    unit.name_en = "Unattributed"
    with pytest.raises(RuntimeError, match=r"outside audit\.acting"):
        session.flush()


@pytest.mark.parametrize("statement", [sa.update(User).values(title="x"), sa.delete(User)])
def test_bulk_change_around_the_history_is_refused(session, statement):
    make_user(session)
    with pytest.raises(RuntimeError, match="bypass their history"):
        session.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET actor_name = 'Somebody else'",
        "UPDATE change SET action = 'nothing'",
        "DELETE FROM change",
    ],
)
def test_written_history_cannot_be_changed_or_removed(session, statement):
    make_unit(session)
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(sa.text(statement))
    assert session.scalar(sa.select(sa.func.count()).select_from(Change)) == 1


def test_fields_of_history_can_be_emptied_for_an_erased_person(session):
    unit = make_unit(session, "A person's name")
    session.execute(sa.text("UPDATE change SET fields = '{}'"))
    session.expire_all()
    assert last_change(session, "unit", unit.id).fields == {}


def test_second_of_two_saves_is_refused_by_the_version(session):
    unit = make_unit(session)
    session.execute(sa.text("UPDATE unit SET version = version + 1"))
    with pytest.raises(StaleDataError):
        services.update_unit(session, unit, {"name_fi": "Toinen"}, actor=SYSTEM)


def test_every_save_raises_the_version_by_one(session):
    unit = make_unit(session)
    assert unit.version == 1
    services.update_unit(session, unit, {"name_fi": "Yksikkö"}, actor=SYSTEM)
    assert unit.version == 2


def test_history_is_read_in_words(app, session):
    parent = make_unit(session, "City Executive Office")
    unit = make_unit(session, "Harbour")
    services.update_unit(
        session, unit, {"parent_id": parent.id, "kind": "service", "is_active": False}, actor=SYSTEM
    )
    with app.test_request_context():
        entry = history.entries(session, history_of(session, "unit", unit.id))[0]
    assert (entry.action, entry.who) == ("Unit edited", "Kumppani")
    told = {field.label: (field.old, field.new) for field in entry.fields}
    assert told == {
        "Belongs to": ("–", "City Executive Office"),
        "Kind": ("Division", "Service"),
        "Active": ("Yes", "No"),
    }


def test_a_record_is_called_by_the_name_it_bears_on_its_page(app):
    one = SimpleNamespace(id=1, name="Eurocities membership", name_fi="Eurocities-jäsenyys")
    goal = SimpleNamespace(id=2, name_en="Pleasant streets", name_fi="Viihtyisät kadut")
    with app.test_request_context():
        assert [history.name_of(each) for each in (one, goal)] == [one.name, goal.name_en]


def test_moments_in_the_history_are_shown_as_people_read_them(app, session):
    user = make_user(session)
    services.deactivate_user(session, user, actor=SYSTEM)
    with app.test_request_context():
        entry = history.entries(session, history_of(session, "user", user.id))[0]
    told = {field.label: field.new for field in entry.fields}
    assert told["Deactivated"] == "2 Nov 2026, 11:00"
