"""The shared template macros make sound HTML for every kind of field and record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask_login import LoginManager
from wtforms import Form, RadioField
from wtforms.fields import Field, SelectChoice

from app.core import i18n
from app.core.forms import (
    AreaField,
    ChoiceField,
    DayField,
    IdsField,
    LineField,
    SecretField,
    TickField,
    TimeField,
)
from app.core.i18n import _l
from config import ROOT
from tests.client import audit_page

HEAD = (
    '{% import "components/forms.html" as forms %}{% import "components/records.html" as records %}'
)


def options() -> list[tuple[int, str]]:
    return [(1, "First"), (2, "Second")]


class FakePicker(Field):
    """What a picker shows, without a database."""

    kind = "organisations"
    query = ""
    candidates: list[tuple[int, str, str]] | None = None

    def __init__(self, *args: Any, multiple: bool = True, **kwargs: Any) -> None:
        self.multiple = multiple
        self.chosen = [(3, "Malmö", "Sweden")]
        super().__init__(*args, **kwargs)


class EveryField(Form):
    name = LineField("Name", missing="Write the name.")
    notes = AreaField("Notes", description="In a few words")
    secret = SecretField("Password")
    day = DayField("Day")
    time = TimeField("Time")
    kind = ChoiceField("Kind", options, missing=_l("Choose the kind."))
    goals = IdsField("Goals", options)
    tier = RadioField("Tier", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")])
    is_online = TickField("Online", description="Held without a place")
    partners = FakePicker("Partners")
    lead = FakePicker("Lead", multiple=False)


@pytest.fixture(scope="module")
def bare_app() -> Flask:
    """Templates and languages alone: components know no slice."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.init_app(app)
    LoginManager(app).request_loader(lambda _request: None)
    return app


