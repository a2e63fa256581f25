"""What is typed or pasted into a cell, as entries.js reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from office.pages.served import HOME, serve

pytestmark = pytest.mark.slow
STATUSES = [["missing", "✕ 缺报", "缺报"], ["not_applicable", "— 不适用", "不适用"], ["withheld", "◇ 不公开", "不公开"]]


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/today")
    yield page
    context.close()


READ = """async ([typed, digits, unit, statuses]) => {
  const { readEntry } = await import("/static/luoshi/entries.js");
  const read = readEntry(typed, { digits: digits ?? undefined, unit, statuses });
  return [read.status, read.text, read.fault ?? ""];
}"""


@pytest.mark.parametrize(
    ("typed", "digits", "unit", "expected"),
    [
        ("12.5", 1, "%", ["reported", "12.5", ""]),
        ("１２．５", 1, "", ["reported", "12.5", ""]),
        (" 1，234，567.80 ", 2, "", ["reported", "1234567.80", ""]),
        ("1,5", 2, "", ["", "1,5", "not_a_number"]),
        ("12,34,567", 0, "", ["", "12,34,567", "not_a_number"]),
        ("2.3.5", 2, "", ["", "2.3.5", "not_a_number"]),
        ("5%", 1, "%", ["reported", "5", ""]),
        ("5％", 1, "%", ["reported", "5", ""]),
        ("5%", 1, "亿元", ["", "5%", "not_a_number"]),
        ("－3", None, "", ["reported", "-3", ""]),
        ("−3.", None, "", ["reported", "-3", ""]),
        ("+.5", None, "", ["reported", "0.5", ""]),
        ("007", 0, "", ["reported", "7", ""]),
        ("0", 0, "", ["zero", "0", ""]),
        ("0.00", 0, "", ["zero", "0", ""]),
        ("-0", 0, "", ["zero", "0", ""]),
        ("1.234", 2, "", ["", "1.234", "too_precise"]),
        ("1.20", 1, "", ["reported", "1.20", ""]),
        ("", 0, "", ["", "", ""]),
        ("  ", 0, "", ["", "", ""]),
        ("不适用", 0, "", ["not_applicable", "", ""]),
        ("— 不适用", 0, "", ["not_applicable", "", ""]),
        ("/", 0, "", ["not_applicable", "", ""]),
        ("缺报", 0, "", ["missing", "", ""]),
        ("约40", 0, "", ["", "约40", "not_a_number"]),
        ("1e5", 0, "", ["", "1e5", "not_a_number"]),
        ("Infinity", 0, "", ["", "Infinity", "not_a_number"]),
        ("3亿", 0, "", ["", "3亿", "not_a_number"]),
    ],
)
def test_entries(page: Any, typed: str, digits: int | None, unit: str, expected: list[str]) -> None:
    assert page.evaluate(READ, [typed, digits, unit, STATUSES]) == expected


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("1\t", [["1", ""]]),
        ("1\n\n3", [["1"], [""], ["3"]]),
        ('"两\n行"\t"说""好"""', [["两\n行", '说"好"']]),
        ('5"\t6', [['5"', "6"]]),
        ('"没有收尾\t6\n7', [['"没有收尾', "6"], ["7"]]),
        ("", [[]]),
    ],
)
def test_clipboards(page: Any, text: str, rows: list[list[str]]) -> None:
    script = 'async (text) => (await import("/static/luoshi/entries.js")).readClipboard(text)'
    assert page.evaluate(script, text) == rows
