"""A case study as sections, for its page and its files: what was written, the impact chain, and the
figures of the log for the audience it is told to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import current_app

from app.core import clock
from app.core.i18n import LANGUAGES, NONE, _, choice, language, localised, show_datetime
from app.engagements.models import FollowUpState
from app.insight.report.paper import Paper, content_hash
from app.insight.report.shapes import Cell, Section, Table, money, number, plain
from app.insight.report.texts import audience, made_by
from app.insight.scope import Scope
from app.reviews.labels import SECTIONS
from app.reviews.models import CaseStudy
from app.reviews.rules import ordered_steps
from app.reviews.telling import Sources

STILL = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)


def case_study_sections(study: CaseStudy, sources: Sources) -> list[Section]:
    """The nine sections of the Shanghai Manual, then the chain, then what was counted."""
    told = [
        Section(name, str(label), [], getattr(study, name) or _("Not written."))
        for name, label in SECTIONS.items()
    ]
    chain = Section("chain", _("Impact chain"), [chain_table(study)])
    figures = [_counted(sources), _measured(sources)]
    return [*told, chain, Section("figures", _("Figures of the log"), figures)]


def case_study_title(study: CaseStudy) -> str:
    return _("%(name)s, case study", name=study.partnership.name)


def case_study_audience(sources: Sources) -> str:
    """Whom it is for, as every file prints it."""
    return audience(Scope(sources.audience))


def case_study_paper(study: CaseStudy, sources: Sources, author: str) -> Paper:
    """The case study as a file prints it, in the language spoken: that of the case study."""
    sections = case_study_sections(study, sources)
    author = made_by(Scope(sources.audience), author)
    moment = show_datetime(clock.now())
    subject = study.partnership
    return Paper(
        title=case_study_title(study),
        lead=_("A partnership of the city, told in the sections of the Shanghai Manual."),
        city=str(current_app.jinja_env.globals["city"]),
        author=author,
        language=language(),
        keyword=subject.reference,
        cut_off=moment,
        cover=[
            (_("Partnership"), f"{subject.reference} {subject.name}"),
            (_("Audience"), case_study_audience(sources)),
            (_("Language"), LANGUAGES[study.language]),
            (_("Cut-off"), moment),
            (_("Made by"), author),
            (_("Version"), _("%(number)d, saved on %(moment)s",
                             number=study.version, moment=show_datetime(study.updated_at))),
            ("SHA-256", content_hash(sections)),
        ],
        sections=sections,
    )  # fmt: skip


def chain_table(study: CaseStudy) -> Table:
    """Every link with all its words; what is not written is a dash."""
    return Table(
        [_("Stage"), _("What"), _("Indicators"), _("Evidence")],
        [
            plain(choice(stage), *(text or NONE for text in texts))
            for stage, *texts in ordered_steps(study)
        ],
        [2, 4, 4, 4],
        _("None."),
    )


def _counted(sources: Sources) -> Table:
    rows: list[tuple[str, str]] = [(_("Engagements held"), number(len(sources.engagements)))]
    rows += [
        (_("By type: %(name)s", name=choice(kind)), number(count))
        for kind, count in sources.types()
    ]
    rows += [
        (_("Result: %(name)s", name=choice(kind)), number(count))
        for kind, count in sources.results()
    ]
    if not sources.is_public:
        rows += [
            (_("Follow-ups done"), number(sources.promises(FollowUpState.DONE))),
            (_("Follow-ups open"), number(sources.promises(*STILL))),
            (_("Obligations and reports fulfilled"), number(sources.duties_met())),
        ]
    cells: list[list[Cell]] = [plain(label, value) for label, value in rows + _means(sources)]
    return Table([_("Figure"), _("Value")], cells, [5, 3], _("None."), _("Counted"))


def _means(sources: Sources) -> list[tuple[str, str]]:
    """What a year is planned to cost, and what the log recorded; blank is not zero."""
    plan: Any = sources.partnership
    costs = [each.cost_eur for each, _results in sources.engagements if each.cost_eur is not None]
    days = [] if sources.is_public else [plan.working_days]
    return [
        (_("Fee a year"), money(plan.fee_amount, plan.fee_currency)),
        (_("Travel planned a year"), money(plan.travel_eur)),
        *((_("Working days planned a year"), number(each)) for each in days),
        (_("Recorded cost of engagements"), money(sum(costs, Decimal(0)) if costs else None)),
    ]


def _measured(sources: Sources) -> Table:
    rows = []
    for each in sources.indicators:
        newest = max(each.actuals, key=lambda one: one.period, default=None)
        name = f"{localised(each)} ({each.unit})" if each.unit else localised(each)
        rows.append(
            plain(
                name,
                _dated(each.baseline, each.baseline_year),
                _dated(newest.value, newest.period) if newest else NONE,
                _dated(each.target, each.target_year),
            )
        )
    return Table(
        [_("Indicator"), _("Baseline"), _("Newest value"), _("Target")],
        rows,
        [5, 2, 2, 2],
        _("No indicator of its goals or objectives."),
        _("Indicators"),
    )


def _dated(value: Decimal | None, period: int | str | None) -> str:
    """A value with its year or quarter; blank is not zero."""
    if value is None:
        return NONE
    return f"{number(value)} ({period})" if period else number(value)
