"""Pictures of verdicts, ranks and grades, as Altair charts; see `docs/how-to/charts.md`.

Altair is slow to import, so each name here is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.charts.board import year_board
    from luoshi.charts.breakdown import cascade
    from luoshi.charts.bump import league
    from luoshi.charts.fonts import MissingFontWarning, add_fonts
    from luoshi.charts.pace import progress
    from luoshi.charts.quota import grades
    from luoshi.charts.rendering import save, to_json, to_png, to_svg

__all__ = [
    "MissingFontWarning",
    "add_fonts",
    "cascade",
    "grades",
    "league",
    "progress",
    "save",
    "to_json",
    "to_png",
    "to_svg",
    "year_board",
]

# No module has the name of a function: once imported, it would hide it.
_HOMES = {
    "year_board": "board",
    "progress": "pace",
    "league": "bump",
    "grades": "quota",
    "cascade": "breakdown",
    **dict.fromkeys(("MissingFontWarning", "add_fonts"), "fonts"),
    **dict.fromkeys(("save", "to_json", "to_png", "to_svg"), "rendering"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
