"""Recognition of characters on pictures and scanned pages: an adapter to the extra `luoshi[ocr]`."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from statistics import median
from typing import Any, Protocol

from luoshi.reading.sources.fragments import Box
from luoshi.reading.sources.layout import reading_order, text_of
from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
from luoshi.reading.sources.source import SourceError

HINT = 'pip install "luoshi[ocr]" reads pictures and scans'
"""What a user is told where the extra is missing."""

_LEAST_SCORE = 0.3
_PART = 0.6
"""White within a line, in ems, from which on it may be a gutter; the layout decides whether it is."""
_BLUR = 0.35
_FULL_WIDTH = "\u2e80"
_CLOSING = "，。、；：！？）》”’】"
_OPENING = "（《“‘【"


class Engine(Protocol):
    """What recognises: a picture in, printed lines with their boxes out.

    `picture` is an array of shape (height, width, 3), dtype uint8, channels blue, green, red. The boxes
    are in pixels, in any order.
    """

    def __call__(self, picture: Any) -> list[Box]:
        """The lines of print on the picture."""
        ...


class RapidEngine:
    """RapidOCR with the models inside its wheel, on onnxruntime: works without a network.

    Raises `ImportError` where the extra is not installed.
    """

    def __init__(self) -> None:
        import logging

        rapidocr = import_module("rapidocr")

        # It reports every step on its own logger, which would run into the table on the terminal.
        self._run: Any = rapidocr.RapidOCR(params={"Global.log_level": "error"})
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)

    def __call__(self, picture: Any) -> list[Box]:
        """The lines of print on the picture; what is recognised with a score below 0.3 is left out."""
        found = self._run(picture, return_word_box=True, return_single_char_box=True)
        if found.boxes is None or found.txts is None:
            return []
        boxes: list[Box] = []
        for corners, text, score, glyphs in zip(found.boxes, found.txts, found.scores, found.word_results, strict=True):
            if score < _LEAST_SCORE or not text.strip():
                continue
            line = _box(text, corners)
            boxes.extend(parted(line, [_box(char, place) for char, _, place in glyphs if place is not None]))
        return boxes


def _box(text: str, corners: Any) -> Box:
    xs = [float(x) for x, _ in corners]
    ys = [float(y) for _, y in corners]
    return Box(text, min(xs), min(ys), max(xs), max(ys))


def parted(line: Box, glyphs: list[Box]) -> list[Box]:
    """A recognised line in pieces, where the detector ran across the gutter between two columns.

    `glyphs` are the line's characters with their places, as far as known; they tell the size of the type
    too, so that the margin that the detector leaves around the print can be taken off. A line whose
    characters have no places, or do not stand from left to right, stays whole.
    """
    wide = [g for g in glyphs if g.text >= _FULL_WIDTH]
    steps = [b.x0 + b.x1 - a.x0 - a.x1 for a, b in pairwise(wide)]
    height = line.y1 - line.y0
    em = min(median(steps) / 2 if len(steps) >= 3 else height, height)
    solid = "".join(line.text.split())
    if em < 0.4 * height or "".join(g.text for g in glyphs) != solid:
        return [line]
    top, bottom = (line.y0 + line.y1 - em) / 2, (line.y0 + line.y1 + em) / 2
    pieces: list[list[Box]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        # Half of a Chinese mark's place is white, which is no gutter.
        end = max(before.x1, before.x0 + 0.9 * em) if before.text in _CLOSING else before.x1
        start = min(glyph.x0, glyph.x1 - 0.9 * em) if glyph.text in _OPENING else glyph.x0
        if start - end > _PART * em:
            pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
    at = 0
    boxes: list[Box] = []
    for piece in pieces:
        begin = at
        for glyph in piece:
            at = line.text.index(glyph.text, at) + len(glyph.text)
        # The places are good to about a third of an em: what is left out at the ends keeps gutters open.
        blur = min(_BLUR * em, _BLUR * (piece[-1].x1 - piece[0].x0))
        left, right = piece[0].x0 + blur, piece[-1].x1 - blur
        boxes.append(Box(line.text[begin:at].strip(), left, top, right, bottom))
    return boxes


_ENGINES: dict[str, Engine] = {}


def engine(file: str, why: str) -> Engine:
    """The engine, made once per process; `SourceError` naming the extra where it is not installed.

    `why` says what about `file` needs recognition.
    """
    if "rapid" not in _ENGINES:
        try:
            _ENGINES["rapid"] = RapidEngine()
        except ImportError as error:
            raise SourceError(file, f"{why}: {HINT}") from error
    return _ENGINES["rapid"]


def recognised(run: Engine, picture: Any) -> str:
    """The text of one picture in reading order, a blank line between blocks."""
    return text_of(reading_order(run(picture)))


def picture_text(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text on a picture (PNG, JPEG, TIFF, BMP, WebP).

    Raises `SourceError` where the extra is missing, the picture is damaged or too large, or shows no text.
    """
    run = engine(file, "is a picture")
    text = recognised(run, pixels(data, file, limits))
    if not text:
        raise SourceError(file, "is a picture on which no characters were recognised")
    return text


def pixels(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The picture as an array (height, width, 3), uint8, blue-green-red, turned as its EXIF data says.

    Needs Pillow and numpy, which come with the extra. Raises `SourceError` for a damaged picture or one
    of more pixels than the limit, which is looked up before anything is unpacked.
    """
    import io
    import struct

    try:
        numpy, images, operations = map(import_module, ("numpy", "PIL.Image", "PIL.ImageOps"))
    except ImportError as error:
        raise SourceError(file, f"is a picture: {HINT}") from error

    try:
        with images.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > limits.pixels:
                raise SourceError(file, f"has {width} x {height} pixels, more than the {limits.pixels:,} that are read")
            upright = operations.exif_transpose(picture)
            if upright.mode in ("RGBA", "LA", "PA", "P"):
                # Print on nothing is print on white.
                upright = upright.convert("RGBA")
                paper = images.new("RGBA", upright.size, "white")
                paper.alpha_composite(upright)
                upright = paper
            array: Any = numpy.asarray(upright.convert("RGB"))
    except images.DecompressionBombError as error:
        raise SourceError(file, f"has more than the {limits.pixels:,} pixels that are read") from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        struct.error,
        ZeroDivisionError,
        OverflowError,
        MemoryError,
        NotImplementedError,
    ) as error:
        raise SourceError(file, "is a damaged picture, or of a kind that is not read") from error
    return array[:, :, ::-1].copy()
