import pytest

from luoshi.reading.sources import SourceError
from luoshi.reading.sources.encodings import decode

PLAIN = (
    "青禾县2025年地区生产总值预期增长6%左右，城镇新增就业7300人。\n"
    "（二）抓好春耕生产；确保粮食播种面积稳定在40万亩以上。\n"
)
TRADITIONAL = "青禾縣2025年地區生產總值預期增長6%左右，城鎮新增就業7300人。\n抓好春耕生產，確保糧食播種面積穩定。\n"
SHORT = ["目标任务", "增长6%", "全县经济稳中向好。", "完成", "青禾日报\n", "GDP增长", "其中：\n"]
SIMPLIFIED = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]


@pytest.mark.parametrize("codec", SIMPLIFIED)
def test_simplified_text_in_every_encoding(codec: str) -> None:
    assert decode(PLAIN.encode(codec), "a.txt") == PLAIN


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5", "cp950", "gb18030"])
def test_traditional_text_in_every_encoding(codec: str) -> None:
    assert decode(TRADITIONAL.encode(codec), "a.txt") == TRADITIONAL


def test_hong_kong_characters_outside_plain_big5() -> None:
    text = "啲啫嘅" + TRADITIONAL
    assert decode(text.encode("big5hkscs"), "a.txt") == text


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("codec", ["utf-8", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_short_text(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


@pytest.mark.parametrize("text", ["目標任務", "增長6%", "完成", "經濟穩中向好。", "縣政府工作報告"])
@pytest.mark.parametrize("codec", ["utf-8", "big5", "utf-16-le"])
def test_short_traditional_text(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


def test_two_byte_chinese_that_happens_to_be_good_utf_8() -> None:
    # The bytes of these words in GBK are also good UTF-8, of rare letters.
    data = "一".encode("gbk") + "，".encode("gbk") + "全县".encode("gbk")
    assert decode(data, "a.txt") == "一，全县"


def test_text_in_another_script_is_text_if_it_is_utf_8() -> None:
    assert decode("Плановый отчёт".encode(), "a.txt") == "Плановый отчёт"
    assert decode(b"plain words", "a.txt") == "plain words"


def test_byte_order_mark_is_dropped_and_line_ends_are_one() -> None:
    assert decode(b"\xef\xbb\xbf" + "一\r\n二\r三\n".encode(), "a.txt") == "一\n二\n三\n"


def test_four_byte_gb18030() -> None:
    text = "㐂㑇村" + PLAIN
    assert decode(text.encode("gb18030"), "a.txt") == text


def test_declared_encoding_is_taken_where_it_fits() -> None:
    assert decode("Плановый отчёт".encode("cp1251"), "a.html", "windows-1251") == "Плановый отчёт"
    assert decode(PLAIN.encode("gbk"), "a.html", "no-such-codec") == PLAIN
    assert decode(PLAIN.encode("gbk"), "a.html", "hex") == PLAIN
    assert decode(PLAIN.encode("utf-8"), "a.html", "gb2312") == PLAIN


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(60), "binary, expected text"),
        (bytes(range(256)) * 20, "binary"),
        ("全县".encode() + b"\x00\x01\x02", "binary"),
        (PLAIN.encode()[:60] + b"\xff" + PLAIN.encode()[60:], "byte 60 is not UTF-8"),
        (b"\xef\xbb\xbf\xe5\xff\xff", "not UTF-8"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "not UTF-16"),
    ],
)
def test_what_is_no_text(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        decode(data, "坏.txt")
    assert str(caught.value).startswith("坏.txt: ")
    assert "\n" not in str(caught.value)
