"""Lists of indicators that 分别 shares out, and phrases that lean on the one before."""

from __future__ import annotations

import pytest
from invented import told

from luoshi.reading.lists import joint, lean, listed, split_list, verb_only


@pytest.mark.parametrize(
    ("phrase", "parts", "items"),
    [
        ("粮食产量、油料产量", 2, ["粮食产量", "油料产量"]),
        ("旅游收入和游客人数", 2, ["旅游收入", "游客人数"]),
        ("粮食、油料、蔬菜产量", 3, ["粮食产量", "油料产量", "蔬菜产量"]),
        ("城乡居民人均可支配收入", 2, ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("城镇、农村居民人均可支配收入", 2, ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("存贷款余额", 2, ["存款余额", "贷款余额"]),
        ("外贸进出口", 2, ["外贸进口", "外贸出口"]),
        ("三次产业增加值", 3, ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("新一代信息技术、新能源产业产值", 2, ["新一代信息技术产业产值", "新能源产业产值"]),
        ("工业投资", 2, None),
    ],
)
def test_a_list_is_shared_out(phrase: str, parts: int, items: list[str] | None) -> None:
    assert split_list(phrase, parts) == items


def test_what_names_two_things_in_one_word() -> None:
    assert joint("城乡居民收入")
    assert joint("存贷款余额")
    assert not joint("工业投资")


def test_the_things_of_a_joint_statement() -> None:
    assert listed("能源、水资源、碳排放强度等指标") != ["能源、水资源、碳排放强度等指标"]
    assert listed("工业投资") == ["工业投资"]


@pytest.mark.parametrize(("phrase", "is_verb"), [("新增", True), ("竣工", True), ("新签约", True), ("新增企业", False)])
def test_a_verb_alone_leans_on_what_was_counted(phrase: str, is_verb: bool) -> None:
    assert verb_only(phrase) is is_verb


@pytest.mark.parametrize(
    ("phrase", "before", "whole"),
    [
        ("总投资", "引进项目", "引进项目总投资"),
        ("贷款余额", "金融机构本外币存款余额", "金融机构本外币贷款余额"),
        ("工业投资", "粮食产量", "工业投资"),
        ("总投资", "", "总投资"),
        ("新增", "市场主体", "新增市场主体"),
    ],
)
def test_a_phrase_leans_on_the_one_before(phrase: str, before: str, whole: str) -> None:
    assert lean(phrase, before) == whole


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "盘活资产9.8亿元、回收资金4.4亿元，分别完成目标任务的185.8%、134.9%",
            [("盘活资产", 9.8), ("回收资金", 4.4), ("盘活资产", 185.8), ("回收资金", 134.9)],
        ),
        (
            "接待游客312万人次、旅游总收入18.7亿元，分别增长12.3%、15.8%",
            [("接待游客", 312), ("旅游总收入", 18.7), ("接待游客", 12.3), ("旅游总收入", 15.8)],
        ),
        (
            "城乡居民人均可支配收入分别增长4.8%、6.5%",
            [("城镇居民人均可支配收入", 4.8), ("农村居民人均可支配收入", 6.5)],
        ),
        ("存贷款余额分别增长7.1%、9.4%", [("存款余额", 7.1), ("贷款余额", 9.4)]),
        (
            "粮食产量、油料产量、蔬菜产量分别达到12万吨、1.1万吨、30万吨",
            [("粮食产量", 12), ("油料产量", 1.1), ("蔬菜产量", 30)],
        ),
    ],
)
def test_two_lists_are_paired(text: str, pairs: list[tuple[str, float]]) -> None:
    assert told(f"2024年，全县{text}。", "indicator", "value") == pairs


def test_a_suffix_behind_a_shared_list_is_everybodys() -> None:
    text = "2024年，工业投资、民间投资分别增长12%、18%以上。"
    assert told(text, "comparator") == ["ge", "ge"]
    assert told("2024年，工业投资增长12%，民间投资增长18%以上。", "comparator") == ["eq", "ge"]


def test_the_quote_of_a_shared_number_begins_at_the_first_name() -> None:
    quotes = told("2024年，工业投资、民间投资分别增长12%、18%。", "quote")
    assert quotes == ["工业投资、民间投资分别增长12%", "工业投资、民间投资分别增长12%、18%"]
