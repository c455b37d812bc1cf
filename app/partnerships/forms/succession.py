"""Justifying many partnerships anew on one page: each has its own fields, named by its number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from app.core.forms import AreaField, EnumField, Form, IdField, IdsField, TickField
from app.core.i18n import _, _l
from app.partnerships.forms.common import focus_areas, goals, objectives
from app.partnerships.models import Contribution

READ = _l("I have read this and stand behind it")
UNREAD = _l("Read what is written here and tick this; nothing is carried over by itself.")


class AnswersForm(Form):
    """``records``: the number of each partnership with the numbers of its own answers."""

    records: ClassVar[dict[int, list[int]]] = {}

    activate = TickField(_l("Make those active again that miss nothing else"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields one by one, then each answer, then that every partnership got one."""
        is_valid: bool = super().validate(extra_validators)
        before = sum(len(field.errors) for field in self)
        for answers in self.records.values():
            self.check(answers)
        return is_valid and before == sum(len(field.errors) for field in self)

    def check(self, answers: list[int]) -> None:
        """Say at its field what is missing from a partnership's answers."""
        raise NotImplementedError

    def answer(self, number: int) -> dict[str, Any]:
        """What was answered under a number, by the names that the services know."""
        end = f"_{number}"
        return {
            field.name.removesuffix(end): field.data for field in self if field.name.endswith(end)
        }


class GoalAnswers(AnswersForm):
    """For each goal that lapsed: the goal in force, and why; or it stays lapsed."""

    def check(self, answers: list[int]) -> None:
        chosen = [number for number in answers if self[f"goal_id_{number}"].data]
        if not chosen:
            message = _("Choose a goal, or leave this partnership out and end it.")
            self.add_error(f"goal_id_{answers[0]}", message)
        for number in chosen:
            if not self[f"rationale_{number}"].data:
                self.add_error(f"rationale_{number}", _("Write why it serves this goal."))
            if not self[f"confirmed_{number}"].data:
                self.add_error(f"confirmed_{number}", UNREAD)


class FrameworkAnswers(AnswersForm):
    """For each partnership: what it works on in the framework in force, or why on nothing."""

    def check(self, answers: list[int]) -> None:
        for number in answers:
            chosen = self[f"objectives_{number}"].data or self[f"focus_areas_{number}"].data
            if not chosen and not self[f"reason_{number}"].data:
                message = _("Choose at least one, or write why nothing of the framework applies.")
                self.add_error(f"reason_{number}", message)
            if not self[f"confirmed_{number}"].data:
                self.add_error(f"confirmed_{number}", UNREAD)


def _goal_fields(number: int) -> dict[str, Any]:
    return {
        f"goal_id_{number}": IdField(_l("Goal in force"), goals, blank=_l("Leave it lapsed")),
        f"contribution_{number}": EnumField(
            _l("Contribution"), Contribution, missing=_l("Choose how much it contributes.")
        ),
        f"rationale_{number}": AreaField(_l("Rationale"), maximum=5000),
        f"expected_benefit_{number}": AreaField(_l("Expected benefit"), maximum=5000, rows=2),
        f"how_measured_{number}": AreaField(_l("How it is measured"), maximum=5000, rows=2),
        f"confirmed_{number}": TickField(READ),
    }


def _framework_fields(number: int) -> dict[str, Any]:
    return {
        f"objectives_{number}": IdsField(_l("Objectives"), objectives),
        f"focus_areas_{number}": IdsField(_l("Focus areas"), focus_areas),
        f"reason_{number}": AreaField(_l("Reason"), maximum=2000, rows=2),
        f"confirmed_{number}": TickField(READ),
    }


def goal_answers(records: dict[int, list[int]]) -> type[AnswersForm]:
    """The form for these partnerships and their lapsed alignments."""
    return _made(GoalAnswers, records, _goal_fields)


def framework_answers(ids: Iterable[int]) -> type[AnswersForm]:
    """The form for these partnerships."""
    return _made(FrameworkAnswers, {number: [number] for number in ids}, _framework_fields)


def _made(base: type[AnswersForm], records: dict[int, list[int]], of: Any) -> type[AnswersForm]:
    fields = {
        name: field
        for answers in records.values()
        for number in answers
        for name, field in of(number).items()
    }
    return type(base.__name__, (base,), {"records": records, **fields})
