"""Proposing to change a goal or an objective, and answering it."""

from __future__ import annotations

from typing import Any

from app.core.forms import AreaField, EditForm, EnumField, Form, IdField, LineField
from app.core.i18n import _, _l
from app.core.session import db
from app.strategy import queries
from app.strategy.models import ChangeKind, StrategyKind

WITH_WORDS = (ChangeKind.CHANGE, ChangeKind.ADD)


def _goals() -> list[tuple[int, str]]:
    return queries.goal_choices(db.session)


def _objectives() -> list[tuple[int, str]]:
    return queries.objective_choices(db.session)


def _drafts() -> list[tuple[int, str]]:
    return queries.draft_choices(db.session)


class ProposeForm(Form):
    """What should change, in which words, and why."""

    kind = EnumField(_l("What is proposed"), ChangeKind, missing=_l("Choose what is proposed."))
    document = EnumField(_l("Document"), StrategyKind, missing=_l("Choose the document."))
    goal_id = IdField(_l("Goal it is about"), _goals, blank=_l("None"))
    objective_id = IdField(_l("Objective it is about"), _objectives, blank=_l("None"))
    name_en = LineField(_l("New name in English"))
    name_fi = LineField(_l("New name in Finnish"))
    name_sv = LineField(_l("New name in Swedish"))
    reason = AreaField(_l("Reason"), missing=_l("Write why."), maximum=5000)

    def validate(self, extra_validators: Any = None) -> bool:
        """The part fits the document, and words are there where words are proposed."""
        is_valid: bool = super().validate(extra_validators)
        for name, message in self._disagreements():
            self.add_error(name, message)
            is_valid = False
        return is_valid

    def _disagreements(self) -> list[tuple[str, str]]:
        is_city = self["document"].data is StrategyKind.CITY_STRATEGY
        fits, other = ("goal_id", "objective_id") if is_city else ("objective_id", "goal_id")
        kind = self["kind"].data
        found = []
        if kind in (ChangeKind.CHANGE, ChangeKind.DROP) and self[fits].data is None:
            found.append((fits, _("Choose what it is about.")))
        if kind is ChangeKind.ADD and self[fits].data is not None:
            found.append((fits, _("Something new is about nothing that is there already.")))
        if self[other].data is not None:
            found.append((other, _("This belongs to the other document.")))
        if kind in WITH_WORDS and not self["name_en"].data:
            found.append(("name_en", _("Write the name that is proposed, in English.")))
        return found


class AcceptForm(EditForm):
    """Into which draft it goes, under which code."""

    strategy_id = IdField(_l("Draft"), _drafts, missing=_l("Choose the draft that takes it up."))
    code = LineField(_l("Code"), maximum=20)
    answer = AreaField(_l("Answer"), maximum=2000, rows=2)


class DeclineForm(EditForm):
    """Why not."""

    answer = AreaField(_l("Reason"), missing=_l("Write why it is declined."), maximum=2000)
