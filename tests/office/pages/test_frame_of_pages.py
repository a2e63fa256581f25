"""The frame around the pages: signing in and back, faults, notices, rooms with what waits, Today."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from luoshi.office.guard.errors import Conflict, Invalid, Unavailable
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.organisations.actions.rename_node import RenameNode
from luoshi.office.pages import waiting
from luoshi.office.pages.acting import act, show
from luoshi.office.pages.entering import page
from luoshi.office.people.finding import person_of
from luoshi.office.people.scopes import actor_of
from luoshi.office.reporting.actions.close_round import CloseRound
from luoshi.office.reporting.models import Form
from luoshi.office.scoring.models import Verdict
from luoshi.office.urls import (  # noqa: F401 - Django looks for them here
    handler400,
    handler403,
    handler404,
    handler500,
    handler503,
)
from luoshi.office.urls import urlpatterns as of_the_office
from office.documents.making import read
from office.making import OFFICE, person, place
from office.reporting import making as reporting
from office.scoring import making as scoring

HTMX = {"HX-Request": "true"}


@page("organisations.see")
def raising(request: Any, kind: str) -> Any:
    if kind == "mistake":
        raise RuntimeError("a mistake")
    if kind == "away":
        raise OperationalError("connection refused")
    if kind == "full":
        raise Unavailable("guard.disk_full")
    raise Conflict("organisations.shares", sum=2)


@page("organisations.see")
def renaming(request: Any, number: int) -> Any:
    found = act(request, RenameNode(tree="place", node=number, name="", on=dt.date(2024, 1, 1)))
    return show(request, "narrow.html", {"title": "x"}, problem=found)


urlpatterns = [path("try/<str:kind>", raising), path("rename/<int:number>", renaming), *of_the_office]


@pytest.fixture
def client() -> Client:
    made = Client(raise_request_exception=False)
    made.force_login(person("administrator"))
    return made


def text(response: Any) -> str:
    return str(response.content.decode())


def test_who_has_not_signed_in_comes_back_to_where_they_were(sqlite_only: str) -> None:
    assert Client().get("/people/?q=x").url == "/accounts/login/?next=/people/%3Fq%3Dx"
    told = Client().get("/people/", headers={**HTMX, "HX-Current-URL": "http://testserver/account?x=1"})
    assert (told.status_code, told["HX-Redirect"]) == (200, "/accounts/login/?next=/account%3Fx%3D1")
    posted = Client().post("/people/invite", headers={"Referer": "http://testserver/people/invite"})
    assert posted.url == "/accounts/login/?next=/people/invite"
    elsewhere = Client().post("/people/invite", headers={"Referer": "https://elsewhere.example/x"})
    assert elsewhere.url == "/accounts/login/?next=/"


class TestFaults:
    @pytest.fixture(autouse=True)
    def these_addresses(self) -> Any:
        with override_settings(ROOT_URLCONF=__name__):
            yield

    @pytest.mark.parametrize(
        ("address", "status", "told"),
        [
            ("/nowhere", 404, "没有这一页"),
            ("/people/999/", 404, "没有"),
            ("/try/mistake", 500, "系统出错"),
            ("/try/away", 503, "数据库暂时无法使用"),
            ("/try/full", 503, "磁盘已满"),
            ("/try/conflict", 409, "比例之和应为 1"),
        ],
    )
    def test_in_the_look_of_the_office(
        self, sqlite_only: str, client: Client, address: str, status: int, told: str
    ) -> None:
        answer = client.get(address)
        assert answer.status_code == status
        assert told in text(answer)
        assert 'class="brand"' in text(answer)
        client.cookies["luoshi_language"] = "en"
        assert 'lang="en"' in text(client.get(address))

    def test_not_for_you(self, sqlite_only: str) -> None:
        client = Client()
        client.force_login(person("viewer"))
        answer = client.get("/people/")
        assert answer.status_code == 403
        assert "无权查看人员" in text(answer)

    def test_a_form_without_its_token(self, sqlite_only: str) -> None:
        strict = Client(enforce_csrf_checks=True)
        answer = strict.post("/preferences", {"language": "en"})
        assert answer.status_code == 403
        assert "页面已过期" in text(answer)

    def test_when_the_database_is_away_for_everything(self, sqlite_only: str, monkeypatch: pytest.MonkeyPatch) -> None:
        client = Client()
        client.force_login(person("viewer"))

        def away(*args: Any) -> Any:
            raise OperationalError("connection refused")

        monkeypatch.setattr(connection, "cursor", away)
        answer = client.get("/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "数据库" in text(answer)

    def test_to_htmx_a_fault_is_a_notice(self, sqlite_only: str, client: Client) -> None:
        answer = client.get("/try/conflict", headers=HTMX)
        assert (answer.status_code, answer["HX-Retarget"]) == (409, "#toasts")
        assert text(answer).startswith('<div class="notice fault"')

    def test_an_action_that_is_refused_gives_the_page_its_status_and_a_notice(
        self, sqlite_only: str, client: Client
    ) -> None:
        answer = client.get(f"/rename/{place('云岚县').id}")
        assert answer.status_code == Invalid.status
        assert "不能为空" in text(answer)
        # Said once.
        assert "不能为空" not in text(client.get("/"))

    def test_the_api_is_told_as_problem_details(self, sqlite_only: str, client: Client) -> None:
        answer = client.get("/api/nowhere")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


class TestToday:
    @pytest.fixture
    def county(self) -> Any:
        made = reporting.county()
        reporting.opened(made.form(0, 1))
        return made

    def test_each_sees_what_waits_for_them(self, office: str, county: Any) -> None:
        held = reporting.Round.objects.get()
        first, second = (reporting.sheet(held, town) for town in county.towns)
        reporting.submitted(county.clerks[0], first, "1.50")
        assert [waiting.due(clerk).count() for clerk in county.clerks] == [0, 1]
        assert waiting.due(county.reviewer).count() == 0
        for who in (*county.clerks, county.reviewer):
            assert waiting.counts(who)["forms"] == waiting.due(who).count()
        assert waiting.to_review(county.reviewer).count() == 1
        assert waiting.to_review(county.clerks[0]).count() == 0
        assert second.state == "open"

    def test_statements_red_lights_and_failed_jobs(self, office: str) -> None:
        here = place("云岚县", kind="county")
        supervisor, viewer = person("supervisor", here), person("viewer", here)
        document = read(here)
        found = waiting.undecided(actor_of(supervisor)).get()
        assert (found.pk, found.undecided > 1) == (document.pk, True)
        assert not waiting.undecided(actor_of(viewer)).exists()
        now = timezone.now()
        Job.objects.create(
            name="documents.read", state="failed", due_at=now, made_at=now, finished_at=now, error="x\nZeroDivision"
        )
        assert waiting.failed(actor_of(person("administrator"))).count() == 1
        assert not waiting.failed(actor_of(person("administrator", here))).exists()
        client = Client()
        client.force_login(person("administrator"))
        assert "ZeroDivision" in text(client.get("/"))

    def test_the_page_and_the_side_say_how_much(self, office: str, county: Any) -> None:
        clerk = Client()
        clerk.force_login(person_of(county.clerks[0].person))
        shown = text(clerk.get("/"))
        assert "待报" in shown
        assert "报表F" in shown

    def test_red_lights_need_attention_and_do_not_wait_for_anybody(self, office: str) -> None:
        here, of = place("云岚县", kind="county"), scoring.indicator("KEY_PROJECTS_INV")
        for _ in range(12):
            Verdict.objects.create(
                commitment=scoring.target(here, of), as_of="2025-03", light="red", reason="落后", at=scoring.AT
            )
        # A plan of five years has its latest verdict in one.
        Verdict.objects.create(
            commitment=scoring.target(here, of, period="2021/2025"), as_of="2024-12", light="red", reason="落后",
            at=scoring.AT,
        )  # fmt: skip
        client = Client()
        client.force_login(person("supervisor", here))
        waits, _, attention = text(client.get("/")).partition('<h2 id="attention">需要关注</h2>')
        assert "红灯" not in waits.partition('<h2 id="waits">')[2]
        assert attention.count("落后") == 10
        assert "2025年看板上的红灯：12 个" in attention
        assert "2024年看板上的红灯：1 个" in attention
        assert "2021年" not in attention
        link = re.search(r'href="(/board/[^"]*light=red[^"]*)"', attention)
        assert link is not None
        board = text(client.get(link[1].replace("&amp;", "&")))
        assert len(set(re.findall(r'href="(/ledger/\d+/)"', board))) == 12
        assert attention.count("云岚县 · 2025年") == 10  # last year's may stand beside them

    def test_the_calendar_shows_the_coming_days(
        self, office: str, county: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "LUOSHI_TODAY", dt.date(2025, 9, 29))
        Form.objects.update(issued_on=dt.date(2025, 1, 2))
        reporting.opened(
            Form.objects.get(),
            "2025-01/2025-08",
            due=dt.date(2025, 9, 18),
            joined=dt.date(2025, 9, 30),
            result=dt.date(2025, 9, 30),
        )
        client = Client()
        client.force_login(person_of(county.clerks[0].person))
        shown = text(client.get("/")).partition('<h2 id="calendar">')[2].partition("</section>")[0]
        days = re.findall(r"<dt>(.*?)<br>.*?<strong>(.*?)</strong>", shown)
        assert days == [
            ("9月30日", "汇总"), ("9月30日", "出结果"), ("10月9日", "开启"), ("10月20日", "报数截止"),
            ("10月20日", "汇总"), ("10月27日", "出结果"), ("11月3日", "开启"),
        ]  # fmt: skip
        assert shown.count("10月18日不上班，顺延") == 1
        assert "报表F" in shown

    def test_a_correction_that_was_sent_back_stands_by_itself(self, office: str, county: Any) -> None:
        held = reporting.Round.objects.get()
        sheet = reporting.sheet(held, county.towns[0])
        reporting.accepted(county.clerks[0], county.reviewer, sheet, "1.50")
        reporting.Sheet.objects.filter(pk=sheet.pk).update(state="sent_back")
        perform(OFFICE, CloseRound(round=held.pk))
        client = Client()
        client.force_login(person_of(county.clerks[0].person))
        assert "退回的更正" in text(client.get("/"))

    def test_queries_do_not_grow(self, office: str, county: Any) -> None:
        client = Client()
        client.force_login(person_of(county.clerks[0].person))

        def queries() -> int:
            with CaptureQueriesContext(connection) as told:
                assert client.get("/").status_code == 200
            return len(told)

        before = queries()
        for _ in range(4):
            reporting.opened(county.form(2))
        assert queries() == before
