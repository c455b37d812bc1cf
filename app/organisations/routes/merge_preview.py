"""What the page of a merge shows: the choices, and everything that moves, by kind and name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.core import history, i18n, merging
from app.core.errors import Refused
from app.core.merging import Step
from app.core.search import documents
from app.core.urls import url_for
from app.organisations import queries, rules, services
from app.organisations.labels import HANGING

NAMES_SHOWN = 10


@dataclass(frozen=True)
class Side:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    sides: Sequence[Side]


@dataclass
class Group:
    """What moves of one kind; ``folded`` are there already."""

    label: str
    titles: list[str] = field(default_factory=list)
    folded: int = 0

    @property
    def count(self) -> int:
        return len(self.titles)

    @property
    def names(self) -> list[str]:
        return sorted(set(self.titles))[:NAMES_SHOWN]

    @property
    def more(self) -> int:
        return max(len(set(self.titles)) - NAMES_SHOWN, 0)


@dataclass
class Preview:
    kind: str
    kept: Any
    gone: Any
    choices: Sequence[Choice]
    other_way: str
    steps: Sequence[Step] = ()
    groups: Sequence[Group] = ()
    fingerprint: str = ""
    refused: str = ""


def preview_of(
    session: Session, sides: services.Sides, chosen: Mapping[str, str] | None
) -> Preview:
    """The page for these two; ``chosen`` is the form that came back, None when first shown."""
    kind, kept, gone = sides.kind, sides.kept, sides.gone
    differing = rules.differing(kind, kept, gone)
    picks = {}
    for names in differing:
        offered = rules.preferred(kept, names)
        picks[names] = (chosen or {}).get(f"choose-{names[0]}", offered)
    view = Preview(
        kind=kind,
        kept=kept,
        gone=gone,
        choices=[_choice(session, sides, names, pick) for names, pick in picks.items()],
        other_way=url_for("organisations.merge", kind=kind, kept_id=gone.id, gone_id=kept.id),
    )
    try:
        from_gone = {names[0] for names, pick in picks.items() if pick == "gone"}
        view.steps = services.plan_merge(session, sides, from_gone)
    except Refused as refusal:
        view.refused = str(refusal.message)
        return view
    moving = [step for step in view.steps if step["do"] in ("move", "drop")]
    view.groups = _groups(session, kind, moving)
    # What was chosen may change between the two; what moves and what was compared may not.
    view.fingerprint = merging.fingerprint([*moving, {"versions": [kept.version, gone.version]}])
    return view


def _choice(session: Session, sides: services.Sides, names: Sequence[str], pick: str) -> Choice:
    both = (("kept", sides.kept), ("gone", sides.gone))
    return Choice(
        name=names[0],
        label=", ".join(str(i18n.field_label(sides.kind, name)) for name in names),
        sides=[
            Side(value, _text(session, sides.kind, record, names), value == pick)
            for value, record in both
        ],
    )


def _text(session: Session, kind: str, record: Any, names: Sequence[str]) -> str:
    """Values as the history would write them."""
    words = [history.word(session, kind, name, getattr(record, name)) for name in names]
    return " · ".join(word for word in words if word != i18n.NONE)


def _groups(session: Session, kind: str, steps: Sequence[Step]) -> list[Group]:
    owners = merging.subjects(session, steps)
    titles = queries.titles_of(session, {owner for owner in owners if owner is not None})
    groups: dict[str, Group] = {}
    for step, owner in zip(steps, owners, strict=True):
        if owner is None:
            continue
        is_own = owner[0] == kind
        label = HANGING.get(step["table"]) if is_own else None
        name = str(label or documents.label_of(owner[0]))
        group = groups.setdefault(name, Group(name))
        called = step.get("called") or step.get("row", {}).get("name")
        group.titles.append(called or titles.get(owner) or f"{name} {owner[1]}")
        group.folded += step["do"] == "drop"
    return list(groups.values())
