"""Encodings: the bytes of a text file to characters.

A byte-order mark decides; without one, every encoding that Chinese offices write is tried strictly, and
of those that fit the one is taken whose characters are the everyday ones. Wrong decodings of Chinese
yield rare characters almost only, right ones about nine in ten everyday ones, so few characters do.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib import resources

from luoshi.reading.sources.source import SourceError

# A longer mark stands before the shorter one it begins with.
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# In the order in which equals are preferred; cp950 and big5hkscs are the two Big5 in use.
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 4000
# Below this a decoding is not believed; the right one of ordinary prose scores 0.8 and more.
_BELIEVED = 0.35
# UTF-8 is self-checking: what fits by chance is short and odd.
_UTF8_BONUS = 0.4
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE = 0.01

_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "cp950",
    "utf8": "utf-8",
    # A page that can be read as far as its <meta> is not in UTF-16, whatever it says.
    "utf-16": "utf-8",
    "unicode": "utf-8",
}


@cache
def _weights() -> dict[str, float]:
    """What a character speaks for its decoding: 1 for an everyday one."""
    data = resources.files("luoshi.reading.sources").joinpath("common.txt").read_text(encoding="utf-8")
    everyday = "".join(line for line in data.splitlines() if not line.startswith("#"))
    table = dict.fromkeys(everyday, 1.0)
    table.update(dict.fromkeys("，。、；：！？“”‘’（）《》〈〉—…·％　【】〔〕①②③④⑤", 1.0))
    return table


def _weight(char: str) -> float:
    code = ord(char)
    if 0x20 <= code < 0x7F or char in "\t\n\r\v\f":
        return 0.5
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFE, 0xFFFF, 0xFFFD):
        return -4.0
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return -2.0
    if 0xFF00 <= code <= 0xFF5E:
        return 0.6
    if 0x4E00 <= code <= 0x9FFF:
        # The first level of GB 2312: the 3,755 characters in common use.
        try:
            first = char.encode("gb2312")[0]
        except UnicodeEncodeError:
            return 0.1 if _big5_common(char) else -0.3
        return 0.45 if first <= 0xD7 else -0.1
    return -0.3


def _big5_common(char: str) -> bool:
    """Whether Big5 counts the character among its 5,401 frequent ones."""
    try:
        return 0xA4 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def plausibility(text: str) -> float:
    """How much the text looks like written Chinese (or ASCII): about 1 for prose, about 0 or less for chance.

    Reads at most 4,000 characters. ASCII counts half, and not at all beside characters that decide.
    """
    if len(text) > _SAMPLE:
        middle = len(text) // 2
        text = text[: _SAMPLE // 2] + text[middle : middle + _SAMPLE // 2]
    table = _weights()
    wide = [c for c in text if c > "\x7f" or _CONTROLS.match(c)]
    if not wide:
        return 0.5 if text else 0.0
    return sum(table.get(c) or _weight(c) for c in wide) / len(wide)


def newlines(text: str) -> str:
    r"""The text with `\r\n` and `\r` as `\n`, as Python's text mode reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def binary(text: str) -> bool:
    """Whether a decoded text holds what no text holds: a NUL, or more than 1 % of control characters."""
    return "\x00" in text or len(_CONTROLS.findall(text)) > max(1.0, len(text) * _CONTROL_SHARE)


def decode(data: bytes, file: str, declared: str | None = None) -> str:
    r"""The characters of a text file, line ends as `\n`, the byte-order mark dropped.

    Takes UTF-8, UTF-16 (both orders, with or without mark), UTF-32 with mark, GB18030 (with GBK and
    GB 2312 in it) and Big5. `declared` is the encoding a page says it is in; it is taken where it fits.
    Raises `SourceError` naming `file` where no encoding fits, or what it gives is binary.
    """
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise SourceError(
                    file, f"starts as {label}, but byte {error.start + len(mark)} is not {label}"
                ) from error
            if binary(text):
                raise SourceError(file, f"binary, expected text (starts with the mark of {label})")
            return newlines(text)
    bad_utf8: int | None = None
    try:
        text = data.decode("utf-8")
        if text.isascii() or plausibility(text) >= 0.6:
            if binary(text):
                return _other(data, file, None, None)
            return newlines(text)
    except UnicodeDecodeError as error:
        bad_utf8 = error.start
    return _other(data, file, declared, bad_utf8)


def _other(data: bytes, file: str, declared: str | None, bad_utf8: int | None) -> str:
    candidates: tuple[str, ...] = _CANDIDATES
    best: tuple[float, str] | None = None
    if declared:
        codec = _ALIASES.get(declared.strip().lower(), declared.strip().lower())
        candidates = (codec, *(c for c in candidates if c != codec))
    # NUL bytes are in no Chinese text but in UTF-16, where every ASCII character has one.
    wide_only = b"\x00" in data
    for codec in candidates:
        if codec.startswith("utf-16") != wide_only and wide_only:
            continue
        try:
            # A codec that is not one of text (hex, zlib) raises LookupError, as an unknown one does.
            text = data.decode(codec)
        except (UnicodeError, LookupError):
            continue
        if binary(text) or not text:
            continue
        score = plausibility(text) + (_UTF8_BONUS if codec == "utf-8" else 0.0)
        if declared and codec == candidates[0]:
            score += 0.3
        if best is None or score > best[0]:
            best = (score, text)
    if best is not None and best[0] >= _BELIEVED:
        return newlines(best[1])
    if declared and not wide_only:
        # A page in another script than Chinese: nothing Chinese fits, and it says what it is.
        try:
            text = data.decode(candidates[0])
            if not binary(text) and "\ufffd" not in text:
                return newlines(text)
        except (UnicodeError, LookupError):
            pass
    if bad_utf8 is None and best is not None and not wide_only:
        # Good UTF-8 in another script than Chinese is text all the same.
        text = data.decode("utf-8")
        if not binary(text):
            return newlines(text)
    reason = "binary, expected text"
    if bad_utf8 is not None and _texty(data):
        reason = (
            f"is in no known encoding: byte {bad_utf8} is not UTF-8, and neither GB18030, Big5 nor UTF-16 "
            "gives readable text (damaged, or binary)"
        )
    raise SourceError(file, reason)


def _texty(data: bytes) -> bool:
    sample = data[:65536]
    controls = sum(sample.count(bytes((code,))) for code in (*range(9), *range(14, 32)))
    return controls == 0
