"""How the portfolio stands: overview, decisions asked, exceptions."""

from __future__ import annotations

from app.core.i18n import _, choice, show_date, show_number
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.insight.report.shapes import Section, Table, link, owner, plain, state
from app.partnerships.models import PartnershipKind, PartnershipState
from app.reviews import rules


def overview(portfolio: Portfolio) -> Section:
    states = [state for state in PartnershipState if state is not PartnershipState.PROPOSED]
    counts = portfolio.by_kind()
    used = [s for s in states if any(s in of_kind for of_kind in counts.values())]
    rows = [
        plain(choice(kind), *(show_number(counts[kind].get(s, 0)) for s in used))
        for kind in PartnershipKind
        if kind in counts
    ]
    handed_in = [r for r in portfolio.reviews.values() if not rules.may_be_written(r.state)]
    facts = [
        (_("Partnerships in effect during the quarter"), show_number(len(portfolio.partnerships))),
        (_("Engagements held"), _against(portfolio.held, portfolio.held_before)),
        (
            _("Reviews submitted or accepted"),
            _("%(part)s of %(whole)s", part=len(handed_in), whole=len(portfolio.reviews)),
        ),
        (_("Open follow-ups at the end"), show_number(portfolio.open_follow_ups)),
        (_("Late follow-ups at the end"), show_number(portfolio.late_follow_ups)),
    ]
    table = Table(
        [_("Kind"), *(choice(state) for state in used)],
        rows,
        [2, *(1 for _state in used)],
        _("No partnership was in effect."),
        _("Partnerships by kind and state"),
    )
    return Section("overview", _("Overview"), [table], facts=facts)


def _against(now: int, before: int) -> str:
    return _(
        "%(now)s (quarter before: %(before)s)", now=show_number(now), before=show_number(before)
    )


def decisions(portfolio: Portfolio) -> Section:
    names = {p.id: p for p in portfolio.partnerships}
    rows = [
        [
            link(names[review.partnership_id]),
            (choice(review.recommendation), ""),
            (review.recommendation_reason, ""),
            (state(review, portfolio), url_for("reviews.show_review", review_id=review.id)),
        ]
        for review in portfolio.decisions_asked()
        if review.partnership_id in names
    ]
    table = Table(
        [_("Partnership"), _("Recommendation"), _("Reason"), _("Review")],
        rows,
        [4, 3, 6, 2],
        _("No review asks for a decision."),
    )
    return Section("decisions", _("Decisions asked of the coordination group"), [table])


def exceptions(portfolio: Portfolio) -> Section:
    gaps = [
        [link(p), ("; ".join(str(gap.label) for gap in missing), "")]
        for p, missing in portfolio.with_gaps()
    ]
    lists = [
        (_("No accountable owner"), portfolio.without_owner()),
        (_("Never engaged"), portfolio.never_engaged()),
        (_("Quiet for longer than agreed"), portfolio.quiet()),
        (_("Dormant or suspended"), portfolio.dormant()),
    ]
    tables = [
        Table(
            [_("Partnership"), _("Owner"), _("Last engagement")],
            [[link(p), (owner(p), ""), (show_date(p.last_engaged_on), "")] for p in found],
            [3, 2, 1],
            _("None."),
            heading,
        )
        for heading, found in lists
    ]
    missing = Table(
        [_("Partnership"), _("What the rules still demand")],
        gaps,
        [2, 3],
        _("Every partnership has all that the rules demand."),
        _("Gaps"),
    )
    return Section("exceptions", _("Exceptions"), [missing, *tables])
