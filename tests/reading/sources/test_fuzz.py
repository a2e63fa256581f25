"""Whatever bytes come, a file is read or refused by a `SourceError`, in bounded time."""

import io
import time
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.reading.sources import Source, SourceError, load_bytes

from .printing import Page, pdf, prose, wrapped

_SECONDS = 5.0


@cache
def sample(kind: str) -> bytes:
    """A good file of this kind, small."""
    text = "青禾县2025年目标：地区生产总值增长6%左右。\n" + prose(200)
    if kind == "pdf":
        page = Page(400, 300)
        page.column(wrapped(text, 15), 20, 20)
        return pdf([page.shuffled(), page])
    if kind == "docx":
        return _docx(text)
    if kind == "html":
        return f"<!doctype html><meta charset=gbk><p>{text}<table><tr><td>a<td>b</table>".encode("gbk")
    return text.encode(kind)


def _docx(text: str) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph(text, style="List Number")
    document.add_table(2, 2).cell(1, 1).text = "6%"
    small, out = io.BytesIO(), io.BytesIO()
    document.save(small)
    # Stored, not packed: so that a changed byte changes the XML and not only the checksum.
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


KINDS = {
    "pdf": "a.pdf",
    "docx": "a.docx",
    "html": "a.html",
    "utf-8": "a.txt",
    "gbk": "a.md",
    "utf-16": "a.txt",
}


def loaded(data: bytes, name: str) -> Source | SourceError:
    try:
        return load_bytes(data, name, ocr=False)
    except SourceError as error:
        return error


def survives(data: bytes, name: str) -> None:
    start = time.process_time()
    found = loaded(data, name)
    if isinstance(found, Source):
        found.text.encode("utf-8")
        assert all(0 <= offset <= len(found.text) for offset in found.pages)
    else:
        assert str(found).startswith(f"{name}: ")
        assert "\n" not in str(found)
    assert time.process_time() - start < _SECONDS


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Bytes cut out, put in or written over at places given as shares of the length."""
    for share, cut, piece in changes:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + cut :]
    return data


def inside(data: bytes, changed: str, changes: list[tuple[float, int, bytes]]) -> bytes:
    """A .docx of which one part is changed inside, its sums being right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, changes) if name == changed else part)
    return out.getvalue()


_PARTS = st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"])
_PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([b"<w:p>", b"</w:p>", b"<w:tbl>", b"999999999", b"endobj", b"<<", b"<table>", b"\xff\xfe", b"%"]),
)
_CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), _PIECES), min_size=1, max_size=4)
_QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
_LONG = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
_NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.png", "a"])
_STARTS = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04word/",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfe",
        b"<html>",
        b"\xd0\xcf\x11\xe0",
    ]
)


@pytest.mark.parametrize("kind", list(KINDS))
@_QUICK
@given(changes=_CHANGES)
def test_changed_files(kind: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(mutated(sample(kind), changes), KINDS[kind])


@_QUICK
@given(part=_PARTS, changes=_CHANGES)
def test_word_documents_changed_inside(part: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(inside(sample("docx"), part, changes), "a.docx")


@_QUICK
@given(start=_STARTS, data=st.binary(max_size=400), name=_NAMES)
def test_any_bytes(start: bytes, data: bytes, name: str) -> None:
    survives(start + data, name)


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
@_LONG
@given(changes=_CHANGES)
def test_changed_files_at_length(kind: str, changes: list[tuple[float, int, bytes]]) -> None:

    survives(mutated(sample(kind), changes), KINDS[kind])


@pytest.mark.slow
@_LONG
@given(part=_PARTS, changes=_CHANGES)
def test_word_documents_changed_inside_at_length(part: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(inside(sample("docx"), part, changes), "a.docx")


@pytest.mark.slow
@_LONG
@given(start=_STARTS, data=st.binary(max_size=4000), name=_NAMES)
def test_any_bytes_at_length(start: bytes, data: bytes, name: str) -> None:
    survives(start + data, name)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_samples_themselves_are_good(kind: str) -> None:
    assert "青禾县2025年目标" in load_bytes(sample(kind), KINDS[kind]).text.replace("\n", "")
