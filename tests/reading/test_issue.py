"""Articles that go on in another file of the same issue."""

from __future__ import annotations

from invented import document

from luoshi.reading.issue import join
from luoshi.reading.statements import Document

OPENING = (
    "本报讯（记者 黎舟）1月2日，县委经济工作会议召开，县委书记祝南星出席并讲话。祝南星指出，过去一年，全县竹木家居、"
    "山地果茶两个主导产业支撑有力，雁坪水库、县城北环线等重点工程进展顺利。（下转4版）"
)
GOING_ON = (
    "祝南星强调，要围绕竹木家居、山地果茶延链补链，加快建设雁坪水库、县城北环线等重点工程，"
    "让主导产业在全县经济工作中挑起大梁。"
)
OTHER = "本报讯（记者 林溪）昨日，白茶采摘节在栗溪镇开幕，来自各地的客商走进茶园，现场品茶、拍照、下单。"


def joined(*texts: str) -> list[Document]:
    found = [document(t, name=f"云岚日报-{i:02d}版.txt") for i, t in enumerate(texts, 1)]
    join(found)
    return found


def test_a_marked_jump_is_joined_both_ways() -> None:
    one, _, four = joined(OPENING, OTHER, f"（上接1版）\n\n{GOING_ON}\n\n{OTHER}")
    assert one.articles[0].joined == [{"document": four.name, "article": 1}]
    assert four.articles[0].joined == [{"document": one.name, "article": 1}]


def test_a_jump_that_printed_no_mark_is_known_by_its_speaker_and_words() -> None:
    one, four = joined(OPENING, f"{OTHER}\n\n{GOING_ON}\n")
    assert [j["document"] for j in one.articles[0].joined] == [four.name]
    (part,) = [a for a in four.articles if a.joined]
    assert four.text[slice(*part.span)].startswith("祝南星强调")


def test_the_order_of_the_files_does_not_matter() -> None:
    texts = [OPENING, f"（上接1版）\n\n{GOING_ON}\n\n{OTHER}"]
    one, four = joined(*texts)
    found = [document(texts[1], name=four.name), document(texts[0], name=one.name)]
    join(found)
    assert [a.joined for d in reversed(found) for a in d.articles] == [
        a.joined for d in (one, four) for a in d.articles
    ]


def test_articles_without_jumps_are_not_joined() -> None:
    assert all(not a.joined for d in joined(OTHER, OTHER.replace("白茶", "蜜橘")) for a in d.articles)


def test_a_jump_to_nothing_alike_is_not_joined() -> None:
    one, four = joined(OPENING, "（上接2版）\n\n电影院本周放映七部新片，观众反响热烈，票价优惠。\n\n" + OTHER)
    assert all(not a.joined for d in (one, four) for a in d.articles)
