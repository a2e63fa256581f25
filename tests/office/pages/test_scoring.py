"""Year board, league, cards, rules, publications and traces in a browser's hands."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.office.jobs.models import Job
from luoshi.office.people.models import Person
from luoshi.office.scoring import boards, rulebook
from luoshi.office.scoring.models import Publication, RuleVersion, Standing, Verdict
from office.making import OFFICE, body, person, place
from office.scoring.making import county_league, course, figure, indicator, judge, so_far, target
from office.scoring.test_rules import STRICT

MARCH = so_far(2025, 3)


def client_of(somebody: Person) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def county_board(targets: int = 1) -> tuple[Any, Any]:
    """A county with targets that are on schedule, and a bureau that has them."""
    county = place("云岚县", kind="county")
    bureau = body("县人力资源和社会保障局", of=county)
    for number in range(targets):
        one = indicator(f"X{number}", f"指标{number}", unit="人", card="民生" if number % 2 else "经济")
        target(county, one, owner=bureau)
        course(county, one, ["12", "24", "36"])
    judge()
    Job.objects.all().delete()
    return county, bureau


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


def test_the_board_has_a_light_with_sign_word_and_way_for_every_month(office: str) -> None:
    county, _ = county_board(2)
    page = text_of(client_of(person("viewer", county)), "/board/?period=2025")
    for verdict in Verdict.objects.all():
        assert f'href="/board/verdicts/{verdict.pk}/"' in page
    assert page.count('<span class="sign" aria-hidden="true">●</span>') >= 6
    assert page.count("绿灯") >= 6
    assert "县人力资源和社会保障局" in page
    assert "云岚县 2025年 · 截至3月" in page
    assert "<script>" not in page
    assert " style=" not in page.split("<main", 1)[1]


def test_filters_choose_rows_and_the_counts_stay(sqlite_only: str) -> None:
    county, _ = county_board(3)
    client = client_of(person("viewer", county))
    known = boards.board(boards.of_year(OFFICE, 2025, boards.periods(OFFICE)).filter(place=county), 2025)
    assert known.counts == {"green": 3}
    for query, names in (
        ("card=民生", ["指标1"]),
        ("light=red", []),
        ("state=on_track&q=指标2", ["指标2"]),
        ("owner=县人力资源和社会保障局", ["指标0", "指标1", "指标2"]),
        ("owner=别的局", []),
    ):
        page = text_of(client, f"/board/?period=2025&{query}")
        shown = page.split('<table class="board">')[1].split("</table>")[0]
        assert [name for name in ("指标0", "指标1", "指标2") if name in shown] == names, query
    assert client.get("/board/?period=20x5").status_code == 422
    assert client.get("/board/?place=99999").status_code == 404


def test_a_board_shows_what_is_in_the_scope(office: str) -> None:
    _county, bureau = county_board()
    other = place("邻县", kind="county")
    target(other, indicator("Y"))
    [verdict] = Verdict.objects.filter(as_of="2025-03")
    own = client_of(person("reporter", bureau))
    assert "指标0" in text_of(own, "/board/?period=2025")
    assert text_of(own, f"/board/verdicts/{verdict.pk}/")
    stranger = client_of(person("leader", other))
    assert "指标0" not in text_of(stranger, "/board/?period=2025&place=0")
    text_of(stranger, f"/board/verdicts/{verdict.pk}/", 404)


def test_a_light_opens_into_formula_figures_and_clause(office: str) -> None:
    county, _ = county_board()
    client = client_of(person("viewer", county))
    [verdict] = Verdict.objects.filter(as_of="2025-03")
    page = text_of(client, f"/board/verdicts/{verdict.pk}/")
    for wanted in (
        "完成率 = 实际 36 ÷ 目标 120人 = 30%", "超序时 = 完成率 30% − 序时进度 25% = 5 个百分点", "季棠", "2025年1—3月",
        "指标0达到120人", "亮灯：",
    ):  # fmt: skip
        assert wanted in page
    dialog = client.get(f"/board/verdicts/{verdict.pk}/", headers={"HX-Request": "true"})
    assert "<html" not in dialog.content.decode()
    assert "HX-Request" in dialog["Vary"]
    client.cookies["luoshi_language"] = "en"
    assert "completion = actual 36 ÷ target 120人 = 30 %" in text_of(client, f"/board/verdicts/{verdict.pk}/")


@pytest.mark.parametrize("targets", [3, 30])
def test_the_board_asks_the_same_number_of_questions(sqlite_only: str, targets: int) -> None:
    county, _ = county_board(targets)
    client = client_of(person("viewer", county))
    client.get("/board/?period=2025")
    with CaptureQueriesContext(connection) as captured:
        client.get("/board/?period=2025")
    assert len(captured) <= 18, [query["sql"][:80] for query in captured]


def test_a_board_of_400_targets_is_fast(sqlite_only: str) -> None:
    county = place("云岚县", kind="county")
    for number in range(40):
        one = indicator(f"X{number}", unit="人")
        course(county, one, [str(10 * month) for month in range(1, 13)])
        for _ in range(10):
            target(county, one)
    judge()
    client = client_of(person("viewer", county))
    took = []
    for _ in range(4):
        began = time.process_time()
        page = text_of(client, "/board/?period=2025")
        took.append(time.process_time() - began)
    assert page.count('class="lit ') == 4800
    # What is promised is 0.1 s on a quiet machine; here others may be at work.
    assert min(took) < 0.3, took


def test_the_league_says_who_moved_and_what_it_takes(office: str) -> None:
    league, _, _ = county_league()
    client = client_of(person("leader", league.under))
    page = text_of(client, "/league/")
    for wanted in ("乡镇比拼", "2025年1—3月", "岚城镇", "83.33", "再得 6.67 分", "位次不变", "<svg"):
        assert wanted in page
    assert "岚城镇" in text_of(client, f"/league/towns/?period={so_far(2025, 2)}&card=生态")
    top = Standing.objects.get(league=league, period=MARCH, card="", rank=1)
    trace = text_of(client, f"/league/standings/{top.pk}/")
    for wanted in ("总分 = 各卡得分按权重相加：经济 50 + 生态 40", "农村污水治理率", "季棠", "乡镇比拼 第 1 版"):
        assert wanted in trace
    text_of(client, "/league/none/", 404)


def test_a_town_sees_what_was_published_of_its_league(office: str) -> None:
    league, towns, _ = county_league()
    town = client_of(person("reporter", towns[0]))
    assert "还没有发布过" in text_of(town, "/league/")
    text_of(town, "/league/towns/", 404)
    text_of(town, f"/league/standings/{Standing.objects.latest('pk').pk}/", 404)
    Job.objects.all().delete()
    boss = client_of(person("supervisor", league.under))
    given = {"kind": "league", "league": "towns", "period": MARCH, "title": "3月排名"}
    answer = boss.post("/publications/new", given)
    [made] = Publication.objects.all()
    assert (answer.status_code, answer.url) == (303, f"/publications/{made.pk}/")
    assert "3月排名" in text_of(town, "/cards/")
    page = text_of(town, f"/publications/{made.pk}/")
    assert "83.33" in page
    assert "与发布时相同" in page
    assert "总分 = " in text_of(town, f"/publications/{made.pk}/rows/1/")
    text_of(town, f"/publications/{made.pk}/rows/1/?card=无", 404)
    text_of(town, f"/publications/{made.pk}/rows/9/", 404)


def test_cards_have_grades_and_a_place_through_the_periods(office: str) -> None:
    league, towns, _ = county_league()
    client = client_of(person("leader", league.under))
    page = text_of(client, f"/cards/towns/?place={towns[0].pk}")
    for wanted in ("名额", "A 25%", "岚城镇逐期", "生态", "90"):
        assert wanted in page


def test_publishing_correcting_and_withdrawing(office: str) -> None:
    county, _ = county_board()
    boss = client_of(person("supervisor", county))
    form = text_of(boss, f"/publications/new?kind=board&place={county.pk}&period=2025-03")
    assert "云岚县 年度看板 2025年3月" in form
    given = {"kind": "board", "place": county.pk, "period": "2025-03", "title": "3月看板"}
    assert boss.post("/publications/new", {**given, "title": ""}).status_code == 422
    boss.post("/publications/new", given)
    [made] = Publication.objects.all()
    assert "绿灯" in text_of(boss, f"/publications/{made.pk}/")
    figure(county, indicator("X0", "指标0", unit="人", card="经济"), MARCH, "6")
    judge()
    Job.objects.all().delete()
    page = text_of(boss, f"/publications/{made.pk}/")
    assert "有 2 处与发布时不同" in page
    assert text_of(boss, f"/publications/new?replaces={made.pk}")
    assert boss.post("/publications/new", {"replaces": made.pk, "title": "3月看板"}).status_code == 422
    boss.post("/publications/new", {"replaces": made.pk, "title": "3月看板（更正）", "reason": "3月数更正"})
    later = Publication.objects.latest("pk")
    assert later.replaces_id == made.pk
    assert "3月数更正" in text_of(boss, f"/publications/{made.pk}/")
    assert boss.post(f"/publications/{later.pk}/withdraw", {"reason": " "}).status_code == 422
    assert boss.post(f"/publications/{later.pk}/withdraw", {"reason": "口径有误"}).status_code == 303
    assert "口径有误" in text_of(boss, f"/publications/{later.pk}/")
    assert "已撤回" in text_of(boss, "/publications/")
    leader = client_of(person("leader", county))
    text_of(leader, f"/publications/new?kind=board&place={county.pk}&period=2025-03", 403)
    text_of(leader, f"/publications/{made.pk}/withdraw", 403)
    assert boss.get(f"/publications/new?kind=board&place={place('邻县').pk}&period=2025-03").status_code == 403


def test_rules_are_read_by_all_and_changed_with_a_look_first(office: str) -> None:
    county, _ = county_board()
    anybody = client_of(person("reporter", county))
    assert "八张报表" in text_of(anybody, "/rules/")
    assert "title = " in text_of(anybody, "/rules/scoring/eight-cards/")
    assert "只能查看" in text_of(anybody, "/rules/checks/thresholds/")
    text_of(anybody, "/rules/lights/progress/change", 403)
    text_of(anybody, "/rules/lights/nothing/", 404)
    boss = client_of(person("supervisor"))
    text_of(boss, "/rules/checks/thresholds/change", 422)
    address = "/rules/lights/progress/change"
    tried = boss.post(address, {"do": "preview", "text": STRICT, "number": "0"})
    assert tried.status_code == 200
    assert "最近一月 1 项目标中，0 项的灯会变" in tried.content.decode()
    assert RuleVersion.objects.count() == 0
    wrong = boss.post(address, {"do": "preview", "text": STRICT.replace("red", "purple"), "number": "0"})
    assert wrong.status_code == 422
    assert "purple" in wrong.content.decode()
    assert boss.post(address, {"do": "save", "text": STRICT, "number": "0", "reason": ""}).status_code == 422
    saved = boss.post(address, {"do": "save", "text": STRICT, "number": "0", "reason": "督查室通知"})
    assert (saved.status_code, saved.url) == (303, "/rules/lights/progress/")
    assert rulebook.current("lights", "progress").number == 1
    assert "督查室通知" in text_of(anybody, "/rules/lights/progress/")
    assert "随系统" in text_of(anybody, "/rules/lights/progress/?number=0")
    assert boss.post(address, {"do": "save", "text": STRICT + "\n#", "number": "0", "reason": "x"}).status_code == 409


@pytest.mark.parametrize("more", [0, 6])
def test_lists_ask_the_same_number_of_questions(sqlite_only: str, more: int) -> None:
    league, _towns, (invest, sewage) = county_league()
    for number in range(more):
        town = place(f"镇{number}", league.under)
        for month in (2, 3):
            figure(town, invest, so_far(2025, month), str(number + 1))
            figure(town, sewage, so_far(2025, month), str(number + 40))
    judge()
    client = client_of(person("leader", league.under))
    for name, args, most in (
        ("league", (), 22), ("scoring_cards", ("towns",), 22), ("rules", (), 14), ("scoring_publications", (), 12),
    ):  # fmt: skip
        address = reverse(name, args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= most, (name, [query["sql"][:80] for query in captured])
