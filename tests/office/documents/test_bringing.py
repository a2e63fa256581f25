from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from luoshi.office.documents import storing
from luoshi.office.documents.actions.upload_document import UploadDocument
from luoshi.office.documents.bringing import bring
from luoshi.office.documents.jobs import tidy
from luoshi.office.documents.limits import intake
from luoshi.office.documents.models import Document
from luoshi.office.documents.naming import day_in, plain_name
from luoshi.office.guard.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from luoshi.office.guard.perform import perform
from office.documents.making import PAGE, brought, job_of
from office.making import OFFICE, actor, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", kind="county")


@pytest.fixture
def lone(sqlite_only: str) -> Any:
    return place("云岚县", kind="county")


def files(data: Path) -> list[Path]:
    return [path for path in (data / "media").rglob("*") if path.is_file()]


def test_a_page_stands_under_its_digest_and_waits_for_its_job(county: Any, data: Path) -> None:
    document = brought(county)
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    assert (document.state, document.digest, document.size) == ("waiting", digest, len(PAGE.encode()))
    assert files(data) == [data / "media" / document.stored]
    assert files(data)[0].read_bytes() == PAGE.encode()
    assert files(data)[0].stat().st_mode & 0o777 == 0o600
    assert job_of(document).name == "documents.read"
    assert job_of(document).arguments == {"document": document.pk}


def test_the_same_bytes_lead_to_the_page_that_stands(county: Any, data: Path) -> None:
    first = bring(OFFICE, [PAGE.encode()], name="一.txt", place=county.pk)
    second = bring(OFFICE, [PAGE[:9].encode(), PAGE[9:].encode()], name="二.md", place=county.pk)
    assert (first.again, second.again) == (False, True)
    assert second.document == first.document
    assert Document.objects.get().name == "一.txt"
    assert len(files(data)) == 1


def test_another_place_may_have_the_same_page(county: Any, data: Path) -> None:
    other = brought(place("溪山县", kind="county"))
    assert other != brought(county)
    assert len(files(data)) == 1


def test_a_key_gives_the_first_answer_again(county: Any) -> None:
    first = bring(OFFICE, [b"x"], name="a.txt", place=county.pk, key="k")
    assert bring(OFFICE, [b"x"], name="a.txt", place=county.pk, key="k").document == first.document
    with pytest.raises(Conflict):
        bring(OFFICE, [b"y"], name="a.txt", place=county.pk, key="k")


def test_who_may_not_writes_nothing(lone: Any, data: Path) -> None:
    elsewhere = actor("administrator", place("溪山县", kind="county"))
    for stranger in (elsewhere, actor("reporter", lone)):
        with pytest.raises(Forbidden):
            bring(stranger, [b"x"], name="a.txt", place=lone.pk)
    assert not files(data)
    with pytest.raises(NotFound):
        bring(OFFICE, [b"x"], name="a.txt", place=0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\新建文件夹\\版面.docx", "版面.docx"),
        ("/abs.txt", "abs.txt"),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
        ("a\x00\n.txt", "a.txt"),
        (" 云岚日报 01版.txt ", "云岚日报 01版.txt"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.parametrize("given", ["", "  ", "..", "a/", "\x00", "长" * 201 + ".txt"])
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(Invalid):
        plain_name(given)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("云岚日报-20250115-01版.txt", dt.date(2025, 1, 15)),
        ("2025-01-15 2版.pdf", dt.date(2025, 1, 15)),
        ("2025年01月15日.docx", dt.date(2025, 1, 15)),
        ("报告.txt", None),
        ("20250230.txt", None),
        ("20250115至20250118.txt", None),
        ("120250115.txt", None),
    ],
)
def test_a_name_may_tell_the_day(name: str, day: dt.date | None) -> None:
    assert day_in(name) == day


@pytest.mark.parametrize("name", ["a.exe", "a.xlsx", "a", "a.txt.zip", "a.png", ".txt"])
def test_other_kinds_are_not_taken(name: str, lone: Any, data: Path) -> None:
    with pytest.raises(Invalid):
        bring(OFFICE, [b"x"], name=name, place=lone.pk)
    assert not files(data)


def test_a_file_that_is_too_large_is_refused_before_all_of_it_came(lone: Any, data: Path) -> None:
    def endless() -> Any:
        for number in range(100):
            assert number <= intake().file_bytes // 1_000_000 + 1
            yield b"x" * 1_000_000

    with pytest.raises(Invalid, match="too large"):
        bring(OFFICE, endless(), name="a.txt", place=lone.pk)
    assert not files(data)


def test_an_empty_file_is_refused(lone: Any, data: Path) -> None:
    with pytest.raises(Invalid, match="empty"):
        bring(OFFICE, [], name="a.txt", place=lone.pk)
    assert not files(data)


@pytest.mark.parametrize(("fault", "told"), [(errno.ENOSPC, "guard.disk_full"), (errno.EROFS, "guard.read_only")])
def test_a_disk_that_takes_nothing_is_told_and_leaves_nothing(
    fault: int, told: str, lone: Any, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Unavailable) as caught:
        bring(OFFICE, [b"x"], name="a.txt", place=lone.pk)
    assert caught.value.code == told
    assert not files(data)
    assert not Document.objects.exists()


def test_a_row_is_not_made_without_its_bytes(lone: Any) -> None:
    for digest in ("0" * 64, "../../secret"):
        with pytest.raises(Conflict, match="upload it again"):
            perform(OFFICE, UploadDocument(name="a.txt", digest=digest, size=1, place=lone.pk))
    kept = storing.keep([b"xy"])
    with pytest.raises(Conflict):
        perform(OFFICE, UploadDocument(name="a.txt", digest=kept.digest, size=1, place=lone.pk))


def test_what_no_page_tells_of_is_cleared_when_it_is_old(lone: Any, data: Path) -> None:
    document = brought(lone)
    left = storing.keep([b"left over"])
    aside = data / "media" / "documents" / "ab.part"
    aside.write_bytes(b"half")
    assert tidy(None) == {"removed": 0}
    for path in files(data):
        os.utime(path, (0, 0))
    assert tidy(None) == {"removed": 2}
    assert files(data) == [data / "media" / document.stored]
    assert not storing.there(left.digest, left.size)
