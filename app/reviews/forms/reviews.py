"""Forms of reviews: open a round, write a review, answer it."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError

from app.core import clock
from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EnumField,
    Form,
    LineField,
)
from app.core.i18n import _, _l
from app.core.periods import Quarter
from app.reviews.labels import BEST
from app.reviews.models import Criterion, Progress, Recommendation, Review, ReviewDraft
from app.reviews.rules import criterion_field

PAST_QUARTERS = 40
SCORES = [(str(number), str(number)) for number in range(1, 6)]


def quarter_options() -> list[tuple[str, str]]:
    """The running quarter and the ten years before it, newest first."""
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
        description=_l(
            "Leave it empty for thirty days after the quarter's end, or from today if they are"
            " over."
        ),
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

    decision_asked = AreaField(_l("Decision asked"), rows=2)
    decision_body = LineField(_l("Who should decide"))
    decision_due_on = DayField(_l("Decision needed by"))
    working_days = AmountField(_l("Working days used"), highest="9999", places=1)

    @classmethod
    def of(cls, review: Review) -> ReviewForm:
        """The form filled from a review, whose scores must be loaded."""
        return cls.for_record(review, **score_values(review))

    @classmethod
    def resumed(cls, draft: ReviewDraft) -> ReviewForm:
        """The form as it was typed and kept; once it is sent, as it is sent."""
        if request.method == "POST":
            return cls()
        return cls(formdata=MultiDict((name, text) for name, text in draft.form))

    def is_submitting(self) -> bool:
        """Whether the button "Submit" was pressed, not "Save draft"."""
        return request.form.get("action") == "submit"

    def criteria(self) -> list[tuple[Criterion, Any, Any, Any]]:
        """Each criterion with its fields for score, reason and evidence."""
        return [
            (each, *(self[criterion_field(each, part)] for part in ("score", "reason", "evidence")))
            for each in Criterion
        ]

    def has_scores(self) -> bool:
        """Whether any of these fields holds something, or a mistake."""
        return any(field.data or field.errors for _each, *fields in self.criteria()
                   for field in fields)  # fmt: skip


for _each in Criterion:
    setattr(
        ReviewForm,
        criterion_field(_each, "score"),
        ChoiceField(
            _l("Score"),
            lambda: SCORES,
            coerce=int,
            blank=_l("Not scored"),
            description=BEST[_each],
        ),
    )
    setattr(ReviewForm, criterion_field(_each, "reason"), AreaField(_l("Reason"), rows=2))
    setattr(
        ReviewForm,
        criterion_field(_each, "evidence"),
        AreaField(_l("Evidence"), rows=1, description=_l("Links, or what it is called here.")),
    )


def score_values(review: Review) -> dict[str, Any]:
    """The scores of a review as the form's fields name them."""
    return {
        criterion_field(one.criterion, part): getattr(one, part)
        for one in review.scores
        for part in ("score", "reason", "evidence")
    }


class CorrectionForm(Form):
    """What is wrong in an accepted review."""

    reason = AreaField(
        _l("What is corrected"), missing=_l("Write what is wrong in the accepted review."), rows=3
    )


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
