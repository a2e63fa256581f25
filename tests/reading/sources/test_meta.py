from pathlib import Path

import pytest

from luoshi.reading.sources import Meta, SourceError, load_meta, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025", "2025"),
        ("2025年", "2025"),
        ("2025-01", "2025-01"),
        ("2025年1月", "2025-01"),
        ("2025-01-02", "2025-01-02"),
        ("2025年1月2日", "2025-01-02"),
        ("2025/1/2", "2025-01-02"),
        ("2025.1.2", "2025-01-02"),
        (" 2025/1/2 0:00:00 ", "2025-01-02"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates_as_people_write_them(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "text", ["", "25-01-02", "2025-13", "2025-02-29", "2025-1/2", "一月", "2025-", "20250102x", "2025-1-2-3"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected YYYY\[-MM\[-DD\]\]"):
        parse_date(text)


def table(tmp_path: Path, text: str, codec: str = "utf-8") -> Path:
    path = tmp_path / "meta.csv"
    path.write_bytes(text.encode(codec))
    return path


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_table_in_any_encoding_with_any_sign(tmp_path: Path, codec: str, sign: str) -> None:
    rows = [
        ("File", "kind", "place", "date"),
        ("报告.txt", "x", "云州省青禾县", "2025/1/2"),
        ("", "", "", ""),
        ("b.txt", "", "", ""),
    ]
    path = table(tmp_path, "\r\n".join(sign.join(row) for row in rows), codec)
    assert dict(load_meta(path)) == {"报告.txt": Meta("云州省青禾县", "2025-01-02"), "b.txt": Meta()}


def test_look_up_by_name_file_and_stem(tmp_path: Path) -> None:
    meta = load_meta(table(tmp_path, 'file,place\n2025/a.txt,甲县\nb,"乙县,东部"\nx/c.txt,丙\ny/c.txt,丁\n'))
    assert meta["2025/a.txt"].place == meta["a.txt"].place == meta["a"].place == meta["别处/a.pdf"].place == "甲县"
    assert meta["b.docx"].place == meta["目录/b.txt"].place == "乙县,东部"
    assert (meta["x/c.txt"].place, meta["y/c"].place) == ("丙", "丁")
    assert meta.get("c.txt") is None
    assert meta.get("d.txt") is None
    assert "a.txt" in meta
    assert len(meta) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file,place,date\na,甲,2025\nb,乙,二月\n", "row 3, column date: found '二月', expected YYYY"),
        ("file,date\na,2025-02-30\n", "row 2, column date: found '2025-02-30'"),
        ("name,place\na,甲\n", "columns name, place; expected file, place, date"),
        ("file\na\n", "expected file, place, date"),
        ("file,place\n,甲\n", "row 2, column file: is empty"),
        ("file,place\na,甲\na,乙\n", "row 3, column file: 'a' stands in the table twice"),
        ("file,place\n" + "a" * 200_000 + ",甲\n", "row 2 is no row"),
        ("", "expected file, place, date"),
    ],
)
def test_errors_name_row_and_column(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_meta(table(tmp_path, text))
    assert words in str(caught.value)
    assert str(caught.value).startswith("meta.csv: ")


def test_tables_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        load_meta(tmp_path / "none.csv")
    path = tmp_path / "m.csv"
    path.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(SourceError, match="is a workbook"):
        load_meta(path)
