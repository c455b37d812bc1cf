"""What the page of an organisation answers, gathered from all slices in at most nine statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import _, choice, show_date
from app.core.permissions import Viewer
from app.organisations import queries, rules
from app.organisations.models import Affiliation, AliasKind, NetworkMember, Organisation
from app.partnerships import queries as partnership_queries
from app.strategy import queries as strategy_queries

PEOPLE_SHOWN = 25
MEMBERS_SHOWN = 25
STATE_TONES = {"active": "success", "under_review": "warning", "suspended": "danger"}


@dataclass(frozen=True)
class PartnershipRow:
    """A partnership as a row: how we take part, since when it is in its state, and whose it is."""

    name: str
    url: str
    kind: str
    participation: str
    state: str
    is_in_effect: bool
    tone: str
    has_ended: bool
    owner: str
    unit: Any


@dataclass(frozen=True)
class Overview:
    """``members`` has one more than is shown when there are more."""

    partnerships: list[PartnershipRow]
    shared: Sequence[Any]
    expertise: Sequence[Any]
    present: list[Affiliation]
    former: list[Affiliation]
    networks: list[NetworkMember]
    members: list[NetworkMember]
    has_more_members: bool
    may_have_members: bool
    other_names: list[tuple[str, str]]
    is_peer: bool
    is_influencer: bool
    peer: str
    influencer: str
    has_more_people: bool

    @property
    def sources(self) -> list[str]:
        """The lists that name it in networks, each once; the page numbers them."""
        return list(dict.fromkeys(one.source for one in self.networks if one.source))

    @property
    def in_effect(self) -> list[PartnershipRow]:
        return [row for row in self.partnerships if row.is_in_effect]

    @property
    def to_come(self) -> list[PartnershipRow]:
        return [row for row in self.partnerships if not row.is_in_effect and not row.has_ended]

    @property
    def owners(self) -> list[str]:
        """Who answers for what is in effect, each once."""
        return list(dict.fromkeys(row.owner for row in self.in_effect if row.owner))


def overview_of(session: Session, organisation: Organisation, viewer: Viewer) -> Overview:
    """Everything on the page besides the organisation itself and its timeline."""
    number, today = organisation.id, clock.today()
    may_have_members = rules.may_have_members(organisation.kind)
    people = queries.list_affiliations_at(session, number, viewer, PEOPLE_SHOWN + 1)
    present = [one for one in people if one.ended_on is None]
    members: list[NetworkMember] = []
    shared: Sequence[Any] = []
    if may_have_members:
        members = queries.list_members(session, number, MEMBERS_SHOWN + 1)
    else:
        shared = partnership_queries.shared_networks(session, number, viewer)
    return Overview(
        partnerships=[
            _row(p) for p in partnership_queries.list_for_organisation(session, number, viewer)
        ],
        shared=shared,
        expertise=strategy_queries.expertise_of(session, number),
        present=present[:PEOPLE_SHOWN],
        has_more_people=len(present) > PEOPLE_SHOWN,
        former=[one for one in people if one.ended_on is not None],
        networks=queries.list_networks_of(session, number),
        members=members[:MEMBERS_SHOWN],
        has_more_members=len(members) > MEMBERS_SHOWN,
        may_have_members=may_have_members,
        is_peer=rules.is_flagged(organisation.peer_from, organisation.peer_to, today),
        is_influencer=rules.is_flagged(
            organisation.influencer_from, organisation.influencer_to, today
        ),
        other_names=[
            (choice(kind), ", ".join(a.name for a in organisation.aliases if a.kind is kind))
            for kind in AliasKind
        ],
        peer=_period(organisation.peer_from, organisation.peer_to),
        influencer=_period(organisation.influencer_from, organisation.influencer_to),
    )


def _period(start: date | None, end: date | None) -> str:
    if start is None:
        return ""
    if end is None:
        return _("since %(date)s", date=show_date(start))
    return _("%(start)s to %(end)s", start=show_date(start), end=show_date(end))


def _row(partnership: Any) -> PartnershipRow:
    state = partnership.state.value
    return PartnershipRow(
        name=partnership.name,
        url=url_for("partnerships.show_partnership", partnership_id=partnership.id),
        kind=choice(partnership.kind),
        participation=choice(partnership.participation),
        state=choice(partnership.state),
        is_in_effect=partnership.is_in_effect,
        tone=STATE_TONES.get(state, "neutral"),
        has_ended=state == "ended",
        owner=partnership.owner.name if partnership.owner is not None else "",
        unit=partnership.unit,
    )
