import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from luoshi.reading.sources import Limits, SourceError
from luoshi.reading.sources.numbering import chinese
from luoshi.reading.sources.word import word_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def empty() -> Any:
    from docx import Document

    return Document()


def with_body(xml: str) -> bytes:
    """A .docx whose body is this XML."""
    from docx.oxml import parse_xml

    document = empty()
    for child in parse_xml(f"<w:body {W}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, child)
    return saved(document)


def repacked(data: bytes, part: str, content: bytes | None) -> bytes:
    """The same zip with one part exchanged or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def test_paragraphs_headings_and_tables_in_order() -> None:
    document = empty()
    document.add_heading("青禾县任务分解", 1)
    document.add_paragraph("一、主要目标")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells],
        ["任务", "牵头单位", "修路\n通车", "交通局"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("完。")
    assert word_text(saved(document), "a.docx").split("\n") == [
        "青禾县任务分解", "一、主要目标", "| 任务 | 牵头单位 |", "| 修路 通车 | 交通局 |", "完。",
    ]  # fmt: skip


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    body = (
        f"<w:p>{run('增长')}<w:ins>{run('6%')}</w:ins><w:del><w:r><w:delText>5%</w:delText></w:r></w:del>"
        f"{run('藏', '<w:rPr><w:vanish/></w:rPr>')}<w:r><w:tab/><w:t>左右</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('控件里的段落')}</w:p></w:sdtContent></w:sdt>"
    )
    assert word_text(with_body(body), "a.docx") == "增长6%\t左右\n控件里的段落"


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent><w:p>{run('框里')}</w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice Requires='x'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p>{run('正文')}<w:r>{both}</w:r>{run('续')}</w:p>"
    assert word_text(with_body(body), "a.docx") == "正文续\n框里"


def test_merged_cells_keep_their_columns() -> None:
    row = (
        f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{run('甲')}</w:p></w:tc>"
        f"<w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr>"
    )
    one = f"<w:tr><w:tc><w:p>{run('框一')}</w:p><w:p>{run('框二')}</w:p></w:tc></w:tr>"
    assert word_text(with_body(f"<w:tbl>{row}{one}</w:tbl>"), "a.docx") == "| 甲 |  | 乙 |\n框一\n框二"


def test_automatic_numbers_are_text() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate((("chineseCounting", "%1、"), ("decimal", "%2."), ("bullet", "x")))
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    paragraphs = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>{run("事")}</w:p>'
        for level in (0, 1, 1, 2, 0, 1)
    )
    data = repacked(with_body(paragraphs), "word/numbering.xml", numbering.encode())
    assert word_text(data, "a.docx").split("\n") == ["一、事", "1.事", "2.事", "事", "二、事", "1.事"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一零零")]
)
def test_counting_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        word_text(data, "a.docx", limits or Limits())
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_zip_bombs_are_refused_before_they_unpack() -> None:
    plain = saved(empty())
    bomb = repacked(plain, "word/document.xml", b"<w:p>" + b" " * 30_000_000)
    assert "more than 200 times its size" in refused(bomb)
    assert "unpacks to more than" in refused(bomb, Limits(unpacked_bytes=1_000_000))
    assert "of XML, too many" in refused(bomb, Limits(zip_ratio=10_000, xml_bytes=1_000_000))
    assert "parts" in refused(plain, Limits(zip_entries=3))


def test_a_size_that_lies_is_found_out() -> None:
    data = bytearray(repacked(saved(empty()), "word/document.xml", b"x" * 100_000))
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert "does not unpack" in refused(bytes(data))


@pytest.mark.parametrize("grown", [True, False])
def test_entities_do_not_grow_or_reach_out(grown: bool, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密", encoding="utf-8")
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) if grown else ""
    xml = (
        f'<!DOCTYPE d [<!ENTITY a0 "哈哈">{laughs}<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>头{'&a11;' if grown else ''}&out;</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    data = repacked(saved(empty()), "word/document.xml", xml.encode())
    if grown:
        assert "do not fit" in refused(data)
    else:
        assert word_text(data, "a.docx") == "头"


def test_damage() -> None:
    plain = saved(empty())
    assert "does not unpack" in refused(plain[: len(plain) // 2])
    assert "do not fit" in refused(repacked(plain, "word/document.xml", None))
    assert "do not fit" in refused(repacked(plain, "word/document.xml", b"<a><b></a>"))
    assert "do not fit" in refused(repacked(plain, "[Content_Types].xml", b"<x/>"))
    encrypted = bytearray(plain)
    at = encrypted.rindex(b"PK\x01\x02")
    encrypted[at + 8] |= 1
    assert "password" in refused(bytes(encrypted))
