import pytest

from luoshi.reading.sources import SourceError
from luoshi.reading.sources.webpage import webpage_text


def read(body: str) -> list[str]:
    return webpage_text(f"<!doctype html><meta charset=utf-8><body>{body}".encode(), "a.html").split("\n")


def test_blocks_are_lines_and_inline_marks_are_not() -> None:
    body = "<h1>青禾县<b>政府</b>工作报告</h1><div>一、<span>增长</span>6%<p>二</p>三</div>四<br>五"
    assert read(body) == [
        "青禾县政府工作报告", "一、增长6%", "二", "三", "四", "五",
    ]  # fmt: skip


def test_what_is_not_read() -> None:
    body = (
        "<script>var a='增长9%'</script><style>p{}</style><nav>首页</nav><p>正文</p><footer>备案</footer>"
        "<p style='color:red; display : none'>藏</p><p hidden>藏</p><div class='top nav'>栏目</div>"
        "<div role=navigation>栏目</div><!-- 注 --><template><p>模</p></template>"
        "<form><input value=x>搜</form>"
    )
    assert read(body) == ["正文"]


def test_a_title_in_the_head_is_not_the_text() -> None:
    assert webpage_text("<html><head><title>站名</title></head><body>文".encode(), "a.html") == "文"


def test_white_space_as_a_browser_has_it() -> None:
    body = "<p>全县\n   经济  总量\n GDP\n增长 6%</p><pre>一\n二</pre>"
    assert read(body) == ["全县经济 总量 GDP 增长 6%", "一", "二"]


def test_a_table_of_values_is_rows() -> None:
    body = "<table><tr><th>指标<th>目标<tr><td>工业<br>投资<td><p>10%</p><tr><td>就业<td></table>后"
    assert read(body) == ["| 指标 | 目标 |", "| 工业 投资 | 10% |", "| 就业 |  |", "后"]


def test_a_table_that_lays_out_the_page_is_blocks() -> None:
    inner = "<table><tr><td>甲<td>乙</table>"
    assert read(f"<table><tr><td>栏<td>{inner}</table>") == ["栏", "甲", "乙"]
    assert read("<table><tr><td><p>一</p><p>二</p></table>") == ["一", "二"]
    prose = "".join(f"<p>第{i}段</p>" for i in range(5))
    assert read(f"<table><tr><td>左<td>{prose}</table>")[0] == "左"


@pytest.mark.parametrize(
    ("codec", "meta"),
    [
        ("gb18030", '<meta charset="gb2312">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=GBK">'),
        ("cp950", '<meta charset="big5">'),
        ("utf-8", '<meta charset="gb2312">'),
        ("gb18030", '<meta charset="utf-8">'),
        ("gb18030", ""),
        ("utf-16", ""),
        ("gb18030", '<?xml version="1.0" encoding="GBK"?>'),
    ],
)
def test_encoding_from_the_page_or_in_spite_of_it(codec: str, meta: str) -> None:
    text = "青禾縣經濟發展" if codec == "cp950" else "青禾县经济发展，增长6%"
    assert webpage_text(f"{meta}<html><body><p>{text}</p>".encode(codec), "a.html") == text


def test_damage_that_would_hang_a_parser_is_refused() -> None:
    for markup, words in (
        ("<div>" * 100_000, "nested deeper"),
        ("<font a=1><p>" * 5_000, "nested deeper"),
        ("<p " + " ".join(f"a{i}" for i in range(50_000)) + ">x", "attributes"),
    ):
        with pytest.raises(SourceError, match=words):
            webpage_text(markup.encode(), "a.html")


def test_pictures_inside_the_page_are_no_load() -> None:
    assert read(f'<p>甲<img src="data:image/png;base64,{"QUJD " * 100_000}">乙</p>') == ["甲乙"]
