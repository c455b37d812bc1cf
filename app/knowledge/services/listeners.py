"""What follows elsewhere: the search after a renaming, and the sweep of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.i18n import _
from app.core.search import documents
from app.knowledge import queries, search


def organisation_changed(session: Session, organisation_id: int) -> None:
    """Its new name and country show with what was learned from it and written about it."""
    solutions = queries.solutions_for_index(session, queries.solutions_about(organisation_id))
    notes = queries.notes_for_index(session, queries.notes_about(organisation_id))
    documents.put_many(session, map(search.solution_document, solutions))
    documents.put_many(session, map(search.note_document, notes))


def broken_rules(session: Session) -> Iterator[str]:
    """Solutions whose state does not tell whether they are in use."""
    for solution in queries.contradictions(session):
        yield _("Solution %(id)d: its state and where it is in use disagree.", id=solution.id)


hooks.organisation_changed.append(organisation_changed)
hooks.rule_checks.append(broken_rules)
