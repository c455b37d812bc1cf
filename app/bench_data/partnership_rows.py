"""Rows, history and index of partnerships, as their services leave them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from app.bench_data.batch import Act as Noted
from app.bench_data.batch import Batch
from app.bench_data.index import Index
from app.bench_data.partnerships import exists, partnership
from app.bench_data.rows import blank, changed, created, plain
from app.bench_data.world import Act, Spec, World
from app.core.db import Visibility
from app.core.search.fold import fold
from app.partnerships import rules, search
from app.partnerships.models import (
    IN_EFFECT,
    Alignment,
    OwnerPeriod,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
    ProjectStageEntry,
)
from app.partnerships.services.create import PARTICIPATION, RELATED, ROLE

Stored = dict[str, Any]
LINKS = {
    "focus_areas": ("partnership_focus_area", "focus_area_id"),
    "objectives": ("partnership_objective", "objective_id"),
    "sdgs": ("partnership_sdg", "sdg_number"),
}
PERIOD = OwnerPeriod.__tablename__
EXISTING = "The relation exists and is still to be justified."


class Partnerships:
    """Writes partnerships; ``references`` counts those given in each year."""

    def __init__(self, world: World, batch: Batch, index: Index) -> None:
        self._world, self._batch, self._index = world, batch, index
        self.references: dict[int, int] = {}

    def write(self, number: int) -> None:
        """The partnership of this number with everything that was done to it."""
        spec = partnership(self._world, number)
        model: Any = sa.inspect(Partnership).polymorphic_map[spec.values["kind"]].class_
        made = self._batch.act(spec.at, spec.by, "partnership.create")
        given = {**_columns(spec), "reference": self._reference(spec.at.year)}
        links = {name: spec.values[name] for name in LINKS if spec.values[name]}
        made.note("partnership", number, created(model, given, links))
        self._parts(made, spec)
        stored = {
            **blank(model),
            **given,
            "id": number,
            "name_folded": fold(given["name"]),
            "created_at": made.at,
            "updated_at": made.at,
            "version": 1,
        }
        for act in spec.acts:
            self._move(act, model, stored)
        self._period(spec, made.actor_name)
        last = self._world.last_engaged_on("partnership", number)
        stored["last_engaged_on"] = last.isoformat() if last else None
        own = set(model.__table__.columns.keys()) - {"id"}
        common = {name: value for name, value in stored.items() if name not in own}
        self._batch.put("partnership", common)
        kind = {name: stored[name] for name in own if name in stored}
        self._batch.put(model.__tablename__, {**kind, "id": number})
        self._index.put(search.to_document(self._stand_in(spec, stored, last)))

    def write_counters(self) -> None:
        """The last reference of each year."""
        for year, last in sorted(self.references.items()):
            self._batch.put("partnership_counter", {"year": year, "last": last})

    def _reference(self, year: int) -> str:
        self.references[year] = self.references.get(year, 0) + 1
        return f"P-{year}-{self.references[year]:04d}"

    def _parts(self, made: Noted, spec: Spec) -> None:
        number = spec.number
        if "stage" in spec.values:
            stage = {
                "project_id": number,
                "stage": spec.values["stage"],
                "entered_on": spec.values["stage_since"],
                "by_name": made.actor_name,
            }
            self._part(made, ProjectStageEntry, plain(stage))
        for place, partner in enumerate(spec.values["partners"]):
            role = ROLE[spec.values["kind"]]
            values = plain({"partnership_id": number, "role": role, "position": place, **partner})
            self._part(made, PartnershipOrganisation, values)
        for alignment in spec.values["alignments"]:
            self._part(made, Alignment, plain({"partnership_id": number, **alignment}))
        for name, (table, column) in LINKS.items():
            for target in spec.values[name]:
                self._batch.put(table, {"partnership_id": number, column: target})

    def _period(self, spec: Spec, by_name: str) -> None:
        """Who has answered for it from when on, and until when if it has ended."""
        ended = [act.at.date() for act in spec.acts if act.verb == "end"]
        values = {
            "id": self._batch.number(PERIOD),
            "partnership_id": spec.number,
            "user_id": spec.values["owner_id"],
            "started_on": spec.at.date(),
            "ended_on": ended[0] if ended else None,
            "by_name": by_name,
        }
        self._batch.put(PERIOD, plain(values))

    def _part(self, made: Noted, model: Any, values: Stored) -> None:
        table = model.__tablename__
        self._batch.put(table, {**values, "id": self._batch.number(table)})
        subject = values.get("partnership_id") or values["project_id"]
        made.note("partnership", subject, created(model, values), table)

    def _move(self, act: Act, model: Any, stored: Stored) -> None:
        noted = self._batch.act(act.at, act.by, f"partnership.{act.verb}", act.reason)
        today = act.at.date()
        after: Stored = {**act.values, "ended_on": today} if act.verb == "end" else {}
        state = rules.MOVES[act.verb].target
        after |= {"state": state, "state_since": today, "state_reason": act.reason}
        values = plain(after)
        noted.note("partnership", stored["id"], changed(model, stored, values))
        stored |= {**values, "updated_at": noted.at, "version": stored["version"] + 1}

    def _stand_in(self, spec: Spec, stored: Stored, last: date | None) -> Any:
        """What ``search.to_document`` asks of a partnership, without loading one."""
        world = self._world
        places = [partner["organisation_id"] - 1 for partner in spec.values["partners"]]
        partners = [
            SimpleNamespace(
                organisation=SimpleNamespace(name=world.names[at], country=world.countries[at])
            )
            for at in places
        ]
        return SimpleNamespace(
            **{
                **stored,
                "kind": spec.values["kind"],
                "state": PartnershipState(stored["state"]),
                "visibility": spec.values.get("visibility", Visibility.CITY),
                "last_engaged_on": last,
                # It has no papers yet.
                "paper_titles": "",
                "partners": partners,
                "focus_areas": [SimpleNamespace(id=area) for area in spec.values["focus_areas"]],
            }
        )


def _columns(spec: Spec) -> Stored:
    """The columns that ``create_partnership`` sets, and what follows from them."""
    values = {name: value for name, value in spec.values.items() if name not in RELATED}
    today = spec.at.date()
    if "fee_amount" in values:
        values["fee_eur"] = values["fee_amount"]
    is_there = exists(values["state"])
    state = PartnershipState.UNDER_REVIEW if is_there else PartnershipState.PROPOSED
    values |= {"state": state, "state_since": today, "participation": PARTICIPATION[values["kind"]]}
    values["state_reason"] = EXISTING if is_there else ""
    if state in IN_EFFECT:
        days = (values.get(name) for name in ("starts_on", "signed_on", "joined_on"))
        values["in_effect_from"] = min(
            (d for d in days if d is not None and d <= today), default=today
        )
    return plain(values)
