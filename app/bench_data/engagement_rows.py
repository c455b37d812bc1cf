"""Rows, history and index of engagements and follow-ups, as their services leave them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from app.bench_data.batch import Act as Noted
from app.bench_data.batch import Batch
from app.bench_data.contact_rows import Contacts
from app.bench_data.contacts import post
from app.bench_data.index import Index
from app.bench_data.meetings import Meeting
from app.bench_data.rows import blank, changed, created, plain
from app.bench_data.world import Act, Spec, World
from app.engagements import rules, search
from app.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementResult,
    EngagementState,
    FollowUp,
    FollowUpState,
    MediaMention,
)

Stored = dict[str, Any]
S, F = EngagementState, FollowUpState
# Lists of numbers, with their table and column, in the order of the history.
LINKS = {
    "organisations": ("engagement_organisation", "organisation_id"),
    "people": ("engagement_user", "user_id"),
    "objectives": ("engagement_objective", "objective_id"),
    "focus_areas": ("engagement_focus_area", "focus_area_id"),
}
# Those beside which the day is kept.
DATED = frozenset({"organisations", "people"})
PARTS = frozenset({*LINKS, "contacts", "results", "follow_ups", "media"})
TIMES = ("starts_at", "ends_at")
CLOSING = {
    "complete_follow_up": F.DONE,
    "drop_follow_up": F.DROPPED,
    "start_follow_up": F.IN_PROGRESS,
}


class Engagements:
    """Writes engagements with everything that hangs on them."""

    def __init__(self, world: World, batch: Batch, index: Index, contacts: Contacts) -> None:
        self._world, self._batch, self._index, self._contacts = world, batch, index, contacts
        self._units = {person.id: person.unit_id for person in world.people}

    def write(self, meeting: Meeting, spec: Spec) -> None:
        """One engagement with everything that was done with it."""
        number, put = spec.number, self._batch.put
        values = self._completed(meeting, spec)
        made = self._batch.act(spec.at, spec.by, "engagement.log")
        given = plain({k: v for k, v in values.items() if k not in PARTS})
        links = {name: values[name] for name in LINKS if values[name]}
        made.note("engagement", number, created(Engagement, given, links))
        for name, (table, column) in LINKS.items():
            day = {"starts_on": meeting.day.isoformat()} if name in DATED else {}
            for target in values[name]:
                put(table, {"engagement_id": number, column: target, **day})
        self._parts(made, meeting, values)
        follow_ups = [self._promise(made, spec, each) for each in values.get("follow_ups", ())]
        moments = {"created_at": made.at, "updated_at": made.at, "version": 1}
        stored = {**blank(Engagement), **given, "id": number, **moments}
        for act in spec.acts:
            if act.verb in CLOSING:
                self._close(act, follow_ups[act.values["place"]])
            else:
                self._change(act, stored)
        self._index.put(search.to_document(self._stand_in(values, stored, meeting)))
        for name in TIMES:
            if stored[name]:
                stored[name] += ".000000"
        put("engagement", stored)
        for each in follow_ups:
            put("follow_up", each)

    def _completed(self, meeting: Meeting, spec: Spec) -> Stored:
        """The values with what the service sets by itself."""
        values = {
            **spec.values,
            "state": S.PLANNED if meeting.was_planned else S.HELD,
            "unit_id": self._units[spec.by],
            "created_by_id": spec.by,
        }
        if meeting.partnership_id is not None:
            link = self._world.links[meeting.partnership_id - 1]
            values |= {"objectives": link.objectives, "focus_areas": link.focus_areas}
        if "cost_amount" in values:
            currency = values.setdefault("cost_currency", "EUR")
            amount, stated = values["cost_amount"], values.get("cost_eur")
            values["cost_eur"] = rules.cost_in_euros(amount, currency, stated)
        return values

    def _parts(self, made: Noted, meeting: Meeting, values: Stored) -> None:
        number = meeting.number
        for contact in meeting.contacts:
            where = post(self._world.scale, contact)
            is_first = where.is_first_on(meeting.starts_on)
            posts = self._contacts.first_post if is_first else self._contacts.second_post
            link: Stored = {"contact_id": contact, "affiliation_id": posts[contact] or None}
            link |= {"engagement_id": number, "starts_on": meeting.day.isoformat()}
            self._part(made, EngagementContact, link)
        for kind in values.get("results", ()):
            self._part(made, EngagementResult, {"engagement_id": number, "kind": kind.value})
        for mention in values.get("media", ()):
            self._part(made, MediaMention, {"engagement_id": number, **mention})

    def _part(self, made: Noted, model: Any, values: Stored) -> None:
        table = model.__tablename__
        self._batch.put(table, {**values, "id": self._batch.number(table)})
        # The day beside a link is kept by triggers, so no history tells of it.
        told = {name: value for name, value in values.items() if name != "starts_on"}
        made.note("engagement", values["engagement_id"], created(model, told), table)

    def _promise(self, made: Noted, spec: Spec, promise: Stored) -> Stored:
        own = self._batch.number("follow_up")
        subject = {"engagement_id": spec.number, "partnership_id": spec.values["partnership_id"]}
        given = plain({**subject, **promise})
        made.note("follow_up", own, created(FollowUp, given))
        moments = {"created_at": made.at, "updated_at": made.at, "version": 1}
        return {**given, "id": own, "state": F.OPEN.value, "state_reason": "", **moments}

    def _close(self, act: Act, stored: Stored) -> None:
        after: Stored = {"state": CLOSING[act.verb]}
        if act.reason:
            after["state_reason"] = act.reason
        if act.verb != "start_follow_up":
            after["closed_on"] = act.at.date()
        action = f"follow_up.{act.verb.removesuffix('_follow_up')}"
        self._note("follow_up", FollowUp, act, action, stored, after)

    def _change(self, act: Act, stored: Stored) -> None:
        after: Stored = {"state": S.HELD}
        if act.verb == "cancel":
            by = act.values["by"]
            after = {"state": S.CANCELLED, "cancelled_by": by, "state_reason": act.reason}
        elif act.verb == "reschedule":
            after = {
                "state": S.RESCHEDULED,
                "first_planned_on": stored["starts_on"],
                "starts_on": act.values["starts_on"],
            }
            if stored["ends_on"]:
                # The last day moves along with the first.
                days = act.values["starts_on"] - date.fromisoformat(stored["starts_on"])
                after["ends_on"] = date.fromisoformat(stored["ends_on"]) + days
        self._note("engagement", Engagement, act, f"engagement.{act.verb}", stored, after)

    def _note(
        self, entity: str, model: Any, act: Act, action: str, stored: Stored, after: Stored
    ) -> None:
        noted = self._batch.act(act.at, act.by, action, act.reason)
        values = plain(after)
        noted.note(entity, stored["id"], changed(model, stored, values))
        stored |= {**values, "updated_at": noted.at, "version": stored["version"] + 1}

    def _stand_in(self, values: Stored, stored: Stored, meeting: Meeting) -> Any:
        """What ``search.to_document`` asks of an engagement, without loading one."""
        world = self._world
        loaded = {
            "organisations": [
                SimpleNamespace(
                    name=world.names[at - 1],
                    name_folded=world.folded[at - 1],
                    country=world.countries[at - 1],
                )
                for at in meeting.organisations
            ],
            "visibility": meeting.visibility,
            "state": S(stored["state"]),
            "type": values["type"],
            "focus_areas": [SimpleNamespace(id=area) for area in values["focus_areas"]],
            "starts_on": meeting.day,
            "documents": [],
        }
        return SimpleNamespace(**{**stored, **loaded})
