import io
import os
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from luoshi.reading.sources import Limits, Source, SourceError, load, load_bytes, loading

from .printing import Page, pdf

TEXT = "青禾县一季度地区生产总值增长6.1%。\n"


def one_page() -> bytes:
    page = Page()
    page.line("青禾县一季度地区生产总值增长6.1%。", 50, 50)
    return pdf([page])


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph(TEXT.strip())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refused(data: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        load_bytes(data, name, limits=limits or Limits())
    assert caught.value.file == name
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_file_is_named_after_itself_or_as_told(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="gb18030")
    assert load(path) == Source("报告.txt", TEXT, "text")
    assert load(str(path), "2025/报告.txt").name == "2025/报告.txt"


@pytest.mark.parametrize(("suffix", "kind"), [("txt", "text"), ("md", "markdown"), ("markdown", "markdown")])
def test_plain_text_goes_by_its_suffix(suffix: str, kind: str) -> None:
    assert load_bytes(("# 标题\n" + TEXT).encode(), f"a.{suffix}") == Source(f"a.{suffix}", "# 标题\n" + TEXT, kind)


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.pdf", "a", "a.md"])
def test_content_goes_before_the_suffix(name: str) -> None:
    assert load_bytes(one_page(), name).format == "pdf"
    assert load_bytes(docx(), name).format == "docx"
    assert load_bytes(b"<!DOCTYPE html><p>" + TEXT.encode(), name).format == "html"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "is empty"),
        (b" \n\t\n", "a.txt", "holds no text"),
        (bytes(range(256)), "a.txt", "binary, expected text"),
        (TEXT.encode(), "a.pdf", "is no pdf, or damaged: a PDF starts with %PDF-"),
        (TEXT.encode(), "a.docx", "is no docx, or damaged: a .docx starts with PK"),
        (TEXT.encode(), "a.png", "is no picture, or damaged"),
        (b"{\\rtf1 x}", "a.docx", "Rich Text"),
        (b"\x1f\x8b\x08" + bytes(9), "a.txt", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", "old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "old Office file"),
    ],
)
def test_what_is_refused_says_why(data: bytes, name: str, words: str) -> None:
    assert words in refused(data, name)


@pytest.mark.parametrize(
    ("part", "words"),
    [("xl/workbook.xml", "workbook"), ("ppt/presentation.xml", "slide show"), ("a.txt", "zip")],
)
def test_other_zips_are_named(part: str, words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "x")
    assert words in refused(out.getvalue(), "a.docx")


def test_one_endless_line_is_one_clear_error() -> None:
    assert "line 2 has 1,000,001 characters" in refused(b"a\n" + b"x" * 1_000_001, "a.txt")
    assert "100,000,000 bytes" in refused(b"x" * 100_000_000, "a.txt")
    assert load_bytes(("字" * 999_999 + "\n").encode(), "a.txt").text


def test_limits_are_the_callers() -> None:
    assert "over the limit of 10" in refused(TEXT.encode(), "a.txt", Limits(file_bytes=10))
    assert "more than the 5 that are read" in refused(TEXT.encode(), "a.txt", Limits(characters=5))
    assert "2 pages, more than the 1" in refused(pdf([Page(), Page()]), "a.pdf", Limits(pages=1))


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.txt", "does not exist"),
        (Path("/dev/zero"), "is a device"),
        (Path("a\x00b.txt"), "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        with pytest.raises(SourceError, match=words):
            load(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as stream:
        stream.truncate(20_000_000_000)
    with pytest.raises(SourceError, match="20,000,000,000 bytes"):
        load(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may be denied")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="permission"):
        load(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk"))))
    assert load("-") == Source("stdin", TEXT, "text")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_read_when_somebody_writes_and_refused_when_nobody_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "p.txt"
    os.mkfifo(pipe)
    page = "云溪县\n" * 30_000
    writer = threading.Timer(0.1, pipe.write_text, (page, "utf-8"))
    writer.start()
    assert load(pipe).text == page
    writer.join()
    monkeypatch.setattr(loading, "PATIENCE", 0.1)
    with pytest.raises(SourceError, match="is a pipe into which nobody writes"):
        load(pipe)


def test_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="standard input is closed"):
        load("-")
