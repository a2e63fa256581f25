"""Mutated pages: reading never raises, never hangs, and what it finds lies in the text."""

from __future__ import annotations

import json
import random
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.reading.reader import read_source
from luoshi.reading.sources.source import Source

EXAMPLES = Path(__file__).parents[2] / "examples"
MARKS = "“”‘’（）()《》【】、，。；：！？—–-~%％‰.,/|*#<>·+×\u3000 \t\r\n\x00\x0b\x1b\ufeff\u200b\u2028😀🀄é"
DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿零两半成倍"
WORDS = (
    "分别",
    "百分之",
    "个百分点",
    "第",
    "前",
    "亿元",
    "万人",
    "增长",
    "下降",
    "由",
    "提高到",
    "占",
    "的",
    "比上年",
    "完成年度任务的",
    "高于全国",
    "（下转4版）",
    "（上接1版）",
    "本报讯（记者 黎舟）",
    "一、",
    "（一）",
    "2024年",
    "1—11月",
    "十四五",
    "今年以来",
    "截至",
    "力争",
    "确保",
    "预计",
    "要",
    "将",
    "强调，",
    "縣長表示，",
    "增長",
    "全縣",
    "記者",
    "| 指标 | 目标 |\n",
    "|---|---|\n",
    "## ",
    "- **",
)


@cache
def pages() -> tuple[str, ...]:
    return tuple(p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.rglob("*")) if p.suffix in (".txt", ".md"))


def mutated(seed: int, times: int) -> str:
    """A piece of an example page with characters and lines dropped, doubled, moved and put in."""
    rng = random.Random(seed)
    text = rng.choice(pages())
    start = rng.randrange(len(text))
    text = text[start : start + rng.choice((60, 400, 1500))]
    for _ in range(times):
        i = rng.randrange(len(text) + 1)
        j = min(len(text), i + rng.choice((1, 1, 2, 5, 20)))
        kind = rng.randrange(7)
        if kind == 0:
            text = text[:i] + text[j:]
        elif kind == 1:
            text = text[:j] + text[i:j] * rng.choice((1, 1, 3, 30)) + text[j:]
        elif kind == 2:
            text = text[:i] + rng.choice(MARKS) * rng.choice((1, 1, 2, 40)) + text[i:]
        elif kind == 3:
            text = text[:i] + rng.choice(DIGITS) * rng.choice((1, 2, 30)) + text[i:]
        elif kind == 4:
            text = text[:i] + rng.choice(WORDS) + text[i:]
        elif kind == 5:
            lines = text.split("\n")
            rng.shuffle(lines)
            text = "\n".join(lines)
        else:
            text = text.replace("\n", rng.choice(("", "\n\n", "\r\n", " ")), rng.choice((1, 5, -1)))
    return text[:6000]


def check(text: str, place: str | None, date: str | None) -> None:
    found = read_source(Source("混.txt", text), place=place, date=date)
    assert found.text == text
    rows = list(found.rows())
    json.loads(json.dumps(rows, ensure_ascii=False, allow_nan=False))
    line = [text.count("\n", 0, s.span[0]) + 1 for s in found.tasks]
    assert [t.line for t in found.tasks] == line
    for row in rows:
        a, b = row["span"]
        assert 0 <= a < b <= len(text), row
        if row["kind"] != "article":
            raw = "".join(c for c in text[a:b] if c in row["quote"])
            assert "".join(row["quote"].split()) == row["quote"]
            assert is_inside(row["quote"], raw), row
    for f in found.figures:
        a, b = f.value_span
        assert f.span[0] <= a < b <= f.span[1], f
        assert is_inside(f.value_text, text[a:b]), f
        assert f.line == text.count("\n", 0, a) + 1
        assert 1 <= f.article <= len(found.articles)
        assert f.indicator


def is_inside(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in their order (white space and marks between them)."""
    rest = iter(long)
    return all(c in rest for c in short)


SETTINGS = st.sampled_from(
    [(None, None), ("青澜市云岚县", "2025-01-03"), ("重庆市永川区", "2024"), (None, "2025-11"), ("全国", None)]
)
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LONG = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(st.integers(0, 2**32), st.integers(0, 40), SETTINGS)
def test_mutated_pages(seed: int, times: int, where: tuple[str | None, str | None]) -> None:
    check(mutated(seed, times), *where)


@QUICK
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(list(MARKS + DIGITS))), max_size=60), SETTINGS)
def test_words_and_marks_in_any_order(parts: list[str], where: tuple[str | None, str | None]) -> None:
    check("".join(parts), *where)


@QUICK
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    check(text, None, None)


@pytest.mark.slow
@LONG
@given(st.integers(0, 2**48), st.integers(0, 120), SETTINGS)
def test_many_mutated_pages(seed: int, times: int, where: tuple[str | None, str | None]) -> None:
    check(mutated(seed, times), *where)


@pytest.mark.slow
@LONG
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(list(MARKS + DIGITS))), max_size=200), SETTINGS)
def test_many_words_and_marks_in_any_order(parts: list[str], where: tuple[str | None, str | None]) -> None:
    check("".join(parts), *where)


#: Runs that a careless pattern reads in quadratic time.
RUNS = (
    "1",
    "1.",
    "1,111",
    "1、",
    "一",
    "千",
    "万亿",
    "“",
    "“五",
    "“”",
    "《",
    "（",
    "）",
    "【",
    "、",
    "，",
    "。",
    "？",
    "*",
    "**字",
    "#",
    "|",
    "| 1 | 2 |\n",
    "/",
    "-",
    "—",
    " ",
    "\n",
    "字 ",
    "字\n",
    "发展。",
    "字",
    "😀",
    "\x00",
    "增长5%，",
    "增长5%、",
    "5家、",
    "1万人",
    "1月",
    "2024年",
    "今年",
    "十四五",
    "百分之",
    "由5%提高到6%",
    "占地区5%",
    "占",
    "比",
    "的",
    "和",
    "要",
    "，要",
    "分别增长",
    "高于全国",
    "完成",
    "云岚市云岚县",
    "全县",
    "镇",
    "县",
    "集团",
    "局长说",
    "主任表示，",
    "记者张三",
    "牵头单位：县局；",
    "（责任单位：",
    "（责任单位：县水利局）\n",
    "一、",
    "（一）",
    "（下转4版）\n",
    "本报讯（记者张三）发展。\n",
    "全县地区生产总值增长6%，",
    "全县地区生产总值增长6%、",
    "地区生产总值、固定资产投资、",
    "云岚县发展\n",
    "10亿元以上项目",
    "# 字\n",
    "- 字\n",
    "AA+",
    "第",
    "第一",
    "前十",
    "翻番",
    "过半",
    "6：1",
    "3/4",
    "100元/",
    "2024",
    "目前",
    "其中",
)


def seconds(text: str) -> float:
    """What reading costs this process, whatever else the machine does meanwhile."""
    start = time.process_time()
    read_source(Source("长.txt", text), place="青澜市云岚县", date="2025-01-03")
    return time.process_time() - start


@pytest.mark.parametrize("run", RUNS)
def test_a_long_run_is_read_in_linear_time(run: str) -> None:
    size = 10_000 // len(run)
    if seconds(run * size) < 0.5:
        return
    # A slow machine is slow with half of it too; a quadratic pattern takes four times as long for twice as much.
    assert seconds(run * size) < 2.8 * seconds(run * (size // 2)) + 0.2


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_a_very_long_run_is_read_in_seconds(run: str) -> None:
    assert seconds(run * (200_000 // len(run))) < 10
