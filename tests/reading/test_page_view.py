from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from handmade import TEXT, document, figure

import browsers
from luoshi.reading.page_view import page_view
from luoshi.reading.statements import Document


class Page(HTMLParser):
    """The printed lines, the rows and every tag of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "span" and found.get("class") == "print":
            self.lines.append("")
            self._in = "print"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("span", "div"):
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.lines[-1] += data


def test_the_printed_text_is_kept_line_by_line() -> None:
    assert Page(page_view(document())).lines == TEXT.splitlines()


@pytest.mark.parametrize("text", ["一行", "\n", "\n\n一\n", "末尾\n", "一\n\n"])
def test_lines_of_odd_texts(text: str) -> None:
    assert Page(page_view(Document("a", text))).lines == text.splitlines()


def test_everything_from_the_document_is_escaped() -> None:
    evil = '<script>alert("x")</script>'
    made = document(evil)
    made.place = evil
    made.figures[0].indicator = evil
    made.figures[0].subject = evil
    made.articles[0].title = evil
    made.tasks[0].owner = '"><img src=x onerror=alert(1)>'
    html = page_view(made)
    tags = [tag for tag, _ in Page(html).tags]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert evil not in html


def test_nothing_is_loaded_and_only_the_own_code_may_run() -> None:
    html = page_view(document())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    for name in ("script", "style"):
        code = re.search(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        assert code is not None
        digest = base64.b64encode(hashlib.sha256(code[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r'(?:src|href)\s*=|https?://|url\(|@import|\sstyle="|\son\w+="', html)


def test_the_same_document_gives_the_same_page() -> None:
    assert page_view(document()) == page_view(document())


def test_overlapping_clauses_name_all_their_statements() -> None:
    made = document()
    marks = [a for tag, a in Page(page_view(made)).tags if tag == "mark"]
    rows = list(made.rows())
    for number, row in enumerate(rows):
        if row["kind"] != "article":
            assert any(str(number) in (m["data-s"] or "").split() for m in marks), row
    # The two figures that share a clause share its pieces; the number's piece says whose number it is.
    shared = [m for m in marks if m["data-s"] == "1 2"]
    assert shared
    assert [m["data-n"] for m in shared if m["data-n"]] == ["1 2"]


def test_spans_outside_the_text_are_cut() -> None:
    made = Document("a", "短", figures=[figure("短", "6%", 6.0, "%", span=(0, 99), value_span=(50, 60), text="短")])
    assert Page(page_view(made)).lines == ["短"]


# In a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = browsers.chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    file = tmp_path / "page.html"
    made = document()
    made.text += "\n".join(f"第{n}行空话。" for n in range(200))
    file.write_text(page_view(made), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1100, "height": 500})
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: faults.append(r.url) if not r.url.startswith("file:") else None)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert faults == []


def until(page: Any, condition: str) -> None:
    """Wait for what scrolls smoothly. Playwright's own waiting evaluates text in the page, which the page forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within 5 s: {condition}")


def lit(page: Any, selector: str) -> list[str]:
    return [e.inner_text() for e in page.query_selector_all(f"{selector}.lit")]


@pytest.mark.slow
def test_a_row_lights_its_clause_and_number(page: Any) -> None:
    page.evaluate("document.getElementById('page').scrollTop = 1e6")
    page.locator("#list-target li", has_text="粮食产量").click()
    assert "".join(lit(page, "#page mark")) == "粮食产量12亿斤以上"
    assert [e.inner_text() for e in page.query_selector_all("mark.lit-number")] == ["12亿", "斤"]
    until(page, "document.getElementById('page').scrollTop < 100")


@pytest.mark.slow
def test_a_clause_lights_its_row_and_again_the_next(page: Any) -> None:
    clause = page.locator("#page mark.is-number").first
    clause.click()
    assert page.locator("li.lit").count() == 1
    assert "地区生产总值" in page.locator("li.lit").inner_text()
    assert page.locator("#tab-target").get_attribute("aria-selected") == "true"
    clause.click()
    # The same words carry a result too: its list comes to the front.
    assert page.locator("#tab-result").get_attribute("aria-selected") == "true"
    assert page.locator("li.lit").is_visible()


@pytest.mark.slow
def test_keys(page: Any) -> None:
    page.keyboard.press("ArrowDown")
    assert "≈6%" in lit(page, "li")[0]
    page.keyboard.press("ArrowDown")
    assert "粮食产量" in lit(page, "li")[0]
    page.keyboard.press("ArrowUp")
    assert "≈6%" in lit(page, "li")[0]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert "2024年" in lit(page, "li")[0]
    page.keyboard.press("Escape")
    assert lit(page, "li") == []


@pytest.mark.slow
def test_filter(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("粮食")
    assert [e.inner_text().split("\n")[0] for e in page.query_selector_all("#list-target li:not([hidden])")] == [
        "粮食产量"
    ]
    assert page.locator("#tab-target b").inner_text() == "1"
    page.keyboard.press("Enter")
    assert "粮食产量" in lit(page, "li")[0]
    page.keyboard.press("Escape")
    assert page.locator("#list-target li:not([hidden])").count() == 3


@pytest.mark.slow
def test_a_phone_is_wide_enough(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#list-target li").nth(1).click()
    assert page.locator("mark.lit").first.is_visible()
