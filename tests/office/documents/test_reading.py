from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from luoshi.office.documents import reading, reasons
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.actions.read_again import ReadAgain
from luoshi.office.documents.jobs import join
from luoshi.office.documents.limits import intake
from luoshi.office.documents.models import Document, Statement
from luoshi.office.documents.progress import progress_of
from luoshi.office.documents.storing import path_of
from luoshi.office.guard.errors import Conflict
from luoshi.office.guard.perform import perform
from luoshi.office.guard.permissions import table
from luoshi.office.jobs.models import Job
from luoshi.office.log.models import Entry
from luoshi.reading import sources
from office.documents.making import PAGE, brought, job_of, quoted, work
from office.documents.making import read_anew as read
from office.making import OFFICE, place


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


@pytest.fixture
def lone(sqlite_only: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


def test_a_page_is_read(county: Any) -> None:
    document = read(county)
    assert (document.state, document.error, document.printed) == ("read", "", dt.date(2025, 1, 15))
    assert document.text == PAGE
    found = quoted(document, "地区生产总值")
    assert (found.kind, found.state) == ("figure", "found")
    assert found.fields == found.contents
    assert (found.fields["value"], found.fields["unit"], found.fields["code"]) == ("6", "%", "GDP")
    assert found.fields["subject"] == "青澜市云岚县"
    assert PAGE[found.start : found.end] == found.quote
    assert job_of(document).state == "done"
    assert job_of(document).result == {"statements": document.statements.count()}


def test_numbers_are_exact_text(county: Any) -> None:
    document = read(county, "云岚县2025年计划：财政投入0.1亿元，力争0.30亿元，增长5%—6.25%。\n")
    for statement in document.statements.all():
        for name in ("value", "value_to"):
            assert statement.fields[name] is None or isinstance(statement.fields[name], str)
    assert {"0.1", "0.3", "5"} <= {statement.fields["value"] for statement in document.statements.all()}


def test_the_log_tells_that_it_was_read(county: Any) -> None:
    document = read(county)
    told = Entry.objects.get(action="documents.record_reading")
    assert (told.object, told.who) == (f"document:{document.pk}", "office:worker")
    assert f'"statements":{document.statements.count()}' in told.after


def test_characters_that_no_database_takes_are_replaced(county: Any) -> None:
    document = read(county, PAGE.replace("目标任务", "目标\x01\x02任务"))
    assert document.state in ("read", "failed")
    wide = read(county, PAGE.encode("utf-16"), name="宽.txt")
    assert wide.state == "read"
    assert wide.text == PAGE


ZIPPED = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"0" * 30_000_000}


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("空.txt", b" \n\n", "没有文字"),
        ("炸.docx", zipped(ZIPPED), "大得反常"),
        ("假.docx", b"no word file", "不是真正的 Word"),
        ("假.pdf", b"no pdf", "不是真正的 PDF"),
        ("坏.pdf", b"%PDF-1.7\n%%EOF", "PDF"),
        ("表.docx", zipped({"xl/workbook.xml": b"<workbook/>"}), "Excel"),
        ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        ("包.txt", b"\x1f\x8b" + b"0" * 50, "压缩包"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "扫描件或图片"),
        ("乱.txt", bytes(range(256)) * 4, "不是文字"),
        ("长.txt", b"a" * 1_000_001, "不像"),
    ],
)  # fmt: skip
def test_a_bad_file_is_a_failed_page_with_a_sentence(name: str, data: bytes, told: str, lone: Any) -> None:
    document = read(lone, data, name=name)
    assert document.state == "failed"
    assert told in reasons.said(document.error)
    assert not document.statements.exists()
    assert job_of(document).state == "done"
    assert "{" not in reasons.said(document.error, "en")


def test_one_bad_file_costs_the_others_nothing(lone: Any) -> None:
    bad, good = brought(lone, b"no pdf", name="a.pdf"), brought(lone)
    work()
    assert [Document.objects.get(pk=one.pk).state for one in (bad, good)] == ["failed", "read"]


