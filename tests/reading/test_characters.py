import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.characters import simplify, traditional

TRADITIONAL = "青禾縣二〇二五年地區生產總值預期增長６％，城鎮新增就業7300人，糧食總產量穩定在40萬噸以上。"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("增长６．５％，达到１，２３４．５亿元", "增长6.5%，达到1，234.5亿元"),
        ("（一）ＧＤＰ：增长＋６％；为什么？好！", "（一）GDP：增长+6%；为什么？好！"),
        ("全县,增长6%,其中;工业:快!好?", "全县，增长6%，其中；工业：快！好？"),
        ("投资1,234.5万元,10:30开工,比例1:2", "投资1,234.5万元，10:30开工，比例1:2"),
        ("生产总值(GDP)增长,工业(规上)增长", "生产总值（GDP）增长，工业（规上）增长"),
        ("(一)加快\n(1)推进", "（一）加快\n（1）推进"),
        ("重点是:\n抓项目", "重点是：\n抓项目"),
        ("见https://qinghe.example/a?b=1:2", "见https://qinghe.example/a?b=1:2"),
        ("⼀、⼯业⽣产", "一、工业生产"),
        ("全县　经济\u00a0总量\u200b", "全县　经济\u00a0总量\u200b"),
        ("plain (ASCII), text: 1", "plain (ASCII), text: 1"),
    ],
)
def test_one_form_of_each_character(printed: str, read: str) -> None:
    assert simplify(printed) == read
    assert len(printed) == len(read)


def test_traditional_text_becomes_simplified() -> None:
    expected = "青禾县二〇二五年地区生产总值预期增长6%，城镇新增就业7300人，粮食总产量稳定在40万吨以上。"
    assert simplify(TRADITIONAL) == expected


def test_traditional_characters_in_names_leave_simplified_text_alone() -> None:
    text = "柳濛、陈國华等同志参加了青禾县一季度经济运行分析会，会议强调要抓好项目建设。" * 3
    assert not traditional(text)
    assert simplify(text) == text
    assert traditional(TRADITIONAL)


def test_every_character_alone_keeps_its_place() -> None:
    text = TRADITIONAL + "".join(chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code <= 0xDFFF)
    assert len(simplify(text * 2)) == len(text) * 2


@given(st.text(alphabet=st.sampled_from(list("縣增长6%,;:!?()，（）％１a \n。國會發經濟")), max_size=60))
def test_simplify_keeps_length_and_white_space(text: str) -> None:
    read = simplify(text)
    assert len(read) == len(text)
    assert [c.isspace() for c in read] == [c.isspace() for c in text]


def test_fast_enough_for_a_corpus() -> None:
    generator = random.Random(5)
    line = "，增长６．５％（其中:工业投资1,234.5亿元）"
    text = "\n".join(line[: generator.randrange(5, 25)] for _ in range(40_000))
    start = time.process_time()
    simplify(text)
    # The bar is a tenth of what an idle machine does, so that only a change of kind fails here.
    assert len(text) / (time.process_time() - start) > 500_000
