"""The portfolio report: one set of sections, shown on screen and printed as PDF."""

from app.insight.report.matrix import matrix
from app.insight.report.paper import report_pdf
from app.insight.report.texts import audience, sections, title

__all__ = ["audience", "matrix", "report_pdf", "sections", "title"]
