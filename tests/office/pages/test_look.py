"""Every page of the gallery in a browser: nothing goes wrong, everybody can use it, nothing sticks out."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.office.pages.gallery.samples import SAMPLES
from office.pages.served import HOME, PAGES, axe, rendered, serve

WAYS = {
    "light": {"viewport": {"width": 1360, "height": 850}},
    "dark": {"viewport": {"width": 1360, "height": 850}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "english": {"viewport": {"width": 1360, "height": 850}},
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_pages_are_accessible_and_whole(chromium: Any, way: str) -> None:
    context = chromium.new_context(**WAYS[way])
    wrong, page, found = serve(context), context.new_page(), []
    for name in SAMPLES:
        page.goto(f"{HOME}/{name}" + ("?language=en" if way == "english" else ""))
        page.evaluate(axe())
        result = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        found += [
            f"{name}: {fault['impact']} {fault['id']}: {node['html'][:120]}"
            for fault in result["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]
        out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert out <= 0, f"{name}: {out} pixels stick out at the right"
    context.close()
    assert found == []
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 1440])
def test_the_reasons_of_the_year_board_are_read_without_scrolling(chromium: Any, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/board")
    reason = page.locator(".board .said").first
    hidden = reason.evaluate("one => { const box = one.closest('.scroll'); return box.scrollWidth - box.clientWidth }")
    assert hidden <= 0
    context.close()


@pytest.mark.slow
def test_a_phone_opens_and_closes_the_rooms_without_a_script(chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/today")
    rooms = page.locator("nav.rooms")
    assert not rooms.is_visible()
    page.click("text=菜单")
    assert rooms.is_visible()
    page.click("nav.rooms .close")
    assert not rooms.is_visible()
    context.close()


@pytest.mark.slow
def test_the_keyboard_reaches_the_page_and_a_dialog_gives_focus_back(chromium: Any) -> None:
    context = chromium.new_context()
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/review")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus("[data-opens=back]")
    page.keyboard.press("Enter")
    assert page.locator("dialog#back").is_visible()
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "back"
    page.keyboard.press("Escape")
    assert not page.locator("dialog#back").is_visible()
    assert page.evaluate("document.activeElement.dataset.opens") == "back"
    page.focus("details.menu summary")
    page.keyboard.press("Enter")
    assert page.locator(".sheet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".sheet").is_visible()
    context.close()


@pytest.mark.slow
def test_a_clause_and_its_statement_light_each_other(chromium: Any) -> None:
    context = chromium.new_context()
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/reader")
    page.hover("article#statement-s8")
    assert "".join(page.locator("mark.here").all_inner_texts()) == "县属国有企业由9户压减到4户"
    page.focus("mark[data-statement=s4] a >> nth=0")
    assert page.locator("article.here").get_attribute("id") == "statement-s4"
    context.close()


@pytest.mark.slow
def test_paper_is_light_and_has_no_furniture(chromium: Any) -> None:
    context = chromium.new_context(color_scheme="dark")
    serve(context)
    page = context.new_page()
    page.goto(f"{HOME}/board?theme=dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 26, 33)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for part in (".top", ".rooms", ".filters", "main button"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".printed-on").is_visible()
    context.close()


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_is_the_users_or_the_systems(theme: str) -> None:
    html = rendered("today", theme=theme)
    media = {"auto": 'media="screen and (prefers-color-scheme: dark)"', "dark": 'media="screen"'}.get(theme)
    assert ("dark.css" in html) == (theme != "light")
    assert media is None or media in html


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_have_no_inline_script_style_or_foreign_address(name: str) -> None:
    html = rendered(name)
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert "https://" not in html
    for script in html.split("<script")[1:]:
        assert " src=" in script.split(">")[0]


def test_the_look_stays_small() -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in PAGES.glob("static/luoshi/*.css"))
    assert lines <= 600
