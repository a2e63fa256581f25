"""The pages of reporting: filling in, handing in, review, templates, forms, rounds, waivers, burden, import."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import quote

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.grant_role import GrantRole
from luoshi.office.people.models import Person
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.models import Cell, Draft, Form, Round, Sheet, Submission, Waiver
from office.making import LONG_AGO, OFFICE, person, place
from office.reporting.making import County, accepted, county, opened, sheet, submitted


@pytest.fixture
def here(office: str) -> County:
    return county()


@pytest.fixture
def owed(here: County) -> Sheet:
    """A sheet of two cells, of the first town."""
    return sheet(opened(here.form(0, 1, title="投资月报")), here.towns[0])


def signed_in(who: Actor | Person) -> Client:
    found = Client()
    found.force_login(Person.objects.get(pk=who.person) if isinstance(who, Actor) else who)
    return found


def text(response: Any) -> str:
    return str(response.content.decode())


def names(held: Sheet) -> list[str]:
    return [f"c{cell.pk}" for cell in own_cells(held)]


def typed(held: Sheet, *values: str, act: str = "submit", version: int = 0, draft: int = 0, **more: str) -> Any:
    """What the grid posts: a number and a status for each cell."""
    told: dict[str, Any] = {"act": act, "version": version, "draft": draft, **more}
    for name, value in zip(names(held), values, strict=True):
        told |= {name: value, f"{name}-status": "reported" if value else "missing"}
    return told


def now(held: Sheet) -> Sheet:
    return Sheet.objects.get(pk=held.pk)


def address(held: Sheet, verb: str = "") -> str:
    return f"/sheets/{held.pk}/{verb}"


def test_a_draft_is_kept_and_shown_again(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    listed = text(client.get("/forms/"))
    assert "投资月报" in listed
    assert f'href="{address(owed)}"' in listed
    first = text(client.get(address(owed)))
    assert all(f'name="{name}"' in first for name in names(owed))
    assert "2099年1月1日截止" in first
    answer = client.post(address(owed), typed(owed, "12.5", "", act="save"), follow=True)
    assert "草稿已保存" in text(answer)
    assert Draft.objects.get().contents["entries"] == {
        names(owed)[0][1:]: {"status": "", "value": "12.5", "note": ""},
    }  # fmt: skip
    again = text(client.get(address(owed)))
    assert 'value="12.5"' in again
    assert "已填 1／2 格" in again
    assert "草稿" in text(client.get("/forms/"))
    late = client.post(address(owed), typed(owed, "13", "", act="save", draft=0))
    assert late.status_code == 409
    assert "草稿已由" in text(late)
    assert 'value="13"' in text(late), "what was typed is not lost"
    assert client.post(address(owed), typed(owed, "13", "", act="save", draft=1)).status_code == 303


@pytest.mark.parametrize("told", ["9" * 400, "9" * 39, "1e999999999", "sNaN", "-Infinity", "²"])
def test_a_draft_of_any_number_opens_again(here: County, told: str) -> None:
    """Beside a number of the year before, by which the change is told."""
    form = here.form(0)
    accepted(here.clerks[0], here.reviewer, sheet(opened(form, "2024-01/2024-03"), here.towns[0]), "10")
    held = sheet(opened(form), here.towns[0])
    client = signed_in(here.clerks[0])
    assert client.post(address(held), typed(held, told, act="save")).status_code == 303
    assert client.get(address(held)).status_code == 200
    assert client.post(address(held), typed(held, told, draft=1)).status_code == 422
    assert client.get(address(held, "template")).status_code == 200


def test_faults_are_marked_where_they_are(here: County, owed: Sheet) -> None:
    client, (first, second) = signed_in(here.clerks[0]), names(owed)
    answer = client.post(address(owed), typed(owed, "十二点五", ""))
    page = text(answer)
    assert answer.status_code == 422
    assert "有 2 格填得不对" in page
    assert "“十二点五”不是数" in page
    assert f'<span class="said" id="{second}-said">没有填：填数，或选一个状态' in page
    assert 'aria-invalid="true"' in page
    assert 'value="十二点五"' in page
    assert (now(owed).state, Submission.objects.count()) == ("open", 0)
    checked = client.post(address(owed, "check"), typed(owed, "1.234", ""))
    assert f'data-cell="{first}" data-kind="fault"' in text(checked)
    assert "小数位太多" in text(checked)
    assert "没有填" not in text(checked), "what is not typed yet is no fault yet"


def test_questions_and_words_on_statuses_are_answered(here: County) -> None:
    form, town = here.form(0, 1, title="投资月报"), here.towns[0]
    accepted(here.clerks[0], here.reviewer, sheet(opened(form, "2025-01/2025-02"), town), "40", "10")
    held = sheet(opened(form), town)
    client, (first, second) = signed_in(here.clerks[0]), names(held)
    told = typed(held, "30", "") | {f"{second}-status": "withheld"}
    answer = client.post(address(held), told)
    assert answer.status_code == 422
    assert "请说明原因" in text(answer)
    assert f'name="note-{second}"' in text(answer)
    told[f"note-{second}"] = "涉及个别企业，不公开"
    answer = client.post(address(held), told)
    assert "疑问没有答复" in text(answer)
    asked = re.findall(rf'name="(why-{first}\.[a-z_]+)"', text(answer))
    assert asked, text(answer)
    assert f'name="{asked[0]}"' in text(client.post(address(held, "check"), told))
    told |= dict.fromkeys(asked, "上月误将计划数报入")
    done = client.post(address(held), told, follow=True)
    assert "已提交，等待审核" in text(done)
    made = Submission.objects.get(sheet=held)
    assert {value.cell_id: (value.status, value.note) for value in made.values.all()} == {
        int(first[1:]): ("reported", ""), int(second[1:]): ("withheld", "涉及个别企业，不公开"),
    }  # fmt: skip
    reviewed = text(signed_in(here.reviewer).get(f"/review/{made.pk}/"))
    assert "上月误将计划数报入" in reviewed
    assert "涉及个别企业，不公开" in reviewed


def test_a_draft_asks_when_its_page_is_open_and_keeps_answers_not_shown_yet(here: County) -> None:
    form, town = here.form(0, title="投资月报"), here.towns[0]
    accepted(here.clerks[0], here.reviewer, sheet(opened(form, "2025-01/2025-02"), town), "40")
    held = sheet(opened(form), town)
    client, [only] = signed_in(here.clerks[0]), names(held)
    assert 'hx-trigger="load, ' not in text(client.get(address(held))), "nothing stands there to ask about"
    why = re.findall(rf'name="(why-{only}\.[a-z_]+)"', text(client.post(address(held), typed(held, "30"))))[0]
    client.post(address(held), typed(held, "30", act="save") | {why: "上月误报"})
    page = text(client.get(address(held)))
    assert 'hx-trigger="load, ' in page
    assert why not in page
    assert "上月误报" in text(client.post(address(held, "check"), typed(held, "30")))
    assert client.post(address(held), typed(held, "30", act="save", draft=1)).status_code == 303
    assert "上月误报" in text(client.post(address(held, "check"), typed(held, "30"))), "it was not on the page"
    assert client.post(address(held), typed(held, "30", act="save", draft=2) | {why: ""}).status_code == 303
    assert "上月误报" not in text(client.post(address(held, "check"), typed(held, "30"))), "it was taken away"


def test_a_sheet_that_was_handed_in_meanwhile_is_told_in_words(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    submitted(here.clerks[0], owed, "1", "2")
    answer = client.post(address(owed), typed(owed, "3", "4"))
    assert answer.status_code == 409
    assert "这份报表已有第 1 版，您是从第 0 版填的" in text(answer)
    assert "正待审核" in text(client.post(address(owed), typed(owed, "3", "4", version=1)))
    assert [value.value for value in Submission.objects.get().values.order_by("cell")] == ["1", "2"]


def test_a_second_click_hands_nothing_in_twice(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    key = re.findall(r'name="key" value="([^"]+)"', text(client.get(address(owed))))[0]
    for _ in range(2):
        assert client.post(address(owed), typed(owed, "3", "4", key=key)).status_code == 303
    assert Submission.objects.count() == 1


def test_a_correction_wants_a_reason_and_waits_for_review(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    accepted(here.clerks[0], here.reviewer, owed, "1", "2")
    client_of_reviewer = signed_in(person("supervisor", here.place))
    assert client_of_reviewer.post(f"/forms/rounds/{owed.round_id}/close").status_code == 303
    assert "更正原因" in text(client.get(address(owed)))
    told = typed(owed, "1.5", "2", version=1)
    answer = client.post(address(owed), told)
    assert answer.status_code == 422
    assert "请写明理由" in text(answer)
    assert client.post(address(owed), {**told, "reason": "统计局核减"}).status_code == 303
    made = Submission.objects.get(kind="correction")
    assert Cell.objects.get(pk=names(owed)[0][1:]).value == "1"
    page = text(client_of_reviewer.get(f"/review/{made.pk}/"))
    assert "上一版 1" in page
    assert "统计局核减" in page
    perform(here.reviewer, SendBack(submission=made.pk, reason="附核减文件"))
    sent_back = text(client.get(address(owed)))
    assert "更正原因" in sent_back, "a correction that was sent back is corrected again, though the round is closed"
    assert "附核减文件" in sent_back
    told = typed(owed, "1.5", "2", version=2, reason="统计局核减，文件已附")
    assert client.post(address(owed), told).status_code == 303
    assert now(owed).state == "submitted"


def book(client: Client, held: Sheet, *values: Any) -> SimpleUploadedFile:
    """The template of a sheet as somebody filled it in: the numbers from the fifth row on."""
    got = client.get(address(held, "template"))
    assert got["Content-Disposition"] == f'attachment; filename="sheet-{held.pk}.xlsx"'
    filled = openpyxl.load_workbook(io.BytesIO(got.content))
    for row, value in enumerate(values, start=5):
        filled["填报"][f"G{row}"] = value
    out = io.BytesIO()
    filled.save(out)
    return SimpleUploadedFile("投资月报.xlsx", out.getvalue())


def test_a_template_comes_back_right_or_with_its_faults(here: County, owed: Sheet) -> None:
    client = signed_in(here.clerks[0])
    assert client.get(address(owed, "upload")).status_code == 200
    assert "请选择文件" in text(client.post(address(owed, "upload")))
    answer = client.post(address(owed, "upload"), {"file": book(client, owed, "很多", 7)})
    page = text(answer)
    assert answer.status_code == 422
    assert "1 处有误，没有读入任何数据" in page
    assert "第 5 行" in page
    assert not Draft.objects.exists()
    link = re.findall(rf'href="(/sheets/{owed.pk}/returned/[0-9a-f]+)"', page)[0]
    given = client.get(link)
    marked = openpyxl.load_workbook(io.BytesIO(given.content))["填报"]
    assert "不是数" in marked["G5"].comment.text
    assert marked["G6"].value == 7
    assert client.get(link[:-1] + "z").status_code == 404
    assert signed_in(here.clerks[1]).get(link).status_code == 404
    done = client.post(address(owed, "upload"), {"file": book(client, owed, 6.5, 7)}, follow=True)
    assert "已读入 2 格" in text(done)
    assert 'value="6.5"' in text(done)
    wrong = client.post(address(owed, "upload"), {"file": SimpleUploadedFile("表.xlsx", b"PK nothing")})
    assert wrong.status_code == 422
    assert "表.xlsx" in text(wrong)


def test_a_reviewer_accepts_and_sends_back(here: County, owed: Sheet) -> None:
    other = sheet(owed.round, here.towns[1])
    made, second = submitted(here.clerks[0], owed, "1", "2"), submitted(here.clerks[1], other, "3", "4")
    client = signed_in(here.reviewer)
    assert "共 2 份待审" in text(client.get("/review/"))
    assert client.post(f"/review/{made.pk}/back", {"why": " "}).status_code == 422
    answer = client.post(f"/review/{made.pk}/back", {"why": "投资数与上月相同，请核对"})
    assert answer["Location"] == f"/review/{second.pk}/", "on to the next one"
    assert now(owed).state == "sent_back"
    back = text(signed_in(here.clerks[0]).get(address(owed)))
    assert "投资数与上月相同，请核对" in back
    assert client.post(f"/review/{second.pk}/accept")["Location"] == "/review/"
    assert [cell.value for cell in Cell.objects.filter(home=other).order_by("pk")] == ["3", "4"]
    again = client.post(f"/review/{second.pk}/accept")
    assert again.status_code == 409
    assert "不在待审核中" in text(again)
    assert "没有待审的" in text(client.get("/review/"))


def test_four_eyes(here: County, owed: Sheet) -> None:
    clerk = here.clerks[0]
    assert clerk.person is not None
    perform(OFFICE, GrantRole(person=clerk.person, role="reviewer", body=here.towns[0].id, since=LONG_AGO))
    made, client = submitted(clerk, owed, "1", "2"), signed_in(clerk)
    page = text(client.get(f"/review/{made.pk}/"))
    assert "自己提交的由别人审核" in page
    assert f"/review/{made.pk}/accept" not in page
    answer = client.post(f"/review/{made.pk}/accept")
    assert (answer.status_code, now(owed).state) == (403, "submitted")
    assert "要由别人审核" in text(answer)
    assert f"/review/{made.pk}/accept" in text(signed_in(here.reviewer).get(f"/review/{made.pk}/"))


def definition(here: County, **more: Any) -> dict[str, Any]:
    return {
        "issuer": here.bureau.pk, "code": "F77", "title": "工业月报", "every": "1", "first": "1", "due_day": "18",
        "joined_day": "20", "result_day": "25", "minutes": "20", "basis": "县统计制度",
        "cells": f"{here.indicators[0].name}\n{here.indicators[1].name} 增速", "respondents": "各乡镇", **more,
    }  # fmt: skip


def test_a_form_is_drafted_changed_issued_and_withdrawn(here: County) -> None:
    client = signed_in(person("supervisor", here.place))
    assert "云岚县统计局" in text(client.get("/forms/new"))
    wrong = client.post("/forms/new", definition(here, cells="没有的指标", every="13"))
    assert wrong.status_code == 422
    assert "指标目录里没有：没有的指标" in text(wrong)
    assert "应在 1 到 12 之间" in text(wrong)
    assert "各乡镇" in text(wrong), "what was typed is not lost"
    assert "应为一个现有单位的名称" in text(client.post("/forms/new", definition(here, respondents="无名镇")))
    assert client.post("/forms/new", definition(here, issuer="x")).status_code == 422
    assert client.post("/forms/new", definition(here)).status_code == 303
    form = Form.objects.get()
    assert form.cells.count() == form.respondents.count() == 2
    own = f"/forms/{form.pk}/"
    changed = text(client.get(f"{own}change"))
    assert f"{here.indicators[1].name} 增速" in changed
    assert client.post(f"{own}change", definition(here, title="工业报表")).status_code == 303
    assert "工业报表" in text(client.get("/forms/asked"))
    assert 'data-opens="issue"' in text(client.get(own))
    assert client.post(f"{own}issue", {"leave_repeats": ""}).status_code == 303
    assert "已下发" in text(client.get("/forms/asked"))
    issued = text(client.get(f"{own}change"))
    assert 'name="cells"' not in issued
    assert client.post(f"{own}change", {"title": "工业月报", "minutes": "15", "basis": ""}).status_code == 303
    assert Form.objects.get().minutes == 15
    assert client.post(f"{own}withdraw").status_code == 422
    assert client.post(f"{own}withdraw", {"reason": "并入季报"}).status_code == 303
    assert "已停用" in text(client.get(own))
    assert client.post(f"{own}issue").status_code == 409


def test_what_others_ask_already_is_shown_before_a_form_is_issued(here: County) -> None:
    here.form(0, title="旧表")
    client = signed_in(person("supervisor", here.place))
    client.post("/forms/new", definition(here))
    own = f"/forms/{Form.objects.get(code='F77').pk}/"
    page = text(client.get(own))
    assert "旧表" in page
    assert 'name="leave_repeats" value="1"' in page
    refused = client.post(f"{own}issue", {"leave_repeats": ""})
    assert refused.status_code == 409
    assert "格已由别的报表在要" in text(refused) or "别的报表已在要" in text(refused)
    assert client.post(f"{own}issue", {"leave_repeats": "1"}).status_code == 303


def test_a_round_is_opened_closed_and_opened_again(here: County) -> None:
    form = here.form(0, title="投资月报")
    client, own = signed_in(person("supervisor", here.place)), f"/forms/{form.pk}/"
    assert 'data-opens="open_round"' in text(client.get(own))
    assert client.post(f"{own}rounds", {"period": "2025-13", "due": ""}).status_code == 422
    assert client.post(f"{own}rounds", {"period": "2025-01/2025-03", "due": "三月"}).status_code == 422
    assert client.post(f"{own}rounds", {"period": "2025-01/2025-03", "due": ""}).status_code == 303
    held = Round.objects.get()
    page = text(client.get(own))
    assert f'data-opens="close-{held.pk}"' in page
    assert f'action="/forms/rounds/{held.pk}/close"' in page
    done = client.post(f"/forms/rounds/{held.pk}/close", follow=True)
    assert "已关闭" in text(done)
    assert f'data-opens="reopen-{held.pk}"' in text(done)
    assert "已关闭" in text(client.post(f"/forms/rounds/{held.pk}/close"))
    unsaid = client.post(f"/forms/rounds/{held.pk}/reopen", {"reason": ""})
    assert unsaid.status_code == 422
    assert client.post(f"/forms/rounds/{held.pk}/reopen", {"reason": "两个镇补报"}).status_code == 303
    assert Round.objects.get().closed_at is None
    assert client.post(f"/forms/rounds/{held.pk}/burn").status_code == 404
    reviewer = signed_in(here.reviewer)
    assert f'data-opens="close-{held.pk}"' in text(reviewer.get(own))
    reviewer.post(f"/forms/rounds/{held.pk}/close")
    assert f'data-opens="reopen-{held.pk}"' not in text(reviewer.get(own)), "a reviewer may not open it again"
    assert reviewer.post(f"/forms/rounds/{held.pk}/reopen", {"reason": "补报"}).status_code == 403
    assert "data-opens" not in text(signed_in(here.clerks[0]).get(own))


def test_a_waiver_stands_for_the_word(here: County, owed: Sheet) -> None:
    first, _ = names(owed)
    clerk, reviewer = signed_in(here.clerks[0]), signed_in(here.reviewer)
    told = typed(owed, "", "2") | {f"{first}-status": "withheld"}
    assert clerk.post(address(owed), told).status_code == 422
    page = text(reviewer.get(address(owed)))
    assert 'data-opens="waive"' in page
    assert f'<option value="{first[1:]}"' in page
    given = {"cell": first[1:], "status": "withheld"}
    unsaid = reviewer.post(address(owed, "waive"), {**given, "reason": ""})
    assert unsaid.status_code == 422
    assert "请写明理由" in text(unsaid)
    assert reviewer.post(address(owed, "waive"), {**given, "status": "reported", "reason": "无"}).status_code == 422
    assert reviewer.post(address(owed, "waive"), {**given, "cell": "0", "reason": "无"}).status_code == 404
    done = reviewer.post(address(owed, "waive"), {**given, "reason": "只有一家企业"}, follow=True)
    assert "已准许报“不公开”" in text(done)
    assert Waiver.objects.get().reason == "只有一家企业"
    assert 'data-opens="waive"' not in text(clerk.get(address(owed)))
    assert clerk.post(address(owed, "waive"), {**given, "reason": "无"}).status_code == 403
    assert "“不公开”，请说明原因" not in text(clerk.post(address(owed, "check"), told))
    assert clerk.post(address(owed), told).status_code == 303


def test_burden_counts_what_is_asked(here: County, owed: Sheet) -> None:
    opened(here.form(0, title="重复的表"))
    client = signed_in(person("leader", here.place))
    page = text(client.get("/burden/"))
    assert "镇0人民政府" in page
    assert "投资月报、重复的表" in page
    assert client.get("/burden/?year=1999").status_code == client.get("/burden/?year=x").status_code == 200


@pytest.mark.parametrize("told", ["²", "٣", "-1", "9" * 30, "20259999", "\0"])
@pytest.mark.parametrize("address", ["/burden/?year=", "/forms/?show=all&round=", "/forms/?page="])
def test_numbers_that_are_none_break_nothing(here: County, owed: Sheet, address: str, told: str) -> None:
    assert signed_in(here.reviewer).get(address + quote(told)).status_code == 200


def test_figures_come_in_from_a_table(here: County) -> None:
    supervisor = signed_in(person("supervisor", here.place))
    name = here.indicators[0].name
    head = "地区,指标,时期,口径,数值,单位,状态\n"
    good = f"{head}云镇0,{name},2024-01/2024-03,总量,12.5,亿元,已报\n云镇1,{name},2024-01/2024-03,总量,,亿元,缺报\n"

    def given(table: str) -> Any:
        return supervisor.post(
            "/figures/import", {"file": SimpleUploadedFile("历史.csv", table.encode()), "note": "年鉴"}
        )

    assert "请选择文件" in text(supervisor.post("/figures/import", {"note": ""}))
    wrong = given(f"{head}云镇0,{name},2024-01/2024-03,总量,很多,亿元,已报\n无名镇,{name},2024,总量,1,亿元,已报\n")
    assert wrong.status_code == 422
    assert "一行也没有导入" in text(wrong)
    assert "没有这个行政区：无名镇" in text(wrong)
    assert not Cell.objects.exists()
    done = supervisor.post("/figures/import", {"file": SimpleUploadedFile("历史.csv", good.encode())}, follow=True)
    assert "已导入 2 个数" in text(done)
    assert Cell.objects.get(place__name="云镇0").value == "12.5"
    assert signed_in(here.reviewer).get("/figures/import").status_code == 403


def test_lists_ask_as_many_queries_for_many_as_for_few(here: County) -> None:
    first = here.form(0, title="投资月报")
    made = submitted(here.clerks[1], sheet(opened(first), here.towns[1]), "3")
    lists = [
        *((here.clerks[0], one) for one in ("/forms/", "/forms/?show=mine", "/forms/?show=all", "/forms/asked")),
        *((here.reviewer, one) for one in ("/forms/rounds", "/review/", f"/review/{made.pk}/", "/burden/")),
        (here.reviewer, f"/forms/{first.pk}/"),
    ]
    clients = {who.person: signed_in(who) for who in (here.clerks[0], here.reviewer)}
    counts: dict[str, list[int]] = {}
    for rounds in (("2025-01", "2025-01/2025-02"), ("2025-01/2025-04", "2025-01/2025-05", "2025-01/2025-06")):
        for period in rounds:
            held, other = opened(first, period), opened(here.form(1, 2), period)
            submitted(here.clerks[0], sheet(held, here.towns[0]), "1")
            submitted(here.clerks[1], sheet(other, here.towns[1]), "1", "2")
        for who, one in lists:
            clients[who.person].get(one)
            with CaptureQueriesContext(connection) as asked:
                assert clients[who.person].get(one).status_code == 200
            counts.setdefault(one, []).append(len(asked))
    assert {one: found for one, found in counts.items() if len({*found}) > 1} == {}


def test_a_sheet_asks_as_many_queries_for_many_cells(here: County) -> None:
    client, counts = signed_in(here.clerks[0]), []
    for which in ((0,), (1, 2, (0, "growth"), (1, "growth"), (2, "growth"))):
        held = sheet(opened(here.form(*which)), here.towns[0])
        client.get(address(held))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(held)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 40


def test_whoever_has_nothing_to_do_with_it_finds_nothing(here: County, owed: Sheet) -> None:
    made = submitted(here.clerks[0], owed, "1", "2")
    elsewhere = place("外县", kind="county")
    for role in ("reporter", "reviewer", "supervisor"):
        client = signed_in(person(role, elsewhere))
        for one in (address(owed), address(owed, "template"), f"/review/{made.pk}/", f"/forms/{owed.round.form_id}/"):
            assert client.get(one).status_code == 404, (role, one)
        assert "投资月报" not in text(client.get("/forms/?show=all"))
    stranger = signed_in(person("supervisor", elsewhere))
    for one in (f"/review/{made.pk}/accept", f"/review/{made.pk}/back", f"/forms/rounds/{owed.round_id}/close",
                f"/forms/{owed.round.form_id}/withdraw", address(owed, "waive")):  # fmt: skip
        assert stranger.post(one, {"why": "x", "reason": "x"}).status_code == 404, one
    neighbour = signed_in(here.clerks[1])
    for one in (address(owed), address(owed, "upload"), f"/review/{made.pk}/"):
        assert neighbour.get(one).status_code == 404, one
    assert neighbour.post(address(owed), typed(owed, "5", "6")).status_code == 404
    reviewer = signed_in(here.reviewer)
    assert reviewer.post(address(owed), typed(owed, "5", "6")).status_code == 403
    assert reviewer.get(address(owed, "upload")).status_code == 403
    clerk = signed_in(here.clerks[0])
    assert clerk.get("/review/").status_code == clerk.get("/forms/new").status_code == 403
    assert clerk.post(f"/review/{made.pk}/accept").status_code == 403
    assert signed_in(person("viewer", here.place)).get(address(owed)).status_code == 200
    assert Client().get(address(owed)).status_code == 302
    assert now(owed).state == "submitted"
