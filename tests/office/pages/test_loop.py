"""The whole loop in a browser, on a served office: from the newspaper page to the light, the rank and the log."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from luoshi.office.guard.perform import perform
from luoshi.office.people.models import Person
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.actions.set_league import SetLeague
from office.catalogue.making import own, taken
from office.making import OFFICE, body, person, place
from office.running.served import Office
from office.stress.folder import leave_out_trial

pytestmark = pytest.mark.slow
#: The first quarter is over, and its figures are due.
TODAY = dt.date(2025, 4, 10)
#: What a machine that does much else may take for one step, in seconds.
PATIENCE = 120
PAGE = """\
云岚县2025年主要目标任务

今年全县经济社会发展的主要预期目标是：固定资产投资完成120亿元。
"""
RULES = """
title = "乡镇比拼"
total = 100
missing = "out"

[grades.whole]
by = "quota"
quota = { A = 50, B = 50 }
rounding = "floor"
rest = "B"
min_group = 2

[cards]
"经济" = { full = 100 }

[[indicators]]
card = "经济"
indicator = "FAI"
weight = 100
method = "efficacy"
base = 0
"""


@dataclass
class County:
    """Who works in it, by the name of the role, and its two towns."""

    people: dict[str, Person]
    towns: list[Any]
    sessions: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """Somebody at a browser."""

    context: Any
    home: str
    page: Any = None

    def goes(self, path: str) -> Any:
        """To a page, in a window that is open or a new one."""
        if self.page is None or self.page.is_closed():
            self.page = self.context.new_page()
        self.page.goto(f"{self.home}{path}")
        return self.page

    def presses(self, name: str) -> None:
        """A button or a link by its words."""
        button = self.page.get_by_role("button", name=name, exact=True)
        button.or_(self.page.get_by_role("link", name=name, exact=True)).first.click()

    def confirms(self, dialog: str) -> None:
        """The open dialog's last button."""
        self.page.locator(f"dialog#{dialog} .actions button").last.click()

    def waits_for(self, path: str, selector: str) -> Any:
        """What the worker does, on a page that is asked for until it is there."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = self.goes(path).locator(selector)
            if found.count():
                return found
            assert time.monotonic() < deadline, f"{path}: no {selector}: {self.page.inner_text('main')}"
            time.sleep(0.5)


@pytest.fixture
def county(committed: str, monkeypatch: pytest.MonkeyPatch) -> County:
    """云岚县 before anything was promised: two towns, who works there, an indicator, a league."""
    monkeypatch.setenv("LUOSHI_SECRET", settings.SECRET_KEY)
    monkeypatch.setenv("LUOSHI_TODAY", TODAY.isoformat())
    monkeypatch.setattr(settings, "LUOSHI_TODAY", TODAY)
    here = place("云岚县", place("青澜市", kind="city"), kind="county")
    towns = [place(name, here) for name in ("岚城镇", "雁坪镇")]
    offices = [body(f"{town.name}人民政府", of=town, kind="town_government") for town in towns]
    bureau = body("云岚县统计局", of=here)
    taken("FAI", unit="亿元", card="经济", reporter=bureau.id)
    own("农村公路里程", unit="公里")
    perform(OFFICE, ChangeRules(kind="scoring", name="towns", text=RULES, reason="县考评办定"))
    perform(OFFICE, SetLeague(code="towns", title="乡镇比拼", rules="towns", under=here.id, kinds=["town"]))
    people = {
        "supervisor": person("supervisor", here, name="闻人静"),
        "reviewer": person("reviewer", here, name="季棠"),
        "leader": person("leader", here, name="苗青禾"),
        **{f"reporter{n}": person("reporter", office, name=f"经办{n}") for n, office in enumerate(offices)},
    }
    made = County(people, towns)
    for name, who in people.items():
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        made.sessions[name] = str(client.cookies["sessionid"].value)
    leave_out_trial()
    connection.close()
    return made


@pytest.fixture
def desks(county: County, data: Path, chromium: Any) -> Iterator[dict[str, Desk]]:
    """The office, open, with each of its people at a browser of their own."""
    with ExitStack() as held:
        office = held.enter_context(Office(data))
        home, found = f"http://127.0.0.1:{office.port}", {}
        for name, session in county.sessions.items():
            context = chromium.new_context(locale="zh-CN", viewport={"width": 1360, "height": 900})
            held.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
            found[name] = Desk(context, home)
        yield found


@pytest.mark.parametrize("committed", ["sqlite"], indirect=True)
def test_from_the_page_to_the_light_and_the_log(county: County, desks: dict[str, Desk]) -> None:
    supervisor, reviewer, leader = desks["supervisor"], desks["reviewer"], desks["leader"]
    commitment = promised(supervisor)
    broken_down(supervisor, commitment, county)
    issued(supervisor)
    filled_in(desks["reporter0"], "30", "12.5")
    second = desks["reporter1"]
    typed(opened(second, "雁坪镇"), "5", "8")
    handed_in(second)
    for body_name in ("岚城镇人民政府", "雁坪镇人民政府"):
        reviewer.goes("/review/").get_by_role("link", name=body_name).click()
        reviewer.presses("通过")
        reviewer.page.get_by_text("已通过，数据生效").wait_for()
    town = county.towns[0].pk
    light = leader.waits_for(f"/board/?period=2025&place={town}", "#board a.lit:is(.light-green, .light-blue)")
    assert light.count() >= 1
    # The second town is judged after the first.
    both = "main:has(tbody tr:has-text('岚城镇')):has(tbody tr:has-text('雁坪镇'))"
    assert leader.waits_for("/league/", both).count() == 1
    assert leader.page.locator("tbody tr:has-text('岚城镇')").count() == 1
    ranked = [row.inner_text() for row in leader.page.locator("main tbody tr").all()]
    assert [name for row in ranked[:2] for name in ("岚城镇", "雁坪镇") if name in row] == ["岚城镇", "雁坪镇"]
    log = supervisor.goes("/log/").inner_text("main")
    for said in ("审核通过报表", "提交报表", "下发报表"):
        assert said in log, log


def promised(who: Desk) -> str:
    """A page is brought in and read, what it promises is accepted; gives the address of the commitment."""
    page = who.goes("/documents/new")
    page.set_input_files("input[type=file]", {"name": "云岚日报-20250115-01版.txt", "mimeType": "text/plain",
                                              "buffer": PAGE.encode()})  # fmt: skip
    page.locator("main form button.main").last.click()
    page.wait_for_url(re.compile(r"/documents/\d+"))
    statement = page.locator("article.statement", has_text="固定资产投资").first
    statement.wait_for()
    statement.get_by_role("button", name="采用", exact=True).click()
    page.locator("article.statement a[href^='/ledger/']").first.click()
    page.wait_for_url(re.compile(r"/ledger/\d+/"))
    assert "120" in page.inner_text("main")
    return str(re.findall(r"/ledger/\d+/", page.url)[0])


def broken_down(who: Desk, commitment: str, county: County) -> None:
    """The target goes to the two towns, and the parts make the whole."""
    page = who.goes(f"{commitment}parts")
    for town, value in zip(county.towns, ("70", "50"), strict=True):
        page.fill(f"input[name='place-{town.pk}']", value)
        page.keyboard.press("Enter")
    page.locator("#sum", has_text="120").wait_for()
    page.locator(".grid-foot button.main").click()
    page.wait_for_url(re.compile(f"{commitment}$"))
    assert "岚城镇" in page.inner_text("main")


def issued(who: Desk) -> None:
    """A form is drafted and issued, and asks for the first quarter."""
    page = who.goes("/forms/new")
    page.select_option("select[name=issuer]", label="云岚县统计局")
    for name, value in {"code": "F1", "title": "投资月报", "cells": "固定资产投资\n农村公路里程",
                        "respondents": "各乡镇", "minutes": "10"}.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    who.presses("保存")
    who.presses("下发")
    who.confirms("issue")
    page.locator("[data-opens=open_round]").wait_for()
    if page.get_by_text("还没有开过").count():
        # The calendar did not come first.
        who.presses("开一期")
        page.select_option("dialog#open_round select[name=period]", "2025-01/2025-03")
        who.confirms("open_round")
    page.locator("[data-opens^=close-]").wait_for()


def opened(who: Desk, town: str) -> Any:
    """The grid of the sheet that is owed."""
    page = who.goes("/forms/")
    assert town in page.inner_text("main")
    page.get_by_role("link", name="投资月报").first.click()
    page.locator("table.grid input:not([type=hidden])").first.wait_for()
    # The cells stand there before the grid listens to them.
    page.wait_for_load_state("load")
    return page


def typed(page: Any, *values: str) -> None:
    """Cell by cell, from the first on."""
    page.locator("table.grid input:not([type=hidden])").first.click()
    for value in values:
        page.keyboard.type(value)
        page.keyboard.press("Enter")


def filled_in(who: Desk, first: str, second: str) -> None:
    """Both cells are pasted, the first is typed over; the window is closed and what was typed is still there."""
    page = opened(who, "岚城镇")
    cells = page.locator("table.grid input:not([type=hidden])")
    cells.first.click()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true,
                                                                               cancelable: true }));
        }""",
        f"1\r\n{second}\r\n",
    )
    # What was pasted is chosen: what is typed stands in its place.
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    assert [cell.input_value() for cell in cells.all()] == [first, second]
    page.close()
    page = opened(who, "岚城镇")
    cells = page.locator("table.grid input:not([type=hidden])")
    assert [cell.input_value() for cell in cells.all()] == [first, second], "the draft of this browser came back"
    who.presses("保存草稿")
    page.get_by_text("草稿已保存").wait_for()
    handed_in(who)


def handed_in(who: Desk) -> None:
    """Handed in, with a word on each question that the checks ask."""
    page = who.page
    page.locator("button[name=act][value=submit]").click()
    done = page.get_by_text("已提交，等待审核")
    asked = page.locator("#questions textarea")
    done.or_(asked.first).first.wait_for()
    if not done.count():
        for question in asked.all():
            question.fill("已核实")
        page.locator("button[name=act][value=submit]").click()
        done.wait_for()
