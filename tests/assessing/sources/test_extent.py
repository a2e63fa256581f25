"""How far the sheets of a workbook reach: few cells far apart are not read, large tables and coloured rows are."""

from __future__ import annotations

import io
import zipfile

import pytest

from luoshi.assessing.sources import extent
from luoshi.assessing.sources.extent import sprawls


def book(sheet: str) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return packed


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row><row r = '1048576'><c r = 'XFD1048576' ><v>1</v></c></row>",
        '<x:row r="900000"><x:c t="n" s=">" r="CV900000"><x:v>1</x:v></x:c></x:row>',
        f'<row r="1"><c r="CV1"><v>1</v></c></row><row r="900000">{"<c><v>1</v></c>" * 9}</row>',
    ],
)
def test_cells_far_apart_are_too_much(sheet: str) -> None:
    assert sprawls(book(sheet))


def test_coloured_cells_and_full_tables_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sprawls(book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    assert not sprawls(book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"></c></row>'))
    monkeypatch.setattr(extent, "MOST", 10)
    assert not sprawls(book("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 20))))


def test_what_grows_too_much_when_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LARGEST", 1000)
    assert sprawls(book(" " * 2000))
    assert not sprawls(io.BytesIO(b"place,value"))
