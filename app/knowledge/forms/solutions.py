"""A solution as it is noted and corrected."""

from __future__ import annotations

from typing import Any

from flask import g

from app.core.db import Visibility
from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdField,
    IdsField,
    LineField,
    PickerField,
    WebField,
)
from app.core.i18n import _l, show_date
from app.knowledge.forms.fields import focus_areas, people
from app.knowledge.labels import SOLUTION_FIELDS as LABELS
from app.knowledge.models import Direction

TEXT = 10_000


def _engagements() -> list[tuple[int, str]]:
    """Those that the route found, with their days."""
    return [(each.id, f"{show_date(each.starts_on)} {each.summary}") for each in g.came_up_in]


class SolutionFields(Form):
    """``engagements`` offers what the route put into ``g.came_up_in``."""

    title = LineField(LABELS["title"], missing=_l("Write a title."))
    body = AreaField(
        LABELS["body"],
        maximum=TEXT,
        rows=8,
        missing=_l("Write what it is, so that somebody else can use it."),
    )
    organisation_id = PickerField(LABELS["organisation_id"], "organisation", multiple=False)
    noted_on = DayField(LABELS["noted_on"], missing=_l("Enter the day."))
    focus_areas = IdsField(LABELS["focus_areas"], focus_areas)
    engagements = IdsField(LABELS["engagements"], _engagements)
    link = WebField(LABELS["link"], maximum=500)
    owner_id = IdField(LABELS["owner_id"], people, missing=_l("Choose who looks after it."))
    visibility = EnumField(LABELS["visibility"], Visibility, missing=_l("Choose who may see it."))


class SolutionForm(SolutionFields):
    """A new one says which way it travels."""

    direction = EnumField(
        LABELS["direction"], Direction, missing=_l("Choose whether it was learned or is offered.")
    )


class EditSolutionForm(SolutionFields, EditForm):
    """The same, for a solution that is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = kwargs.get("obj")
        if getattr(record, "direction", None) is Direction.OFFERED:
            del self.organisation_id
