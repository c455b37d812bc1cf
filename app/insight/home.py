"""The home page: what waits for this person today, in a constant number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import _, choice, ngettext
from app.core.permissions import Role, Viewer, allows
from app.core.urls import url_for
from app.engagements.models import Draft, Engagement, FollowUp
from app.engagements.queries import follow_ups_due, my_drafts, recent
from app.insight import introducing, queries
from app.insight.anew import to_justify
from app.insight.visiting import visits_and_notes_waiting
from app.organisations.queries import COUNTED, counts_lacking
from app.partnerships.models import Partnership
from app.partnerships.queries import Papers, papers_ahead
from app.partnerships.rules import paper_deadlines
from app.proposals.lists import TONES
from app.proposals.permissions import PROPOSAL_DECIDE, PROPOSAL_HANDLE
from app.proposals.queries import waiting_for
from app.proposals.rules import answer_by, is_late
from app.reviews.models import ReviewRound, ReviewState
from app.reviews.queries import (
    latest_progress,
    reviews_for,
)
from app.reviews.views import Task, worklist

SHORT = 8
# How far ahead the home page looks at obligations, fees and the ends of instruments.
DAYS = 30
LOGS = frozenset(Role) - {Role.READER}
DECIDES = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class RoundProgress:
    """How far the newest round has come."""

    round: ReviewRound
    total: int
    handed_in: int
    accepted: int


@dataclass(frozen=True)
class Home:
    """What the page shows; a list is None where it is nothing for this role."""

    handed_over: int
    drafts: list[Draft]
    follow_ups: list[Task]
    dates: list[Task]
    to_justify: list[Task]
    reviews: list[Task]
    to_accept: list[Task] | None
    proposals: list[Task]
    visits: list[Task]
    notes: list[Task]
    introductions: list[Task]
    quiet: list[Task]
    lacks: list[Task]
    recent: list[Engagement]
    progress: RoundProgress | None


def build(session: Session, user: Any, viewer: Viewer) -> Home:
    """Everything for one person; managers see the whole city's silence, others their own."""
    today = clock.today()
    decides = user.role in DECIDES
    narrowed = None if decides or user.role is Role.READER else user.id
    waiting = queries.needing_attention(session, viewer, today, narrowed, SHORT)
    handed, counted, introduced = queries.handed_and_introduced(
        session,
        viewer,
        SHORT,
        steers=introducing.steers(user),
        counts=counts_lacking(viewer, today) if user.role in LOGS else (),
    )
    to_write, to_accept = reviews_for(session, viewer, accepts=decides, limit=SHORT)
    visits, notes = visits_and_notes_waiting(session, user, viewer, SHORT)
    return Home(
        handed_over=handed,
        drafts=my_drafts(session, user.id) if user.role in LOGS else [],
        follow_ups=_follow_ups(follow_ups_due(session, user.id, today)),
        dates=_dates(papers_ahead(session, viewer, today, DAYS)),
        to_justify=to_justify(waiting.to_justify, user),
        reviews=worklist(to_write),
        to_accept=worklist(to_accept) if decides else None,
        proposals=_proposals(session, user, viewer),
        visits=visits,
        notes=notes,
        introductions=introducing.tasks_of(introduced, user),
        quiet=_quiet(waiting.quiet),
        lacks=_lacks(counted),
        recent=recent(session, viewer, SHORT),
        progress=_progress(session, viewer) if decides else None,
    )


def _follow_ups(found: list[FollowUp]) -> list[Task]:
    today = clock.today()
    return [
        Task(
            title=each.what,
            url=url_for("engagements.show_follow_up", follow_up_id=each.id),
            meta=each.partnership.name if each.partnership else each.counterpart,
            due=each.due_on,
            late=each.due_on is not None and each.due_on < today,
            tag=choice(each.state),
            tone="neutral",
        )
        for each in found[:SHORT]
    ]


def _proposals(session: Session, user: Any, viewer: Viewer) -> list[Task]:
    """What came in, what I handle, what I was asked to assess, what is to be decided."""
    today = clock.today()
    waiting = waiting_for(
        session,
        viewer,
        handles=allows(user, PROPOSAL_HANDLE),
        decides=allows(user, PROPOSAL_DECIDE),
        limit=SHORT,
    )
    return [
        Task(
            title=each.title,
            url=url_for("proposals.show_proposal", proposal_id=each.id),
            meta=_("Your assessment is asked for") if owed else each.organisation_name,
            due=owed.due_on if owed else answer_by(each.received_on),
            late=owed.due_on < today if owed else is_late(each, today),
            tag=choice(each.state),
            tone=TONES.get(each.state, "info"),
        )
        for each, owed in waiting
    ]


def _dates(found: list[tuple[Partnership, Papers]]) -> list[Task]:
    """The soonest of what is late or comes, each leading to its place on the partnership's page."""
    today = clock.today()
    listed = [
        (each, partnership)
        for partnership, papers in found
        for each in paper_deadlines(papers, today, DAYS)
    ]
    listed.sort(key=lambda pair: (pair[0].on, pair[1].id))
    return [
        Task(
            title=each.title,
            url=url_for(
                "partnerships.show_partnership",
                partnership_id=partnership.id,
                _anchor=each.kind.place,
            ),
            meta=partnership.name,
            due=each.on,
            late=each.is_late,
            tag=choice(each.kind),
            tone="neutral",
        )
        for each, partnership in listed[:SHORT]
    ]


def _quiet(found: list[Partnership]) -> list[Task]:
    return [
        Task(
            title=each.name,
            url=url_for("partnerships.show_partnership", partnership_id=each.id),
            meta=_silence(each),
            due=None,
            late=False,
            tag="",
            tone="neutral",
        )
        for each in found
    ]


def _lacks(counted: list[int]) -> list[Task]:
    """What the records of one's own partners lack, each leading to the list of just these."""
    return [
        Task(
            title=f"{_('Organisations') if of == 'organisations' else _('Contacts')}: "
            f"{choice(lack).lower()}",
            url=url_for(f"organisations.list_{of}", lacks=lack, care=1),
            meta=_organisations(number) if of == "organisations" else _contacts(number),
            due=None,
            late=False,
            tag="",
            tone="neutral",
        )
        for (of, lack), number in zip(COUNTED, counted, strict=False)
        if number
    ]


def _organisations(number: int) -> str:
    return ngettext("%(num)s partner of mine", "%(num)s partners of mine", number)


def _contacts(number: int) -> str:
    return ngettext(
        "%(num)s contact at partners of mine", "%(num)s contacts at partners of mine", number
    )


def _silence(partnership: Partnership) -> str:
    last = partnership.last_engaged_on
    if last is None:
        return _("Never engaged")
    return _("%(days)d days since the last engagement", days=(clock.today() - last).days)


def _progress(session: Session, viewer: Viewer) -> RoundProgress | None:
    found = latest_progress(session, viewer)
    if found is None:
        return None
    newest, states = found
    accepted = states.get(ReviewState.ACCEPTED, 0)
    return RoundProgress(
        newest, sum(states.values()), accepted + states.get(ReviewState.SUBMITTED, 0), accepted
    )
