"""A solution is assessed, adopted or taken up, set aside, taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import NotFound, Refused
from app.core.i18n import _l
from app.core.records import Values, assign, by_ids, raise_version
from app.core.search import documents
from app.knowledge import rules, search
from app.knowledge.models import Solution, SolutionState, SolutionUse
from app.organisations.models import Organisation
from app.users.models import Unit

ASSESSED = frozenset({"suitability", "assessment", "assessed_on", "assessed_by_id"})


def assess(session: Session, solution: Solution, values: Values, *, actor: Actor) -> None:
    """Whether it would work here: ``suitability``, ``assessment``, ``assessed_on``, and
    ``assessed_by_id``, whoever does it unless somebody else is named."""
    given = {"assessed_on": clock.today(), **values}
    given["assessed_by_id"] = given.get("assessed_by_id") or actor.id
    rules.check_day(given["assessed_on"], solution.noted_on, clock.today(), "assessed_on")
    with _moving(session, solution, "assess", actor):
        assign(solution, given, ASSESSED)


def adopt(session: Session, solution: Solution, values: Values, *, actor: Actor) -> None:
    """One of our units uses it: ``unit_id``, ``started_on``, ``note``."""
    unit = by_ids(session, Unit, [values["unit_id"]])
    _put_to_use(session, solution, "adopt", {"unit": unit[0] if unit else None}, values, actor)


def take_up(session: Session, solution: Solution, values: Values, *, actor: Actor) -> None:
    """Somebody else uses what we offer: ``organisation_id``, ``started_on``, ``note``."""
    found = by_ids(session, Organisation, [values["organisation_id"]])
    where = {"organisation": found[0] if found else None}
    _put_to_use(session, solution, "take-up", where, values, actor)


def _put_to_use(
    session: Session,
    solution: Solution,
    verb: str,
    where: dict[str, Any],
    values: Values,
    actor: Actor,
) -> None:
    ((name, place),) = where.items()
    if any(getattr(use, name) is place for use in solution.uses):
        raise Refused(_l("It is noted already that it is in use there."), field=f"{name}_id")
    rules.check_day(values["started_on"], solution.noted_on, clock.today(), "started_on")
    with _moving(session, solution, verb, actor):
        solution.uses.append(
            SolutionUse(
                started_on=values["started_on"],
                note=values.get("note") or "",
                **{"unit": None, "organisation": None, **where},
            )
        )


def remove_use(session: Session, solution: Solution, use_id: int, *, actor: Actor) -> None:
    """Take out a use that was noted by mistake; NotFound when it is not there."""
    use = next((each for each in solution.uses if each.id == use_id), None)
    if use is None:
        raise NotFound
    with acting(session, actor, "solution.remove_use"):
        solution.uses.remove(use)
        # An orphan would go too, but only what is deleted by name is written into the history.
        session.delete(use)
        _enter(solution, rules.state_of(solution, solution.uses))
        raise_version(solution)
    documents.put(session, search.solution_document(solution))


def set_aside(session: Session, solution: Solution, reason: str, *, actor: Actor) -> None:
    """It is not followed any more, for a reason that stays."""
    if not reason.strip():
        raise Refused(_l("Write the reason; it stays in the register."), field="aside_reason")
    rules.check_move(solution, "set-aside")
    with acting(session, actor, "solution.set_aside", reason):
        solution.aside_reason = reason.strip()
        _enter(solution, SolutionState.SET_ASIDE)
    documents.put(session, search.solution_document(solution))


def take_again(session: Session, solution: Solution, *, actor: Actor) -> None:
    """Go on with what was set aside, from where it stood."""
    if solution.state is not SolutionState.SET_ASIDE:
        raise Refused(_l("It is not set aside."))
    with acting(session, actor, "solution.take_again"):
        _enter(solution, rules.state_of(solution, solution.uses))
        solution.aside_reason = ""
    documents.put(session, search.solution_document(solution))


@contextmanager
def _moving(session: Session, solution: Solution, verb: str, actor: Actor) -> Iterator[None]:
    """Do ``verb``, refused from a wrong state; then it stands where what is known puts it."""
    rules.check_move(solution, verb)
    with acting(session, actor, f"solution.{verb.replace('-', '_')}"):
        yield
        _enter(solution, rules.state_of(solution, solution.uses))
        raise_version(solution)
    documents.put(session, search.solution_document(solution))


def _enter(solution: Solution, state: Any) -> None:
    if solution.state is not state:
        solution.state = state
        solution.state_since = clock.today()
