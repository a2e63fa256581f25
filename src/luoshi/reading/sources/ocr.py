"""Recognition of characters on pictures and scanned pages: an adapter to the extra `luoshi[ocr]`."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from luoshi.reading.sources.fragments import Box
from luoshi.reading.sources.layout import reading_order, text_of
from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
from luoshi.reading.sources.source import SourceError

HINT = 'pip install "luoshi[ocr]" reads pictures and scans'
"""What a user is told where the extra is missing."""

_LEAST_SCORE = 0.3


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
        found = self._run(picture)
        if found.boxes is None or found.txts is None:
            return []
        scores = found.scores if found.scores is not None else [1.0] * len(found.txts)
        boxes: list[Box] = []
        for corners, text, score in zip(found.boxes, found.txts, scores, strict=True):
            if score < _LEAST_SCORE or not text.strip():
                continue
            xs = [float(x) for x, _ in corners]
            ys = [float(y) for _, y in corners]
            boxes.append(tight(Box(text, min(xs), min(ys), max(xs), max(ys))))
        return boxes


def tight(box: Box) -> Box:
    """The box of a recognised line without the margin that the detector leaves around the print.

    The type's size follows from the number of characters on the width (a half-width one is half an em);
    what the box is higher than that is margin, the same on all four sides. Boxes as high as the type, of
    single characters and of lines set downwards, stay as they are.
    """
    ems = sum(0.5 if char < "\u2000" else 1.0 for char in box.text)
    width, height = box.x1 - box.x0, box.y1 - box.y0
    # Margin m on each side: width - 2m = ems * size and height - 2m = size.
    size = (width - height) / (ems - 1) if ems >= 3 else height
    if not 0.4 * height <= size < height:
        return box
    margin = (height - size) / 2
    return Box(box.text, box.x0 + margin, box.y0 + margin, box.x1 - margin, box.y1 - margin)


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
                raise SourceError(
                    file, f"has {width} x {height} pixels, more than the {limits.pixels:,} that are read"
                )
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
