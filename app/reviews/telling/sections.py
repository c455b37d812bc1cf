"""The sections of the Shanghai Manual, as far as the log can tell them."""

from __future__ import annotations

from app.core.i18n import _, choice, localised, show_date
from app.reviews.telling import lines
from app.reviews.telling.lines import listed, paragraphs
from app.reviews.telling.sources import Sources

NAMED = 5


def sections(sources: Sources) -> dict[str, str]:
    """A text for each section, in the language spoken; blank where the log says nothing. Of gender
    and social inclusivity it never does."""
    return {
        "summary": _summary(sources),
        "background": _background(sources),
        "actions": _actions(sources),
        "outcomes": _outcomes(sources),
        "sustainability": _sustainability(sources),
        "inclusivity": "",
        "innovation": listed(lines.learned(sources)),
        "resources": listed([*lines.means(sources), _budget(sources)]),
        "conclusion": _conclusion(sources),
    }


def _summary(sources: Sources) -> str:
    subject = sources.partnership
    names = [partner.organisation.name for partner in subject.partners]
    partners = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    facts = [
        choice(subject.kind),
        choice(subject.participation),
        _("with %(partners)s", partners=partners) if partners else "",
        _("in effect since %(day)s", day=show_date(subject.in_effect_from))
        if subject.in_effect_from
        else "",
    ]
    told = ", ".join(fact for fact in facts if fact)
    return paragraphs(subject.summary, f"{subject.name}: {told}.")


def _background(sources: Sources) -> str:
    subject = sources.partnership
    goals = [
        f"{localised(each.goal)}: {each.rationale}" if each.rationale else localised(each.goal)
        for each in sources.goals()
    ]
    return paragraphs(
        _("It serves these goals of the city strategy:") if goals else "", listed(goals),
        _("Themes: %(themes)s", themes=subject.themes) if subject.themes else "",
        decision(sources),
    )  # fmt: skip


def decision(sources: Sources) -> str:
    """Who decided on it, when, and under which number."""
    subject = sources.partnership
    if not (subject.decision_body and subject.decided_on):
        return ""
    told = _("Decided by %(body)s on %(day)s",
             body=subject.decision_body, day=show_date(subject.decided_on))  # fmt: skip
    return f"{told}, {subject.case_number}" if subject.case_number else told


def _actions(sources: Sources) -> str:
    if not sources.engagements:
        return ""
    newest = lines.engagements(sources)
    return paragraphs(
        lines.span(sources), listed(lines.by_type(sources)),
        _("Among the newest:") if newest else "", listed(newest),
    )  # fmt: skip


def _outcomes(sources: Sources) -> str:
    found, press = lines.by_result(sources), lines.press(sources)
    return paragraphs(
        _("Results of the engagements:") if found else "", listed(found),
        lines.promises(sources), lines.duties(sources),
        lines.of_reviews(sources, "achievements"),
        _("In the media:") if press else "", listed(press),
    )  # fmt: skip


def _sustainability(sources: Sources) -> str:
    subject = sources.partnership
    return paragraphs(
        _("Term: %(term)s", term=choice(subject.term)),
        _("In effect until %(day)s", day=show_date(subject.ends_on)) if subject.ends_on else "",
        lines.of_reviews(sources, "way_forward", 1),
    )


def _budget(sources: Sources) -> str:
    line = sources.partnership.budget_line
    return _("Budget line: %(line)s", line=line) if line else ""


def _conclusion(sources: Sources) -> str:
    """Lessons of the accepted reviews, and what the newest of them recommends."""
    if not sources.reviews:
        return ""
    newest = sources.reviews[-1]
    advice = _("Recommended in the review %(quarter)s: %(what)s. %(reason)s",
               quarter=newest.round.quarter, what=choice(newest.recommendation),
               reason=newest.recommendation_reason).strip()  # fmt: skip
    return paragraphs(lines.of_reviews(sources, "lessons"), advice)
