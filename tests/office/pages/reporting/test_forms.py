"""Forms and their rounds: drafted, issued, withdrawn; opened, closed, opened again."""

from __future__ import annotations

from typing import Any

from luoshi.office.reporting.models import Form, Round
from office.making import person
from office.pages.reporting.browsing import signed_in, text
from office.reporting.making import County


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
