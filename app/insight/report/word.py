"""The report as a Word document: real headings, tables with header rows, contents, language."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from app.core.i18n import _
from app.insight.report.paper import Paper
from app.insight.report.shapes import Section, Table

LANGUAGES = {"en": "en-GB", "fi": "fi-FI", "sv": "sv-FI"}
FONT = "Source Sans 3"
SMALL = Pt(9)
WIDTH = Mm(257)


def report_docx(paper: Paper) -> bytes:
    """A4 on its side, so that wide tables stay readable."""
    document: Any = Document()
    _prepare(document, paper)
    document.add_heading(paper.title, level=0)
    document.add_paragraph(f"{paper.city} · {_('International Affairs')}")
    document.add_paragraph(paper.lead)
    for label, value in paper.cover:
        _fact(document, label, value)
    document.add_page_break()
    document.add_paragraph(_("Contents"), style="TOC Heading")
    _field(document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', _("Update the field to see it."))
    document.add_page_break()
    for section in paper.sections:
        _section(document, section)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.author
    properties.subject, properties.keywords = paper.lead, paper.keyword
    properties.language = LANGUAGES[paper.language]
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[paper.language])
    style.element.get_or_add_rPr().append(language)
    if "TOC Heading" not in [each.name for each in document.styles]:
        heading = document.styles.add_style("TOC Heading", 1)
        heading.base_style = document.styles["Normal"]
        heading.font.size, heading.font.bold = Pt(16), True
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{paper.title} · {_('Cut-off %(moment)s', moment=paper.cut_off)} · ")
    footer.add_run(f"{_('Page')} ")
    _field(footer, "PAGE", "1")


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word fills; ``shown`` stands there until it does."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("text", shown),
                       ("end", "")):  # fmt: skip
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = text
            run._r.append(told)


def _fact(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def _section(document: Any, section: Section) -> None:
    document.add_heading(section.title, level=1)
    if section.text:
        document.add_paragraph(section.text)
    for label, value in section.facts:
        _fact(document, label, value)
    for table in section.tables:
        if table.title:
            document.add_heading(table.title, level=2)
        if table.rows:
            _table(document, table)
        else:
            document.add_paragraph(table.empty)


def _table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    made.autofit = False
    share = WIDTH // sum(table.widths)
    widths = [share * width for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    head = made.rows[0]
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeat)
    for cell, text in zip(head.cells, table.headings, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = True, SMALL
    # Written as XML: a table that is asked for its next row walks all of those before it.
    made._tbl.extend(_row([text for text, _url in row], widths) for row in table.rows)


def _row(texts: list[str], widths: list[int]) -> Any:
    row: Any = OxmlElement("w:tr")
    for text, width in zip(texts, widths, strict=True):
        cell: Any = OxmlElement("w:tc")
        cell.width = Emu(width)
        paragraph: Any = OxmlElement("w:p")
        run: Any = OxmlElement("w:r")
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), str(int(SMALL.pt * 2)))
        run.get_or_add_rPr().append(size)
        run.text = str(text)
        paragraph.append(run)
        cell.append(paragraph)
        row.append(cell)
    return row
