"""Cells of a workbook that need a second look: errors, formulas without a result, percentages, years.

Calamine gives the first two as empty cells, 6% as the bare fraction, and a date that is shown as its year alone as the
first of January; the sheet's own XML tells.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f[^>]*>([^<]*)</")
# Number formats that show a percentage, beside those a book defines itself.
_PERCENT = frozenset({9, 10})
#: XML of a sheet beyond this is not looked at twice; no office's table is so large.
LARGEST = 2_000_000_000


def special(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column) from 0 → the error (`#DIV/0!`), the formula (`=A4*2`), `%` for a number shown as a percentage, `Y`
    for a date shown as its year alone.

    {} for a workbook that is no zip of XML (.xls, .xlsb, .ods). Raises `ValueError` for XML that is none.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        try:
            name = _part(archive, sheet)
            styles = _styles(archive)
        except ElementTree.ParseError as error:
            raise ValueError(f"damaged: {error}") from None
        if name is None or archive.getinfo(name).file_size > LARGEST:
            return {}
        data = archive.read(name)
    if not styles and b't="e"' not in data and b"<f" not in data:
        return {}
    out: dict[tuple[int, int], str] = {}
    for found in _CELL.finditer(data):
        mark = _mark(found[1], found[2] or b"", styles)
        if mark is not None and (place := _PLACE.search(found[1])):
            out[int(place[2]) - 1, _column(place[1])] = mark
    return out


def _mark(attributes: bytes, inside: bytes, styles: dict[int, str]) -> str | None:
    value = _VALUE.search(inside)
    if b't="e"' in attributes:
        return value[1].decode() if value else "#ERROR"
    if not value and b"<is" not in inside:
        formula = _FORMULA.search(inside)
        # A formula whose result was never stored: whoever wrote the file did not calculate.
        return "=" + formula[1].decode("utf-8", "replace") if formula else None
    if styles and b't="s"' not in attributes and (style := _STYLE.search(attributes)):
        return styles.get(int(style[1]))
    return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The archive's name of a sheet's XML."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    rel = None
    for element in book.iter():
        if element.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet") and element.get("name") == sheet:
            rel = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
    if rel is None:
        return None
    for element in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if element.get("Id") == rel:
            name = posixpath.normpath(posixpath.join("xl", element.get("Target") or "")).lstrip("/")
            return name if name in archive.namelist() else None
    return None


def _styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """The numbers of the cell styles that show a percentage (`%`) or of a date its year alone (`Y`)."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    marks = dict.fromkeys(_PERCENT, "%")
    for element in styles.iter():
        if element.tag in (f"{_MAIN}numFmt", f"{_STRICT}numFmt"):
            # What stands in quotes, in brackets or behind a backslash is only text or colour.
            code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", element.get("formatCode") or "").lower()
            mark = "%" if "%" in code else "Y" if "y" in code and not re.search("[mdhs]", code) else None
            if mark is not None:
                marks[int(element.get("numFmtId") or -1)] = mark
    for element in styles.iter():
        if element.tag in (f"{_MAIN}cellXfs", f"{_STRICT}cellXfs"):
            found = ((number, marks.get(int(style.get("numFmtId") or 0))) for number, style in enumerate(element))
            return {number: mark for number, mark in found if mark is not None}
    return {}
