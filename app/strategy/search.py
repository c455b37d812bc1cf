"""Strategies, goals, objectives and focus areas as the search sees them, superseded ones last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.strategy import queries
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyState
from app.strategy.queries import AnyPart

KIND = "strategy"
LABELS: dict[type[AnyPart], object] = {
    Goal: _l("Strategic goal"),
    Objective: _l("Objective"),
    FocusArea: _l("Focus area"),
}


def to_document(strategy: Strategy) -> Document:
    """Its titles in all languages, its vision and what it says of itself."""
    titles = (strategy.title_en, strategy.title_fi, strategy.title_sv)
    texts = (strategy.vision_en, strategy.vision_fi, strategy.vision_sv, strategy.summary)
    return Document(
        kind=KIND,
        entity_id=strategy.id,
        title=strategy.title_en,
        names=tuple(title for title in titles if title),
        body=" ".join(text for text in (*texts, strategy.case_number) if text),
        detail=strategy.adopted_by,
        state=strategy.state,
        is_archived=strategy.state is StrategyState.SUPERSEDED,
    )


def part_document(part: AnyPart, strategy: Strategy) -> Document:
    """A goal, objective or focus area under its names in all languages."""
    names = (part.name_en, part.name_fi, part.name_sv)
    key_bodies = part.key_bodies if isinstance(part, Objective) else ""
    return Document(
        kind=part.__tablename__,
        entity_id=part.id,
        title=part.name_en,
        names=tuple(name for name in names if name),
        body=" ".join(text for text in (part.code, part.description, key_bodies) if text),
        detail=f"{part.code} · {strategy.title_en}",
        state=strategy.state,
        is_archived=strategy.state is StrategyState.SUPERSEDED,
    )


def put_with_parts(session: Session, strategy: Strategy) -> None:
    """Write its document and those of its parts, which name it and share its state."""
    parts = [
        part_document(part, strategy)
        for model in LABELS
        for part in queries.list_parts(session, model, strategy.id)
    ]
    documents.put_many(session, [to_document(strategy), *parts])


def _strategies(session: Session) -> Iterator[Document]:
    return (to_document(strategy) for strategy in queries.all_strategies(session))


def _parts(model: type[AnyPart]) -> Callable[[Session], Iterator[Document]]:
    def iterate(session: Session) -> Iterator[Document]:
        for strategy in queries.all_strategies(session):
            for part in queries.list_parts(session, model, strategy.id):
                yield part_document(part, strategy)

    return iterate


documents.register(KIND, _l("Strategy"), _strategies)
for _model, _label in LABELS.items():
    documents.register(_model.__tablename__, _label, _parts(_model))
