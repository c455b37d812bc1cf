"""Small forms: the verbs of an engagement and its follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import ValidationError

from app.core import clock
from app.core.forms import (
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdsField,
    LineField,
    NumberField,
    PickerField,
    UploadField,
    WebField,
)
from app.core.i18n import _, _l, country_choices
from app.engagements import rules
from app.engagements.models import CancelledBy, Promiser, TravelMeans

WHY = 500


class CancelForm(Form):
    """It does not take place."""

    by = EnumField(
        _l("Who cancelled"), CancelledBy, missing=_l("Choose who cancelled."), blank=_l("Choose")
    )
    reason = LineField(_l("Reason"), maximum=WHY)


class RescheduleForm(Form):
    """It takes place on another date."""

    starts_on = DayField(_l("New date"), missing=_l("Write the new date."))
    reason = LineField(_l("Reason"), maximum=WHY)


class MediaForm(Form):
    """One more medium that told of it."""

    outlet = LineField(_l("Medium"), missing=_l("Write the name of the medium."))
    country = ChoiceField(_l("Country of the medium"), country_choices, blank=_l("Choose"))
    link = WebField(_l("Link"), maximum=1000)


class TravelForm(Form):
    """One more journey to it."""

    means = EnumField(
        _l("Means of travel"),
        TravelMeans,
        missing=_l("Choose how you travelled."),
        blank=_l("Choose"),
    )
    distance_km = NumberField(
        _l("Distance in kilometres"),
        missing=_l("Write the whole distance in kilometres."),
        lowest=1,
        highest=rules.FARTHEST,
    )
    travellers = NumberField(
        _l("Travellers"),
        missing=_l("Write how many of us travelled."),
        default=1,
        lowest=1,
        highest=rules.MOST,
    )


class DocumentForm(Form):
    """A file to keep with the engagement."""

    document = UploadField(_l("Document"), missing=_l("Choose a file."))


class FollowUpFields(Form):
    """Who promised what to whom, by when."""

    what = LineField(_l("What was promised"), missing=_l("Write what was promised."), maximum=500)
    promiser = EnumField(
        _l("Who promised"), Promiser, missing=_l("Choose who promised."), default=Promiser.US
    )
    assignee_id = PickerField(_l("Who takes care of it"), "user", multiple=False)
    counterpart = LineField(_l("To whom, or by whom on their side"))
    due_on = DayField(_l("Due date"))


class NewFollowUpForm(FollowUpFields):
    """One more promise; ours is the user's own unless somebody else is chosen."""

    def entered(self, user_id: int) -> dict[str, Any]:
        values = self.values()
        if values["promiser"] is Promiser.US and values["assignee_id"] is None:
            values["assignee_id"] = user_id
        return values


class EditFollowUpForm(FollowUpFields, EditForm):
    """A promise to be corrected."""


class DropForm(Form):
    """Nothing will come of it."""

    reason = AreaField(_l("Reason"), missing=_l("Write why it is dropped."), maximum=WHY, rows=2)


class PostponeForm(Form):
    """It will be done later."""

    due_on = DayField(
        _l("New due date"), missing=_l("Write the new due date."), default=clock.today
    )
    reason = AreaField(_l("Reason"), missing=_l("Write why it is postponed."), maximum=WHY, rows=2)


def postpone_many(offered: Sequence[tuple[int, str]]) -> PostponeForm:
    """Several promises are kept later, of those ``offered``: (number, what it says of itself)."""

    class PostponeManyForm(PostponeForm):
        page_order = ("due_on", "reason")

        follow_ups = IdsField(_l("Which follow-ups"), lambda: offered)

        def validate_follow_ups(self, field: IdsField) -> None:
            if not field.data and not field.errors:
                raise ValidationError(_("Tick the follow-ups that are postponed."))

    return PostponeManyForm()
