"""Forms of case studies: begin one, write it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.db import Visibility
from app.core.forms import AreaField, ChoiceField, EditForm, Form
from app.core.i18n import LANGUAGES, _l, choice, language
from app.reviews.labels import SECTION_HELP, SECTIONS
from app.reviews.models import CaseStudy, ImpactStage
from app.reviews.rules import STEP_PARTS, ordered_steps, step_field

PART_LABELS = {"what": _l("What"), "indicators": _l("Indicators"), "evidence": _l("Evidence")}


class NewCaseStudyForm(Form):
    """For whom a partnership is told, and in which language."""

    audience = ChoiceField(
        _l("Audience"), list, coerce=Visibility, missing=_l("Choose an audience.")
    )
    language = ChoiceField(
        _l("Language"), lambda: list(LANGUAGES.items()), missing=_l("Choose a language.")
    )

    @classmethod
    def offering(cls, audiences: Sequence[Visibility]) -> NewCaseStudyForm:
        """The form with these audiences; the language of the user is chosen before."""
        form = cls(language=language())
        form.audience.options = lambda: [(one.value, choice(one)) for one in audiences]
        return form


class CaseStudyForm(EditForm):
    """The sections, and the links of the impact chain; any of them may stay blank."""

    @classmethod
    def of(cls, study: CaseStudy) -> CaseStudyForm:
        """The form filled from a case study, whose chain must be loaded."""
        return cls.for_record(study, **step_values(study))

    def sections(self) -> list[Any]:
        return [self[name] for name in SECTIONS]

    def chain(self) -> list[tuple[ImpactStage, list[Any]]]:
        """Each link with its fields for what, indicators and evidence."""
        return [
            (stage, [self[step_field(stage, part)] for part in STEP_PARTS]) for stage in ImpactStage
        ]


for _name, _label in SECTIONS.items():
    setattr(CaseStudyForm, _name, AreaField(_label, rows=6, description=SECTION_HELP[_name]))
for _stage in ImpactStage:
    for _part, _label in PART_LABELS.items():
        setattr(CaseStudyForm, step_field(_stage, _part), AreaField(_label, rows=3))


def step_values(study: CaseStudy) -> dict[str, str]:
    """The links of a chain as the form's fields name them."""
    return {
        step_field(stage, part): text
        for stage, *texts in ordered_steps(study)
        for part, text in zip(STEP_PARTS, texts, strict=True)
    }
