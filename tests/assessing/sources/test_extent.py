"""What a file becomes: few cells far apart and values that repeat are not read, large tables and coloured rows are."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from luoshi.assessing.sources import extent
from luoshi.assessing.sources.extent import sprawls


def book(folder: Path, sheet: str) -> Path:
    path = folder / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return path


def table(folder: Path, **columns: Any) -> Path:
    path = folder / "table.parquet"
    pl.select(**columns).write_parquet(path)
    return path


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row><row r = '1048576'><c r = 'XFD1048576' ><v>1</v></c></row>",
        '<x:row r="900000"><x:c t="n" s=">" r="CV900000"><x:v>1</x:v></x:c></x:row>',
        f'<row r="1"><c r="CV1"><v>1</v></c></row><row r="900000">{"<c><v>1</v></c>" * 9}</row>',
    ],
)
def test_cells_far_apart_are_too_much(tmp_path: Path, sheet: str) -> None:
    assert sprawls(book(tmp_path, sheet))


def test_coloured_cells_and_full_tables_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sprawls(
        book(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    )
    assert not sprawls(
        book(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"></c></row>')
    )
    monkeypatch.setattr(extent, "MOST", 10)
    assert not sprawls(book(tmp_path, "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 20))))


def test_what_grows_too_much_when_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LARGEST", 1000)
    assert sprawls(book(tmp_path, " " * 2000))
    plain = tmp_path / "table.csv"
    plain.write_text("place,value\n", encoding="utf-8")
    assert not sprawls(plain)


def test_parquet_of_so_many_values_is_too_much(tmp_path: Path) -> None:
    many = table(tmp_path, value=pl.repeat(1.0, 4_000_001))
    assert many.stat().st_size < 100_000
    assert sprawls(many)
    assert sprawls(table(tmp_path, spans=pl.repeat([1] * 1000, 4001)))
    assert not sprawls(table(tmp_path, value=pl.repeat(1.0, 1_000_000), place=pl.repeat("云岚县", 1_000_000)))


def test_parquet_of_a_long_text_in_every_row_is_too_much(tmp_path: Path) -> None:
    long = table(tmp_path, place=pl.repeat("云岚县" * 10_000, 10_000))
    assert long.stat().st_size < 1_000_000
    assert sprawls(long)
    assert sprawls(table(tmp_path, place=pl.repeat("云" * 90_000, 1000).cast(pl.Categorical)))
    assert sprawls(table(tmp_path, place=pl.repeat(["云" * 9000] * 10, 1000)))
    assert not sprawls(table(tmp_path, place=pl.repeat("云岚县" * 100, 10_000)))


def test_parquet_that_grows_too_much_when_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LARGEST", 1000)
    assert sprawls(table(tmp_path, value=pl.int_range(1000)))
    assert not sprawls(table(tmp_path, value=pl.int_range(10)))


def test_parquet_that_is_damaged_is_an_error(tmp_path: Path) -> None:
    damaged = tmp_path / "table.parquet"
    damaged.write_bytes(b"PAR1 nothing more PAR1")
    with pytest.raises(ValueError, match="in file 'table"):
        sprawls(damaged)


def test_a_workbook_that_begins_as_parquet_is_still_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its name says decides who reads it."""
    monkeypatch.setattr(extent, "_unfolds_too_much", lambda path: False)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    both = book(tmp_path, far)
    both.write_bytes(b"PAR1" + both.read_bytes())
    assert sprawls(both)


def shared(folder: Path, texts: list[str], cells: list[str]) -> Path:
    """A workbook whose cells (as XML) share texts (as XML), as Excel writes it."""
    path = folder / "shared.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = "".join(f'<row r="{n}">{cell}</row>' for n, cell in enumerate(cells, 1))
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
        told = "".join(f"<si>{text}</si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f'<sst count="{len(cells)}">{told}</sst>')
    return path


def test_a_long_text_that_many_cells_share_is_too_much(tmp_path: Path) -> None:
    long, short = f"<t>{'云' * 30_000}</t>", "<t>云岚县</t>"
    many = 4_000
    path = shared(tmp_path, [short, long], ['<c t="s"><v>1</v></c>'] * many)
    assert path.stat().st_size < 100_000
    assert sprawls(path)
    assert sprawls(shared(tmp_path, [short, long], ["<c s='>' t = 's'><f>A1</f><v> 1</v></c>"] * many))
    assert not sprawls(shared(tmp_path, [short, long], ['<c t="s"><v>0</v></c>'] * many + ['<c t="s"><v>1</v></c>']))
    assert not sprawls(shared(tmp_path, [short, long], ["<c><v>1</v></c>", '<c t="s"><v>0</v></c>'] * many))
    assert not sprawls(shared(tmp_path, [short, long], ['<c t="s"></c>', '<c t="s"><v>9</v></c>'] * many))


def test_how_a_shared_text_looks_is_not_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LARGEST", 10_000)
    letters = "".join(f'<r><rPr><b/><sz val="10"/></rPr><t>{letter}</t></r>' for letter in "abc")
    assert not sprawls(shared(tmp_path, [letters], ['<c t="s"><v>0</v></c>'] * 100))
