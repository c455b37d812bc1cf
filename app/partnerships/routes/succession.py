"""What a new strategy or framework leaves to do: old beside new, who waits, how far we are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from app.core import clock
from app.core.i18n import _, localised
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import queries
from app.partnerships.labels import STATE_TONES
from app.partnerships.permissions import PARTNERSHIP_VIEW
from app.partnerships.queries import PartProgress, UnitProgress
from app.partnerships.queries.under_review import WORKLIST
from app.partnerships.routes.blueprint import bp
from app.strategy import queries as strategies
from app.strategy import rules as strategy_rules
from app.strategy.labels import reason_of
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyKind, StrategyState
from app.strategy.rules import Suggestion

PARTS: dict[StrategyKind, tuple[type[Any], ...]] = {
    StrategyKind.CITY_STRATEGY: (Goal,),
    StrategyKind.FRAMEWORK: (Objective, FocusArea),
}
PATHS: dict[type[Any], str] = {Goal: "goals", Objective: "objectives", FocusArea: "focus-areas"}


@dataclass(frozen=True)
class Step:
    """An old part with what may follow it; ``url`` shows it."""

    old: Any
    url: str
    suggestions: list[Suggestion]


@dataclass(frozen=True)
class Waiting:
    """A partnership to be justified anew with what it served until now."""

    partnership: Any
    steps: list[Step]


@dataclass(frozen=True)
class Pairs:
    """Old parts of one strategy beside the new ones, and how to find what follows an old part."""

    steps: list[Step]
    new: dict[type[Any], list[Any]]

    def follow(self, parts: list[Any]) -> list[Step]:
        """The steps of these old parts, also of strategies before the last."""
        known = {(type(step.old), step.old.id): step for step in self.steps}
        return [known.get((type(part), part.id)) or self._compared(part) for part in parts]

    def _compared(self, part: Any) -> Step:
        model = type(part)
        return Step(part, _url(part), strategy_rules.suggestions([part], self.new[model])[part.id])


def pairs_of(strategy: Strategy) -> Pairs:
    """What it, or the one in force before a draft, says of the parts before; a statement for each
    kind of part.
    """
    previous = strategy.supersedes_id
    if strategy.state is StrategyState.DRAFT:
        in_force = strategies.find_in_force(db.session, strategy.kind)
        previous = in_force.id if in_force is not None else None
    steps: list[Step] = []
    new: dict[type[Any], list[Any]] = {}
    asked = [strategy.id] if previous is None else [strategy.id, previous]
    for model in PARTS[strategy.kind]:
        parts = strategies.parts_for_succession(db.session, model, *asked)
        new[model] = [part for part in parts if part.strategy_id == strategy.id]
        old = [part for part in parts if part.strategy_id != strategy.id]
        found = strategy_rules.suggestions(old, new[model])
        steps += [Step(part, _url(part), found[part.id]) for part in old]
    return Pairs(steps, new)


def _url(part: Any) -> str:
    return url_for("strategy.show_part", part=PATHS[type(part)], part_id=part.id)


def old_parts(partnership: Any, kind: StrategyKind) -> list[Any]:
    """What it served that is not in force any more: goals, or objectives and focus areas."""
    if kind is StrategyKind.CITY_STRATEGY:
        return [each.goal for each in partnership.alignments if each.lapsed_on is not None]
    return [*partnership.objectives, *partnership.focus_areas]


def _with_links(parts: list[Any], pairs: Pairs) -> None:
    """Load, in one statement, what comparing goals of still older strategies asks about."""
    known = {step.old.id for step in pairs.steps}
    older = {part.id for part in parts if isinstance(part, Goal) and part.id not in known}
    if older:
        queries.goals_with_links(db.session, sorted(older))


def waiting_of(partnerships: list[Any], kind: StrategyKind, pairs: Pairs) -> list[Waiting]:
    """Each partnership with its old parts and what may follow them."""
    parts = {partnership.id: old_parts(partnership, kind) for partnership in partnerships}
    _with_links([part for found in parts.values() for part in found], pairs)
    return [Waiting(each, pairs.follow(parts[each.id])) for each in partnerships]


@bp.get("/strategy/<int:strategy_id>/succession")
@requires(PARTNERSHIP_VIEW)
def succession(strategy_id: int) -> Any:
    """Progress by unit and by old part, the partnerships that wait, and old beside new; ``?unit=``
    narrows, ``?after=`` goes on behind a partnership."""
    strategy = strategies.get_strategy(db.session, strategy_id)
    pairs, viewer = pairs_of(strategy), current_viewer()
    is_current = strategy.state is StrategyState.IN_FORCE and strategy.supersedes_id is not None
    progress: list[UnitProgress] = []
    waiting: list[Waiting] = []
    parts: dict[tuple[type[Any], int], PartProgress] = {}
    unit_id, after = request.args.get("unit", type=int), request.args.get("after", type=int)
    if is_current and strategy.in_force_from is not None:
        progress = queries.succession_progress(
            db.session, strategy.kind, strategy.in_force_from, viewer
        )
        parts = queries.progress_by_part(db.session, strategy.kind, strategy.in_force_from, viewer)
        found = queries.list_to_rejustify(
            db.session, strategy.kind, viewer, unit_id=unit_id, after=after
        )
        waiting = waiting_of(found, strategy.kind, pairs)
    return render_template(
        "partnerships/succession.html",
        strategy=strategy,
        pairs=[(step, parts.get((type(step.old), step.old.id))) for step in pairs.steps],
        is_current=is_current,
        progress=progress,
        total=_total(progress),
        waiting=waiting,
        following=waiting[-1].partnership.id if len(waiting) == WORKLIST else None,
        is_part=after is not None or len(waiting) == WORKLIST,
        open_here=_open_in(progress, unit_id),
        unit_id=unit_id,
        unit_name=_unit_name(progress, unit_id),
        is_overdue=strategy_rules.is_overdue(strategy.rejustify_by, clock.today()),
        what="framework" if strategy.kind is StrategyKind.FRAMEWORK else "goals",
        reason_of=reason_of,
        tones=STATE_TONES,
    )


def _total(progress: list[UnitProgress]) -> UnitProgress:
    return UnitProgress(
        None,
        sum(each.asked for each in progress),
        sum(each.ended for each in progress),
        sum(each.open for each in progress),
    )


def _open_in(progress: list[UnitProgress], unit_id: int | None) -> int:
    """How many wait altogether in the unit that the address narrows to, or everywhere."""
    return sum(
        each.open
        for each in progress
        if unit_id is None or (each.unit is not None and each.unit.id == unit_id)
    )


def _unit_name(progress: list[UnitProgress], unit_id: int | None) -> str:
    names = {each.unit.id: localised(each.unit) for each in progress if each.unit is not None}
    return names.get(unit_id or 0, "") if unit_id else _("All units")
