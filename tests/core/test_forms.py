"""Fields: safe text, honest dates and numbers, choices that exist, and two people at one record."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import ClassVar

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.core.errors import Gap, Refused
from app.core.forms import (
    AmountField,
    AreaField,
    DayField,
    EditForm,
    EmailField,
    EnumField,
    EnumsField,
    Form,
    IdField,
    IdsField,
    LineField,
    NumberField,
    PickerField,
    SecretField,
    TickField,
    TimeField,
    WebField,
)
from tests.client import Page
from tests.factories.users import make_user


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


class Everything(Form):
    line = LineField("Line", missing="Write a line.")
    area = AreaField("Area", maximum=100)
    email = EmailField("E-mail")
    web = WebField("Web")
    secret = SecretField("Secret")
    day = DayField("Day")
    moment = TimeField("Time")
    amount = AmountField("Amount")
    number = NumberField("Number", highest=100)
    tick = TickField("Tick")
    colour = EnumField("Colour", Colour)
    colours = EnumsField("Colours", Colour)
    one = IdField("One", lambda: [(1, "First"), (2, "Second")])
    many = IdsField("Many", lambda: [(1, "First"), (2, "Second")])

    class Meta:
        csrf = False


@contextmanager
def sent(app: Flask, **data: object) -> Iterator[Everything]:
    values = MultiDict(
        [(k, v) for k, vs in data.items() for v in (vs if isinstance(vs, list) else [vs])]
    )
    with app.test_request_context("/", method="POST", data=values):
        yield Everything()


def errors_of(app: Flask, name: str, value: object) -> str:
    with sent(app, **{"line": "x", name: value}) as form:
        form.validate()
        assert set(form.errors) <= {name}
        return " ".join(map(str, form.errors.get(name, [])))


def data_of(app: Flask, name: str, value: object) -> object:
    with sent(app, **{"line": "x", name: value}) as form:
        assert form.validate(), form.errors
        return form[name].data


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("line", "  Malmö stad ", "Malmö stad"),
        ("line", "a\u0308", "ä"),
        ("line", "👩\u200d💻 in Tehran: می\u200cخواهم", "👩\u200d💻 in Tehran: می\u200cخواهم"),
        ("line", "🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("area", "one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("email", "someone@example.org", "someone@example.org"),
        ("email", "", ""),
        ("web", "https://www.hel.fi/en", "https://www.hel.fi/en"),
        ("web", "https://münchen.example/ä", "https://münchen.example/ä"),
        ("secret", "  kept as typed ", "  kept as typed "),
        ("day", "2026-03-31", date(2026, 3, 31)),
        ("day", "31.3.2026", date(2026, 3, 31)),
        ("day", "31. 3. 2026", date(2026, 3, 31)),
        ("day", "", None),
        ("moment", "14:30", time(14, 30)),
        ("moment", "9.05", time(9, 5)),
        ("moment", "14:30:00", time(14, 30)),
        ("moment", "", None),
        ("amount", "75 000", Decimal("75000.00")),
        ("amount", "75\u00a0000,5", Decimal("75000.50")),
        ("amount", "1234.50", Decimal("1234.50")),
        ("amount", "0", Decimal("0.00")),
        ("amount", "", None),
        ("number", "0", 0),
        ("number", "100", 100),
        ("number", "", None),
        ("tick", "y", True),
        ("colour", "red", Colour.RED),
        ("colour", "", None),
        ("colours", ["red", "blue", "red"], [Colour.RED, Colour.BLUE]),
        ("one", "2", 2),
        ("one", "", None),
        ("many", ["2", "1"], [2, 1]),
    ],
)
def test_what_people_write_is_understood(app, name, typed, expected):
    assert data_of(app, name, typed) == expected


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("line", "", "Write a line."),
        ("line", "   ", "Write a line."),
        ("line", "\u00a0", "Write a line."),
        ("line", "x" * 201, "200 characters or fewer"),
        ("line", "a\nb", "on one line"),
        ("line", "a\x00b", "U+0000"),
        ("line", "a\x1b[31m", "U+001B"),
        ("line", "a\u202eb", "U+202E"),
        ("line", "a\u200bb", "U+200B"),
        ("line", "\ufeffb", "U+FEFF"),
        ("line", "a\u2028b", "U+2028"),
        ("line", "a\ue000b", "U+E000"),
        ("area", "x" * 101, "100 characters or fewer"),
        ("area", "a\x07b", "U+0007"),
        ("email", "user@", "e-mail address like"),
        ("email", "a@b@c", "e-mail address like"),
        ("email", "@", "e-mail address like"),
        ("web", "javascript:alert(1)", "begins with https://"),
        ("web", "www.hel.fi", "begins with https://"),
        ("web", "https://x", "begins with https://"),
        ("secret", "x" * 201, "200 characters or fewer"),
        ("day", "2026-02-30", "Write the date like"),
        ("day", "31.2.2026", "Write the date like"),
        ("day", "03/31/2026", "Write the date like"),
        ("day", "0000-00-00", "Write the date like"),
        ("day", "1799-12-31", "Write the date like"),
        ("day", "2201-01-01", "Write the date like"),
        ("day", "tomorrow", "Write the date like"),
        ("day", "٢٠٢٦-٠٣-٣١", "Write the date like"),
        ("day", "9" * 30, "Write the date like"),
        ("moment", "24:00", "Write the time like"),
        ("moment", "99:99", "Write the time like"),
        ("moment", "noon", "Write the time like"),
        ("amount", "1e309", "Write a number like"),
        ("amount", "NaN", "Write a number like"),
        ("amount", "1,2,3", "Write a number like"),
        ("amount", "-1", "from 0 to"),
        ("amount", "9" * 15, "from 0 to"),
        ("amount", "١٢٣", "Write a number like"),
        ("number", "101", "from 0 to 100"),
        ("number", "-1", "from 0 to 100"),
        ("number", "1_0", "from 0 to 100"),
        ("number", "0x10", "from 0 to 100"),
        ("number", "1.5", "from 0 to 100"),
        ("number", "9" * 30, "from 0 to 100"),
        ("colour", "green", "Choose one of the listed options."),
        ("colours", ["red", "green"], "Choose one of the listed options."),
        ("one", "3", "Choose one of the listed options."),
        ("one", "9" * 30, "Choose one of the listed options."),
        ("one", "first", "Choose one of the listed options."),
        ("one", "1 ", "Choose one of the listed options."),
        ("many", ["1", "99"], "Choose one of the listed options."),
    ],
)
def test_what_cannot_be_is_refused_with_advice(app, name, typed, message):
    assert message in errors_of(app, name, typed)


@pytest.mark.parametrize("name", ["line", "area", "day", "moment", "amount", "number", "email"])
def test_what_was_typed_is_still_there_after_a_mistake(app, name):
    typed = "no\x07such 31.2.x"
    with sent(app, **{name: typed}) as form:
        form.validate()
        assert form[name].errors
        assert form[name]._value() == typed


def test_password_is_never_sent_back(app):
    with sent(app, secret="hidden words") as form:
        form.validate()
        assert "hidden" not in str(form.secret())


def test_optional_fields_may_all_be_missing(app):
    with sent(app, line="x") as form:
        assert form.validate(), form.errors
        values = form.values()
    assert values["colours"] == values["many"] == []
    assert values["tick"] is False
    assert values["day"] is values["amount"] is values["one"] is None
    assert "csrf_token" not in values


def test_field_sent_twice_counts_once(app):
    with sent(app, line=["one", "two"], day=["2026-01-01", "x"], one=["1", "2"]) as form:
        assert form.validate(), form.errors
        assert (form.line.data, form.one.data) == ("one", 1)


def test_refusal_is_shown_at_the_fields_that_mend_it(app):
    with sent(app, line="x") as form:
        form.validate()
        gaps = [Gap("day", "Choose a day", "day"), Gap("met", "Fine", "line", is_met=True)]
        form.refuse(Refused("Something is missing", gaps))
        assert form.errors == {"day": ["Choose a day"]}
        form.refuse(Refused("Not this one", field="colour"))
        assert form.errors["colour"] == ["Not this one"]
    with sent(app, line="x") as form:
        form.validate()
        form.refuse(Refused("Nobody may do this now"))
        assert form.form_errors == ["Nobody may do this now"]


class Editing(EditForm):
    name = LineField("Name", missing="Write a name.")
    colour = EnumField("Colour", Colour)
    many = IdsField("Many", lambda: [(1, "First"), (2, "Second")])

    class Meta:
        csrf = False


def record(**values: object) -> SimpleNamespace:
    return SimpleNamespace(
        **{"version": 3, "name": "Saved", "colour": Colour.RED, "many": [1], **values}
    )


WHEN = datetime(2026, 11, 2, 9, 0)


def test_form_of_a_record_carries_the_version_its_user_saw(app):
    with app.test_request_context("/"):
        form = Editing.for_record(record())
        assert form.version.data == "3"
        assert (form.name.data, form.colour.data, form.many.data) == ("Saved", Colour.RED, [1])


@pytest.mark.parametrize("version", ["", "x", "-1", "1e9", "9" * 12, "²"])
def test_form_without_its_version_is_refused(app, version):
    with app.test_request_context("/", method="POST", data={"name": "x", "version": version}):
        assert not Editing.for_record(record()).validate()


def test_same_version_is_no_conflict(app):
    with app.test_request_context("/", method="POST", data={"name": "Mine", "version": "3"}):
        assert Editing.for_record(record()).conflict_with(record(), "Anna", WHEN) is None


def test_conflict_names_only_the_fields_that_differ(app):
    data = {"name": "Mine", "colour": "blue", "many": "1", "version": "2"}
    with app.test_request_context("/", method="POST", data=data):
        form = Editing.for_record(record())
        conflict = form.conflict_with(record(), "Anna", WHEN)
        assert (conflict.saved_by, conflict.saved_at) == ("Anna", WHEN)
        told = {row.name: (row.theirs, row.mine) for row in conflict.rows}
        assert told == {"name": ("Saved", "Mine"), "colour": ("red", "blue")}
        assert form.version.data == "3"


def test_same_words_from_two_people_are_a_conflict_without_differences(app):
    data = {"name": "Saved", "colour": "red", "many": "1", "version": "2"}
    with app.test_request_context("/", method="POST", data=data):
        conflict = Editing.for_record(record()).conflict_with(record(), "Anna", WHEN)
        assert conflict is not None
        assert conflict.rows == []


def test_choice_between_two_versions_is_field_by_field(app):
    data = {
        "name": "Mine", "colour": "blue", "many": "2", "version": "3",
        "choose-name": "theirs", "choose-colour": "mine",
    }  # fmt: skip
    with app.test_request_context("/", method="POST", data=data):
        form = Editing.for_record(record())
        assert form.conflict_with(record(), "Anna", WHEN) is None
        assert (form.name.data, form.colour.data, form.many.data) == ("Saved", Colour.BLUE, [2])


def test_second_save_after_a_conflict_keeps_what_was_chosen(client, session, sign_in):
    """Two people edit one account: the second chooses one field of each version."""
    from app.core.audit import SYSTEM
    from app.users import services

    sign_in("administrator")
    user = make_user(session, name="First", title="Clerk")
    opened = {"version": str(user.version), "name": "Mine", "title": "Planner"}
    services.update_user(session, user, {"name": "Theirs", "title": "Head"}, actor=SYSTEM)
    path = f"/users/{user.id}/edit"
    page = Page(client.submit(path, opened))
    assert page.soup.find(id="conflict-name").get_text() == "Name"
    version = page.soup.find("input", attrs={"name": "version"})["value"]
    saved = client.submit(
        path,
        {**opened, "version": version, "choose-name": "theirs", "choose-title": "mine"},
    )
    assert saved.status_code == 302
    session.refresh(user)
    assert (user.name, user.title) == ("Theirs", "Planner")


class Picking(Form):
    people = PickerField("People", "user", missing="Choose somebody.")
    one = PickerField("One", "user", multiple=False)

    class Meta:
        csrf = False
        constraints: ClassVar[dict[str, str]] = {}


@pytest.fixture
def picking(app, session, monkeypatch):
    """A form with pickers, as somebody signed in sends it."""
    from app.core.forms import picker
    from app.core.permissions import EVERYTHING

    monkeypatch.setattr(picker, "current_viewer", lambda: EVERYTHING)

    @contextmanager
    def sending(data: list[tuple[str, str]]) -> Iterator[Picking]:
        with app.test_request_context("/", method="POST", data=MultiDict(data)):
            yield Picking()

    return sending


def test_picker_keeps_who_was_chosen_and_names_them(session, picking):
    anna, olli = make_user(session, name="Anna"), make_user(session, name="Olli")
    chosen = [("people", str(olli.id)), ("people", str(anna.id)), ("one", str(anna.id))]
    with picking(chosen) as form:
        assert form.validate(), form.errors
        assert (form.people.data, form.one.data) == ([olli.id, anna.id], anna.id)
        assert [label for _number, label, _detail in form.people.chosen] == ["Olli", "Anna"]


def test_picker_finds_without_scripts_and_saves_nothing(session, picking):
    anna, olli = make_user(session, name="Anna Åberg"), make_user(session, name="Olli")
    with picking([("find", "people"), ("people", str(olli.id)), ("people-query", "aberg")]) as form:
        assert form.is_searching() == "people"
        assert not form.wants_to_save()
        assert [number for number, _label, _detail in form.people.candidates] == [anna.id]
        assert form.people.data == [olli.id]
        assert form.one.candidates is None


def test_picker_offers_nobody_twice(session, picking):
    anna = make_user(session, name="Anna")
    with picking([("find", "people"), ("people", str(anna.id)), ("people-query", "anna")]) as form:
        assert form.people.candidates == []


@pytest.mark.parametrize("value", ["999999", "0", "-1", "abc", "9" * 30, "١", "1.5"])
def test_picker_refuses_what_is_not_there(session, picking, value):
    anna = make_user(session)
    with picking([("people", str(anna.id)), ("people", value), ("one", value)]) as form:
        form.validate()
        assert form.people.data == [anna.id]
        assert form.one.data is None


def test_picker_that_is_required_asks_for_a_choice(session, picking):
    with picking([("people", "")]) as form:
        assert not form.validate()
        assert form.people.errors == ["Choose somebody."]


def test_picker_refuses_what_is_no_number(session, picking):
    with picking([("people", "abc"), ("one", "1,5")]) as form:
        assert not form.validate()
        assert form.people.errors == ["Choose one of the listed options."]
        assert form.one.errors == ["Choose one of the listed options."]


class Asking(Form):
    day = DayField("Day", missing="Write a day.")
    amount = AmountField("Amount", missing="Write an amount.")
    number = NumberField("Number", missing="Write a number.")
    colour = EnumField("Colour", Colour, missing="Choose a colour.")
    secret = SecretField("Secret", missing="Write a secret.")

    class Meta:
        csrf = False


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_required_fields_ask_for_what_is_missing(app, typed):
    data = {} if typed is None else dict.fromkeys(("day", "amount", "number", "colour"), typed)
    with app.test_request_context("/", method="POST", data=data):
        form = Asking()
        assert not form.validate()
        told = {name: errors[0] for name, errors in form.errors.items()}
    assert told.pop("colour") in ("Choose a colour.", "Choose one of the listed options.")
    assert told == {
        "day": "Write a day.",
        "amount": "Write an amount.",
        "number": "Write a number.",
        "secret": "Write a secret.",
    }


def test_zero_is_an_answer(app):
    data = {"day": "2026-01-01", "amount": "0", "number": "0", "colour": "red", "secret": " "}
    with app.test_request_context("/", method="POST", data=data):
        assert Asking().validate()


def test_required_fields_say_so_to_browsers(app):
    with app.test_request_context("/"):
        assert Asking().day.flags.required
        assert not Everything().day.flags.required
