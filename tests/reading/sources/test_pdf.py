import io

import pytest

from luoshi.reading.sources import Limits, SourceError, load_bytes
from luoshi.reading.sources.pdf import pdf_text, readable

from .printing import Page, pdf, prose, wrapped


def four_columns() -> tuple[Page, list[list[str]]]:
    page = Page(width=860)
    page.line("青禾县一季度经济“开门红”", 200, 30, 36)
    lines = wrapped(prose(1500), 19)
    size = -(-len(lines) // 4)
    columns = [lines[i * size : (i + 1) * size] for i in range(4)]
    for number, column in enumerate(columns):
        page.column(column, 30 + number * 205, 100)
    return page, columns


def refused(data: bytes, **options: bool) -> str:
    with pytest.raises(SourceError) as caught:
        pdf_text(data, "版面.pdf", **options)
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_four_column_page_whatever_the_order_of_its_stream(seed: int | None) -> None:
    page, columns = four_columns()
    if seed:
        page.shuffled(seed)
    text, pages = pdf_text(pdf([page]), "a.pdf")
    assert text.split("\n\n") == ["青禾县一季度经济“开门红”", *("\n".join(column) for column in columns)]
    assert pages == (0,)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_turned(rotation: int) -> None:
    page, columns = four_columns()
    glyphs = pdf([page])
    upright, _ = pdf_text(glyphs, "a.pdf")
    # The stream is turned the other way by a matrix, as scanners and printers do.
    matrix = {90: "0 1 -1 0 1000 0", 180: "-1 0 0 -1 860 1000", 270: "0 -1 1 0 0 860"}[rotation]
    wide, high = (1000, 860) if rotation != 180 else (860, 1000)
    turned = Page(wide, high, rotation)
    turned.stream = lambda: f"q {matrix} cm\n".encode() + page.stream() + b"\nQ"  # type: ignore[method-assign]
    assert pdf_text(pdf([turned]), "a.pdf")[0] == upright
    assert len(columns) == 4


def test_pages_start_where_they_say() -> None:
    first, second, empty = Page(), Page(), Page()
    first.line("第一页的正文。", 50, 50)
    second.line("第二页的正文。", 50, 50)
    source = load_bytes(pdf([first, empty, second]), "a.pdf")
    assert source.text == "第一页的正文。\n\n第二页的正文。"
    assert source.pages == (0, 7, 9)
    assert source.format == "pdf"


def test_encrypted_damaged_and_empty() -> None:
    page, _ = four_columns()
    whole = pdf([page])
    assert "damaged" in refused(b"%PDF-1.7\n" + bytes(100))
    assert "damaged" in refused(pdf([]))
    assert "damaged" in refused(whole[:200])
    assert pdf_text(whole + b"\n\n% trailing", "a.pdf")[0]


def test_encrypted() -> None:
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    document = FPDF()
    document.add_page()
    document.set_font("helvetica")
    document.text(20, 20, "growth 6%")
    document.set_encryption("owner", "user", encryption_method=EncryptionMethod.RC4)
    assert "password" in refused(bytes(document.output()))


def test_what_another_writer_prints() -> None:
    from fpdf import FPDF

    document = FPDF()
    for text in ("Growth of 6.5% in 2025", "Second page"):
        document.add_page()
        document.set_font("helvetica", size=14)
        document.text(20, 20, text)
    out = io.BytesIO()
    document.output(out)
    text, pages = pdf_text(out.getvalue(), "a.pdf")
    assert text == "Growth of 6.5% in 2025\n\nSecond page"
    assert text[pages[1] :] == "Second page"


def test_no_text_layer_names_the_extra() -> None:
    reason = refused(pdf([Page()]), ocr=False)
    assert "no text layer" in reason
    assert 'pip install "luoshi[ocr]"' in reason


def test_limits_of_a_page() -> None:
    page, _ = four_columns()
    with pytest.raises(SourceError, match="more than a page holds"):
        pdf_text(pdf([page]), "a.pdf", limits=Limits(page_characters=100))
    with pytest.raises(SourceError, match="more than the 100 characters"):
        pdf_text(pdf([page]), "a.pdf", limits=Limits(characters=100))


def test_fonts_that_do_not_tell_their_characters() -> None:
    readable(["正文" * 10 + "\ufffd"], "a.pdf")
    with pytest.raises(SourceError, match="fonts do not tell"):
        readable(["\ufffd" * 10 + "正文"], "a.pdf")
