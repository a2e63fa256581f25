import importlib
import io
import shutil
import struct
import subprocess
import zlib
from difflib import SequenceMatcher
from typing import Any

import pytest

from luoshi.reading.sources import Limits, SourceError, load_bytes, ocr
from luoshi.reading.sources.fragments import Box

from .printing import Page, pdf


def png(width: int = 40, height: int = 20) -> bytes:
    """A white picture, written by hand: the size in its head may be anything."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff" * 3 * width for _ in range(height)) if width * height < 10_000 else b""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Fake:
    """Sees the same two columns under a headline on every picture."""

    def __init__(self, boxes: list[Box] | None = None) -> None:
        self.shapes: list[tuple[int, ...]] = []
        self._boxes = boxes

    def __call__(self, picture: Any) -> list[Box]:
        self.shapes.append(picture.shape)
        if self._boxes is not None:
            return self._boxes
        left = [Box(f"左栏第{i}行的文字内容", 0, 40 + i * 16, 100, 50 + i * 16) for i in range(4)]
        right = [Box(f"右栏第{i}行的文字内容", 120, 40 + i * 16, 220, 50 + i * 16) for i in range(4)]
        return [*right[::-1], Box("横跨两栏的标题", 0, 0, 220, 20), *left[::-1]]


READ = "横跨两栏的标题\n\n" + "\n\n".join("\n".join(f"{side}栏第{i}行的文字内容" for i in range(4)) for side in "左右")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    engine = Fake()
    monkeypatch.setitem(ocr._ENGINES, "rapid", engine)
    return engine


def test_a_picture_is_read_in_reading_order(fake: Fake) -> None:
    source = load_bytes(png(), "版.png")
    assert source.format == "picture"
    assert source.text == READ
    assert fake.shapes == [(20, 40, 3)]


def test_a_scanned_pdf_is_read_page_by_page(fake: Fake) -> None:
    source = load_bytes(pdf([Page(200, 100), Page(200, 100)]), "扫描.pdf")
    assert source.text == READ + "\n\n" + READ
    assert source.pages == (0, len(READ) + 2)
    assert fake.shapes == [(278, 556, 3)] * 2


def test_switched_off_and_nothing_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ocr._ENGINES, "rapid", Fake([]))
    for data, name in ((png(), "a.png"), (pdf([Page()]), "a.pdf")):
        with pytest.raises(SourceError, match="no characters were recognised"):
            load_bytes(data, name)
    with pytest.raises(SourceError, match="switched off"):
        load_bytes(png(), "a.png", ocr=False)


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_ENGINES", {})
    real = importlib.import_module

    def missing(name: str, package: str | None = None) -> Any:
        if name == "rapidocr":
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(ocr, "import_module", missing)
    for data, name in ((png(), "a.png"), (pdf([Page()]), "a.pdf")):
        with pytest.raises(SourceError, match=r'pip install "luoshi\[ocr\]"'):
            load_bytes(data, name)


def test_damaged_and_oversized_pictures(fake: Fake) -> None:
    for data in (png()[:40], png()[:8] + bytes(50), b"\xff\xd8\xff\xe0" + bytes(99)):
        with pytest.raises(SourceError, match="damaged picture"):
            load_bytes(data, "a.png")
    with pytest.raises(SourceError, match="more than the 100,000,000 pixels"):
        load_bytes(png(50_000, 50_000), "a.png")
    with pytest.raises(SourceError, match="40 x 20 pixels"):
        load_bytes(png(), "a.png", limits=Limits(pixels=100))
    assert fake.shapes == []


PHRASE = "青禾县一季度地区生产总值增长6.1%，城镇新增就业7300人"


def cjk_font() -> str:
    """The path of a font with Chinese characters on this machine; skips where there is none."""
    if shutil.which("fc-match") is None:
        pytest.skip("needs fontconfig to find a Chinese font")
    found = subprocess.run(
        ["fc-match", "-f", "%{lang}\n%{file}", "sans:lang=zh-cn"], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    if "zh-cn" not in found[0]:
        pytest.skip("needs a Chinese font")
    return found[1]


@pytest.mark.slow
def test_print_is_really_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image, ImageDraw, ImageFont

    monkeypatch.setattr(ocr, "_ENGINES", {})
    picture = Image.new("RGB", (1100, 160), "white")
    font = ImageFont.truetype(cjk_font(), 32)
    ImageDraw.Draw(picture).text((30, 50), PHRASE, fill="black", font=font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    read = load_bytes(out.getvalue(), "a.png").text.replace(" ", "").replace(",", "，")
    assert SequenceMatcher(None, read, PHRASE).ratio() > 0.95


def line_of(text: str, starts: list[float], em: float = 20) -> tuple[Box, list[Box]]:
    glyphs = [Box(c, x, 0, x + em * 0.8, 30) for c, x in zip(text, starts, strict=True)]
    return Box(text, starts[0] - 5, 0, starts[-1] + em + 5, 30), glyphs


def test_a_line_across_a_gutter_is_parted_and_freed_of_its_margin() -> None:
    text = "左栏文字一，右栏文字"
    starts = [20.0 * i for i in range(6)] + [150 + 20.0 * i for i in range(4)]
    left, right = ocr.parted(*line_of(text, starts))
    assert (left.text, right.text) == ("左栏文字一，", "右栏文字")
    assert left.x1 < 120
    assert right.x0 >= 150
    assert (left.y0, left.y1) == (5, 25)


def test_a_line_in_one_column_stays_whole() -> None:
    text = "全县，增长（同比）"
    line, glyphs = line_of(text, [20.0 * i for i in range(len(text))])
    [box] = ocr.parted(line, glyphs)
    assert box.text == text
    other = Box("别的字", 0, 0, 90, 30)
    assert ocr.parted(other, glyphs) == [other]
