"""A table as a Word document: landscape, a caption, a real table whose header repeats on each page."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reviews.exports.registry import Column

# XML 1.0 has no place for these; a citation file may hold them.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_docx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(15))
    document.styles["Normal"].font.size = Pt(8)
    document.add_paragraph(NOT_XML.sub("", title), style="Caption")
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    _fill(table.rows[0], [column.name for column in columns], bold=True)
    _repeat(table.rows[0])
    for row in rows:
        _fill(table.add_row(), row)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(row: Any, values: Sequence[Any], bold: bool = False) -> None:
    for cell, value in zip(row.cells, values, strict=True):
        run = cell.paragraphs[0].add_run(NOT_XML.sub("", "" if value is None else str(value)))
        run.bold = bold


def _repeat(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
