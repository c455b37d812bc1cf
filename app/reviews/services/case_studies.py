"""Beginning a case study from the log, and writing it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.i18n import LANGUAGES, _
from app.core.records import Values, assign, raise_version
from app.core.translations import speaking
from app.reviews import queries, rules, telling
from app.reviews.models import CaseStudy, ImpactStage, ImpactStep

WRITTEN = frozenset(rules.SECTIONS)


def begin_case_study(
    session: Session,
    partnership: Any,
    audience: Visibility,
    language: str,
    sees_restricted: bool,
    *,
    actor: Actor,
) -> CaseStudy:
    """A new case study, filled in from what the log may tell this audience, in ``language``.

    ``partnership`` comes with its goals and partners. Raises Refused for an audience that may not
    see the partnership, or where there is such a case study already.
    """
    if audience not in rules.audiences(partnership, sees_restricted):
        raise Refused(_("Choose an audience that may see this partnership."), field="audience")
    if language not in LANGUAGES:
        raise Refused(_("Choose one of the listed options."), field="language")
    if queries.has_case_study(session, partnership.id, audience, language):
        raise Refused(
            _("There is a case study for this audience in this language already."), field="audience"
        )
    sources = telling.gather(session, partnership, audience)
    with speaking(language):
        sections, chain = telling.sections(sources), telling.chain(sources)
    with acting(session, actor, "case_study.begin"):
        study = CaseStudy(
            partnership_id=partnership.id, audience=audience, language=language, **sections
        )
        study.steps = [
            ImpactStep(stage=stage, what=what, indicators=indicators, evidence=evidence)
            for stage, (what, indicators, evidence) in chain.items()
        ]
        session.add(study)
    return study


def write_case_study(
    session: Session, study: CaseStudy, values: Values, *, actor: Actor
) -> CaseStudy:
    """Keep what was written, as it was written.

    ``values`` are sections and, as ``<stage>_what``, ``_indicators`` and ``_evidence``, links of
    the chain, which must be loaded.
    """
    text = {name: value for name, value in values.items() if name not in rules.STEP_FIELDS}
    with acting(session, actor, "case_study.write"):
        assign(study, text, WRITTEN)
        if _link(study, values):
            raise_version(study)
    return study


def _link(study: CaseStudy, values: Values) -> bool:
    """Whether any link of the chain changed."""
    kept = {step.stage: step for step in study.steps}
    changed = False
    for stage in ImpactStage:
        for part in rules.STEP_PARTS:
            value = values.get(rules.step_field(stage, part))
            if value is None or value == getattr(kept[stage], part):
                continue
            setattr(kept[stage], part, value)
            changed = True
    return changed
