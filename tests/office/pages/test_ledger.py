"""The pages of the ledger."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.actions.change_commitment import ChangeCommitment
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.owners import current
from luoshi.office.ledger.parts import Part
from luoshi.office.scoring.models import Verdict
from office.ledger.making import County, county, document, indicator, statement, target, task
from office.making import OFFICE, person


@pytest.fixture
def here(office: str) -> County:
    return county()


def signed_in(role: str, scope: Any = None) -> Client:
    found = Client()
    found.force_login(person(role, scope))
    return found


def text(response: Any) -> str:
    return str(response.content.decode())


def verdict(of: Commitment, as_of: str = "2025-06", **contents: str) -> Verdict:
    told = {"actual": "60", "completion": "60", "schedule": "50", **contents}
    made: Verdict = Verdict.objects.create(
        commitment=of, as_of=as_of, state="on_track", light="green", reason="1—6月完成年度目标的60%。", contents=told,
        outlook={"value": "110", "low": "101.26", "high": "120"}, at=timezone.now(),
    )  # fmt: skip
    return made


def test_the_list_is_filtered_sorted_and_paged(here: County) -> None:
    fai = indicator()
    for at in range(60):
        target(here.county, fai, str(at), lead=(here.development.id,))
    task(here.county, "改造老旧小区18个。", card="民生", printed_lead="县林业局")
    client = signed_in("supervisor", here.county)
    first = text(client.get("/ledger/"))
    assert "共 61 项" in first
    assert "第 1—50 条" in first
    assert "2025-060" in text(client.get("/ledger/?page=2"))
    found = text(client.get("/ledger/", {"q": "小区"}))
    assert "共 1 项" in found
    assert "未定" in found
    for query in ("kind=task", "card=民生", "open=on", "state=open&q=老旧"):
        assert "共 1 项" in text(client.get(f"/ledger/?{query}")), query
    assert "共 0 项" in text(client.get("/ledger/?year=2024"))
    assert "没有这样的目标任务" in text(client.get("/ledger/", {"q": "\0无"}))
    assert text(client.get("/ledger/?sort=-number")).index("2025-061") < 10**6
    for query in ("year=x", "sort=colour", "kind=wish"):
        assert client.get(f"/ledger/?{query}").status_code == 422


def test_parts_stand_under_their_whole_where_it_is_seen(here: County) -> None:
    whole = target(here.county, indicator(), "100")
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="40"),)))
    supervisor, town = signed_in("supervisor", here.county), signed_in("reporter", here.towns[0])
    assert "共 1 项" in text(supervisor.get("/ledger/"))
    assert "共 2 项" in text(supervisor.get("/ledger/?parts=on"))
    seen = text(town.get("/ledger/"))
    assert "共 1 项" in seen
    assert "2025-001-01" in seen


def test_queries_of_the_list_do_not_grow(here: County) -> None:
    client = signed_in("supervisor", here.county)
    counts = []
    for more in (1, 20):
        for _ in range(more):
            task(here.county, lead=(here.development.id,), support=tuple(one.id for one in here.town_governments))
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/ledger/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_a_commitment_shows_clause_owners_parts_and_history(here: County) -> None:
    indicator()
    page = document(here.county)
    printed = statement(page, 7, measure="level", unit="亿元", value=100.0, lead="县发展和改革局", support="县林业局")
    whole = perform(OFFICE, CommitStatement(statement=printed.pk))
    parts = tuple(Part(place=town.id, value=value) for town, value in zip(here.towns, ("30", "40", "35"), strict=True))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=parts))
    perform(OFFICE, ChangeCommitment(commitment=whole.pk, reason="常务会议调整", value="102", strength="expected"))
    client = signed_in("supervisor", here.county)
    address = f"/ledger/{whole.pk}/"
    before = text(client.get(address))
    assert "还没有数据，不作判定" in before
    assert f"{address}chart" not in before
    verdict(whole)
    shown = text(client.get(address))
    for expected in (
        "固定资产投资102亿元以上", "固定资产投资增长7%以上", f"/documents/{page.pk}?statement=7", "云岚县发展和改革局",
        "文件印的是“县林业局”", "3个部分合计105亿元，比目标102亿元多3亿元", "2025-001-02", "常务会议调整",
        "目标值 100 → 102；力度 确保 → 预期", "1—6月完成年度目标的60%。", "序时 50%", "101.3—120", f"{address}chart",
        f"{address}change", f"{address}parts",
    ):  # fmt: skip
        assert expected in shown, expected


def test_a_town_sees_its_part_and_not_the_whole(here: County) -> None:
    whole = target(here.county, indicator(), "100")
    [part] = perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="40"),)))
    town = signed_in("reporter", here.towns[0])
    shown = text(town.get(f"/ledger/{part}/"))
    assert "2025-001-01" in shown
    assert f"/ledger/{whole.pk}/" not in shown
    assert f"/ledger/{part}/change" not in shown
    for address in ("", "chart", "parts", "change", "report"):
        assert town.get(f"/ledger/{whole.pk}/{address}").status_code in (403, 404), address
    assert town.get(f"/ledger/{part}/change").status_code == 403
    assert town.get(f"/ledger/{part}/parts").status_code == 403


def test_queries_of_a_commitment_do_not_grow(here: County) -> None:
    whole = target(here.county, indicator(), "100", measure="growth")
    client = signed_in("supervisor", here.county)
    counts = []
    for at, town in enumerate(here.towns[1:]):
        perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=town.id, value="4"),)))
        perform(OFFICE, ChangeCommitment(commitment=whole.pk, reason="再改", value=str(101 + at)))
        verdict(whole, f"2025-0{at + 1}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/ledger/{whole.pk}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_chart_is_drawn(here: County) -> None:
    whole = target(here.county, indicator(), "100")
    for month in range(1, 7):
        verdict(whole, f"2025-0{month}", actual=str(month * 10), completion=str(month * 10))
    shown = text(signed_in("viewer", here.county).get(f"/ledger/{whole.pk}/chart"))
    assert shown.count("<svg") == 2
    assert "逐月实际与序时进度" in shown


def test_a_task_with_its_reports(here: County) -> None:
    made = task(here.county, lead=(here.development.id,))
    clerk = signed_in("reporter", here.development)
    address = f"/ledger/{made.pk}/"
    assert "还没有报送进展" in text(clerk.get(address))
    form = text(clerk.get(f"{address}report"))
    assert "报送 2025-001 的进展" in form
    typed = {"body": here.development.id, "state": "stuck", "share": "30", "text": "用地未批。"}
    assert clerk.post(f"{address}report", typed).status_code == 303
    shown = text(clerk.get(address))
    assert "受阻" in shown
    assert "用地未批。" in shown
    wrong = clerk.post(f"{address}report", {**typed, "share": "三成"})
    assert wrong.status_code == 422
    assert "三成" in text(wrong)
    other = signed_in("reporter", here.industry)
    assert other.post(f"{address}report", typed).status_code == 404


def test_a_commitment_is_entered_by_hand(here: County) -> None:
    fai = indicator()
    client = signed_in("supervisor", here.county)
    form = text(client.get("/ledger/new"))
    assert "登记目标任务" in form
    # Only places where this person may enter commitments are offered.
    assert f'value="{here.towns[0].id}">' in form
    assert "青澜市" not in form
    typed = {
        "kind": "target", "place": here.county.id, "indicator": fai.pk, "measure": "level", "comparator": "ge",
        "value": "1832000", "unit": "万元", "strength": "firm", "period": "2025", "due": "2025-12-31",
        "lead": "县发展和改革局", "support": "各乡镇",
    }  # fmt: skip
    answer = client.post("/ledger/new", typed)
    assert answer.status_code == 303
    made = Commitment.objects.get()
    assert (made.value, made.unit, made.due) == ("183.2", "亿元", dt.date(2025, 12, 31))
    assert len(current(made)) == 4
    assert "已登记 2025-001" in text(client.get(answer.url))
    for change, told in (
        ({"value": "多"}, "“多”不是数"), ({"lead": "县林业局"}, "没有叫“县林业局”的单位"), ({"due": "年底"}, "年底"),
        ({"place": ""}, "没有这个行政区"), ({"period": ""}, "不是有终点的时期"),
    ):  # fmt: skip
        wrong = client.post("/ledger/new", {**typed, **change})
        assert wrong.status_code == 422, change
        assert told in text(wrong)
        assert "1832000" in text(wrong) or "value" in change
    assert Commitment.objects.count() == 1
    assert client.post("/ledger/new", {**typed, "place": here.city.id}).status_code == 403


def test_a_commitment_is_changed_assigned_closed_and_reopened(here: County) -> None:
    made = target(here.county, indicator(), "100", printed_lead="县林业局", due=dt.date(2025, 12, 31))
    client = signed_in("supervisor", here.county)
    address = f"/ledger/{made.pk}/"
    form = text(client.get(f"{address}change"))
    assert 'value="100"' in form
    typed = {"value": "110", "due": "", "reason": "调整", "version": "1"}
    assert client.post(f"{address}change", typed).status_code == 303
    made.refresh_from_db()
    assert (made.value, made.due, made.version) == ("110", None, 2)
    stale = client.post(f"{address}change", {**typed, "value": "120"})
    assert stale.status_code == 409
    assert "已被改成第 2 版" in text(stale)
    assert client.post(f"{address}change", {"value": "120", "version": "2"}).status_code == 422
    assert "县林业局" in text(client.get(f"{address}assign"))
    assert client.post(f"{address}assign", {"lead": "县发展和改革局", "support": ""}).status_code == 303
    assert [one.body for one in current(made)] == [here.development]
    assert client.post(f"{address}assign", {"lead": "县林业局"}).status_code == 422
    assert client.post(f"{address}close", {"state": "done", "reason": "达到"}).status_code == 303
    shown = text(client.get(address))
    assert "已办结" in shown
    assert f"{address}reopen" in shown
    assert f"{address}change" not in shown
    assert client.post(f"{address}reopen", {"reason": "核减"}).status_code == 303
    assert client.get(f"{address}nothing").status_code == 404


def test_a_target_is_broken_down_while_one_sees_what_it_makes(here: County) -> None:
    made = target(here.county, indicator(), "100", due=dt.date(2025, 12, 31))
    client = signed_in("supervisor", here.county)
    address = f"/ledger/{made.pk}/parts"
    form = text(client.get(address))
    names = [f"place-{town.id}" for town in here.towns]
    for name in names:
        assert f'name="{name}"' in form
    typed = {names[0]: "30", names[1]: "40", names[2]: ""}
    sum_ = text(client.post(f"{address}/sum", typed))
    assert "合计70亿元，比目标100亿元少30亿元" in sum_
    assert "栗溪镇" in sum_
    assert "1 个不是数" in text(client.post(f"{address}/sum", {**typed, names[2]: "多"}))
    wrong = client.post(address, {**typed, names[2]: "多"})
    assert wrong.status_code == 422
    assert "“多”不是数" in text(wrong)
    assert Commitment.objects.count() == 1
    assert client.post(address, {**typed, "due": "2025-11-30"}).status_code == 303
    assert set(made.parts.values_list("value", "due")) == {("30", dt.date(2025, 11, 30)), ("40", dt.date(2025, 11, 30))}
    rest = text(client.get(address))
    assert f'name="{names[0]}"' not in rest
    assert "已有的部分" in rest
    assert f'name="body-{here.industry.id}"' in text(client.get(f"{address}?by=body"))
    assert client.post(address, {}).status_code == 422


def test_a_task_is_broken_down(here: County) -> None:
    made = task(here.county)
    client = signed_in("supervisor", here.county)
    address = f"/ledger/{made.pk}/parts"
    assert "岚城镇" in text(client.get(address))
    chosen = [f"place-{town.id}" for town in here.towns[:2]]
    assert client.post(address, {"member": chosen, "text": "完成征迁。"}).status_code == 303
    assert set(made.parts.values_list("name", flat=True)) == {"完成征迁"}


def test_accepted_statements_are_entered(here: County) -> None:
    indicator()
    page = document(here.county)
    good = statement(page)
    lost = statement(page, 2, subject="松坳新区")
    client = signed_in("supervisor", here.county)
    assert "待入台账" in text(client.get("/ledger/"))
    assert "的 2 条" in text(client.get("/ledger/waiting"))
    answer = client.post("/ledger/waiting", {"statement": [good.pk, lost.pk]}, follow=True)
    assert "已列入 1 项" in text(answer)
    assert "“松坳新区”不是一个行政区" in text(answer)
    client.post("/ledger/waiting", {"statement": [lost.pk], "place": here.county.id})
    assert Commitment.objects.count() == 2
    assert "都在台账里" in text(client.get("/ledger/waiting"))
    assert signed_in("viewer", here.county).get("/ledger/waiting").status_code == 403


def test_many_are_changed_at_once(here: County) -> None:
    fai = indicator()
    made = [target(here.county, fai) for _ in range(3)]
    client = signed_in("supervisor", here.county)
    assert "2025-003" in text(client.get("/ledger/many?kind=target"))
    typed = {"commitment": [made[0].pk, made[2].pk], "due": "2025-12-31", "lead": "县发展和改革局", "reason": "补登"}
    assert client.post("/ledger/many", typed).status_code == 303
    assert [one.due is not None for one in Commitment.objects.order_by("number")] == [True, False, True]
    assert client.post("/ledger/many", {"reason": "补登"}).status_code == 422
    assert client.post("/ledger/many", {**typed, "reason": ""}).status_code == 422


def test_the_list_goes_out_as_files(here: County) -> None:
    target(here.county, indicator(), lead=(here.development.id,))
    task(here.county)
    client = signed_in("leader", here.county)
    lines = client.get("/ledger/export/jsonl?kind=task").content.decode().splitlines()
    assert [json.loads(line)["number"] for line in lines] == ["2025-002"]
    answer = client.get("/ledger/export/xlsx")
    assert "filename*=UTF-8''%E5%8F%B0%E8%B4%A6-" in answer["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames == ["目标", "任务", "按单位"]
    assert client.get("/ledger/export/docx").content[:2] == b"PK"
    assert client.get("/ledger/export/pdf").status_code == 404


def test_a_workbook_comes_in(here: County) -> None:
    made = target(here.county, indicator(), "100", lead=(here.development.id,))
    client = signed_in("supervisor", here.county)
    assert "导入目标任务" in text(client.get("/ledger/import"))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/ledger/export/xlsx").content))
    heads = {cell.value: cell.column for cell in book["目标"][1]}
    book["目标"].cell(2, heads["目标值"]).value = 120
    answer = client.post("/ledger/import", {"file": _file(book), "reason": "调整"}, follow=True)
    assert "新增 0 项，修改 1 项" in text(answer)
    made.refresh_from_db()
    assert (made.value, made.version) == ("120", 2)
    book["目标"].cell(2, heads["目标值"]).value = "多"
    book["目标"].cell(2, heads["牵头单位"]).value = "县林业局"
    wrong = client.post("/ledger/import", {"file": _file(book), "reason": "调整"})
    assert wrong.status_code == 422
    for told in ("牵头单位", "没有叫“县林业局”的单位"):
        assert told in text(wrong)
    assert client.post("/ledger/import", {"reason": "调整"}).status_code == 422
    assert signed_in("viewer", here.county).get("/ledger/import").status_code == 403


def _file(book: Any) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "ledger.xlsx"
    return out


def test_a_form_that_is_sent_twice_makes_one_commitment(office: str) -> None:
    """A second click; the same form, gone back to and changed, is another one."""
    made = county()
    browser = signed_in("supervisor", made.county)
    page = browser.get("/ledger/new?kind=task").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    typed = {"kind": "task", "place": made.county.pk, "period": "2025", "text": "修通溪口公路。", "key": key[1]}
    first, second = browser.post("/ledger/new", typed), browser.post("/ledger/new", typed)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert Commitment.objects.count() == 1
    assert browser.post("/ledger/new", {**typed, "text": "修通竹口公路。"}).status_code == 303
    assert Commitment.objects.count() == 2
