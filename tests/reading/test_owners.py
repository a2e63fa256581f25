"""Who is to do a task."""

from __future__ import annotations

import time

import pytest
from invented import document

YONGCHUAN = "重庆市永川区"


def owners(text: str, place: str = YONGCHUAN) -> list[str | None]:
    return [t.owner for t in document(text, place=place).tasks]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("区商务委主任周萍表示，下一步将新增限额以上商贸企业50家。", "重庆市永川区商务委"),
        ("区农业农村委党委书记、主任陈禾说，要抓好春耕备耕。", "重庆市永川区农业农村委"),
        ("市发展改革委要加快推进重点项目。", "重庆市发展改革委"),
        ("区财政局要牵头落实种子补贴，务必管好资金。", "重庆市永川区财政局"),
        ("区委书记林山强调，要把扩大内需摆在首位。", None),
        ("会议强调，要加快建设重点项目。", None),
        ("要加快建设重点项目。", None),
    ],
)
def test_the_body_a_sentence_names_or_lets_speak(text: str, owner: str | None) -> None:
    assert owners(text) == [owner]


def test_a_speaker_goes_on_until_another_speaks() -> None:
    text = (
        "区商务委主任周萍表示，下一步将新增商贸企业50家。要办好消费节。\n\n"
        "区交通局局长何川表示，将加快建设北环线。要修好农村公路。\n"
    )
    assert owners(text) == ["重庆市永川区商务委"] * 2 + ["重庆市永川区交通局"] * 2


def test_a_sub_heading_ends_a_statement() -> None:
    text = "区商务委主任周萍表示，下一步将新增商贸企业50家。\n\n二、2025年工作安排\n\n加快建设北环线。\n"
    assert owners(text) == ["重庆市永川区商务委", None]


def test_everybody_is_named_as_printed() -> None:
    (owner,) = owners("全区上下要加快建设重点项目。")
    assert owner is not None
    assert owner.endswith("全区上下")


def test_the_bureau_of_a_neighbour() -> None:
    assert owners("江北区商务局要加快建设重点项目。") == ["重庆市江北区商务局"]


def test_the_leader_of_a_neighbour_speaks_for_it() -> None:
    assert owners("江北区委书记林山表示，江北将加快发展低空经济。") == ["重庆市江北区"]


def test_a_bureau_of_a_home_outside_the_register() -> None:
    assert owners("县发改局局长田野表示，下一步将加快推进重点项目。", "青澜市云岚县") == ["青澜市云岚县发改局"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("“我们要抓好春耕备耕，管好每一亩田。”区农业农村委主任陈禾表示。", "重庆市永川区农业农村委"),
        ("下一步，永川将加快建设开放门户。", YONGCHUAN),
        ("我区将加快建设重点项目。", YONGCHUAN),
        ("大安街道要加快建设农产品市场。", "重庆市永川区大安街道"),
        ("永川交通开投集团董事长何川表示，今年将完成投资20亿元。", "永川交通开投集团"),
    ],
)
def test_speakers_behind_a_quotation_places_and_companies(text: str, owner: str) -> None:
    assert owners(text) == [owner]


def test_a_meeting_ends_what_a_bureau_said() -> None:
    text = "区商务委主任周萍表示，将新增商贸企业50家。会议强调，要加快建设重点项目。"
    assert owners(text) == ["重庆市永川区商务委", None]


@pytest.mark.parametrize("post", ["副书记", "相关负责人", "主任"])
def test_a_long_row_of_posts_is_read_at_once(post: str) -> None:
    # A post inside a post (副书记) must not be tried both ways for every one of the row.
    start = time.process_time()
    owners("区商务委主任" + f"、{post}" * 30 + "。")
    assert time.process_time() - start < 1
