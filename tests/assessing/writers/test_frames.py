"""Frames for programs: whole, harmless, the same back."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from luoshi.assessing.writers import frames

FRAME = pl.DataFrame({"名": ["甲", "=1+1", "-5", None, '说"好"，\n行'], "数": [1.5, -2.0, None, 0.1 + 0.2, 1e-9]})


def test_csv_is_for_spreadsheets(tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    frames.write(FRAME, "csv", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + "名,数\r\n".encode())
    read = pl.read_csv(out)
    assert read["名"].to_list() == ["甲", "'=1+1", "'-5", None, '说"好"，\n行']
    # Numbers stay numbers, to the last digit.
    assert read["数"].to_list() == FRAME["数"].to_list()


@pytest.mark.parametrize(("form", "read"), [("jsonl", pl.read_ndjson), ("parquet", pl.read_parquet)])
def test_what_programs_read_is_what_was_written(form: str, read: object, tmp_path: Path) -> None:
    out = tmp_path / f"o.{form}"
    frames.write(FRAME, form, out)
    assert callable(read)
    assert read(out).equals(FRAME)


def test_an_empty_frame_has_its_heads(tmp_path: Path) -> None:
    frames.write(FRAME.clear(), "csv", tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_text("utf-8-sig") == "名,数\n"


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected csv, jsonl or parquet"):
        frames.write(FRAME, "xml", tmp_path / "o.xml")
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        frames.write(FRAME, "parquet", tmp_path / "none" / "o.parquet")
    assert list(tmp_path.iterdir()) == []
