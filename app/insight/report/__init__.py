"""The portfolio report: one set of sections, shown on screen and written into every file."""

from app.insight.report.annex import annex_sections, annex_title
from app.insight.report.behind import behind_table, behind_title
from app.insight.report.book import report_xlsx
from app.insight.report.case_study import (
    case_study_audience,
    case_study_paper,
    case_study_sections,
    case_study_title,
)
from app.insight.report.compared import compared_paper, compared_title
from app.insight.report.matrix import matrix
from app.insight.report.paper import Paper, annex_paper, content_hash, paper, report_pdf
from app.insight.report.rounds import compared_sections
from app.insight.report.shapes import Drawing
from app.insight.report.texts import audience, filters, sections, title, version, whole
from app.insight.report.word import report_docx

__all__ = [
    "Drawing",
    "Paper",
    "annex_paper",
    "annex_sections",
    "annex_title",
    "audience",
    "behind_table",
    "behind_title",
    "case_study_audience",
    "case_study_paper",
    "case_study_sections",
    "case_study_title",
    "compared_paper",
    "compared_sections",
    "compared_title",
    "content_hash",
    "filters",
    "matrix",
    "paper",
    "report_docx",
    "report_pdf",
    "report_xlsx",
    "sections",
    "title",
    "version",
    "whole",
]
