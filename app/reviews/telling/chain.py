"""The impact chain (Espoo's systematic impact leadership), as far as the log can tell it."""

from __future__ import annotations

from app.core.i18n import _, choice, localised
from app.engagements.models import ResultKind
from app.reviews.models import ImpactStage
from app.reviews.telling import lines
from app.reviews.telling.lines import listed
from app.reviews.telling.sections import decision
from app.reviews.telling.sources import Sources

# What an engagement gives at once, apart from what comes of it.
OUTPUTS = (ResultKind.CONTACT, ResultKind.LEARNING, ResultKind.VISIBILITY)
OUTCOMES = (ResultKind.COMMITMENT, ResultKind.INFLUENCE)
SHORT = 12

Link = tuple[str, str, str]


def chain(sources: Sources) -> dict[ImpactStage, Link]:
    """What, indicators and evidence of each link, in the language spoken; blank stays blank."""
    return {
        ImpactStage.RESOURCES: _resources(sources),
        ImpactStage.ACTIVITIES: _activities(sources),
        ImpactStage.OUTPUTS: _outputs(sources),
        ImpactStage.OUTCOMES: _outcomes(sources),
        ImpactStage.IMPACT: _impact(sources),
    }


def _resources(sources: Sources) -> Link:
    paid = [fee for fee in sources.papers.fees if fee.paid_on is not None]
    fees = _("Years with a paid fee: %(number)s", number=len(paid)) if paid else ""
    return listed(lines.means(sources)), listed([fees]), decision(sources)


def _activities(sources: Sources) -> Link:
    newest = lines.engagements(sources, 3)
    return listed(lines.by_type(sources)), lines.span(sources), listed(newest)


def _outputs(sources: Sources) -> Link:
    return (
        listed(lines.by_result(sources, *OUTPUTS)),
        listed([lines.promises(sources), lines.duties(sources)]),
        listed(lines.press(sources)[-3:]),
    )


def _outcomes(sources: Sources) -> Link:
    """Commitments and influence; how owners judged the quarters, and the reviews that say so."""
    newest = sources.reviews[-4:]
    judged = [f"{one.round.quarter}: {choice(one.progress)}" for one in newest if one.progress]
    evidence = [
        _("Review %(quarter)s, SHA-256 %(hash)s",
          quarter=one.round.quarter, hash=f"{one.content_hash[:SHORT]}…")
        for one in newest
    ]  # fmt: skip
    achieved = lines.of_reviews(sources, "achievements", 1)
    told = listed(lines.by_result(sources, *OUTCOMES))
    return lines.paragraphs(told, achieved), listed(judged), listed(evidence)


def _impact(sources: Sources) -> Link:
    """The goals it serves with the benefit that is expected, and how they are measured."""
    goals = [
        f"{localised(each.goal)}: {each.expected_benefit}"
        if each.expected_benefit
        else localised(each.goal)
        for each in sources.goals()
    ]
    verified = {each.means_of_verification for each in sources.indicators}
    measured = [lines.indicator(each) for each in sources.indicators]
    return listed(goals), listed(measured), listed(sorted(verified - {""}))
