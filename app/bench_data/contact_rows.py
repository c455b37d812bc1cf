"""Rows, history and index of contacts and their affiliations, as the services leave them."""

from __future__ import annotations

from array import array
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from app.bench_data.batch import Act as Noted
from app.bench_data.batch import Batch
from app.bench_data.contacts import contact
from app.bench_data.index import Index
from app.bench_data.rows import blank, changed, created, plain, stored_moment
from app.bench_data.world import Act, World
from app.core.db import Visibility
from app.organisations import rules, search
from app.organisations.models import Affiliation, Contact
from app.organisations.services.contacts import AFFILIATION

Stored = dict[str, Any]


class Contacts:
    """Writes contacts; ``first_post`` and ``second_post`` are affiliations by the contact's number.

    0 stands for none.
    """

    def __init__(self, world: World, batch: Batch, index: Index) -> None:
        self._world, self._batch, self._index = world, batch, index
        empty = bytes(8 * (world.scale.contacts + 1))
        self.first_post, self.second_post = array("l", empty), array("l", empty)

    def write(self, number: int) -> None:
        """The contact of this number with everything that was done to it."""
        spec = contact(self._world, number)
        own = {name: value for name, value in spec.values.items() if name not in AFFILIATION}
        job = {name: value for name, value in spec.values.items() if name in AFFILIATION}
        given = plain(own)
        made = self._batch.act(spec.at, spec.by, "contact.create")
        made.note("contact", number, created(Contact, given))
        jobs = [self._affiliate(made, number, job)]
        self.first_post[number] = jobs[0]["id"]
        stored = {
            **given,
            "id": number,
            "name_folded": rules.sort_name(given.get("given_name", ""), given["family_name"]),
            "email_folded": rules.folded_email(given["email"]),
            "created_at": made.at,
            "updated_at": made.at,
            "version": 1,
        }
        for act in spec.acts:
            self._do(act, number, stored, jobs)
        last = self._world.last_engaged_on("contact", number)
        stored["last_engaged_on"] = last.isoformat() if last else None
        self._batch.put("contact", stored)
        for each in jobs:
            self._batch.put("affiliation", each)
        self._index.put(search.contact_document(self._stand_in(own, stored, jobs, last)))

    def _affiliate(self, act: Noted, number: int, job: Stored) -> Stored:
        values = plain({"contact_id": number, **job, "is_primary": True})
        act.note("contact", number, created(Affiliation, values), "affiliation")
        return {"version": 1, **values, "id": self._batch.number("affiliation")}

    def _do(self, act: Act, number: int, stored: Stored, jobs: list[Stored]) -> None:
        if act.verb == "archive":
            noted = self._batch.act(act.at, act.by, "contact.archive")
            fields = changed(Contact, stored, {"archived_at": act.at.isoformat()})
            noted.note("contact", number, fields)
            stored["archived_at"] = stored_moment(act.at)
        else:
            moves = act.verb == "move_job"
            action = "affiliation.move" if moves else "affiliation.end"
            noted = self._batch.act(act.at, act.by, action)
            ended = (
                act.values["started_on"] - timedelta(days=1) if moves else act.values["ended_on"]
            )
            after = plain({"ended_on": ended})
            noted.note("contact", number, changed(Affiliation, jobs[0], after), "affiliation")
            jobs[0] |= {**after, "version": jobs[0]["version"] + 1}
            if moves:
                jobs.append(self._affiliate(noted, number, act.values))
                self.second_post[number] = jobs[1]["id"]
        stored |= {"updated_at": noted.at, "version": stored["version"] + 1}

    def _stand_in(self, own: Stored, stored: Stored, jobs: list[Stored], last: Any) -> Any:
        """What ``search.contact_document`` asks of a contact, without loading one."""
        affiliations = [
            SimpleNamespace(
                organisation=self._place(job["organisation_id"]),
                role=job.get("role", ""),
                unit=job.get("unit", ""),
                ended_on=job.get("ended_on"),
                is_primary=job["is_primary"],
            )
            for job in jobs
        ]
        loaded = {
            "visibility": own.get("visibility", Visibility.CITY),
            "last_engaged_on": last,
            "affiliations": affiliations,
        }
        found = SimpleNamespace(**{**blank(Contact), **stored, **loaded})
        found.name = Contact.name.fget(found)  # type: ignore[attr-defined]
        found.current_affiliation = Contact.current_affiliation.fget(found)  # type: ignore[attr-defined]
        return found

    def _place(self, number: int) -> Any:
        world = self._world
        return SimpleNamespace(name=world.names[number - 1], country=world.countries[number - 1])
