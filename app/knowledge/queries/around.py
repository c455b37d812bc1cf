"""Solutions and notes around another record, and how many there are of a quarter."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.i18n import choice
from app.core.permissions import Viewer
from app.engagements.queries.visibility import audience
from app.knowledge.models import (
    NOTE,
    SOLUTION,
    Direction,
    KnowledgeNote,
    NoteKind,
    Solution,
    SolutionState,
    SolutionUse,
    knowledge_note_focus_area,
    solution_engagement,
    solution_focus_area,
)
from app.knowledge.queries.notes import notes_about
from app.knowledge.queries.solutions import solutions_about
from app.knowledge.queries.visibility import visible
from app.organisations.models import Organisation, OrganisationKind

SHOWN = 10
# Whoever is meant by "other cities".
CITIES = (OrganisationKind.CITY, OrganisationKind.REGION, OrganisationKind.CITY_NETWORK)


@dataclass(frozen=True)
class Line:
    """A solution or a note as a line: ``kind`` is that of the search, ``label`` how far it has come
    or what it is."""

    kind: str
    id: int
    title: str
    on: date
    label: str


@dataclass(frozen=True)
class Beside:
    """Lines of a later slice that come in the same statement: a select by ``line_of`` of at most
    ``most``, and the enumeration of its codes."""

    kind: str
    lines: sa.Select[Any]
    words: type[enum.StrEnum]
    most: int


def about_organisation(
    session: Session, organisation_id: int, viewer: Viewer, beside: Beside | None = None
) -> list[Line]:
    """What was learned from it, what it took up of ours, the notes about it, and what is beside."""
    own = solutions_about(organisation_id), notes_about(organisation_id)
    return _rows(session, viewer, *own, beside=beside)


def about_engagement(session: Session, engagement_id: int, viewer: Viewer) -> list[Line]:
    """The solutions that came up in an engagement."""
    link = solution_engagement.c
    numbers = sa.select(link.solution_id).where(link.engagement_id == engagement_id)
    return _rows(session, viewer, numbers)


def about_focus_area(session: Session, focus_area_id: int, viewer: Viewer) -> list[Line]:
    """The solutions that serve a focus area and the notes about it."""
    link, other = solution_focus_area.c, knowledge_note_focus_area.c
    return _rows(
        session,
        viewer,
        sa.select(link.solution_id).where(link.focus_area_id == focus_area_id),
        sa.select(other.note_id).where(other.focus_area_id == focus_area_id),
    )


def _rows(
    session: Session,
    viewer: Viewer,
    solutions: sa.Select[Any],
    notes: sa.Select[Any] | None = None,
    beside: Beside | None = None,
) -> list[Line]:
    """The newest of both, at most one more than ``SHOWN``, in one statement."""
    on, state = Solution.noted_on, Solution.state
    parts = [
        line_of(SOLUTION, Solution, on, state).where(
            Solution.id.in_(solutions), visible(viewer, Solution)
        )
    ]
    if notes is not None:
        part = line_of(NOTE, KnowledgeNote, KnowledgeNote.written_on, KnowledgeNote.kind)
        parts.append(part.where(KnowledgeNote.id.in_(notes), visible(viewer, KnowledgeNote)))
    words: dict[str, type[enum.StrEnum]] = {SOLUTION: SolutionState, NOTE: NoteKind}
    if beside is not None:
        parts.append(sa.select(beside.lines.subquery()))
        words[beside.kind] = beside.words
    both = sa.union_all(*parts).order_by(sa.desc("day"), "kind", sa.desc("number"))
    most = SHOWN + 1 + (beside.most if beside else 0)
    return [
        Line(row.kind, row.number, row.title, row.day, choice(words[row.kind](row.code)))
        for row in session.execute(both.limit(most))
    ]


def line_of(kind: str, model: Any, on: Any, code: Any) -> sa.Select[Any]:
    """The columns of a line."""
    return sa.select(
        sa.literal(kind).label("kind"),
        model.id.label("number"),
        model.title.label("title"),
        on.label("day"),
        sa.cast(code, sa.String).label("code"),
    )


@dataclass(frozen=True)
class Learning:
    """How many solutions a time saw: learned (of these from other cities), assessed, adopted,
    offered, taken up. Each place of use counts."""

    learned: int
    from_cities: int
    assessed: int
    adopted: int
    offered: int
    taken_up: int


def learning_between(
    session: Session, first_day: date, last_day: date, widest: Visibility
) -> Learning:
    """What may be told to an audience of the days from the first to the last, in one statement."""
    return Learning(*session.execute(_learned(first_day, last_day, widest)).one())


@lru_cache(maxsize=64)
def _learned(first_day: date, last_day: date, widest: Visibility) -> sa.Select[Any]:

    def count(model: Any, on: Any, *conditions: Any) -> Any:
        counted = sa.select(sa.func.count()).select_from(model)
        if model is SolutionUse:
            counted = counted.join(Solution, Solution.id == SolutionUse.solution_id)
        told = audience(widest, Solution.visibility)
        return counted.where(on.between(first_day, last_day), told, *conditions).scalar_subquery()

    learned = Solution.direction == Direction.LEARNED
    # Asked of each solution: a list of all cities would be made even where there is no solution.
    from_city = sa.exists().where(
        Organisation.id == Solution.organisation_id, Organisation.kind.in_(CITIES)
    )
    return sa.select(
        count(Solution, Solution.noted_on, learned),
        count(Solution, Solution.noted_on, learned, from_city),
        count(Solution, Solution.assessed_on),
        count(SolutionUse, SolutionUse.started_on, SolutionUse.unit_id.is_not(None)),
        count(Solution, Solution.noted_on, Solution.direction == Direction.OFFERED),
        count(SolutionUse, SolutionUse.started_on, SolutionUse.organisation_id.is_not(None)),
    )
