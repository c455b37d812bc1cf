"""Forms of reviews: open a round, write a review, answer it."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import Field, ValidationError

from app.core import clock
from app.core.forms import AreaField, ChoiceField, DayField, EditForm, EnumField, Form
from app.core.i18n import _, _l
from app.core.periods import Quarter
from app.reviews.models import Progress, Recommendation

PAST_QUARTERS = 8


def quarter_options() -> list[tuple[str, str]]:
    """The running quarter and the two years before it, newest first."""
    quarter = Quarter.of(clock.today())
    options = []
    for _number in range(PAST_QUARTERS + 1):
        options.append((str(quarter), str(quarter)))
        quarter = quarter.previous
    return options


class RoundForm(Form):
    """Which quarter to review, and until when owners write."""

    quarter = ChoiceField(_l("Quarter"), quarter_options, missing=_l("Choose a quarter."))
    due_on = DayField(
        _l("To be submitted by"),
        description=_l("Leave it empty for thirty days after the quarter's end."),
    )


class ReviewForm(EditForm):
    """What the owner writes; nothing is demanded before it is submitted."""

    progress = EnumField(_l("Status of the quarter"), Progress)
    achievements = AreaField(_l("Achievements"), rows=5)
    challenges = AreaField(_l("Challenges"), rows=4)
    way_forward = AreaField(_l("Way forward"), rows=4)
    lessons = AreaField(_l("Lessons"), rows=3)
    recommendation = EnumField(_l("Recommendation"), Recommendation)
    recommendation_reason = AreaField(_l("Reason for the recommendation"), rows=3)

    def is_submitting(self) -> bool:
        """Whether the button "Submit" was pressed, not "Save draft"."""
        return request.form.get("action") == "submit"


class AnswerForm(EditForm):
    """A manager's answer: accept, or send back with a comment that says what to change."""

    comment = AreaField(_l("Comment to the owner"), rows=3)

    def is_sending_back(self) -> bool:
        return request.form.get("action") == "send_back"

    def validate_comment(self, field: Field) -> None:
        if self.is_sending_back() and not field.data:
            raise ValidationError(_("Write what should be changed."))


def answer_form(review: Any) -> AnswerForm:
    """An empty answer that carries the version of the review it answers."""
    form = AnswerForm()
    if not form.is_submitted():
        form.version.data = str(review.version)
    return form
