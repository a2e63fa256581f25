"""The charts of the gallery, drawn once for each ground."""

from __future__ import annotations

from functools import cache
from typing import Any

from luoshi.charts.theme import ThemeName
from luoshi.office.pages.gallery import county


def _both(draw: Any, label: str, note: str, table: dict[str, Any]) -> dict[str, Any]:
    from luoshi.charts import to_svg

    light, dark = (to_svg(draw(theme)) for theme in ("light", "dark"))
    return {"svg": light, "svg_dark": dark, "label": label, "note": note, "table": table}


@cache
def year_board() -> dict[str, Any]:
    """The year board as a picture."""
    import polars as pl

    from luoshi import charts

    rows = pl.DataFrame(county.verdicts(), infer_schema_length=None)

    def draw(theme: ThemeName) -> Any:
        return charts.year_board(rows, theme=theme)

    return _both(
        draw, "年度看板：20 项目标逐月的灯", "", {"rows": [], "caption": "见上表", "empty": "数据就是上面的表。"}
    )


@cache
def progress(id: str, title: str) -> dict[str, Any]:
    """One target against its schedule."""
    import polars as pl

    from luoshi import charts

    verdicts = county.verdicts(only=id)
    rows = pl.DataFrame(verdicts, infer_schema_length=None)

    def draw(theme: ThemeName) -> Any:
        return charts.progress(rows, title=title, theme=theme)

    columns = [
        {"label": "截至", "kind": "text"},
        {"label": "完成率（%）", "kind": "figure"},
        {"label": "序时（%）", "kind": "figure"},
    ]
    table = {
        "caption": title,
        "columns": columns,
        "rows": [{"cells": [r["as_of"], r["completion"], r["schedule"]]} for r in verdicts],
    }
    return _both(draw, f"{title}：逐月完成率与序时进度", "圆点为各月的灯，虚线为序时进度", table)


@cache
def league() -> dict[str, Any]:
    """Ranks, June to September."""
    import polars as pl

    from luoshi import charts

    table = county.league()
    rows = pl.DataFrame(table).select("place", "period", "rank", "score")

    def draw(theme: ThemeName) -> Any:
        return charts.league(rows, highlight=["雁坪镇", "茶坞镇", "栗溪镇"], theme=theme)

    columns = [
        {"label": "乡镇", "kind": "text"},
        {"label": "时期", "kind": "text"},
        {"label": "位次", "kind": "number"},
        {"label": "得分", "kind": "figure"},
    ]
    shown = {
        "caption": "各月位次",
        "columns": columns,
        "rows": [{"cells": [r["place"], r["period"], r["rank"], r["score"]]} for r in table],
    }
    return _both(draw, "12 个乡镇 6—9 月位次变化", "位次以得分排定，同分并列", shown)
