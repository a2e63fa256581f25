from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import luoshi
from luoshi.reading import batch, jobs
from luoshi.reading.batch import Failure, Job, Outcome, linked, list_jobs, read_job, read_many
from luoshi.reading.sources.source import Source, SourceError
from luoshi.reading.statements import Document


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Documents without statements, and the groups that were joined."""
    groups: list[list[str]] = []

    def make(source: Source, place: str | None, date: str | None, **_: Any) -> Document:
        if "故障" in source.text:
            raise ZeroDivisionError("by nought")
        return Document(source.name, source.text, place, date)

    for module in (jobs, batch):
        monkeypatch.setattr(module, "read_document", make)
    monkeypatch.setattr(batch, "join", lambda documents: groups.append([d.name for d in documents]))
    return groups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("甲/1.txt", "甲/2.txt", "乙/3.txt", "4.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("今年增长6%。", encoding="utf-8")
    return tmp_path


def test_documents_come_in_order_and_are_joined_by_folder(plain: list[list[str]], folder: Path) -> None:
    paths = [folder / "甲/1.txt", folder / "乙/3.txt", folder / "甲/2.txt", folder / "4.txt"]
    assert [d.name for d in read_many(paths)] == ["1.txt", "3.txt", "2.txt", "4.txt"]
    assert sorted(plain) == [["1.txt", "2.txt"], ["3.txt"], ["4.txt"]]


def test_a_document_waits_for_its_folder_and_no_longer() -> None:
    def outcomes() -> Iterator[Outcome]:
        for name in ("a", "b", "c"):
            seen.append(name)
            yield Failure(name, "")

    seen: list[str] = []
    jobs = [Job("x/a"), Job("x/b"), Job("y/c")]
    got = linked(jobs, outcomes())
    next(got)
    assert seen == ["a", "b"]


def test_a_corpus_is_not_held(plain: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "ISSUE_LIMIT", 2)
    documents = [Document(str(n), "") for n in range(3)]
    list(linked([Job(f"x/{n}") for n in range(3)], iter(documents)))
    assert plain == [["0"], ["1"], ["2"]]


def test_failures_are_told_and_the_others_go_on(plain: list[list[str]], folder: Path) -> None:
    (folder / "甲/1.txt").write_bytes(b"")
    errors: list[SourceError] = []
    found = list(read_many([folder / "甲", folder / "nowhere", folder / "4.txt"], on_error=errors.append))
    assert [d.name for d in found] == ["2.txt", "4.txt"]
    assert sorted(e.reason for e in errors) == ["does not exist", "is empty"]
    assert any(e.file.endswith("1.txt") for e in errors)


def test_without_on_error_the_first_failure_is_raised(plain: list[list[str]], folder: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: does not exist"):
        list(read_many([folder / "nowhere"]))


def test_a_fault_of_ours_costs_one_document(
    plain: list[list[str]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "4.txt").write_text("故障", encoding="utf-8")
    outcome = read_job(Job(str(folder / "4.txt")))
    assert isinstance(outcome, Failure)
    assert "internal error" in outcome.reason
    assert "ZeroDivisionError: by nought" in outcome.reason
    monkeypatch.setenv("LUOSHI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        read_job(Job(str(folder / "4.txt")))


def test_progress_counts_every_file(plain: list[list[str]], folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    errors: list[SourceError] = []
    list(read_many([folder, folder / "no"], on_error=errors.append, on_progress=lambda d, t: seen.append((d, t))))
    assert seen[-1] == (5, 5)
    assert len(seen) == 4


def test_meta_comes_before_place_and_date(plain: list[list[str]], folder: Path) -> None:
    meta = folder / "meta.csv"
    meta.write_text("file,place,date\n1.txt,云溪县,2024-01\n2.txt,,2023\n", encoding="utf-8")
    jobs = list_jobs([folder / "甲", folder / "4.txt"], place="云岚县", date="2025", meta=meta)
    assert [(j.name, j.place, j.date) for j in jobs] == [
        ("1.txt", "云溪县", "2024-01"),
        ("2.txt", "云岚县", "2023"),
        ("4.txt", "云岚县", "2025"),
    ]


@pytest.mark.parametrize("date", ["2025-13", "2025-02-30", "25", "昨天", ""])
def test_dates_that_are_none(date: str) -> None:
    with pytest.raises(ValueError, match=r"YYYY"):
        read_many([], date=date)


def test_arguments_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="workers 0"):
        read_many([], workers=0)
    with pytest.raises(ValueError, match="engine 'dask'"):
        read_many([], engine="dask")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["今年增长6%。", "第一行\n第二行", "增长6%", "a，b"])
def test_read_takes_a_text(plain: list[list[str]], text: str) -> None:
    assert luoshi.read(text, place="云溪县").text == text


def test_read_takes_a_file_and_a_typing_error_is_no_text(plain: list[list[str]], folder: Path) -> None:
    assert luoshi.read(folder / "4.txt", date="2025-1-2").date == "2025-01-02"
    assert luoshi.read(str(folder / "4.txt")).name == "4.txt"
    with pytest.raises(SourceError, match=r"reprot.txt: does not exist"):
        luoshi.read("reprot.txt")


def test_public_names() -> None:
    assert set(luoshi.__all__) <= set(dir(luoshi))
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        luoshi.write  # noqa: B018


def test_version_is_that_of_the_package() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert luoshi.__version__ == project["project"]["version"]


def test_workers_give_the_same_documents(folder: Path) -> None:
    pytest.importorskip("luoshi.reading.issue")
    for number in range(20):
        (folder / f"甲/页{number}.txt").write_text(f"云溪县今年要实现生产总值增长{number}%。", encoding="utf-8")
    one = [list(d.rows()) for d in read_many([folder])]
    assert [list(d.rows()) for d in read_many([folder], workers=2)] == one
    assert len(one) == 24


def test_rows_of_meta_that_are_of_no_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文", encoding="utf-8")
    meta = tmp_path / "meta.csv"
    meta.write_text("file,place\nx.txt,甲县\na,乙县\ny.txt,丙县\n", encoding="utf-8")
    unmatched: list[list[str]] = []
    (job,) = list_jobs([tmp_path], meta=meta, on_unmatched=unmatched.append)
    assert (job.place, unmatched) == ("乙县", [["x.txt", "y.txt"]])
    meta.write_text("file,place\na.txt,乙县\n", encoding="utf-8")
    list_jobs([tmp_path], meta=meta, on_unmatched=unmatched.append)
    assert len(unmatched) == 1
