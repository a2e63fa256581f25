"""Marks say in words what their colours say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from luoshi.assessing.lights.words import words
from luoshi.office.pages import marks
from office.pages.served import templates

templates()  # Django's HTML functions want settings


@pytest.mark.parametrize("name", words())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_light_has_its_sign_and_its_word(name: str, language: Any) -> None:
    found = words()[name]
    for html in (marks.light(name, language), marks.lit({"light": name, "text": "82"}, language)):
        assert found.sign in html
        assert (found.zh if language == "zh" else found.en) in html
        assert f"light-{name}" in html


def test_no_two_lights_of_a_family_share_a_sign() -> None:
    for family in {found.family for found in words().values()}:
        signs = [found.sign for found in words().values() if found.family in (family, "none")]
        assert len(signs) == len(set(signs))


def test_no_light_and_no_verdict_are_said() -> None:
    assert "不亮灯" in marks.light(None)
    assert "尚无判定" in marks.lit(None)


@pytest.mark.parametrize("name", marks.SIGNS)
def test_a_status_has_its_word(name: str) -> None:
    assert f"status-{name}" in marks.status(name)
    assert marks.SIGNS[name] in marks.status(name, "en")


def test_zero_is_a_number_and_missing_is_not() -> None:
    assert ">0<" in marks.figure({"value": 0, "status": "zero"})
    assert "缺报" in marks.figure({"value": None})
    assert "缺报" in marks.figure(None)
    # The number of a cell that is not for us is not shown, whatever the row holds.
    assert "7" not in marks.figure({"value": 7, "status": "withheld"})
    assert "不公开" in marks.figure({"value": 7, "status": "withheld"})


def test_a_figure_opens_where_it_came_from() -> None:
    html = marks.figure({"value": -1.8, "unit": "%", "url": "/figures/9", "label": "9月报送", "status": "estimated"})
    assert '<a href="/figures/9" title="9月报送">−1.8<span class="unit">%</span></a>' in html
    assert "预计" in html


def test_what_people_wrote_is_text() -> None:
    evil = '"><script>alert(1)</script>'
    given: list[str] = [
        marks.lit({"light": "red", "text": evil, "url": evil, "reason": evil}),
        marks.figure({"value": 1, "unit": evil, "url": evil, "label": evil}),
        marks.figure({"value": evil}),
        marks.cell("text", evil),
        marks.cell("link", {"text": evil, "url": evil, "note": evil}),
        marks.cell("text", [evil, {"text": evil}]),
        marks.light("red", note=evil),
    ]
    for html in given:
        assert "<script" not in html
        assert '""' not in html.replace('title=""', "")


@pytest.mark.parametrize(
    ("value", "done", "label"),
    [
        ((52, 75, "red"), "52.0", "完成 52%，序时 75%"),
        ((120, None, "green"), "100.0", "完成 120%"),
        ((-3, 8, None), "0.0", "完成 −3%，序时 8%"),
    ],
)
def test_a_bar_says_its_numbers_and_stays_inside(value: Any, done: str, label: str) -> None:
    html = marks.cell("pace", value)
    assert f'class="done" y="3" width="{done}"' in html
    assert f'aria-label="{label}"' in html


@pytest.mark.parametrize(("by", "text"), [(2, "升 2 位"), (-1, "降 1 位"), (0, "持平"), (None, "新进")])
def test_moves_are_said(by: int | None, text: str) -> None:
    assert text in marks.move(by)


def test_cells_by_kind() -> None:
    assert marks.cell("figure", None) == ""
    assert marks.cell("text", "县财政局") == "县财政局"
    assert marks.cell("date", date(2025, 9, 18)) == '<time datetime="2025-09-18">2025年9月18日</time>'
    assert marks.cell("link", {"text": "岚城镇", "url": "/1"}) == '<a href="/1">岚城镇</a>'
