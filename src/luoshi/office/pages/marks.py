"""The small marks of the pages as HTML: lights, statuses, figures, bars. Each says in words what its colour says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from html import escape as plain_escape
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from luoshi.assessing.lights.words import NONE, word
from luoshi.office.pages.saying import day, moment, number
from luoshi.office.pages.words import Language, said

#: A sign for every status that is shown beside or instead of a number, and for where a piece of work stands.
SIGNS = {
    "reported": "", "zero": "", "estimated": "≈", "missing": "✕", "not_due": "·", "not_applicable": "—",
    "withheld": "◇", "waiting": "▸", "draft": "✎", "open": "✎", "submitted": "▸", "accepted": "✓", "adopted": "✓",
    "edited": "✓",
    "refused": "✕", "sent_back": "↩", "waived": "—", "overdue": "!", "closed": "▪",
}  # fmt: skip
#: These cells have a number, which is shown; the others have their sign and word instead.
NUMBERED = ("reported", "zero", "estimated")


def light(name: str | None, language: Language = "zh", *, note: str = "", bare: bool = False) -> SafeString:
    """A light: its sign and its word, in its colours. `note` stands behind the word; `bare` has no ground."""
    found = word(name or NONE)
    return format_html(
        '<span class="light light-{}{}"><span class="sign" aria-hidden="true">{}</span>{}{}</span>',
        found.name,
        " bare" if bare else "",
        found.sign,
        found.zh if language == "zh" else found.en,
        f" {note}" if note else "",
    )


def lit(cell: Mapping[str, Any] | None, language: Language = "zh", *, label: str = "") -> SafeString:
    """A cell of the year board: light, short text, and a link to why. None is a month without a verdict.

    `cell`: light, text, url, reason. `label` says to a screen reader whose cell it is.
    """
    return SafeString(_lit(cell, language, label))


def _lit(cell: Mapping[str, Any] | None, language: Language, label: str = "") -> str:
    if cell is None:
        return _no_verdict(language)
    head, tail = _around(cell.get("light") or NONE, cell.get("text") or "", language, label)
    reason = cell.get("reason")
    title = f' title="{escape(reason)}"' if reason else ""
    return f'{head}{plain_escape(cell.get("url") or "#")}"{title}{tail}'


@lru_cache(maxsize=16384)
def _around(light_: str, text: str, language: Language, label: str) -> tuple[str, str]:
    """What stands before and behind the address of a cell: of thousands of cells most are alike."""
    found = word(light_)
    named = found.zh if language == "zh" else found.en
    return (
        f'<a class="lit light-{found.name}{"" if text else " alone"}" href="',
        f'><span class="sign" aria-hidden="true">{found.sign}</span>'
        f'<span>{escape(text)}</span><span class="hidden"> {named} {escape(label)}</span></a>',
    )


@cache
def _no_verdict(language: Language) -> str:
    return f'<span class="none"><span class="hidden">{said("board.no_verdict", language)}</span></span>'


def board_row(row: Mapping[str, Any], language: Language = "zh", *, reasons: bool = False) -> SafeString:
    """A row of the year board (components/board.html), at once: a board has hundreds of rows and thousands of cells."""
    note = f' <span class="muted small">{escape(row["note"])}</span>' if row.get("note") else ""
    cells = "".join([f"<td>{_lit(cell, language)}</td>" for cell in row["cells"]])
    now = row["now"]
    ahead = now.get("ahead")
    told = "" if ahead is None else escape(number(ahead, language, digits=1, signed=True))
    reason = f'<td class="plain said">{escape(now.get("reason") or "")}</td>' if reasons else ""
    return SafeString(
        f'<tr><th scope="row"><a href="{escape(row["url"])}">{escape(row["name"])}</a>{note}'
        f'<span class="target">{escape(row["target"])}</span></th>{cells}'
        f'<td class="plain">{_light_now(now.get("light"), language)}</td>'
        f'<td class="plain number">{told}</td>{reason}</tr>\n'
    )


@cache
def _light_now(name: str | None, language: Language) -> str:
    return light(name, language)


def status(name: str, language: Language = "zh") -> SafeString:
    """The status of a cell or a piece of work: its sign, if it has one, and its word."""
    sign = SIGNS[name]
    mark = format_html('<span class="sign" aria-hidden="true">{}</span>', sign) if sign else ""
    return format_html('<span class="status status-{}">{}{}</span>', name, mark, said(f"status.{name}", language))


@cache
def status_text(name: str | None, language: Language = "zh") -> str:
    """Sign and word of a cell's status; nothing for what is simply a number, or nothing yet."""
    if name in (None, "", "reported", "zero", "missing"):
        return ""
    return f"{SIGNS[str(name)]} {said(f'status.{name}', language)}"


