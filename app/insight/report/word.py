"""The report as a Word document: real headings, tables with header rows, contents, language."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.core import pdf
from app.core.i18n import _
from app.insight.report.paper import Paper, pictures_text, pictures_title
from app.insight.report.rows import Rows
from app.insight.report.shapes import Drawing, Section, Table, beginning

LANGUAGES = {"en": "en-GB", "fi": "fi-FI", "sv": "sv-FI"}
FONT = "Source Sans 3"
SMALL = Pt(9)
WIDTH = Mm(257)
PICTURE, KEY = 130, 4
"""How wide a drawing and a symbol of its key are, in millimetres."""
Pixels = Mapping[str, bytes]
"""Drawings as PNG, by their SVG."""


def report_docx(paper: Paper, within: Mapping[str, Drawing] = MappingProxyType({})) -> bytes:
    """A4 on its side, so that wide tables stay readable; ``within`` as in `report_pdf`."""
    document: Any = Document()
    _prepare(document, paper)
    document.add_heading(paper.title, level=0)
    for text in (f"{paper.city} · {_('International Affairs')}", paper.lead):
        document.add_paragraph(text).paragraph_format.space_after = Pt(4)
    rows = Rows(half_points=int(SMALL.pt * 2))
    if paper.glance:
        _facts(document.add_paragraph(), paper.glance.facts)
        for table in paper.glance.tables:
            _titled(document, table, rows, level=2)
    for label, value in paper.cover:
        _fact(document, label, value)
    document.add_page_break()
    document.add_paragraph(_("Contents"), style="TOC Heading")
    # Without page numbers until Word updates the field: no other program knows its pages.
    contents = [section.title for section in paper.sections]
    contents += [pictures_title()] if paper.pictures else []
    _field(document.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', "\n".join(contents))
    document.add_page_break()
    pixels = _pixels([*within.values(), *paper.pictures])
    for section in paper.sections:
        _section(document, section, rows, within.get(section.id), pixels)
    if paper.pictures:
        document.add_heading(pictures_title(), level=1)
        document.add_paragraph(pictures_text())
        for picture in paper.pictures:
            _picture(document, picture, pixels)
            for table in picture.tables:
                _titled(document, table, rows, level=3)
    return rows.save(document)


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
    # Only narrow headings of tables are broken into syllables.
    tabs = document.settings.element.find(qn("w:defaultTabStop"))
    tabs.addnext(OxmlElement("w:autoHyphenation"))
    _hyphenate(style.element.get_or_add_pPr(), is_on=False)
    if "TOC Heading" not in [each.name for each in document.styles]:
        heading = document.styles.add_style("TOC Heading", 1)
        heading.base_style = document.styles["Normal"]
        heading.font.size, heading.font.bold = Pt(16), True
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{paper.title} · {_('Cut-off %(moment)s', moment=paper.cut_off)} · ")
    footer.add_run(f"{_('Page')} ")
    _field(footer, "PAGE", "1")


def _hyphenate(properties: Any, *, is_on: bool) -> None:
    mark = OxmlElement("w:suppressAutoHyphens")
    mark.set(qn("w:val"), "0" if is_on else "1")
    properties.append(mark)


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
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _facts(paragraph, [(label, value)])


def _facts(paragraph: Any, facts: Sequence[tuple[str, str]]) -> None:
    """One after the other, in a line as long as there is room."""
    for place, (label, value) in enumerate(facts):
        paragraph.add_run(f"{'    ' if place else ''}{label}: ").bold = True
        paragraph.add_run(value)


def _pixels(pictures: Sequence[Drawing]) -> Pixels:
    """Every drawing and every symbol of a key, drawn at once."""
    symbols = {symbol: KEY for each in pictures for symbol, _text in each.legend if symbol}
    return pdf.pixels({**{each.svg: PICTURE for each in pictures}, **symbols})


def _section(
    document: Any, section: Section, rows: Rows, picture: Drawing | None, pixels: Pixels
) -> None:
    document.add_heading(section.title, level=1)
    for part in section.text.split("\n\n") if section.text else []:
        text = _prose(document, part)
        text.paragraph_format.keep_with_next = bool(section.tables and not section.facts)
    for label, value in section.facts:
        _fact(document, label, value)
    if picture is not None:
        _picture(document, picture, pixels)
    for table in section.tables:
        _titled(document, table, rows, level=2)


def _prose(document: Any, text: str) -> Any:
    """A paragraph, or a list where each of its lines begins with a dash; the last of them."""
    lines = text.split("\n")
    if not all(line.startswith("- ") for line in lines):
        return document.add_paragraph(text)
    return [document.add_paragraph(line[2:], style="List Bullet") for line in lines][-1]


def _picture(document: Any, picture: Drawing, pixels: Pixels) -> None:
    """As on paper: the drawing with its words and its key."""
    document.add_heading(picture.title, level=2)
    document.add_paragraph(picture.text).paragraph_format.keep_with_next = True
    shown = document.add_picture(io.BytesIO(pixels[picture.svg]), width=Mm(PICTURE))
    shown._inline.docPr.set("descr", picture.alt)
    if picture.legend:
        _key(document.add_paragraph(), picture, pixels)
    for note in picture.notes:
        document.add_paragraph(note)


def _key(paragraph: Any, picture: Drawing, pixels: Pixels) -> None:
    for symbol, text in picture.legend:
        if symbol:
            mark = paragraph.add_run().add_picture(io.BytesIO(pixels[symbol]), height=SMALL)
            mark._inline.docPr.set("descr", "")
        paragraph.add_run(f" {text}    ")


def _titled(document: Any, table: Table, rows: Rows, level: int) -> None:
    if table.title:
        document.add_heading(table.title, level=level)
    if not table.rows:
        document.add_paragraph(table.empty)
        return
    _table(document, table, rows)
    if table.is_cut:
        document.add_paragraph(beginning(len(table.rows), table.total))


def _table(document: Any, table: Table, rows: Rows) -> None:
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
    for cell, text, is_number in zip(head.cells, table.headings, table.numeric, strict=True):
        _hyphenate(cell.paragraphs[0]._p.get_or_add_pPr(), is_on=True)
        if is_number:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = True, SMALL
    rows.put(made._tbl, table.rows, widths, table.numeric)
