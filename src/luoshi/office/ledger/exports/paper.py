"""The table of tasks by lead body as a Word file, laid out after GB/T 9704 (official papers)."""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.office.ledger.exports.rows import Owned, Row, by_owner
from luoshi.office.ledger.phrases import figure_said

_DIGITS = "零一二三四五六七八九"
# A file with no clock of its own: the same rows give the same bytes.
_NO_TIME = dt.datetime(2000, 1, 1)


@cache
def style() -> dict[str, Any]:
    """What `paper.toml` says."""
    return tomllib.loads(files(__package__).joinpath("paper.toml").read_text(encoding="utf-8"))


def paper(rows: Sequence[Row], *, place: str = "", year: int | None = None) -> bytes:
    """The Word file: a title, a paragraph with the counts, and a table for each lead body.

    `place` and `year` are for the title; without them those of the rows, where they are the same for all.
    """
    document: Any = Document()
    _set_up(document)
    titled = _title(rows, place, year)
    _paragraph(document, titled, "title", align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "", "body")
    if not rows:
        _paragraph(document, style()["words"]["nothing"], "body", indent=2)
    else:
        targets = sum(row.commitment.kind == "target" for row in rows)
        said = style()["words"]["lead"].format(
            whose=titled.removesuffix(style()["words"]["suffix"]),
            count=len(rows),
            targets=targets,
            tasks=len(rows) - targets,
        )
        _paragraph(document, said, "body", indent=2)
    for ordinal, (body, led) in enumerate(_led(rows), start=1):
        name = body.name if body is not None else style()["words"]["without"]
        heading = style()["words"]["heading"].format(ordinal=chinese(ordinal), body=name, count=len(led))
        _paragraph(document, heading, "heading", indent=2, keep=True)
        _table(document, led)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def chinese(number: int) -> str:
    """A number below 1000 as headings count: 12 is 十二, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += f"{_DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones else "") or _DIGITS[0]


def _led(rows: Sequence[Row]) -> list[tuple[Owned | None, list[Row]]]:
    """Lead bodies with what they lead; behind them what nobody leads."""
    found: list[tuple[Owned | None, list[Row]]] = []
    for body, owned in by_owner(rows):
        led = [row for row in owned if any(one.code == body.code and one.role == "lead" for one in row.owners)]
        if led:
            found.append((body, led))
    open_ = [row for row in rows if not row.called["lead"]]
    return [*found, (None, open_)] if open_ else found


def _title(rows: Sequence[Row], place: str, year: int | None) -> str:
    places = {row.commitment.place.name for row in rows}
    years = {row.commitment.period[:4] for row in rows}
    named = place or (places.pop() if len(places) == 1 else "")
    told = str(year) if year else years.pop() if len(years) == 1 else ""
    title: str = style()["words"]["title"]
    return title.format(place=named, year=told) if told else title.replace("{year}年", "").format(place=named)


def _set_up(document: Any) -> None:
    page = style()["page"]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.footer_distance = Mm(page["footer"])
    normal = document.styles["Normal"]
    _face(normal.font, normal.element.get_or_add_rPr(), style()["body"])
    properties = document.core_properties
    properties.author, properties.title, properties.created, properties.modified = "落实", "", _NO_TIME, _NO_TIME
    # Odd pages have their number at the outer right, even ones at the outer left.
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(footer: Any, align: Any) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    side = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, side, Pt(style()["number"]["size"]))
    _run(paragraph, "— ", "number")
    field = _run(paragraph, "", "number")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        field._r.append(mark)
    _run(paragraph, " —", "number")


def _table(document: Any, rows: Sequence[Row]) -> None:
    columns = style()["columns"]
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for name, cell in zip(columns, table.rows[0].cells, strict=True):
        _cell(cell, style()["words"][name], "table_head", WD_ALIGN_PARAGRAPH.CENTER)
    _mark_row(table.rows[0], "w:tblHeader")
    for number, row in enumerate(rows, start=1):
        told = (str(number), _what(row), "、".join(row.called["support"]), _due(row))
        added = table.add_row()
        for at, (cell, text) in enumerate(zip(added.cells, told, strict=True)):
            _cell(cell, text, "table", WD_ALIGN_PARAGRAPH.CENTER if at in (0, 3) else WD_ALIGN_PARAGRAPH.LEFT)
    for row_ in table.rows:
        _mark_row(row_, "w:cantSplit")
        for width, cell in zip(columns.values(), row_.cells, strict=True):
            cell.width = Mm(width)
    _paragraph(document, "", "table")


def _what(row: Row) -> str:
    one = row.commitment
    if one.kind == "task":
        return one.text or one.name
    return one.text or f"{one.name}{figure_said(one, strength=False)}"


def _due(row: Row) -> str:
    due = row.commitment.due
    if due is None:
        return ""
    said: str = style()["words"]["day"]
    return said.format(year=due.year, month=due.month, day=due.day)


def _cell(cell: Any, text: str, face: str, align: Any) -> None:
    _fill(cell.paragraphs[0], text, face, align)


def _paragraph(document: Any, text: str, face: str, *, align: Any = None, indent: int = 0, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    _fill(paragraph, text, face, align)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(style()[face]["size"] * indent)
    paragraph.paragraph_format.keep_with_next = keep


def _fill(paragraph: Any, text: str, face: str, align: Any) -> None:
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style()[face]["line"])
    if align is not None:
        paragraph.alignment = align
    _run(paragraph, text, face)


def _run(paragraph: Any, text: str, face: str) -> Any:
    run = paragraph.add_run(text)
    _face(run.font, run._r.get_or_add_rPr(), style()[face])
    return run


def _face(font: Any, properties: Any, told: dict[str, Any]) -> None:
    font.name, font.size = told["latin"], Pt(told["size"])
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), told["east"])


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
