"""Rows, history and index of organisations and network members, as the services leave them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.bench_data.batch import Batch
from app.bench_data.index import Index
from app.bench_data.organisations import member_list, members, organisation
from app.bench_data.rows import blank, changed, created, plain, stored_moment
from app.bench_data.world import Act, Spec, World
from app.core.search.fold import fold
from app.organisations import search
from app.organisations.models import (
    MemberList,
    NetworkMember,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Standing,
)
from app.strategy.models import OrganisationExpertise

Stored = dict[str, Any]


class Organisations:
    """Writes organisations; the world then knows their names, countries and standing."""

    def __init__(self, world: World, batch: Batch, index: Index) -> None:
        self._world, self._batch, self._index = world, batch, index
        self.networks: list[int] = []

    def write(self, number: int) -> None:
        """The organisation of this number with everything that was done to it."""
        spec = organisation(self._world, number)
        values = dict(spec.values)
        aliases = values.pop("aliases", [])
        given = plain(values)
        made = self._batch.act(spec.at, spec.by, "organisation.create")
        made.note("organisation", number, created(Organisation, given))
        for name, kind in aliases:
            self._alias(made, number, name, kind)
        stored = {
            **given,
            "id": number,
            "name_folded": fold(given["name"]),
            "standing": Standing.NORMAL.value,
            "created_at": made.at,
            "updated_at": made.at,
            "version": 1,
        }
        areas: list[int] = []
        for act in spec.acts:
            areas = self._do(act, number, stored) or areas
        last = self._world.last_engaged_on("organisation", number)
        stored["last_engaged_on"] = last.isoformat() if last else None
        self._batch.put("organisation", stored)
        self._know(spec, stored)
        names = [SimpleNamespace(name=name) for name, _kind in aliases]
        stand_in = _stand_in(spec, stored, names, last)
        self._index.put(search.to_document(stand_in, areas))

    def write_members(self, network: int) -> None:
        """The members that this network lists."""
        for spec in members(self._world, network):
            given = plain(spec.values)
            act = self._batch.act(spec.at, spec.by, "network_member.add")
            act.note(
                "organisation", given["member_id"], created(NetworkMember, given), "network_member"
            )
            number = self._batch.number("network_member")
            moments = {"created_at": act.at, "updated_at": act.at}
            self._batch.put("network_member", {**given, "id": number, **moments})
        self._describe(network)

    def _describe(self, network: int) -> None:
        spec = member_list(self._world, network)
        given = {"network_id": network, **plain(spec.values)}
        act = self._batch.act(spec.at, spec.by, "member_list.update")
        act.note("organisation", network, created(MemberList, given), "member_list")
        number = self._batch.number("member_list")
        moments = {"created_at": act.at, "updated_at": act.at}
        self._batch.put("member_list", {**given, "id": number, **moments})

    def _alias(self, act: Any, number: int, name: str, kind: Any) -> None:
        values = plain({"organisation_id": number, "name": name, "kind": kind})
        self._batch.put(
            "organisation_alias", {**values, "id": self._batch.number("organisation_alias")}
        )
        act.note("organisation", number, created(OrganisationAlias, values), "organisation_alias")

    def _do(self, act: Act, number: int, stored: Stored) -> list[int]:
        if act.verb == "set_expertise":
            return self._expertise(act, number, stored)
        after: Stored = {"archived_at": act.at.isoformat()}
        action = "organisation.archive"
        if act.verb == "set_standing":
            action = "organisation.set_standing"
            after = plain(
                {
                    "standing": act.values["standing"],
                    "standing_reason": act.reason,
                    "standing_on": act.at.date(),
                }
            )
        noted = self._batch.act(act.at, act.by, action, act.reason)
        before = {"standing_reason": "", **stored}
        noted.note("organisation", number, changed(Organisation, before, after))
        if "archived_at" in after:
            after["archived_at"] = stored_moment(act.at)
        stored.update(after, updated_at=noted.at, version=stored["version"] + 1)
        return []

    def _expertise(self, act: Act, number: int, stored: Stored) -> list[int]:
        noted = self._batch.act(act.at, act.by, "organisation.expertise")
        areas: list[int] = sorted(act.values["focus_areas"])
        for area in areas:
            values = {"organisation_id": number, "focus_area_id": area}
            noted.note(
                "organisation",
                number,
                created(OrganisationExpertise, values),
                "organisation_expertise",
            )
            own = self._batch.number("organisation_expertise")
            self._batch.put("organisation_expertise", {**values, "id": own})
        stored.update(updated_at=noted.at, version=stored["version"] + 1)
        return areas

    def _know(self, spec: Spec, stored: Stored) -> None:
        self._world.names.append(stored["name"])
        self._world.folded.append(stored["name_folded"])
        self._world.countries.append(stored["country"])
        if spec.values["kind"] is OrganisationKind.CITY_NETWORK:
            self.networks.append(spec.number)


def _stand_in(spec: Spec, stored: Stored, aliases: list[Any], last: Any) -> Any:
    """What ``search.to_document`` asks of an organisation, without loading one."""
    found = SimpleNamespace(
        **{
            **blank(Organisation),
            **stored,
            "last_engaged_on": last,
            "aliases": aliases,
            "kind": spec.values["kind"],
        }
    )
    found.names = Organisation.names.fget(found)  # type: ignore[attr-defined]
    return found
