"""Web pages: the main text of an HTML file, a line for each block, a row for each row of a table."""

from __future__ import annotations

import re
from typing import Any

from luoshi.reading.sources.encodings import decode
from luoshi.reading.sources.source import SourceError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words(
    "script style noscript template head nav footer iframe object svg canvas audio video form button "
    "select textarea input datalist dialog"
)
# Marks of what is hidden or leads elsewhere; whole words of class, id and role.
_ASIDE_ROLES = frozenset(("navigation", "contentinfo", "search", "menu", "menubar", "banner"))
_ASIDE_NAMES = _words("nav navbar navigation menu footer breadcrumb breadcrumbs crumbs sidebar")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})""", re.I)
_WHITE = re.compile(r"[ \t\n\f\v]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,200}base64,[A-Za-z0-9+/=\s]+")
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}")
# Tags that need no end, or may leave it out: they say nothing about depth.
_UNCOUNTED = _words(
    "p li td th tr dt dd option optgroup thead tbody tfoot colgroup caption rt rp html head body area base "
    "br col embed hr img input link meta param source track wbr"
)
# The parser's time grows with the square of the depth and of a tag's attributes; pages stay far below.
_DEEPEST = 800
_MOST_ATTRIBUTES = 5000


def webpage_text(data: bytes, file: str) -> str:
    """The text of an HTML page as it is read: one block a line, `<br>` a line end, tables as `| a | b |`.

    Scripts, styles, menus, footers, forms and what is hidden are left out. The encoding is that of the
    byte-order mark, of UTF-8 if the bytes are UTF-8, else the one the page names, else the one that fits.
    A table that holds tables or paragraphs of prose is a layout, and is read as blocks. Raises
    `SourceError` for binary content and for tags nested or written as no page has them.
    """
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:4096])
    markup = decode(data, file, found.group(1).decode("ascii") if found else None)
    markup = _guarded(markup, file)

    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        root = LexborHTMLParser(markup).root
    except (SelectolaxError, ValueError) as error:
        raise SourceError(file, "is HTML that cannot be parsed") from error
    if root is None:
        raise SourceError(file, "is HTML without content")
    writer = _Writer()
    _walk(root, writer)
    return writer.text()


def _guarded(markup: str, file: str) -> str:
    if "base64," in markup:
        markup = _DATA_URI.sub("data:", markup)
    depth = 0
    for match in _TAG.finditer(markup):
        name = match.group(2).lower()
        if name in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > _DEEPEST:
            line = markup.count("\n", 0, match.start()) + 1
            raise SourceError(file, f"has tags nested deeper than {_DEEPEST} (line {line}): damaged HTML")
    for match in _LONG_TAG.finditer(markup):
        if len(_WHITE.findall(match.group())) > _MOST_ATTRIBUTES or match.group().count("=") > _MOST_ATTRIBUTES:
            line = markup.count("\n", 0, match.start()) + 1
            raise SourceError(
                file, f"has a tag with more than {_MOST_ATTRIBUTES:,} attributes (line {line}): damaged HTML"
            )
    return markup


class _Writer:
    """Collects lines; inside a table row, cells."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._inline: list[str] = []
        self._rows: list[list[str]] = []

    def add(self, text: str) -> None:
        self._inline.append(text)

    def end_line(self) -> None:
        line = _collapsed("".join(self._inline))
        self._inline.clear()
        if not line:
            return
        if self._rows:
            self._rows[-1].append(line)
        else:
            self._lines.extend(line.split("\r"))

    def open_row(self) -> None:
        self.end_line()
        self._rows.append([])

    def open_cell(self) -> None:
        self.end_line()
        self._rows[-1].append("\v")

    def close_row(self) -> None:
        self.end_line()
        cells: list[list[str]] = []
        for piece in self._rows.pop():
            if piece == "\v":
                cells.append([])
            elif cells:
                cells[-1].append(piece.replace("\r", " "))
            else:
                cells.append([piece])
        texts = [" ".join(cell) for cell in cells]
        if any(texts):
            self._lines.append("| " + " | ".join(texts) + " |" if len(texts) > 1 else texts[0])

    def text(self) -> str:
        self.end_line()
        return "\n".join(self._lines)


def _collapsed(text: str) -> str:
    """Runs of white space as one space, none where the source breaks a line between Chinese characters.

    A carriage return stands for `<br>` and for the line ends of `<pre>`.
    """

    def white(match: re.Match[str]) -> str:
        before = text[match.start() - 1] if match.start() else "\r"
        after = text[match.end()] if match.end() < len(text) else "\r"
        if before == "\r" or after == "\r":
            return ""
        return "" if "\n" in match.group() and before > "\u2e7f" and after > "\u2e7f" else " "

    return _WHITE.sub(white, text).strip("\r")


def _walk(root: Any, writer: _Writer) -> None:
    """Writes the tree under `root`; a loop, so that no depth of nesting can end it."""
    pending: list[tuple[Any, str]] = [(root, "open")]
    layout = 0
    in_row = 0
    while pending:
        node, what = pending.pop()
        if what == "line":
            writer.end_line()
            continue
        if what == "row":
            writer.close_row()
            in_row -= 1
            continue
        if what == "layout":
            layout -= 1
            continue
        tag: str = node.tag
        if node.is_text_node:
            parent = node.parent
            text: str = node.text_content or ""
            if parent is not None and parent.tag == "pre":
                text = text.replace("\n", "\r")
            writer.add(text)
            continue
        if not node.is_element_node and tag != "-document":
            continue
        if tag in _DROPPED or _aside(node):
            continue
        if tag == "br":
            writer.add("\r")
            continue
        if tag in _BLOCKS:
            writer.end_line()
            pending.append((node, "line"))
        if tag == "table" and not in_row and _is_layout(node):
            layout += 1
            pending.append((node, "layout"))
        elif tag == "tr" and not layout and not in_row:
            writer.open_row()
            in_row += 1
            pending.append((node, "row"))
        elif tag in ("td", "th") and in_row == 1 and not layout and _own_row(node):
            writer.open_cell()
        child = node.last_child
        while child is not None:
            pending.append((child, "open"))
            child = child.prev


def _own_row(cell: Any) -> bool:
    """Whether a cell is one of the outermost row, not of a table inside a cell."""
    node = cell.parent
    tables = 0
    while node is not None:
        if node.tag == "table":
            tables += 1
        node = node.parent
    return tables == 1


def _is_layout(table: Any) -> bool:
    """A table that arranges the page instead of holding values: tables or paragraphs of prose inside."""
    if len(table.css("table")) > 1:
        return True
    if len(table.css("td, th")) == 1:
        return True
    return any(len(cell.css("p")) > 3 or len(cell.css("h1, h2, h3")) > 0 for cell in table.css("td"))


def _aside(node: Any) -> bool:
    attributes: dict[str, str | None] = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes and node.tag != "html":
        return True
    if _HIDDEN.search(attributes.get("style") or ""):
        return True
    if (attributes.get("role") or "").lower() in _ASIDE_ROLES:
        return True
    if node.tag in ("body", "html", "article", "main"):
        return False
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
    return not _ASIDE_NAMES.isdisjoint(words)
