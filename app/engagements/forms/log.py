"""The log form: six fields open, everything else folded away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField

from app.core import clock
from app.core.db import Visibility
from app.core.forms import (
    AmountField,
    AreaField,
    ChoiceField,
    DayField,
    EditForm,
    EmailField,
    EnumField,
    EnumsField,
    Form,
    LineField,
    NumberField,
    OneOfField,
    PickerField,
    TickField,
    TimeField,
    WebField,
)
from app.core.i18n import _, _l, country_choices
from app.core.money import CURRENCIES
from app.core.session import db
from app.engagements import rules
from app.engagements.forms.fields import ContactsField, FrameField, OfferedField, RecordsField
from app.engagements.models import (
    EngagementState,
    EngagementType,
    OurRole,
    Promiser,
    ResultKind,
    Tier,
    TravelMeans,
)
from app.engagements.rules import Person
from app.organisations.models import OrganisationKind
from app.strategy.queries import focus_area_choices, objective_choices

LONG = 2_000
OPEN_FIELDS = frozenset(
    {"line", "line_read", "type", "starts_on", "organisations", "people", "summary",
     "partnership_id", "csrf_token", "caution_reason", "version", "draft", "prefilled_for",
     "save_anyway", "new_organisation_name", "new_organisation_kind", "new_organisation_country"}
)  # fmt: skip
NEW_ORGANISATION = ("name", "kind", "country")
NEW_CONTACT = ("given_name", "family_name", "role", "email")
FOLLOW_UP = ("what", "promiser", "assignee_id", "counterpart", "due_on")
MEDIA = ("outlet", "country", "link")
TRAVEL = ("means", "distance_km", "travellers")
BLOCKS = ("new_", "media_", "travel_", "follow_up_")
# What helps to fill the form in and is no part of the engagement.
MACHINERY = (
    "attendees",
    "line",
    "line_read",
    "save_anyway",
    "draft",
    "prefilled_for",
    "result_kinds",
)


class EngagementFields(Form):
    """What is known of an engagement, in the order of the page."""

    type = OneOfField(
        _l("Type"),
        EngagementType,
        missing=_l("Choose the type."),
        default=EngagementType.MEETING,
    )
    starts_on = DayField(_l("Date"), missing=_l("Write the date."), default=clock.today)
    organisations = RecordsField(_l("Organisations"), "organisation")
    caution_reason = LineField(_l("Why there is a visit under caution"), maximum=500)
    summary = LineField(
        _l("Summary in one line"), missing=_l("Write in one line what it was about.")
    )
    people = RecordsField(
        _l("Our people"), "user", missing=_l("Choose at least one of our people.")
    )
    partnership_id = RecordsField(_l("Partnership"), "partnership", multiple=False)
    starts_at = TimeField(_l("Starts at"))
    ends_at = TimeField(_l("Ends at"))
    ends_on = DayField(_l("Last day"))
    place = LineField(_l("Place"))
    is_online = TickField(_l("Online"))
    contacts = ContactsField(_l("Contacts who took part"), "contact")
    notes = AreaField(_l("Notes"), rows=6)
    notes_visibility = EnumField(
        _l("Who may read the notes"), Visibility, blank=_l("Whoever may see the engagement")
    )
    our_tier = EnumField(_l("Our level"), Tier, blank=_l("Not recorded"))
    their_tier = EnumField(_l("Their level"), Tier, blank=_l("Not recorded"))
    our_role = EnumField(_l("Our role"), OurRole, blank=_l("Not recorded"))
    result_kinds = EnumsField(_l("Results"), ResultKind)
    learned = AreaField(_l("What we learned"), maximum=LONG, rows=2)
    learned_for = LineField(_l("Who can use it"))
    cost_amount = AmountField(_l("Cost"))
    cost_currency = ChoiceField(
        _l("Currency"),
        lambda: [(code, code) for code in CURRENCIES],
        missing=_l("Choose the currency."),
        default="EUR",
    )
    cost_eur = AmountField(_l("Cost in euros"))
    objectives = FrameField(_l("Objectives"), lambda: objective_choices(db.session))
    focus_areas = FrameField(_l("Focus areas"), lambda: focus_area_choices(db.session))
    position = AreaField(_l("Our position"), maximum=LONG, rows=2)
    forum = LineField(_l("Forum"))
    ask = AreaField(_l("What we asked for"), maximum=LONG, rows=2)
    advocacy_outcome = AreaField(_l("Outcome of the advocacy"), maximum=LONG, rows=2)
    visibility = EnumField(
        _l("Who may see it"),
        Visibility,
        missing=_l("Choose who may see it."),
        default=Visibility.CITY,
    )

    def group(self, prefix: str, names: Iterable[str]) -> dict[str, Any]:
        """What was entered in the fields of one block, by the names of the record it makes."""
        return {name: self[f"{prefix}_{name}"].data for name in names}

    @property
    def is_more_open(self) -> bool:
        """Whether a folded field holds a mistake, what was entered, or who was invited."""
        if "attendees" in self and self["attendees"].offered:
            return True
        folded = [field for field in self if field.name not in OPEN_FIELDS]
        return any(
            field.errors or field.name == self.is_searching() or _was_entered(field)
            for field in folded
        )


def _was_entered(field: Any) -> bool:
    """Whether somebody sent more than what the page offers; goals come with a partnership."""
    if field.name in ("objectives", "focus_areas") or not any(field.raw_data or ()):
        return False
    return bool(field.data) and field.data != field.default


class EditEngagementForm(EngagementFields, EditForm):
    """An engagement to be corrected; results are given by kind."""


class LogForm(EngagementFields):
    """A new engagement, with what is missing in the register and a first follow-up."""

    page_order = (
        "line", "save_anyway", "starts_on", "type",
        "organisations", "new_organisation_name", "new_organisation_kind",
        "new_organisation_country", "caution_reason", "summary", "people", "partnership_id",
        "state", "starts_at", "ends_at", "ends_on", "place", "is_online",
        "contacts", "new_contact_family_name", "new_contact_given_name", "new_contact_role",
        "new_contact_email", "attendees", "notes", "notes_visibility",
        "our_tier", "their_tier", "our_role",
        "follow_up_what", "follow_up_promiser", "follow_up_due_on", "follow_up_assignee_id",
        "follow_up_counterpart", "result_kinds", "learned", "learned_for",
        "media_outlet", "media_country", "media_link",
        "position", "forum", "ask", "advocacy_outcome",
        "travel_means", "travel_distance_km", "travel_travellers", "objectives", "focus_areas",
        "cost_amount", "cost_currency", "cost_eur", "visibility",
    )  # fmt: skip

    line = LineField(_l("In one line"), maximum=500)
    line_read = HiddenField()
    state = ChoiceField(
        _l("Planned or held"),
        lambda: [
            (EngagementState.HELD, _("Held")),
            (EngagementState.PLANNED, _("Planned")),
        ],
        blank=_l("By its date: planned when it lies in the future"),
        coerce=EngagementState,
    )
    new_organisation_name = LineField(_l("Name of the new organisation"))
    new_organisation_kind = EnumField(
        _l("Kind of organisation"), OrganisationKind, blank=_l("Choose")
    )
    new_organisation_country = ChoiceField(_l("Country"), country_choices, blank=_l("Choose"))
    new_contact_given_name = LineField(_l("Given name"))
    new_contact_family_name = LineField(_l("Family name"))
    new_contact_role = LineField(_l("Role"))
    new_contact_email = EmailField(_l("E-mail"), maximum=254)
    attendees = OfferedField(_l("New contacts to add"))
    media_outlet = LineField(_l("Medium"))
    media_country = ChoiceField(_l("Country of the medium"), country_choices, blank=_l("Choose"))
    media_link = WebField(_l("Link"), maximum=1000)
    travel_means = EnumField(_l("Means of travel"), TravelMeans, blank=_l("Choose"))
    travel_distance_km = NumberField(_l("Distance in kilometres"), lowest=1, highest=rules.FARTHEST)
    travel_travellers = NumberField(_l("Travellers"), lowest=1, highest=rules.MOST)
    follow_up_what = LineField(_l("What was promised"), maximum=500)
    follow_up_promiser = EnumField(
        _l("Who promised"), Promiser, missing=_l("Choose who promised."), default=Promiser.US
    )
    follow_up_assignee_id = PickerField(_l("Who takes care of it"), "user", multiple=False)
    follow_up_counterpart = LineField(_l("To whom, or by whom on their side"))
    follow_up_due_on = DayField(_l("Due date"))
    save_anyway = TickField(_l("Save anyway: it is another one"))
    draft = HiddenField()
    prefilled_for = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """The blocks of new records are complete or empty."""
        super().validate(extra_validators)
        if not self.organisations.data and not self.new_organisation_name.data:
            self.add_error("organisations", _("Choose an organisation, or add a new one."))
        self._complete_block("new_organisation", NEW_ORGANISATION, "name", _("Write its name."))
        if self.new_organisation_name.data and self.new_organisation_kind.data is None:
            self.add_error("new_organisation_kind", _("Choose what kind of organisation it is."))
        name = _("Write the family name, or the role when there is no name.")
        self._complete_block("new_contact", NEW_CONTACT, "family_name", name)
        self._complete_block("media", MEDIA, "outlet", _("Write the name of the medium."))
        self._check_travel()
        promise = ("counterpart", "due_on", "assignee_id")
        self._complete_block("follow_up", promise, "what", _("Write what was promised."))
        return not self.errors

    def _complete_block(self, prefix: str, names: Iterable[str], needed: str, message: str) -> None:
        if any(self.group(prefix, names).values()) and not self[f"{prefix}_{needed}"].data:
            self.add_error(f"{prefix}_{needed}", message)

    def _check_travel(self) -> None:
        travel = self.group("travel", TRAVEL)
        if not any(travel.values()):
            return
        if travel["means"] is None:
            self.add_error("travel_means", _("Choose how you travelled."))
        if travel["distance_km"] is None and not self.travel_distance_km.errors:
            message = _("Write the whole distance in kilometres.")
            self.add_error("travel_distance_km", message)

    def entered(self, user_id: int) -> dict[str, Any]:
        """As the service takes it; a promise of ours that names nobody is the user's own."""
        own = {name for name in self.data if name.startswith(BLOCKS)}
        values = self.values(*own, *MACHINERY)
        values["results"] = self.result_kinds.data
        if not self.is_frame_chosen:
            values["objectives"] = values["focus_areas"] = None
        if self.new_organisation_name.data:
            values["new_organisation"] = self._organisation()
        if self.new_contact_family_name.data:
            values["new_contact"] = self.group("new_contact", NEW_CONTACT)
        if self.attendees.data:
            values["new_contacts"] = [_attendee(each) for each in self.attendees.data]
        if self.media_outlet.data:
            values["media"] = [self.group("media", MEDIA)]
        if self.travel_means.data:
            values["travel"] = [self.group("travel", TRAVEL)]
        if self.follow_up_what.data:
            values["follow_ups"] = [self._promise(user_id)]
        return values

    @property
    def has_line_to_read(self) -> bool:
        """Whether a first line was written that the fields do not hold yet."""
        return bool(self.line.data) and self.line.data != self.line_read.data

    @property
    def is_frame_chosen(self) -> bool:
        """Whether objectives and focus areas are meant as they stand.

        Without scripts they are all empty when a partnership was just chosen; the page then has
        not yet been filled for that partnership, and the partnership's own are taken.
        """
        filled_for = self.prefilled_for.data == str(self.partnership_id.data or "")
        return bool(self.objectives.data or self.focus_areas.data or filled_for)

    def _organisation(self) -> dict[str, Any]:
        return self.group("new_organisation", NEW_ORGANISATION)

    def _promise(self, user_id: int) -> dict[str, Any]:
        promise = self.group("follow_up", FOLLOW_UP)
        if promise["promiser"] is Promiser.US and promise["assignee_id"] is None:
            promise["assignee_id"] = user_id
        return promise


def _attendee(text: str) -> dict[str, str]:
    """ "Anna Svensson <anna@example.org>" as the fields of a new contact."""
    person = Person.of(text)
    given, family = person.names
    return {"given_name": given, "family_name": family, "email": person.email}
