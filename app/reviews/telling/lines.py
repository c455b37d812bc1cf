"""The lines that several sections and links of the chain share, in the language spoken."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.core.i18n import _, choice, localised, show_date, show_money, show_number
from app.engagements.models import FollowUpState, ResultKind
from app.reviews.telling.sources import Sources
from app.strategy.models import Indicator

NEWEST = 6


def listed(lines: Iterable[str]) -> str:
    """Lines of a list, as plain text and as Markdown; nothing for none."""
    return "\n".join(f"- {line}" for line in lines if line)


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def by_type(sources: Sources) -> list[str]:
    return [f"{choice(kind)}: {show_number(count)}" for kind, count in sources.types()]


def by_result(sources: Sources, *kinds: ResultKind) -> list[str]:
    """Engagements by result: all results, or only these."""
    return [
        f"{choice(kind)}: {show_number(count)}"
        for kind, count in sources.results()
        if not kinds or kind in kinds
    ]


def span(sources: Sources) -> str:
    """How many engagements were held, and from when to when."""
    held = sources.engagements
    if not held:
        return ""
    return _("Engagements held: %(number)s, from %(first)s to %(last)s",
             number=show_number(len(held)), first=show_date(held[0][0].starts_on),
             last=show_date(held[-1][0].starts_on))  # fmt: skip


def promises(sources: Sources) -> str:
    """What is promised stays inside the city, as in every report."""
    done = sources.promises(FollowUpState.DONE)
    if sources.is_public or not sources.follow_ups:
        return ""
    still = sources.promises(FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
    return _("Follow-ups done: %(done)s, open: %(still)s",
             done=show_number(done), still=show_number(still))  # fmt: skip


def duties(sources: Sources) -> str:
    met = 0 if sources.is_public else sources.duties_met()
    return _("Obligations and reports fulfilled: %(number)s", number=met) if met else ""


def engagements(sources: Sources, count: int = NEWEST) -> list[str]:
    """The newest that had a result, with day and summary, oldest of them first."""
    told = [each for each, results in sources.engagements if results or each.learned]
    return [f"{show_date(each.starts_on)}: {each.summary}" for each in told[-count:]]


def learned(sources: Sources) -> list[str]:
    """What engagements taught, and who can use it."""
    found = [each for each, _results in sources.engagements if each.learned]
    return [
        f"{each.learned} ({each.learned_for})" if each.learned_for else each.learned
        for each in found[-NEWEST:]
    ]


def press(sources: Sources) -> list[str]:
    return [
        " ".join(part for part in (f"{show_date(on)}: {mention.outlet}", mention.link) if part)
        for on, mention in sources.media[-NEWEST:]
    ]


def of_reviews(sources: Sources, name: str, count: int = 4) -> str:
    """A text of the newest accepted reviews that have one, each under its quarter."""
    written = [(one.round.quarter, getattr(one, name)) for one in sources.reviews]
    told = [f"{quarter}: {text}" for quarter, text in written if text]
    return paragraphs(*told[-count:])


def means(sources: Sources) -> list[str]:
    """What a year costs in money and days, and what the log recorded; blank is not zero. How our
    people plan their days is not told to the public unless the writer does."""
    plan: Any = sources.partnership
    fee = show_money(plan.fee_amount, plan.fee_currency) if plan.fee_amount is not None else ""
    travel = show_money(plan.travel_eur) if plan.travel_eur is not None else ""
    tells_days = plan.working_days is not None and not sources.is_public
    days = show_number(plan.working_days) if tells_days else ""
    costs = [each.cost_eur for each, _results in sources.engagements if each.cost_eur is not None]
    return [
        _("Fee a year: %(amount)s", amount=fee) if fee else "",
        _("Travel planned a year: %(amount)s", amount=travel) if travel else "",
        _("Working days planned a year: %(number)s", number=days) if days else "",
        _("Recorded cost of engagements: %(amount)s", amount=show_money(sum(costs, Decimal(0))))
        if costs
        else "",
    ]


def indicator(each: Indicator) -> str:
    """Baseline, newest measured value and target of an indicator; what is not known is left out."""
    newest = max(each.actuals, key=lambda one: one.period, default=None)
    parts = [
        (_("baseline"), each.baseline, each.baseline_year),
        (_("actual"), newest.value if newest else None, newest.period if newest else None),
        (_("target"), each.target, each.target_year),
    ]
    told = [
        f"{label} {show_number(value)}{f' ({period})' if period else ''}"
        for label, value, period in parts
        if value is not None
    ]
    name = f"{localised(each)} ({each.unit})" if each.unit else localised(each)
    return f"{name}: {', '.join(told)}" if told else name
