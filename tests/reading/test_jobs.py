"""One file to read: a document or a failure, never an exception."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from luoshi.reading import jobs
from luoshi.reading.jobs import Failure, Job, read_job
from luoshi.reading.statements import Document


def test_a_file_becomes_a_document_of_the_jobs_name(tmp_path: Path) -> None:
    path = tmp_path / "一版.txt"
    path.write_text("2025年，云岚县地区生产总值增长6%左右。", encoding="utf-8")
    found = read_job(Job(str(path), date="2025-01", name="报纸/一版.txt"))
    assert isinstance(found, Document)
    assert (found.name, len(found.figures)) == ("报纸/一版.txt", 1)


def test_the_content_is_read_where_the_file_is_elsewhere() -> None:
    found = read_job(Job("/elsewhere/一版.txt"), "全县新增就业4300人。".encode("gb18030"))
    assert isinstance(found, Document)
    assert found.name == "一版.txt"


def test_what_cannot_be_read_is_a_failure_that_can_be_sent(tmp_path: Path) -> None:
    found = read_job(Job(str(tmp_path / "没有.txt")))
    assert isinstance(found, Failure)
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_fault_of_ours_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "一版.txt"
    path.write_text("一", encoding="utf-8")

    def faulty(*_: object, **__: object) -> Document:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(jobs, "read_document", faulty)
    monkeypatch.delenv("LUOSHI_DEBUG", raising=False)
    assert read_job(Job(str(path))) == Failure(
        str(path), "internal error, please report it: ZeroDivisionError: by nought"
    )
    monkeypatch.setenv("LUOSHI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        read_job(Job(str(path)))
