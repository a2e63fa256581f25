"""Small things that the pages of the room share: fields of filters, months and periods in words, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from luoshi.assessing.calendar import month_number
from luoshi.charts.words import Words
from luoshi.office.pages.entering import Request
from luoshi.office.pages.preferences import theme_of
from luoshi.office.pages.words import Language, said
from luoshi.office.scoring.pictures import Name, drawn
from luoshi.vocabulary.terms import term


def options(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Choices of a field, of value and label."""
    return [{"value": value, "label": label} for value, label in pairs]


def field(
    name: str, label: str, choices: Sequence[Mapping[str, str]], asked: Mapping[str, str], language: Language
) -> dict[str, Any]:
    """A choice of a filter, with what was chosen and “all” before it."""
    every = [{"value": "", "label": said("table.any", language)}, *choices]
    return {"name": name, "label": label, "kind": "select", "options": every, "value": asked.get(name, "")}


def month_label(month: str, language: Language) -> str:
    """A month: 9月, Sep."""
    return Words(language).month(month_number(month))


def period_label(period: str, language: Language) -> str:
    """A period: 2025年1—9月, Jan to Sep 2025."""
    return Words(language).whole_period(period)


def indicator_name(code: str, language: Language) -> str:
    """An indicator by its code or name."""
    return Words(language).indicator(code)


def measure_name(measure: str, language: Language) -> str:
    """A measure in words; nothing for a level."""
    return "" if measure in ("", "level") else term("measure", measure, language)


def picture(request: Request, name: Name, rows: Sequence[Mapping[str, Any]], label: str, **options_: Any) -> Any:
    """A chart (components/chart.html) in the theme of the page: both grounds where the page follows the system."""
    if not rows:
        return None
    theme = theme_of(request)
    themes = ("light", "dark") if theme == "auto" else (theme,)
    drawings = [drawn(name, rows, language=request.language, theme=one, **options_) for one in themes]
    found: dict[str, Any] = {"svg": drawings[0], "label": label}
    if len(drawings) > 1:
        found["svg_dark"] = drawings[1]
    return found


def exact(text: str | None) -> Any:
    """A number that is kept as text, for a cell of a table; None for none."""
    return Decimal(text) if text else None
