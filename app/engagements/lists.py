"""The lists of engagements and of follow-ups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import g, request

from app.core import clock, i18n
from app.core.i18n import _, _l
from app.core.lists import Column, Filter, ListPage, Order
from app.core.permissions import current_viewer
from app.core.search.query import ids_named
from app.core.session import db
from app.core.urls import url_for
from app.engagements import queries, rules
from app.engagements.models import (
    OPEN,
    Engagement,
    EngagementState,
    EngagementType,
    FollowUp,
    FollowUpState,
    Promiser,
)
from app.engagements.permissions import ENGAGEMENT_VIEW
from app.partnerships.models import Partnership, PartnershipKind
from app.partnerships.search import KIND as PARTNERSHIP

Select = sa.Select[Any]

STATE_TONES = {
    EngagementState.PLANNED: "info",
    EngagementState.RESCHEDULED: "info",
    EngagementState.CANCELLED: "warning",
}
FOLLOW_UP_TONES = {FollowUpState.DONE: "success", FollowUpState.IN_PROGRESS: "info"}


def _options(name: str) -> Callable[[], Sequence[tuple[str, Any]]]:
    """Units and focus areas, asked for once a request."""

    def options() -> Sequence[tuple[str, Any]]:
        if "engagement_filters" not in g:
            g.engagement_filters = queries.filter_choices(db.session)
        return list(g.engagement_filters[name])

    return options


def _url(engagement: Any) -> str:
    return url_for("engagements.show_engagement", engagement_id=engagement.id)


def _partnership(record: Any) -> str:
    return record.partnership.name if record.partnership is not None else ""


def _partnership_url(record: Any) -> str | None:
    if record.partnership is None:
        return None
    return url_for("partnerships.show_partnership", partnership_id=record.partnership.id)


def _row_partnership_url(row: Any) -> str | None:
    if row.partnership_id is None:
        return None
    return url_for("partnerships.show_partnership", partnership_id=row.partnership_id)


# One partnership after the other by name, and each one's engagements by day.
BY_PARTNERSHIP = Order.through(
    {
        "name_folded": Partnership.name_folded,
        "partnership_id": Partnership.id,
        "starts_on": Engagement.starts_on,
        "id": Engagement.id,
    },
    unknown=Partnership.id.is_(None),
    rest=("starts_on", "id"),
)


def _mine(select: Select, _value: str) -> Select:
    return select.where(queries.taken_part(current_viewer().user_id))


ENGAGEMENTS = ListPage(
    key="engagements",
    title=_l("Engagements"),
    permission=ENGAGEMENT_VIEW,
    model=Engagement,
    query=queries.select_rows,
    gather={"organisations": queries.organisation_names},
    columns=(
        Column("summary", _l("Summary"), lambda e: e.summary, url=_url),
        Column("date", _l("Date"), lambda e: e.starts_on, kind="date", sort=Engagement.starts_on),
        Column("type", _l("Type"), lambda e: i18n.choice(e.type), sort=Engagement.type),
        Column("organisations", _l("Organisations"), lambda e: e.organisations),
        Column(
            "partnership",
            _l("Partnership"),
            lambda e: e.partnership_name,
            sort=BY_PARTNERSHIP,
            url=_row_partnership_url,
        ),
        Column(
            "state",
            _l("State"),
            lambda e: i18n.choice(e.state),
            kind="tag",
            sort=Engagement.state,
            tone=lambda e: STATE_TONES.get(e.state, "neutral"),
        ),
    ),
    filters=(
        Filter(
            "type",
            _l("Type"),
            lambda select, value: select.where(Engagement.type == EngagementType(value)),
            options=lambda: i18n.choices(EngagementType),
        ),
        Filter(
            "state",
            _l("State"),
            lambda select, value: select.where(Engagement.state == EngagementState(value)),
            options=lambda: i18n.choices(EngagementState),
        ),
        Filter(
            "from",
            _l("From"),
            lambda select, value: select.where(Engagement.starts_on >= date.fromisoformat(value)),
            kind="date",
        ),
        Filter(
            "to",
            _l("Until"),
            lambda select, value: select.where(Engagement.starts_on <= date.fromisoformat(value)),
            kind="date",
        ),
        Filter(
            "unit",
            _l("Unit"),
            lambda select, value: select.where(Engagement.unit_id == int(value)),
            options=_options("unit"),
        ),
        Filter(
            "kind",
            _l("Kind of partnership"),
            lambda select, value: select.where(queries.with_kind(value)),
            options=lambda: i18n.choices(PartnershipKind),
        ),
        Filter(
            "focus_area",
            _l("Focus area"),
            lambda select, value: select.where(queries.serves(int(value))),
            options=_options("focus_area"),
        ),
        Filter("mine", _l("Only mine"), _mine, kind="checkbox"),
    ),
    default_sort="-date",
    search_kind="engagement",
    empty_text=_l("Nothing has been logged yet. Log the first engagement: it takes a minute."),
)


def _due(follow_up: FollowUp) -> str:
    day = i18n.show_date(follow_up.due_on) if follow_up.due_on else _("No date")
    if rules.is_late(follow_up.state, follow_up.due_on, clock.today()):
        return _("%(date)s, overdue", date=day)
    return day


def who(follow_up: FollowUp) -> str:
    """Who keeps the promise, and whose it is."""
    if follow_up.promiser is Promiser.THEM:
        name = follow_up.counterpart or _("the partner")
        return _("They: %(name)s", name=name)
    if follow_up.assignee is None:
        return ""
    keeper: str = follow_up.assignee.name
    if follow_up.giver_name is None:
        return keeper
    giver = follow_up.giver_name
    return _("%(giver)s, handed over to %(owner)s, not accepted yet", giver=giver, owner=keeper)


def whom(follow_up: FollowUp) -> str:
    """To whom it was promised: to somebody of theirs, or to us."""
    if follow_up.promiser is Promiser.US:
        return follow_up.counterpart
    return follow_up.assignee.name if follow_up.assignee is not None else _("the city")


def _about(follow_up: FollowUp) -> str:
    engagement = follow_up.engagement
    return _partnership(follow_up) or (engagement.summary if engagement is not None else "")


def _about_url(follow_up: FollowUp) -> str | None:
    if follow_up.engagement is None or follow_up.partnership is not None:
        return _partnership_url(follow_up)
    return _url(follow_up.engagement)


def _overdue(select: Select, _value: str) -> Select:
    return select.where(FollowUp.state.in_(OPEN), FollowUp.due_on < clock.today())


def _of_partnership(select: Select, value: str) -> Select:
    named = ids_named(db.session, value, current_viewer(), kind=PARTNERSHIP)
    return queries.of_partnerships(select, named)


def _assigned(select: Select, _value: str) -> Select:
    return select.where(FollowUp.assignee_id == current_viewer().user_id)


def _as_it_is(select: Select, _value: str) -> Select:
    """Another list was chosen already; the filter keeps its tick in the form."""
    return select


ALL_FOLLOW_UPS = ListPage(
    key="follow-ups",
    title=_l("Follow-ups"),
    permission=ENGAGEMENT_VIEW,
    model=FollowUp,
    query=queries.list_follow_ups,
    columns=(
        Column(
            "what",
            _l("What was promised"),
            lambda f: f.what,
            url=lambda f: url_for("engagements.show_follow_up", follow_up_id=f.id),
        ),
        Column("due", _l("Due"), lambda f: f.due_on, sort=FollowUp.due_on, text=_due),
        Column("who", _l("Who"), who),
        Column("whom", _l("To whom"), whom),
        Column("about", _l("About"), _about, url=_about_url),
        Column(
            "state",
            _l("State"),
            lambda f: i18n.choice(f.state),
            kind="tag",
            sort=FollowUp.state,
            tone=lambda f: FOLLOW_UP_TONES.get(f.state, "neutral"),
        ),
    ),
    filters=(
        Filter(
            "state",
            _l("State"),
            lambda select, value: select.where(FollowUp.state == FollowUpState(value)),
            options=lambda: i18n.choices(FollowUpState),
        ),
        Filter(
            "promiser",
            _l("Who promised"),
            lambda select, value: select.where(FollowUp.promiser == Promiser(value)),
            options=lambda: i18n.choices(Promiser),
        ),
        Filter("partnership", _l("Partnership"), _of_partnership, kind="search"),
        Filter("overdue", _l("Only overdue ones"), _overdue, kind="checkbox"),
        Filter("mine", _l("Only mine"), _assigned, kind="checkbox"),
        Filter("closed", _l("Closed ones as well"), _as_it_is, kind="checkbox"),
    ),
    default_sort="due",
    empty_text=_l("Nothing is promised. Follow-ups are added when an engagement is logged."),
)
OPEN_FOLLOW_UPS = replace(
    ALL_FOLLOW_UPS,
    query=lambda viewer: queries.list_follow_ups(viewer).where(FollowUp.closed_on.is_(None)),
)


def follow_ups() -> ListPage:
    """What is still open, unless the query string asks for what is closed."""
    asks = request.args.get("closed") or request.args.get("state") in ("done", "dropped")
    return ALL_FOLLOW_UPS if asks else OPEN_FOLLOW_UPS