def test_a_reading_that_takes_too_long_is_given_up(lone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_COMMAND", ("sleep", "60"))
    short = type("Short", (), {**vars(intake()), "seconds": 1})()
    monkeypatch.setattr(reading, "intake", lambda: short)
    document = read(lone)
    assert document.state == "failed"
    assert "1 秒" in reasons.said(document.error)


def test_a_reading_that_ends_its_process_is_told(lone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_COMMAND", ("sh", "-c", "kill -9 $$"))
    document = read(lone)
    assert document.state == "failed"
    assert "内存" in reasons.said(document.error)


def test_a_file_that_is_gone_is_told(lone: Any) -> None:
    document = brought(lone)
    path_of(document.stored).unlink()
    work()
    document.refresh_from_db()
    assert "管理员" in reasons.said(document.error)


def test_every_reason_that_reading_gives_has_a_sentence() -> None:
    source = Path(sources.__file__).parent
    given = set()
    for path in source.glob("*.py"):
        if path.name in ("files.py", "meta.py"):
            continue
        text = path.read_text(encoding="utf-8")
        given |= set(re.findall(r'SourceError\(\s*\w+,\s*f?"([^"]+)"', text))
        given |= set(re.findall(r'return "(is [^"]+)"', text))
    assert len(given) > 30
    # Where a reason is put together, the test of bad files has examples.
    given = {re.sub(r"\{[^}]*\}", "7", reason) for reason in given if not reason.startswith(("{", "is no {"))}
    last = reasons.known()[-1].zh
    unknown = {reason for reason in given if reasons.said(reason) == last}
    # What only a path given on a command line can be.
    assert unknown <= {
        "is a folder, expected a file",
        "is a device, expected a file",
        "is a pipe into which nobody writes",
        "standard input is closed",
    }


FIRST = """\
云岚县2025年政府工作报告

——2025年1月15日在云岚县第十八届人民代表大会上

县长强调，今年全县地区生产总值增长6%左右，建成竹海旅游通道，栗溪工业园三期标准厂房
全面投产，雁坪水库下闸蓄水，（下转2版）
"""
SECOND = """\
（上接1版）

县长强调，建成竹海旅游通道之后，栗溪工业园三期标准厂房和雁坪水库要继续建设，新建改建农村公路75公里。
"""


def test_the_pages_of_an_issue_are_joined(county: Any) -> None:
    first = read(county, FIRST, name="云岚日报-20250115-01版.txt")
    assert first.articles[-1]["joined"] == []
    second = read(county, SECOND, name="云岚日报-20250115-02版.txt")
    first.refresh_from_db()
    article = next(article for article in first.articles if article["continued_on"])
    assert [(other["id"], other["document"]) for other in article["joined"]] == [(second.pk, second.name)]
    assert [other["id"] for page in second.articles for other in page["joined"]] == [first.pk]


def test_pages_of_another_day_or_place_are_not_joined(county: Any) -> None:
    first = read(county, FIRST, name="云岚日报-20250115-01版.txt")
    read(county, SECOND, name="云岚日报-20250116-02版.txt")
    read(place("溪山县", kind="county"), SECOND, name="溪山日报-20250115-02版.txt")
    first.refresh_from_db()
    assert all(article["joined"] == [] for article in first.articles)


def test_joining_again_changes_nothing(county: Any) -> None:
    read(county, FIRST, name="云岚日报-20250115-01版.txt")
    second = read(county, SECOND, name="云岚日报-20250115-02版.txt")
    entries = Entry.objects.count()
    assert join(None, document=second.pk) == {"pages": 0}
    assert Entry.objects.count() == entries


def test_the_day_that_was_said_decides_what_this_year_is(county: Any) -> None:
    document = read(county, "今年新建改建农村公路75公里。\n", name="页.txt", printed=dt.date(2023, 3, 1))
    assert document.printed == dt.date(2023, 3, 1)
    assert {statement.fields["period"] for statement in document.statements.all()} == {"2023"}


def test_reading_again_with_the_right_day(county: Any) -> None:
    document = read(county, "今年新建改建农村公路75公里。\n", name="页.txt", printed=dt.date(2023, 3, 1))
    again = perform(OFFICE, ReadAgain(document=document.pk, printed=dt.date(2024, 3, 1)))
    assert (again.state, again.statements.count()) == ("waiting", 0)
    with pytest.raises(Conflict, match="being read"):
        perform(OFFICE, ReadAgain(document=document.pk))
    work()
    assert {statement.fields["period"] for statement in again.statements.all()} == {"2024"}


def test_what_was_decided_about_is_not_read_again(county: Any) -> None:
    document = read(county)
    perform(OFFICE, AcceptStatement(statement=quoted(document, "地区生产总值").pk))
    with pytest.raises(Conflict, match="cannot be read again"):
        perform(OFFICE, ReadAgain(document=document.pk))
    assert Statement.objects.filter(document=document).exists()


def test_a_reading_of_an_earlier_job_changes_nothing(county: Any) -> None:
    document = read(county)
    old = job_of(document)
    perform(OFFICE, ReadAgain(document=document.pk))
    Job.objects.filter(pk=old.pk).update(state="waiting")
    Job.objects.exclude(pk=old.pk).filter(state="waiting").delete()
    work()
    assert Document.objects.get(pk=document.pk).state == "waiting"


def test_progress_says_where_a_page_is(county: Any) -> None:
    document = brought(county)
    assert progress_of([document])[document.pk].state == "waiting"
    Job.objects.filter(pk=document.job).update(state="running", done=1, total=3)
    found = progress_of([document])[document.pk]
    assert (found.state, found.done, found.total, found.over) == ("reading", 1, 3, False)
    Job.objects.filter(pk=document.job).update(state="failed")
    found = progress_of([document])[document.pk]
    assert (found.state, found.over) == ("failed", True)
    assert "重读" in reasons.said(found.error)
    # Then it may be read again.
    assert perform(OFFICE, ReadAgain(document=document.pk)).state == "waiting"


def test_what_the_worker_does_nobody_else_may() -> None:
    for name in ("documents.record_reading", "documents.join_issue"):
        assert not any((table()[name].inside, table()[name].anywhere, table()[name].own))
