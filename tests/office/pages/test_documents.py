"""The pages of documents: bringing in, the list, the page reader and its decisions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.documents import quota
from luoshi.office.documents.doubts import DOUBTS
from luoshi.office.documents.limits import intake
from luoshi.office.documents.models import Decision, Document, Statement
from luoshi.office.jobs.models import Job
from luoshi.office.ledger.models import Commitment
from luoshi.office.pages.words import words
from office.catalogue.making import taken
from office.documents.making import PAGE, brought, quoted, read, work
from office.making import person, place

HX = {"HX-Request": "true"}


@pytest.fixture
def county(office: str) -> Any:
    return place("云岚县", place("青澜市", kind="city"), kind="county")


@pytest.fixture
def clerk(county: Any) -> Client:
    client = Client()
    client.force_login(person("supervisor", county))
    return client


@pytest.fixture
def page(county: Any) -> Document:
    taken("GDP")
    return read(county)


def text(response: Any) -> str:
    return str(response.content.decode())


def file(data: bytes = PAGE.encode(), name: str = "云岚日报-20250115-01版.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def upload(client: Client, county: Any, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post("/documents/new", {"place": county.pk, "printed": "", "files": files, **more})


def now(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def test_a_page_is_brought_in_read_and_shown(clerk: Client, county: Any) -> None:
    assert "云岚县" in text(clerk.get("/documents/new"))
    answer = upload(clerk, county, file())
    document = Document.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/documents/{document.pk}")
    waiting = text(clerk.get(f"/documents/{document.pk}"))
    assert "等待读取" in waiting
    assert f'hx-get="/documents/{document.pk}"' in waiting
    Job.objects.filter(pk=document.job).update(state="running", done=1, total=3)
    assert '<progress max="3" value="1"' in text(clerk.get(f"/documents/{document.pk}"))
    assert "正在读取（1／3）" in text(clerk.get("/documents/"))
    Job.objects.filter(pk=document.job).update(state="waiting")
    work()
    shown = text(clerk.get(f"/documents/{document.pk}"))
    assert "地区生产总值 6%" in shown
    assert "hx-trigger" not in text(clerk.get("/documents/"))


def test_several_at_once_and_each_bad_one_is_told(clerk: Client, county: Any) -> None:
    answer = upload(
        clerk,
        county,
        file(),
        file(PAGE.encode(), "又一次.txt"),
        file(b"x", "a.exe"),
        file(b"", "空.txt"),
        file(b"x", "b.txt"),
    )
    assert answer["Location"] == "/documents/"
    told = text(clerk.get("/documents/"))
    assert "已收下 2 份" in told
    assert "此前已由" in told
    assert "a.exe：" in told
    assert "空.txt：文件是空的" in told
    assert Document.objects.count() == 2


def test_the_same_page_again_leads_to_the_one_that_stands(clerk: Client, county: Any) -> None:
    first = brought(county)
    answer = upload(clerk, county, file(name="另一个名称.md"))
    assert answer["Location"] == f"/documents/{first.pk}"
    assert "这是原来那一份" in text(clerk.get(f"/documents/{first.pk}"))


def test_what_is_too_large_is_cut_off_while_it_arrives(
    clerk: Client, county: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = type("Small", (), {**vars(intake()), "file_bytes": 100_000})()
    monkeypatch.setattr(quota, "intake", lambda: small)
    answer = upload(clerk, county, file(b"x" * 300_000, "大.txt"))
    assert answer.status_code == 422
    assert "文件太大" in text(answer)
    assert not Document.objects.exists()


def test_an_upload_of_nothing_or_for_nowhere_is_told(clerk: Client, county: Any) -> None:
    assert upload(clerk, county).status_code == 422
    assert upload(clerk, county, file(), printed="昨天").status_code == 422
    assert clerk.post("/documents/new", {"files": [file()]}).status_code == 404
    elsewhere = place("溪山县", kind="county")
    assert upload(clerk, elsewhere, file()).status_code == 403
    assert upload(clerk, county, *[file(b"x%d" % n, f"{n}.txt") for n in range(51)]).status_code in (400, 422)
    assert not Document.objects.exists()


def test_a_page_that_could_not_be_read_says_why_and_is_read_again(clerk: Client, county: Any) -> None:
    document = read(county, b"no pdf", name="坏.pdf")
    shown = text(clerk.get(f"/documents/{document.pk}"))
    assert "不是真正的 PDF" in shown
    assert "不是真正的 PDF" in text(clerk.get("/documents/"))
    assert clerk.get(f"/documents/{document.pk}/read-again").status_code == 200
    answer = clerk.post(f"/documents/{document.pk}/read-again", {"printed": "2025-01-15"})
    assert answer.status_code == 303
    assert Document.objects.get().state == "waiting"
    assert clerk.post(f"/documents/{document.pk}/read-again", {}).status_code == 409


def test_accepted_it_stands_in_the_ledger(clerk: Client, page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    answer = clerk.post(f"/documents/statements/{gdp.pk}/accept")
    assert answer["Location"] == f"/documents/{page.pk}?statement={gdp.number}"
    assert now(gdp).state == "accepted"
    commitment = Commitment.objects.get(statement=gdp)
    assert (commitment.value, commitment.unit, commitment.comparator) == ("6", "%", "approx")
    shown = text(clerk.get(answer["Location"]))
    assert f'id="statement-{gdp.pk}" data-statement="{gdp.pk}" data-chosen' in shown
    assert f"/documents/statements/{gdp.pk}/reopen" not in shown
    assert clerk.post(f"/documents/statements/{gdp.pk}/reopen").status_code == 303
    assert now(gdp).state == "accepted"
    assert "已入台账" in text(clerk.get(f"/documents/{page.pk}"))


def test_htmx_gets_the_statement_alone(clerk: Client, page: Document) -> None:
    gdp, other = quoted(page, "地区生产总值"), quoted(page, "规模以上工业")
    answer = clerk.post(f"/documents/statements/{gdp.pk}/accept", headers=HX)
    shown = text(answer)
    assert answer.status_code == 200
    assert shown.startswith("\n<article") or shown.lstrip().startswith("<article")
    assert 'id="settled" hx-swap-oob="true"' in shown
    assert "<html" not in shown
    again = text(clerk.post(f"/documents/statements/{gdp.pk}/accept", headers=HX))
    assert "已经核对过" in again
    refused = text(clerk.post(f"/documents/statements/{other.pk}/refuse", {"reason": ""}, headers=HX))
    assert "不能为空" in refused
    assert "重复" in text(clerk.post(f"/documents/statements/{other.pk}/refuse", {"reason": "重复"}, headers=HX))
    assert Decision.objects.get(statement=other).reason == "重复"
    assert now(other).state == "refused"
    reopened = text(clerk.post(f"/documents/statements/{other.pk}/reopen", headers=HX))
    assert "待核对" in reopened
    # What was said at the statement is not said again on the next page.
    assert "已经核对过" not in text(clerk.get("/documents/"))


def test_edited_it_is_accepted_so(clerk: Client, page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    address = f"/documents/statements/{gdp.pk}/edit"
    form = text(clerk.get(address))
    assert 'value="6"' in form
    assert "<html" not in text(clerk.get(address, headers=HX))
    faulty = clerk.post(address, {"value": "六"})
    assert faulty.status_code == 422
    assert "“六”不是数" in text(faulty)
    assert 'value="六"' in text(clerk.post(address, {"value": "六"}, headers=HX))
    assert clerk.post(address, {"value": "6.5", "comparator": "ge", "strength": "firm"}).status_code == 303
    assert (now(gdp).state, now(gdp).fields["value"]) == ("edited", "6.5")
    commitment = Commitment.objects.get(statement=gdp)
    assert (commitment.value, commitment.comparator, commitment.strength) == ("6.5", "ge", "firm")
    assert "已入台账，请在台账中修改" in text(clerk.post(address, {"value": "7"}))


def test_what_has_no_doubts_is_accepted_in_bulk(clerk: Client, page: Document) -> None:
    shown = text(clerk.get(f"/documents/{page.pk}"))
    keys = [int(key) for key in re.findall(r'name="statement" value="(\d+)"', shown)]
    # The office has one indicator only; what it has not is left to be looked at.
    assert quoted(page, "地区生产总值").pk in keys
    assert quoted(page, "规模以上工业").pk not in keys
    assert "指标不在本单位的指标库中" in shown
    answer = clerk.post(f"/documents/{page.pk}/accept", {"statement": keys})
    assert answer.status_code == 303
    assert f"已采用 {len(keys)} 条" in text(clerk.get(f"/documents/{page.pk}"))
    assert set(Statement.objects.filter(state="accepted").values_list("pk", flat=True)) == set(keys)
    assert Commitment.objects.count() == len(keys)
    assert clerk.post(f"/documents/{page.pk}/accept", {"statement": ["x"]}).status_code == 422


def test_a_link_leads_to_a_statement_wherever_it_is(clerk: Client, county: Any) -> None:
    many = "云岚县2025年计划\n\n" + "\n\n".join(f"新建农村公路{n}公里，新增学位{n}个。" for n in range(1, 130))
    document = read(county, many, name="长-20250115.txt")
    last = document.statements.order_by("-number")[0]
    shown = text(clerk.get(f"/documents/{document.pk}?statement={last.number}"))
    assert f'data-statement="{last.pk}" data-chosen' in shown
    assert "data-chosen" not in text(clerk.get(f"/documents/{document.pk}?statement=999999"))
    assert clerk.get(f"/documents/{document.pk}?statement=x").status_code == 422


def test_the_pages_of_an_issue_stand_side_by_side(clerk: Client, county: Any, page: Document) -> None:
    other = read(county, "新建改建农村公路76公里。\n", name="云岚日报-20250115-02版.txt")
    shown = text(clerk.get(f"/documents/{page.pk}"))
    assert f'href="/documents/{other.pk}"' in shown


def test_the_original_is_given_to_be_saved(clerk: Client, county: Any) -> None:
    page = read(county, b"<html><body>\xe6\x96\xb0\xe5\xbb\xba<script>alert(1)</script></body></html>", name="页.html")
    answer = clerk.get(f"/documents/{page.pk}/original")
    assert b"".join(answer.streaming_content).startswith(b"<html>")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"


def test_who_may_what(page: Document) -> None:
    gdp = quoted(page, "地区生产总值")
    looks, decides = f"/documents/{page.pk}", f"/documents/statements/{gdp.pk}"
    viewer, stranger, nobody = Client(), Client(), Client()
    viewer.force_login(person("viewer", page.place))
    stranger.force_login(person("administrator", place("溪山县", kind="county")))
    shown = text(viewer.get(looks))
    assert "地区生产总值" in shown
    assert "/accept" not in shown
    assert "上传版面" not in text(viewer.get("/documents/"))
    for verb in ("accept", "refuse", "reopen", "edit", "commit"):
        assert viewer.post(f"{decides}/{verb}", {"reason": "x"}).status_code in (303, 403)
        assert stranger.post(f"{decides}/{verb}", {"reason": "x"}).status_code == 404
        assert nobody.post(f"{decides}/{verb}").status_code == 302
    assert viewer.get(f"{decides}/edit").status_code == 403
    assert viewer.get("/documents/new").status_code == 403
    assert viewer.get(f"{looks}/read-again").status_code == 403
    for address in (looks, f"{looks}/original", f"{looks}/read-again"):
        assert stranger.get(address).status_code == 404
    assert page.name not in text(stranger.get("/documents/"))
    assert stranger.post(f"{looks}/accept", {"statement": [gdp.pk]}).status_code == 404
    assert now(gdp).state == "found"
    assert not Decision.objects.exists()


def test_in_english(clerk: Client, page: Document) -> None:
    clerk.post("/preferences", {"language": "en", "next": "/"})
    gdp = quoted(page, "地区生产总值")
    for address in ("/documents/", f"/documents/{page.pk}", "/documents/new", f"/documents/statements/{gdp.pk}/edit"):
        assert clerk.get(address).status_code == 200
    assert "Targets and tasks" in text(clerk.get(f"/documents/{page.pk}"))


def test_every_doubt_has_its_sentence() -> None:
    assert all(f"documents.doubt_{doubt}" in words() for doubt in DOUBTS)


def test_queries_do_not_grow_with_rows(clerk: Client, page: Document) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as told:
            assert clerk.get(address).status_code == 200
        return len(told)

    small = read(page.place, "新建农村公路75公里。\n", name="小-20240101.txt")
    few = [count("/documents/"), count(f"/documents/{small.pk}")]
    for number in range(12):
        brought(page.place, f"第{number}份", name=f"{number}.txt")
    more = [count("/documents/"), count(f"/documents/{page.pk}")]
    # One query more for the jobs of those that wait.
    assert more[0] <= few[0] + 1
    assert more[1] == few[1]


def test_the_reader_says_what_its_counts_are(clerk: Client, county: Any) -> None:
    document = read(county)
    read(county, PAGE + "\n另有一段。", name="云岚日报-20250115-02版.txt")
    total = document.statements.count()
    shown = text(clerk.get(f"/documents/{document.pk}"))
    assert f"共读出 {total} 条，已核对 0 条，还有 {total} 条待核对" in shown
    assert f"待核对 {total} 条" in shown
    assert "采用后列入台账" in shown
    statement = document.statements.get(number=1)
    answer = text(clerk.post(f"/documents/statements/{statement.pk}/accept", headers={"HX-Request": "true"}))
    assert f"共读出 {total} 条，已核对 1 条，还有 {total - 1} 条待核对" in answer


def test_a_page_brought_in_by_mistake_is_withdrawn(clerk: Client, county: Any) -> None:
    document = read(county)
    page, form = f"/documents/{document.pk}", f"/documents/{document.pk}/withdraw"
    assert f'href="{form}"' in text(clerk.get(page))
    assert "撤回的理由" in text(clerk.get(form))
    assert clerk.post(form, {"reason": " "}).status_code == 422
    statement = document.statements.get(number=1)
    done = clerk.post(form, {"reason": "传错了县"})
    assert (done.status_code, done["Location"]) == (303, page)
    shown = text(clerk.get(page))
    assert "撤回：传错了县" in shown
    assert form not in shown
    assert "已撤回：传错了县" in text(clerk.get("/documents/"))
    assert "已撤回：传错了县" not in text(clerk.get("/documents/?open=1"))
    assert clerk.get(form).status_code == 409
    clerk.post(f"/documents/statements/{statement.pk}/accept")
    statement.refresh_from_db()
    assert statement.state == "found"


def test_what_stands_in_the_ledger_is_named_when_a_page_is_to_be_withdrawn(clerk: Client, county: Any) -> None:
    document = read(county)
    task = document.statements.filter(kind="task")[0]
    clerk.post(f"/documents/statements/{task.pk}/accept")
    refused = clerk.post(f"/documents/{document.pk}/withdraw", {"reason": "传错了"})
    assert refused.status_code == 409
    assert f"有 1 条已入台账（第 {task.number} 条）" in text(refused)
