"""Word documents: the text of a .docx in the order of the document, one line a paragraph."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
from luoshi.reading.sources.numbering import Numbering
from luoshi.reading.sources.source import SourceError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENCRYPTED_FLAG = 0x1
_RATIO_FROM = 1_000_000
_CHUNK = 1 << 20


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is deleted, moved away, phonetic, or a field's instruction is not on the printed page.
_SKIPPED = _words(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr del moveFrom delText instrText delInstrText rt sdtPr sdtEndPr "
    "footnoteReference endnoteReference commentReference annotationRef proofErr bookmarkStart bookmarkEnd"
)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def word_text(data: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """The text of a .docx: paragraphs (with their automatic numbers) and tables in document order.

    A row of a table is `| a | b |`; a text box follows the paragraph it hangs on. Headers, footers,
    footnotes, comments and deleted text are left out. Raises `SourceError` for a damaged, protected or
    oversized file: sizes are checked as declared and again while unpacking, before any XML is parsed.
    """
    _checked_zip(data, file, limits)

    from docx import Document
    from docx.exceptions import PythonDocxError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        # python-docx parses with entities unresolved and libxml2's limits on depth and size in force.
        document = Document(io.BytesIO(data))
        body = document.element.body
        numbering = Numbering(_part(document, "numbering"), _part(document, "styles"))
        if body is None:
            raise SourceError(file, "is damaged: it has no body")
        return "\n".join(_blocks(body, numbering))
    except (
        PythonDocxError,
        LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        AssertionError,
    ) as error:
        # What python-docx and zipfile raise over parts that are missing or not what they should be.
        raise SourceError(file, "is a damaged .docx: its parts do not fit together") from error


def _checked_zip(data: bytes, file: str, limits: Limits) -> None:
    """Raises `SourceError` unless every part unpacks, to the size it declares and within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.zip_entries:
                raise SourceError(file, f"has {len(parts):,} parts, more than a .docx has (zip bomb?)")
            if sum(p.file_size for p in parts) > limits.unpacked_bytes:
                raise SourceError(file, f"unpacks to more than {limits.unpacked_bytes:,} bytes (zip bomb?)")
            for part in parts:
                _checked_part(archive, part, file, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        KeyError,
        IndexError,
    ) as error:
        raise SourceError(file, "is a damaged .docx: the zip archive does not unpack") from error


def _checked_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, limits: Limits) -> None:
    if part.flag_bits & _ENCRYPTED_FLAG:
        raise SourceError(file, "is protected by a password: remove it and save again")
    if part.file_size > _RATIO_FROM and part.file_size > limits.zip_ratio * max(part.compress_size, 1):
        raise SourceError(
            file,
            f"part {part.filename[:80]!r} unpacks to more than {limits.zip_ratio} times its size (zip bomb?)",
        )
    if part.filename.endswith((".xml", ".rels")) and part.file_size > limits.xml_bytes:
        raise SourceError(file, f"part {part.filename[:80]!r} has {part.file_size:,} bytes of XML, too many")
    # zipfile stops at the declared size, so the sizes above hold; reading to the end checks the sum.
    with archive.open(part) as stream:
        while stream.read(_CHUNK):
            pass


def _part(document: Any, kind: str) -> Any:
    """The root element of the numbering or styles part, `None` where the document has none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Lines of paragraphs and rows of tables under an element, whatever wraps them."""
    for child in parent:
        name = _local(child)
        if name == "p":
            boxes: list[Any] = []
            text = numbering.label(child) + "".join(_inline(child, boxes))
            yield text
            for box in boxes:
                yield from _blocks(box, numbering)
        elif name == "tbl":
            for row in _named(child, "tr"):
                yield from _row(row, numbering)
        elif name not in _SKIPPED and name:
            yield from _blocks(_chosen(child), numbering)


def _named(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, also those inside content controls and marked insertions."""
    for child in parent:
        if _local(child) == name:
            yield child
        elif _local(child) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _named(child, name)


def _row(row: Any, numbering: Numbering) -> Iterator[str]:
    cells = list(_named(row, "tc"))
    if len(cells) == 1:
        # One cell is a frame around prose.
        yield from _blocks(cells[0], numbering)
        return
    texts: list[str] = []
    for cell in cells:
        lines = (line.strip() for line in _blocks(cell, numbering))
        texts.append(" ".join(" ".join(line.split("\n")) for line in lines if line))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = (span.get(f"{_W}val") or "") if span is not None else ""
        if width.isdecimal() and 1 < int(width) <= 64:
            texts.extend([""] * (int(width) - 1))
    if any(texts):
        yield "| " + " | ".join(texts) + " |"


def _chosen(element: Any) -> Any:
    """Of alternatives for the same content, the first; anything else is itself."""
    if _local(element) == "AlternateContent" and len(element):
        return element[0]
    return element


def _inline(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The characters of a paragraph; text boxes on the way are put aside in `boxes`."""
    for child in _chosen(element):
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "r" and _vanished(child):
            continue
        elif name and name not in _SKIPPED:
            yield from _inline(child, boxes)


def _vanished(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
