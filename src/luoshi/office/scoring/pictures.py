"""Pictures of standings as SVG, drawn once for what is in them and kept in the data folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from luoshi.files.aside import aside
from luoshi.office.log.canonical import canonical, digest

Name = Literal["league", "grades"]
#: How many pictures are kept; the oldest go.
KEPT = 500


def drawn(name: Name, rows: Sequence[Mapping[str, Any]], *, language: str, theme: str, **options: Any) -> str:
    """A picture of `luoshi.charts` as SVG: from the folder where it was drawn before, else drawn and put there."""
    told = canonical([name, list(rows), options, language, theme, version("luoshi")])
    file = _folder() / f"{name}-{digest(told)[:40]}.svg"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    made = _draw(name, rows, language, theme, options)
    file.parent.mkdir(parents=True, exist_ok=True)
    with aside(file) as part:
        part.write_text(made, encoding="utf-8")
    _tidy(file.parent)
    return made


def _folder() -> Path:
    return Path(settings.LUOSHI_DATA) / "cache" / "pictures"


def _draw(name: Name, rows: Sequence[Mapping[str, Any]], language: str, theme: str, options: Mapping[str, Any]) -> str:
    import polars as pl

    from luoshi import charts

    frame = pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)
    draw: Any = charts.league if name == "league" else charts.grades
    return charts.to_svg(draw(frame, language=language, theme=theme, **options))


def _tidy(folder: Path) -> None:
    files = sorted(folder.glob("*.svg"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)
