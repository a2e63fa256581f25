"""Prints invented pages as PDFs, glyph by glyph: a test decides on the order in the stream."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Page:
    """A page of `width` x `height` points; `y` grows downwards from the top edge, as one reads."""

    width: float = 800
    height: float = 1000
    rotation: int = 0
    glyphs: list[tuple[str, float, float, float]] = field(default_factory=list)

    def line(self, text: str, x: float, y: float, size: float = 10, pitch: float = 1.0) -> None:
        """Prints a line whose glyphs follow one another at `pitch` ems; half-width ones take half."""
        for char in text:
            if not char.isspace():
                self.glyphs.append((char, x, y, size))
            x += size * pitch * (0.5 if char < "\u2000" else 1)

    def column(self, lines: Iterable[str], x: float, y: float, size: float = 10, leading: float = 1.6) -> float:
        for text in lines:
            self.line(text, x, y, size)
            y += size * leading
        return y

    def shuffled(self, seed: int = 1) -> Page:
        random.Random(seed).shuffle(self.glyphs)
        return self

    def stream(self) -> bytes:
        parts = []
        for char, x, y, size in self.glyphs:
            code = char.encode("utf-16-be").hex()
            parts.append(f"BT /F1 {size:g} Tf 1 0 0 1 {x:.2f} {self.height - y - size * 0.88:.2f} Tm <{code}> Tj ET")
        return "\n".join(parts).encode("ascii")


def pdf(pages: list[Page]) -> bytes:
    """A PDF of these pages, in a font that is named but not embedded, as many offices' printers write."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /W [1 95 500 814 939 500] >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for page in pages:
        stream = page.stream()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (page.width, page.height, page.rotation, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def prose(count: int, seed: int = 0) -> str:
    """`count` characters of invented sentences of a county that does not exist, all of the same kind."""
    towns = ["青禾镇", "白鹭乡", "石桥街道", "柳湾镇", "南坪村", "云台工业园"]
    things = [
        "新建农村公路",
        "改造老旧小区",
        "完成投资",
        "发放补贴",
        "建成高标准农田",
        "引进项目",
        "培训技工",
    ]
    units = ["公里", "个", "亿元", "万元", "亩", "项", "人次"]
    generator = random.Random(seed)
    text = ""
    while len(text) < count:
        thing = generator.randrange(len(things))
        text += (
            f"{generator.choice(towns)}{things[thing]}{generator.randrange(2, 9999)}{units[thing]}，"
            f"同比增长{generator.randrange(1, 30)}.{generator.randrange(10)}%。"
        )
    return text[:count]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` ems; ASCII takes half an em."""
    lines, line, used = [], "", 0.0
    for char in text:
        need = 0.5 if char < "\u2000" else 1.0
        if used + need > width:
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += need
    return [*lines, line] if line else lines
