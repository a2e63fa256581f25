import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.sources.fragments import Box
from luoshi.reading.sources.layout import reading_order, text_of

from .printing import Page, prose, wrapped


def boxes(page: Page) -> list[Box]:
    """The page's glyphs as boxes, half-width ones half as wide."""
    return [Box(char, x, y, x + size * (0.5 if char < "\u2000" else 1), y + size) for char, x, y, size in page.glyphs]


def read(page: Page) -> list[str]:
    """The blocks of a page, printed in any order, each as one string of lines."""
    page.shuffled()
    return ["\n".join(block) for block in reading_order(boxes(page))]


def test_four_columns_under_a_headline_in_any_order() -> None:
    page = Page()
    page.line("青禾县一季度经济稳中向好", 200, 30, 36)
    lines = wrapped(prose(1500), 19)
    size = -(-len(lines) // 4)
    columns = [lines[i * size : (i + 1) * size] for i in range(4)]
    for number, column in enumerate(columns):
        page.column(column, 20 + number * 205, 100)
    assert read(page) == ["青禾县一季度经济稳中向好", *("\n".join(column) for column in columns)]


def test_a_headline_no_further_off_than_the_lines() -> None:
    page = Page()
    page.line("青禾县召开春耕生产现场会部署当前重点工作任务", 20, 20, 20)
    left, right = wrapped(prose(200, 1), 19), wrapped(prose(200, 2), 19)
    page.column(left, 20, 46)
    page.column(right, 240, 46)
    assert read(page) == ["青禾县召开春耕生产现场会部署当前重点工作任务", "\n".join(left), "\n".join(right)]


def test_columns_whose_lines_are_not_level() -> None:
    page = Page()
    page.line("两栏行距不同的一页上的标题", 20, 20, 30)
    left, right = wrapped(prose(300, 1), 19), wrapped(prose(300, 2), 19)
    page.column(left, 20, 90, leading=1.6)
    page.column(right, 240, 93, leading=1.9)
    assert read(page)[1:] == ["\n".join(left), "\n".join(right)]


def test_two_articles_one_above_the_other_that_share_a_gutter() -> None:
    page = Page()
    thirds = [wrapped(prose(200, i), 15) for i in (3, 4, 5)]
    low = max(page.column(lines, 20 + i * 180, 80) for i, lines in enumerate(thirds))
    lines = wrapped(prose(400, 6), 15)
    half = len(lines) // 2
    page.column(lines[:half], 20, low + 40)
    page.column(lines[half:], 200, low + 40)
    assert read(page) == [*map("\n".join, thirds), "\n".join(lines[:half]), "\n".join(lines[half:])]


def test_a_running_head_is_a_line_of_its_own() -> None:
    page = Page()
    page.line("2025年1月2日　星期四", 20, 20)
    page.line("第3版", 380, 20)
    lines = wrapped(prose(400, 7), 19)
    page.column(lines[:10], 20, 60)
    page.column(lines[10:], 230, 60)
    assert read(page)[0] == "2025年1月2日 星期四 第3版"
    assert read(page)[1:] == ["\n".join(lines[:10]), "\n".join(lines[10:])]


def test_a_table_is_read_by_rows() -> None:
    page = Page()
    rows = [
        ("指标", "目标", "完成"),
        ("地区生产总值", "6%", "6.2%"),
        ("新增就业", "", "7411人"),
        ("投资", "9%", "8%"),
    ]
    for number, row in enumerate(rows):
        for x, cell in zip((20, 180, 280), row, strict=True):
            page.line(cell, x, 20 + number * 18)
    assert read(page) == ["\n".join("| " + " | ".join(row) + " |" for row in rows)]


def test_labels_of_a_list_are_no_column() -> None:
    page = Page()
    for number, item in enumerate(("完成投资一百二十亿元，", "新建学校三所，", "改造管网十公里。"), 1):
        page.line(f"{number}.", 20, number * 16)
        page.line(item, 42, number * 16)
    assert read(page) == ["1. 完成投资一百二十亿元，\n2. 新建学校三所，\n3. 改造管网十公里。"]


def test_a_headline_set_downwards() -> None:
    page = Page()
    page.column("春耕正当时", 20, 20, 24, 1.1)
    lines = wrapped(prose(200, 9), 20)
    page.column(lines, 70, 20)
    assert read(page) == ["春耕正当时", "\n".join(lines)]


def test_an_indent_stays_and_a_blank_line_parts_blocks() -> None:
    page = Page()
    low = page.column(["　　一季度，全县经济", "稳中向好。"], 20, 20)
    page.column(["　　二季度再接再厉，", "确保双过半。"], 20, low + 30)
    assert text_of(reading_order(boxes(page.shuffled()))) == (
        "　　一季度，全县经济\n稳中向好。\n\n　　二季度再接再厉，\n确保双过半。"
    )


def test_bold_by_double_print_is_read_once_and_repeated_characters_twice() -> None:
    page = Page()
    page.line("天天向上", 20, 20)
    page.line("天天向上", 20.6, 20)
    assert read(page) == ["天天向上"]


def test_spaces_between_latin_words_but_not_between_spread_characters() -> None:
    page = Page()
    page.line("5G 基站", 20, 20)
    page.line("通知", 20, 100, 20, pitch=1.6)
    assert read(page) == ["5G 基站", "通知"]


def test_columns_that_interlock_lose_nothing() -> None:
    page = Page()
    page.column(wrapped(prose(300, 1), 19), 20, 20)
    page.column(wrapped(prose(120, 2), 30), 225, 20)
    page.column(wrapped(prose(200, 3), 12), 330, 140)
    page.column(wrapped(prose(90, 4), 34), 150, 330)
    text = "".join(read(page))
    assert sorted(c for c in text if not c.isspace() and c != "|") == sorted(g[0] for g in page.glyphs)


numbers = st.floats(-500, 500, allow_nan=False)


@given(
    st.lists(
        st.tuples(st.sampled_from("增长6%，"), numbers, numbers, st.floats(0, 60), st.floats(0, 60)),
        max_size=40,
    )
)
def test_any_boxes_give_every_character(given_boxes: list[tuple[str, float, float, float, float]]) -> None:
    placed = [Box(c, x + 1000 * i, y, x + 1000 * i + w, y + h) for i, (c, x, y, w, h) in enumerate(given_boxes)]
    text = "".join("".join(block) for block in reading_order(placed))
    assert sorted(text.replace(" ", "").replace("　", "").replace("|", "")) == sorted(c for c, *_ in given_boxes)


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_boxes_do_not_take_long(seed: int) -> None:
    generator = random.Random(seed)
    chaos = [
        Box("字", x, y, x + 8, y + 8)
        for x, y in ((generator.random() * 800, generator.random() * 1000) for _ in range(10_000))
    ]
    assert sum(len(line) for block in reading_order(chaos) for line in block) >= 9_000