@pytest.fixture(autouse=True)
def request_context(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/"):
        yield


def render(source: str, **context: Any) -> BeautifulSoup:
    """The parsed fragment, after the examination that every page gets."""
    html = render_template_string(HEAD + source, **context)
    audit_page(html, is_fragment=True)
    return BeautifulSoup(html, "html5lib")


FIELDS = "{% for f in form %}{{ forms.field(f, hint='A hint') }}{% endfor %}"


def test_every_kind_of_field_is_labelled_and_hinted() -> None:
    soup = render(FIELDS, form=EveryField())
    for name in EveryField()._fields:
        assert soup.find(id=f"{name}-hint") is not None, name


def test_errors_stand_at_their_fields_and_are_described() -> None:
    form = EveryField()
    for field in form:
        field.errors = [_l("Mend %(field)s.", field=field.name)]
    soup = render(FIELDS, form=form)
    for field in form:
        error = soup.find(id=f"{field.name}-error")
        assert error is not None, field.name
        assert f"Mend {field.name}." in error.get_text()
        assert soup.find(attrs={"aria-describedby": lambda v, i=error["id"]: v and i in v.split()})


def test_error_summary_links_to_controls_that_exist() -> None:
    form = EveryField()
    for field in form:
        field.errors = [f"Mend {field.name}."]
    soup = render("{{ forms.error_summary(form) }}" + FIELDS, form=form)
    links = soup.select("#error-summary a")
    assert [a.get_text() for a in links] == [f"Mend {name}." for name in form._fields]
    for link in links:
        target = soup.find(id=link["href"].removeprefix("#"))
        assert target is not None, link
        assert target.name in ("input", "select", "textarea"), link


def test_what_was_typed_as_a_date_stays() -> None:
    form = EveryField()
    form.day.process_formdata(["2026-03-31"])
    assert render(FIELDS, form=form).find(id="day")["value"] == "31.3.2026"
    form.day.data, form.day.typed, form.day.raw_data = None, "03/31/2026", ["03/31/2026"]
    assert render(FIELDS, form=form).find(id="day")["value"] == "03/31/2026"


def test_picker_offers_what_was_found_without_scripts() -> None:
    form = EveryField()
    form.partners.candidates = [(4, "Turku", "Finland")]
    form.lead.candidates = []
    soup = render(FIELDS, form=form)
    assert soup.select_one("input[name=partners][value='3']").has_attr("checked")
    assert not soup.select_one("input[name=partners][value='4']").has_attr("checked")
    assert soup.select_one("button[name=find][value=partners]") is not None
    assert "Nothing was found" in soup.select_one("#lead").get_text()


def test_a_single_picker_can_be_emptied_without_scripts() -> None:
    soup = render(FIELDS, form=EveryField())
    assert [i["value"] for i in soup.select("input[type=radio][name=lead]")] == ["3", ""]


def test_conflict_shows_both_versions_and_keeps_ones_own() -> None:
    row = SimpleNamespace(name="summary", label="Summary", theirs="Met", mine="")
    conflict = SimpleNamespace(saved_by="Manager", saved_at=None, rows=[row])
    soup = render("{{ forms.conflict(conflict) }}", conflict=conflict)
    assert "Manager" in soup.h2.get_text()
    chosen = soup.select("input[name=choose-summary]")
    assert [(i["value"], i.has_attr("checked")) for i in chosen] == [
        ("theirs", False),
        ("mine", True),
    ]


def test_checklist_links_what_is_missing_to_its_field() -> None:
    gaps = [
        SimpleNamespace(label="An owner", field="owner", is_met=True),
        SimpleNamespace(label="A goal", field="goals", is_met=False),
    ]
    soup = render("{{ records.checklist(gaps, '/edit') }}", gaps=gaps)
    assert [a["href"] for a in soup.find_all("a")] == ["/edit#goals"]
    assert "Missing:" in soup.get_text()


def test_facts_leave_blanks_out_or_say_so() -> None:
    items = [("Owner", "Officer", "/users/1"), ("Fee", None), ("Rank", 0)]
    assert "Fee" not in render("{{ records.facts(items) }}", items=items).get_text()
    text = render("{{ records.facts(items, blanks=True) }}", items=items).get_text()
    assert "Not recorded" in text
    assert "0" in text


def test_facts_take_what_is_not_there_for_blank() -> None:
    source = "{{ records.facts([('Partnership', partnership.name if partnership)]) }}"
    assert render(source, partnership=None).find("dt") is None


def test_timeline_names_each_quarter_once() -> None:
    def item(group: str) -> SimpleNamespace:
        on = date(2026, 1, 1)
        return SimpleNamespace(
            group=group, on=on, kind="Call", tone="", title="A call", url="/1", meta=""
        )

    part = SimpleNamespace(items=[item("Q2"), item("Q2"), item("Q1")], older_url=None)
    soup = render("{{ records.timeline_lines(part) }}", part=part)
    assert [h.get_text() for h in soup.find_all("h3")] == ["Q2", "Q1"]
    soup = render("{{ records.timeline_lines(part, follows='Q2') }}", part=part)
    assert [h.get_text() for h in soup.find_all("h3")] == ["Q1"]


def test_history_shows_old_and_new() -> None:
    change = SimpleNamespace(
        action="Edited",
        who="Officer",
        when=datetime(2026, 1, 1, tzinfo=UTC),
        reason="",
        fields=[SimpleNamespace(label="Name", old="", new="<b>Malmö</b>")],
    )
    soup = render("{{ records.history(changes) }}", changes=[change])
    assert "(empty)" in soup.get_text()
    assert soup.find("b") is None


def test_matrix_names_its_gaps_in_words() -> None:
    cells = [
        SimpleNamespace(partnerships=2, engagements=5, url="/a"),
        SimpleNamespace(partnerships=0, engagements=0, url="/b"),
    ]
    label = SimpleNamespace(label="Mobility")
    matrix = SimpleNamespace(
        title="Coverage",
        columns=[label, SimpleNamespace(label="Culture")],
        rows=[SimpleNamespace(label="Known", cells=cells)],
    )
    source = '{% import "components/charts.html" as charts %}{{ charts.matrix(matrix) }}'
    soup = render(source, matrix=matrix)
    assert soup.select_one("td.gap").get_text() == "Gap"
    assert "2 partnerships" in soup.get_text()
