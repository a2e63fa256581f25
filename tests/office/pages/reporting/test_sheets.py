"""A sheet in a browser's hands: drafts, faults, questions, handing in, corrections, waivers."""

from __future__ import annotations

import re

import pytest

from luoshi.office.guard.perform import perform
from luoshi.office.reporting.actions.send_back import SendBack
from luoshi.office.reporting.models import Cell, Draft, Sheet, Submission, Waiver
from office.making import person
from office.pages.reporting.browsing import address, names, now, signed_in, text, typed
from office.reporting.making import County, accepted, opened, sheet, submitted


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
