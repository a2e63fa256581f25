"""`{% load look %}`: words, marks, numbers and days in the language of the page (the context's `language`)."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from typing import Any

from django import template

from luoshi.assessing.lights.words import word
from luoshi.charts.words import Words
from luoshi.office.pages import fields, marks, saying
from luoshi.office.pages import grid_row as rows_of_grids
from luoshi.office.pages.words import Language, language_named, said, words

register = template.Library()

#: The words that grid.js says.
GRID_WORDS = (
    "not_a_number", "too_precise", "too_wide", "kept", "restored", "older", "use", "discard", "not_kept",
    "clear_status", "filled",
)  # fmt: skip


def _language(context: Any) -> Language:
    return language_named(context.get("language"))


def t(context: Any, *keys: str, **filled: object) -> str:
    """{% t "house.name" %} · {% t "rooms" room.key %} · {% t "reader.line" number=3 %}"""
    return said(".".join(keys), _language(context), **filled)


def form_key() -> str:
    """{% form_key %}: what makes a form that is sent twice be known as one."""
    return secrets.token_urlsafe(12)


def light(context: Any, name: str | None, note: str = "", bare: bool = False) -> str:
    """{% light verdict.light %}: sign and word of a light."""
    return marks.light(name, _language(context), note=note, bare=bare)


def lit(context: Any, cell: Any, label: str = "") -> str:
    """{% lit cell label %}: a cell of the year board."""
    return marks.lit(cell, _language(context), label=label)


def board_row(context: Any, row: Any, reasons: Any = None) -> str:
    """{% board_row row board.reasons %}: a row of the year board."""
    return marks.board_row(row, _language(context), reasons=bool(reasons))


def grid_row(context: Any, grid: Any, row: Any, number: int) -> str:
    """{% grid_row grid row forloop.counter0 %}: a row of a grid, or the head of a group of them."""
    return rows_of_grids.grid_row(grid, row, number, _language(context))


def light_name(context: Any, name: str) -> str:
    """{% light_name "red" %}: the word alone."""
    found = word(name)
    return found.zh if _language(context) == "zh" else found.en


def status(context: Any, name: str) -> str:
    """{% status "missing" %}"""
    return marks.status(name, _language(context))


def figure(context: Any, value: Any) -> str:
    """{% figure value %}: a number, or value, unit, url, status, digits, signed, label."""
    return marks.figure(value, _language(context))


def grid_words(context: Any, statuses: list[str]) -> str:
    """{% grid_words grid.statuses %}: what grid.js says, and the statuses that may be picked, as JSON."""
    language = _language(context)
    table: dict[str, Any] = {key: words()[f"grid.{key}"][language == "en"] for key in GRID_WORDS}
    table["statuses"] = [
        [name, marks.status_text(name, language), said(f"status.{name}", language)] for name in statuses
    ]
    return json.dumps(table, ensure_ascii=False)


def pace(context: Any, completion: Any, schedule: Any = None, name: str | None = None) -> str:
    """{% pace completion schedule light %}: a bar in % with a stroke for the schedule."""
    return marks.pace(completion, schedule, name, _language(context))


def cell(context: Any, kind: str, value: Any) -> str:
    """{% cell column.kind value %}: what stands in a cell of a table."""
    return marks.cell(kind, value, _language(context))


def number(context: Any, value: Any, digits: int | None = None, signed: bool = False) -> str:
    """{% number 1234.5 digits=1 %}"""
    return saying.number(value, _language(context), digits=digits, signed=signed)


def day(context: Any, value: date, year: bool = True) -> str:
    """{% day date %}"""
    return saying.day(value, _language(context), year=year)


def moment(context: Any, value: datetime, year: bool = True) -> str:
    """{% moment datetime %}: a day and its time in Asia/Shanghai."""
    return saying.moment(value, _language(context), year=year)


def period(context: Any, text: str) -> str:
    """{% period "2024-01/2024-10" %}: 2024年1—10月."""
    return Words(_language(context)).whole_period(text)


def indicator(context: Any, code: str) -> str:
    """{% indicator code %}: the catalogue's name of a code; anything else as it is."""
    return Words(_language(context)).indicator(code)


def form_of(context: Any, form: Any, action: str = "", submit: str = "") -> dict[str, Any]:
    """{% form_of form action=url submit=word as told %}: a form of Django (of allauth) for components/form.html."""
    back = (str(context.get("redirect_field_name") or "next"), str(context.get("redirect_field_value") or ""))
    return fields.form_of(form, _language(context), action=action, submit=submit, back=back)


def html_language(context: Any) -> str:
    """{% html_language %}: the value of `lang`."""
    return "zh-CN" if _language(context) == "zh" else "en"


def at(values: Any, key: Any) -> Any:
    """{{ values|at:key }}: the value of a mapping or a list, None where there is none."""
    try:
        return values[key]
    except (KeyError, IndexError, TypeError):
        return None


for tag in (
    t, light, lit, board_row, grid_row, light_name, status, grid_words, figure, pace, cell, number, day,
    moment, period, indicator, form_of, html_language,
):  # fmt: skip
    register.simple_tag(tag, takes_context=True)
register.simple_tag(form_key)
register.simple_tag(marks.bar, name="bar")
register.filter("at", at)
