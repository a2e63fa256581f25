"""PDF: glyph boxes of the text layer to text in reading order, page by page."""

from __future__ import annotations

import ctypes
from typing import Any

from luoshi.reading.sources.fragments import Box
from luoshi.reading.sources.layout import reading_order, text_of
from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
from luoshi.reading.sources.source import SourceError

_PAGE_BREAK = "\n\n"
# pdfium gives a hyphen at a line's end as U+FFFE or U+0002.
_HYPHENS = (0xFFFE, 0x02)
_REPLACEMENT = "\ufffd"
_UNREADABLE_SHARE = 0.3
_SCAN_DPI = 200


def pdf_text(
    data: bytes, file: str, *, ocr: bool = True, limits: Limits = DEFAULT_LIMITS
) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF and the offset at which each page starts in it.

    Blocks are parted by one blank line, pages too; a page that holds nothing starts at the end of the one
    before it, so that the page of an offset is the last that starts at or before it.
    With `ocr`, pages without a text layer are recognised by the extra `luoshi[ocr]` if no page has one.
    Raises `SourceError` for a PDF that is encrypted, damaged, has no page, too many, or no text.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SourceError(file, _reason(error)) from error
    try:
        count = len(document)
        if count == 0:
            raise SourceError(file, "is a PDF without pages, or damaged")
        if count > limits.pages:
            raise SourceError(file, f"has {count:,} pages, more than the {limits.pages:,} that are read")
        pages: list[str] = []
        characters = 0
        broken: list[int] = []
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                broken.append(number + 1)
                pages.append("")
                continue
            boxes = _boxes(page, file, number + 1, limits)
            characters += len(boxes)
            if characters > limits.characters:
                raise SourceError(file, f"holds more than the {limits.characters:,} characters that are read")
            pages.append(text_of(reading_order(boxes)))
        if broken and any(pages):
            raise SourceError(file, f"is damaged: page {broken[0]} of {count} cannot be read")
        if broken:
            raise SourceError(file, "is damaged: its pages cannot be read")
        if not any(pages):
            pages = _scanned(document, file, ocr, limits)
    finally:
        document.close()
    readable(pages, file)
    return _together(pages)


def readable(pages: list[str], file: str) -> None:
    """Raises `SourceError` where fonts that do not say what their glyphs mean leave too little text."""
    total = sum(len(page) for page in pages)
    unknown = sum(page.count(_REPLACEMENT) for page in pages)
    if unknown > _UNREADABLE_SHARE * max(total, 1):
        raise SourceError(
            file,
            "has a text layer whose fonts do not tell their characters: print it to pictures, "
            'which pip install "luoshi[ocr]" reads',
        )


def _together(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for page in pages:
        if page and length:
            parts.append(_PAGE_BREAK)
            length += len(_PAGE_BREAK)
        offsets.append(length)
        parts.append(page)
        length += len(page)
    return "".join(parts), tuple(offsets)


def _reason(error: Exception) -> str:
    words = str(error).lower()
    if "password" in words:
        return "is an encrypted PDF that asks for a password: remove it and save again"
    if "security" in words:
        return "is an encrypted PDF of a kind that is not read: save it without protection"
    return "is a damaged PDF, or none: it cannot be opened"


def _boxes(page: Any, file: str, number: int, limits: Limits) -> list[Box]:
    """The visible characters of a page with the boxes of their type, upright and growing downwards."""
    import pypdfium2
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise SourceError(file, f"is damaged: page {number} cannot be read") from error
    boxes: list[Box] = []
    try:
        handle = textpage.raw
        count = raw.FPDFText_CountChars(handle)
        if count > limits.page_characters:
            raise SourceError(file, f"page {number} has {count:,} characters, more than a page holds")
        rotation = page.get_rotation() % 360
        rect = raw.FS_RECTF()
        pointer = ctypes.byref(rect)
        unicode_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        high = 0
        for index in range(count):
            code = unicode_at(handle, index)
            if 0xD800 <= code <= 0xDBFF:
                high = code
                continue
            if 0xDC00 <= code <= 0xDFFF and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if code in _HYPHENS:
                char = "-"
            elif code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                char = _REPLACEMENT
            else:
                char = chr(code)
            white = char.isspace() or (0 < code < 0x20 and code not in _HYPHENS)
            if white or not box_at(handle, index, pointer):
                continue
            boxes.append(_upright(char, rect.left, rect.bottom, rect.right, rect.top, rotation))
    finally:
        textpage.close()
    return boxes


def _upright(char: str, left: float, bottom: float, right: float, top: float, rotation: int) -> Box:
    """PDF coordinates grow upwards, and a page may say that it is shown turned clockwise."""
    if right < left:
        left, right = right, left
    if top < bottom:
        bottom, top = top, bottom
    if rotation == 90:
        return Box(char, bottom, left, top, right)
    if rotation == 180:
        return Box(char, -right, bottom, -left, top)
    if rotation == 270:
        return Box(char, -top, -right, -bottom, -left)
    return Box(char, left, -top, right, -bottom)


def _scanned(document: Any, file: str, ocr: bool, limits: Limits) -> list[str]:
    from luoshi.reading.sources import ocr as recognition

    if not ocr:
        raise SourceError(file, f"has no text layer (scanned pages): {recognition.HINT}")
    engine = recognition.engine(file, "has no text layer (scanned pages)")
    pages: list[str] = []
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        scale = _SCAN_DPI / 72
        if width * height * scale * scale > limits.pixels:
            scale = (limits.pixels / (width * height)) ** 0.5
        picture = page.render(scale=scale).to_numpy()
        pages.append(recognition.recognised(engine, picture))
    if not any(pages):
        raise SourceError(file, "has no text layer, and no characters were recognised on its pages")
    return pages
