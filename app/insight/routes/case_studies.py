"""A case study on its page, and as files of it."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from app.core.permissions import allows, current_viewer, requires
from app.core.session import db
from app.core.translations import speaking
from app.insight import pictures, report
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.reviews.models import CaseStudy
from app.reviews.permissions import CASE_STUDY_VIEW, CASE_STUDY_WRITE
from app.reviews.queries import get_case_study
from app.reviews.rules import stated_audience
from app.reviews.telling import Sources, gather


@bp.get("/case-studies/<int:case_study_id>")
@requires(CASE_STUDY_VIEW)
def show_case_study(case_study_id: int) -> Any:
    """What was written, the impact chain drawn and as a table, and the figures behind it."""
    study, sources = _told(case_study_id)
    return render_template(
        "insight/case_study.html",
        study=study,
        title=report.case_study_title(study),
        audience=report.case_study_audience(sources),
        sections=report.case_study_sections(study, sources),
        drawing=Markup(pictures.svg(pictures.impact_chain(study))),  # noqa: S704 (our own macro)
        may_write=allows(current_user, CASE_STUDY_WRITE, study),
    )


@bp.get("/case-studies/<int:case_study_id>/impact-chain.svg")
@requires(CASE_STUDY_VIEW)
def impact_chain_file(case_study_id: int) -> Any:
    """The drawing alone, for slides, in the language of the case study."""
    study = get_case_study(db.session, case_study_id, current_viewer())
    log_export("impact_chain", case_study_id)
    with speaking(study.language):
        drawing = pictures.svg(pictures.impact_chain(study))
    return send_file(drawing, f"impact-chain-{study.partnership.reference}", "svg")


@bp.get("/case-studies/<int:case_study_id>/case-study.<any(pdf, docx):kind>")
@requires(CASE_STUDY_VIEW)
def case_study_file(case_study_id: int, kind: str) -> Any:
    """The same as a file in the language of the case study, with its audience on the cover."""
    study, sources = _told(case_study_id)
    log_export("case_study", case_study_id)
    with speaking(study.language):
        paper = report.case_study_paper(study, sources, current_user.name)
        write = report.report_docx if kind == "docx" else report.report_pdf
        file = write(paper, {"chain": pictures.figure(pictures.impact_chain(study))})
    return send_file(file, f"case-study-{study.partnership.reference}", kind)


def _told(case_study_id: int) -> tuple[CaseStudy, Sources]:
    """The case study with what the log may tell its audience today."""
    study = get_case_study(db.session, case_study_id, current_viewer())
    audience = stated_audience(study, study.partnership)
    return study, gather(db.session, study.partnership, audience)
