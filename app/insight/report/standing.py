"""How the portfolio stands: overview, decisions asked, exceptions."""

from __future__ import annotations

from app.core.i18n import NONE, _, choice, show_number
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.insight.report.shapes import (
    Cell,
    Limit,
    Section,
    Table,
    behind,
    day,
    link,
    named,
    number,
    standing,
)
from app.partnerships.models import PartnershipKind, PartnershipState


def overview(portfolio: Portfolio, _limit: Limit) -> Section:
    states = [state for state in PartnershipState if state is not PartnershipState.PROPOSED]
    counts = portfolio.by_kind()
    used = [s for s in states if any(s in of_kind for of_kind in counts.values())]
    rows = [
        [(choice(kind), ""), *(_counted(portfolio, kind, s, counts[kind].get(s, 0)) for s in used)]
        for kind in PartnershipKind
        if kind in counts
    ]
    facts = figures(portfolio)
    if not portfolio.scope.is_public:
        facts.insert(-1, (_("Open follow-ups at the end"), number(portfolio.promises_open)))
    facts += _learning(portfolio)
    table = Table(
        [_("Kind"), *(choice(state) for state in used)],
        rows,
        [2, *(1 for _state in used)],
        _("No partnership was in effect."),
        _("Partnerships by kind and state"),
    )
    return Section("overview", _("Overview"), [table], facts=facts, urls=_behind(portfolio))


def _counted(
    portfolio: Portfolio, kind: PartnershipKind, state: PartnershipState, count: int
) -> Cell:
    url = behind(portfolio, "partnerships", kind=kind.value, state=state.value) if count else ""
    return number(count), url


def _behind(portfolio: Portfolio) -> dict[str, str]:
    """The lists behind the facts of the overview."""
    return {
        _("Partnerships in effect during the quarter"): behind(portfolio, "partnerships"),
        _("Engagements held"): behind(portfolio, "engagements"),
        _("Open follow-ups at the end"): behind(portfolio, "follow_ups"),
        _("Late follow-ups at the end"): behind(portfolio, "late_follow_ups"),
    }


def figures(portfolio: Portfolio) -> list[tuple[str, str]]:
    """The main ones. What our people have not handed in or kept is not told to the public."""
    facts = [
        (_("Partnerships in effect during the quarter"), number(len(portfolio.lines))),
        (_("Engagements held"), _against(portfolio.held_in_all, portfolio.held_before)),
    ]
    if portfolio.scope.is_public:
        return facts
    handed_in, asked_for = portfolio.handed_in()
    return [
        *facts,
        (
            _("Reviews submitted or accepted"),
            _("%(part)s of %(whole)s", part=handed_in, whole=asked_for),
        ),
        (_("Late follow-ups at the end"), number(portfolio.promises_late)),
    ]


def _learning(portfolio: Portfolio) -> list[tuple[str, str]]:
    """Learning from the best practices of other cities, counted."""
    learning = portfolio.learning
    if learning is None:
        return []
    return [
        (_("Solutions learned from other cities"), number(learning.from_cities)),
        (_("Solutions adopted in the city"), number(learning.adopted)),
        (_("Solutions of ours taken up elsewhere"), number(learning.taken_up)),
    ]


def _against(now: int, before: int) -> str:
    return _(
        "%(now)s (quarter before: %(before)s)", now=show_number(now), before=show_number(before)
    )


def decisions(portfolio: Portfolio, limit: Limit) -> Section:
    rows = [
        [
            link(portfolio.by_id[review.partnership_id]),
            (choice(review.recommendation), ""),
            (review.decision_asked or review.recommendation_reason, ""),
            (review.decision_body or NONE, ""),
            (day(review.decision_due_on), ""),
            (
                standing(review.state, portfolio),
                url_for("reviews.show_review", review_id=review.id),
            ),
        ]
        for review in portfolio.decisions[:limit]
    ]
    table = Table(
        [
            _("Partnership"),
            _("Recommendation"),
            _("Decision asked"),
            _("Who should decide"),
            _("Decision needed by"),
            _("Review"),
        ],
        rows,
        [14, 14, 20, 14, 10, 12],
        _("No review asks for a decision."),
        total=len(portfolio.decisions),
    )
    return Section("decisions", decisions_title(), [table])


def decisions_title() -> str:
    return _("Decisions asked of the coordination group")


def exceptions(portfolio: Portfolio, limit: Limit) -> Section:
    lists = [
        (_("No accountable owner"), portfolio.without_owner()),
        (_("No goal in force"), portfolio.without_goal()),
        (_("Never engaged"), portfolio.never_engaged()),
        (_("Quiet for longer than agreed"), portfolio.quiet()),
        (_("Dormant or suspended"), portfolio.dormant()),
    ]
    tables = [
        Table(
            [_("Partnership"), _("Owner"), _("Last engagement")],
            [
                [link(p), (named(p.owner_name, portfolio), ""), (day(p.last_engaged_on), "")]
                for p in found[:limit]
            ],
            [3, 2, 1],
            _("None."),
            heading,
            len(found),
        )
        for heading, found in lists
    ]
    return Section("exceptions", _("Exceptions"), [_gaps(portfolio, limit), *tables])


def _gaps(portfolio: Portfolio, limit: Limit) -> Table:
    rows = [
        [link(p), ("; ".join(str(gap.label) for gap in missing), "")]
        for p, missing in portfolio.gaps[:limit]
    ]
    return Table(
        [_("Partnership"), _("What the rules still demand")],
        rows,
        [2, 3],
        _("Every partnership has all that the rules demand."),
        _("Gaps"),
        len(portfolio.gaps),
    )