def figure(value: Any, language: Language = "zh") -> SafeString:
    """A number with its unit, linked to where it came from; without a number the status of its cell.

    `value` is a number, or a mapping with value, unit, url, status, digits, signed, label (for a screen reader).
    """
    if not isinstance(value, Mapping):
        value = {"value": value}
    name = value.get("status") or ("missing" if value.get("value") is None else "reported")
    if name not in NUMBERED or value.get("value") is None:
        return status(name, language)
    digits, signed = value.get("digits"), bool(value.get("signed"))
    inner = format_html("{}", number(value["value"], language, digits=digits, signed=signed))
    if value.get("unit"):
        inner = format_html('{}<span class="unit">{}</span>', inner, value["unit"])
    if value.get("url"):
        label = format_html(' title="{}"', value["label"]) if value.get("label") else ""
        inner = format_html('<a href="{}"{}>{}</a>', value["url"], label, inner)
    if name == "estimated":
        inner = format_html("{} {}", inner, status(name, language))
    return format_html('<span class="figure">{}</span>', inner)


def pace(completion: Any, schedule: Any = None, name: str | None = None, language: Language = "zh") -> SafeString:
    """A bar of what is done (%), in the colour of its light, with a stroke where it should be by now."""
    done = max(0.0, min(100.0, float(completion or 0)))
    due = None if schedule is None else max(0.0, min(100.0, float(schedule)))
    stroke = "" if due is None else format_html('<rect class="due" x="{}" y="0" width="1" height="12"/>', _at(due))
    shown = {"completion": number(round(float(completion or 0), 1), language)}
    if schedule is None:
        label = said("verdict.pace_only", language, **shown)
    else:
        label = said("verdict.pace", language, **shown, schedule=number(round(float(schedule), 1), language))
    return format_html(
        '<svg class="pace light-{}" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" y="3" width="100" height="6"/><rect class="done" y="3" width="{}" height="6"/>{}</svg>',
        word(name or NONE).name if name else "none",
        label,
        f"{done:.1f}",
        stroke,
    )


def _at(percent: float) -> str:
    """Where the stroke stands: all of it inside the bar."""
    return f"{min(percent, 99.0):.1f}"


def bar(value: Any, most: Any, part: Any = None) -> SafeString:
    """A bar beside a number that says the same: `value` of `most`, of which `part` is marked. Decoration only."""
    whole = float(most) or 1.0
    mark = ""
    if part is not None:
        mark = format_html('<rect class="part" width="{}" height="8"/>', f"{100 * float(part) / whole:.1f}")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="8"/><rect class="done" width="{}" height="8"/>{}</svg>',
        f"{100 * float(value) / whole:.1f}",
        mark,
    )


def move(by: int | None, language: Language = "zh") -> SafeString:
    """A change of rank: places risen (above 0) or fallen; None is new among the ranked."""
    if by is None:
        return format_html('<span class="better">{}</span>', said("league.new", language))
    if by == 0:
        return format_html('<span class="muted"><span aria-hidden="true">－</span>{}</span>', _hidden("same", language))
    kind, sign = ("up", "↑") if by > 0 else ("down", "↓")
    words = _hidden(kind, language, by=abs(by))
    css = "better" if by > 0 else "worse"
    return format_html('<span class="{}"><span aria-hidden="true">{}{}</span>{}</span>', css, sign, abs(by), words)


def _hidden(key: str, language: Language, **filled: object) -> SafeString:
    return format_html('<span class="hidden">{}</span>', said(f"league.{key}", language, **filled))


def cell(kind: str, value: Any, language: Language = "zh") -> SafeString:
    """What stands in a cell of a table, by the kind of its column (see components/table.html). None is nothing."""
    if value is None:
        return SafeString("")
    if kind in ("figure", "number"):
        return figure(value, language)
    if kind == "light":
        return light(value, language)
    if kind == "status":
        return status(value, language)
    if kind == "pace":
        completion, schedule, name = value
        return pace(completion, schedule, name, language)
    if kind == "bar":
        return bar(*value)
    if kind == "move":
        return move(value, language)
    if isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), moment(value, language))
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), day(value, language))
    if isinstance(value, Mapping):
        return _linked(value)
    if isinstance(value, list | tuple):
        return format_html_join(mark_safe(" "), "{}", ((cell(kind, part, language),) for part in value))
    return format_html("{}", number(value, language) if isinstance(value, int | float | Decimal) else value)


def _linked(value: Mapping[str, Any]) -> SafeString:
    text = value.get("text", "")
    if value.get("opens"):
        return format_html('<button type="button" class="plain" data-opens="{}">{}</button>', value["opens"], text)
    main = format_html('<a href="{}">{}</a>', value["url"], text) if value.get("url") else format_html("{}", text)
    if not value.get("note"):
        return main
    return format_html('{} <span class="muted small">{}</span>', main, value["note"])
