"""Forms of requests for introductions: asking, accepting, declining, passing on."""

from __future__ import annotations

from app.core.forms import AreaField, DayField, EditForm, EnumField, Form, LineField, PickerField
from app.core.i18n import _l
from app.engagements.models import EngagementType

LONG = 2_000


class AskForm(Form):
    """What one wants from whom, and by when."""

    purpose = AreaField(
        _l("What do you want to talk about, and why with them?"),
        missing=_l("Write what you want to talk about: nobody introduces without knowing why."),
        maximum=LONG,
    )
    wanted_by = DayField(_l("Wanted by"))


class AcceptForm(EditForm):
    """The meeting that is planned."""

    starts_on = DayField(_l("Date of the meeting"), missing=_l("Write the date of the meeting."))
    type = EnumField(_l("Type"), EngagementType, missing=_l("Choose a type."))
    summary = LineField(_l("Summary"), missing=_l("Write a summary in one line."), maximum=200)
    message = AreaField(_l("What you tell who asks"), maximum=LONG)


class DeclineForm(EditForm):
    """Why not."""

    message = AreaField(_l("Reason"), missing=_l("Write why: whoever asks reads it."), maximum=LONG)


class RedirectForm(EditForm):
    """Who knows better."""

    colleague_id = PickerField(
        _l("Colleague"), "user", multiple=False, missing=_l("Choose a colleague.")
    )
    message = AreaField(_l("What you tell who asks"), maximum=LONG)
