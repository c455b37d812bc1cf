"""The hand-over screen: one successor for everything, or one for each record; and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Form as PlainForm
from wtforms.validators import StopValidation

from app.core import hooks
from app.core.forms import AreaField, Form, IdField, IdsField, LineField, TickField
from app.core.hooks import Holding
from app.core.i18n import _, _l, localised
from app.users.models import Occasion, User
from app.users.services.hand_over import Decision, Given

STAYS = 0


def people_by_label(people: Sequence[User]) -> dict[str, int]:
    """Name and unit → number, as the screen offers them; namesakes of one unit by their e-mail."""
    plain = {user.id: f"{user.name}, {localised(user.unit)}" for user in people}
    times = Counter(plain.values())
    return {
        plain[u.id] if times[plain[u.id]] == 1 else f"{plain[u.id]}, {u.email}": u.id
        for u in people
    }


class PersonField(LineField):
    """A person, typed or chosen from the page's one list of suggestions: a list of its own for each
    of two hundred records would be a page of megabytes. The data is what was typed.
    """

    def __init__(self, label: Any, people: dict[str, int], **kwargs: Any) -> None:
        self.people = people
        super().__init__(label, **kwargs)

    @property
    def person_id(self) -> int | None:
        return self.people.get(self.data)

    def pre_validate(self, form: PlainForm) -> None:
        super().pre_validate(form)
        if self.data and self.person_id is None:
            raise StopValidation(_("Choose a person from the list, or leave this empty."))


class HandOverForm(Form):
    """The fields above the list of records; those of each record are added by `for_holdings`."""

    reason = LineField(_l("Reason"), maximum=500)
    note = AreaField(_l("Promises, dates and contacts"), maximum=10_000, rows=5)


@dataclass(frozen=True)
class Row:
    """One record on the screen, with the names of its fields; ``stays`` and ``vacant`` may lack."""

    holding: Holding
    successor: str
    note: str
    stays: str = ""
    vacant: str = ""


@dataclass(frozen=True)
class Group:
    """Records of one kind under their heading."""

    label: Any
    rows: list[Row]


def for_holdings(
    held: Sequence[Holding], user: User, people: dict[str, int], occasion: Occasion
) -> tuple[HandOverForm, list[Group]]:
    """The form for what is in the user's hands, and its records group by group."""
    stays = _("Stays with %(name)s", name=user.name)
    options: list[tuple[Any, Any]] = [(number, label) for label, number in people.items()]
    if occasion is not Occasion.LEAVING:
        options.insert(0, (STAYS, stays))
    fields: dict[str, Any] = {
        "successor_id": IdField(
            _("Successor for everything that is not decided below"),
            lambda: options,
            blank=_("Chosen below for each"),
        )
    }
    groups = []
    for each in hooks.ownership:
        rows = [_row(h, occasion, each.may_be_vacant) for h in held if h.kind == each.kind]
        for row in rows:
            fields |= _fields(row, people, stays)
        if rows:
            groups.append(Group(each.label, rows))
    form: HandOverForm = type("FilledHandOverForm", (HandOverForm,), fields)()
    return form, groups


def _row(holding: Holding, occasion: Occasion, may_be_vacant: bool) -> Row:
    successor = hooks.successor_field(holding.kind, holding.entity_id)
    key = successor.removeprefix("successor")
    return Row(
        holding,
        successor,
        f"note{key}",
        stays="" if occasion is Occasion.LEAVING else f"stays{key}",
        vacant=f"vacant{key}" if may_be_vacant else "",
    )


def _fields(row: Row, people: dict[str, int], stays: str) -> dict[str, Any]:
    title = row.holding.title
    fields: dict[str, Any] = {
        row.successor: PersonField(_("Successor for %(title)s", title=title), people),
        row.note: LineField(_("Note on %(title)s", title=title), maximum=2000),
    }
    if row.stays:
        fields[row.stays] = TickField(stays)
    if row.vacant:
        fields[row.vacant] = TickField(_("Leave vacant"))
    return fields


def given_by(form: HandOverForm, groups: Sequence[Group]) -> Given:
    """What the service takes: a decision for each record, and one for the rest."""
    chosen = form["successor_id"].data
    rest = None if chosen is None else _for_all(chosen)
    decisions = {}
    for row in (row for group in groups for row in group.rows):
        decision = _decision(form, row, rest)
        if decision is not None:
            decisions[row.holding.kind, row.holding.entity_id] = decision
    return Given(decisions, rest, note=form.note.data, reason=form.reason.data)


def _for_all(chosen: int) -> Decision:
    return Decision(stays=True) if chosen == STAYS else Decision(chosen)


def _decision(form: HandOverForm, row: Row, rest: Decision | None) -> Decision | None:
    note = form[row.note].data
    if number := form[row.successor].person_id:
        return Decision(number, note)
    if row.stays and form[row.stays].data:
        return Decision(stays=True)
    if row.vacant and form[row.vacant].data:
        return Decision(None)
    if rest is None or rest.stays:
        return rest
    return Decision(rest.successor_id, note)


class AnswerForm(Form):
    """What was handed to somebody: the ticked ones are accepted or declined."""

    reason = AreaField(_l("Why you cannot take it"), maximum=2000, rows=2)

    @classmethod
    def for_items(cls, items: Sequence[Any]) -> AnswerForm:
        """The form over these items, all of them ticked at first."""
        options = [(item.id, item.title) for item in items]
        field = IdsField(_("Records"), lambda: options)
        form: AnswerForm = type("FilledAnswerForm", (cls,), {"items": field})()
        if not form.is_submitted():
            form["items"].data = [number for number, _title in options]
        return form


class PassOnForm(Form):
    """Another successor for one record, and a word for them."""

    note = AreaField(_l("Note"), maximum=2000, rows=3)

    @classmethod
    def for_people(cls, people: dict[str, int]) -> PassOnForm:
        """The form with these people to choose from."""
        options = [(number, label) for label, number in people.items()]
        field = IdField(_l("Successor"), lambda: options, missing=_l("Choose who takes it over."))
        form: PassOnForm = type("FilledPassOnForm", (cls,), {"successor_id": field})()
        return form


class WithdrawForm(Form):
    """Why it is taken back from somebody who has not answered."""

    reason = AreaField(_l("Reason"), missing=_l("Write the reason."), maximum=2000, rows=3)
