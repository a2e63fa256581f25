"""Contexts of Today and the Year board."""

from __future__ import annotations

from datetime import date
from typing import Any

from luoshi.office.pages.gallery import county, pictures
from luoshi.office.pages.gallery.house import filters, framed, history, light_tiles
from luoshi.office.pages.words import Language


def today(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Today."""

    def entry(day: date, what: str, note: str = "", **more: Any) -> dict[str, Any]:
        return {"due": day, "what": what, "note": note, "url": "#", **more}

    handle, check = {"label": "办理", "url": "#"}, {"label": "审核", "url": "review"}
    pending = [
        {
            "key": "overdue",
            "entries": [
                entry(
                    date(2025, 10, 18),
                    "石梁镇《重点项目进度月报》未报",
                    "已催1次，镇里答复今天补齐",
                    late=True,
                    status="missing",
                    button={"label": "催报", "url": "#"},
                ),
                entry(
                    date(2025, 10, 17),
                    "固定资产投资督办单待回复",
                    "县发展和改革局",
                    late=True,
                    status="overdue",
                    button=handle,
                ),
            ],
        },
        {
            "key": "due_today",
            "entries": [
                entry(
                    date(2025, 10, 20),
                    "雁坪镇《重点项目进度月报》1—9月",
                    "第 2 版，3 处疑问已说明",
                    status="submitted",
                    button=check,
                ),
                entry(date(2025, 10, 20), "县财政局《财政收支月报》1—9月", "第 1 版", status="submitted", button=check),
                entry(
                    date(2025, 10, 20),
                    "栗溪镇《招商到位资金月报》1—9月",
                    "第 1 版，1 处疑问未说明",
                    status="submitted",
                    button=check,
                ),
            ],
        },
        {
            "key": "this_week",
            "entries": [
                entry(
                    date(2025, 10, 22),
                    "核对《云岚日报》10月18日1版",
                    "读出 27 条，已核对 9 条",
                    status="waiting",
                    button={"label": "核对", "url": "reader"},
                ),
                entry(
                    date(2025, 10, 25),
                    "发布9月经济报表排名",
                    "12 个乡镇，规则《乡镇经济报表2025》",
                    button={"label": "预览", "url": "league"},
                ),
            ],
        },
    ]
    worst = [t for t in county.targets() if t.light(county.LAST) == "red"][:4]
    return framed(
        "today",
        language,
        theme,
        title="今天",
        lead="2025年10月20日 星期一 · 1—9月报数今天汇总，25日出结果",
        tiles=[
            *light_tiles(),
            {"label": "9月应报", "figure": {"value": 168, "unit": "份", "url": "#"}, "note": "已报 161，缺 7"},
        ],
        pending=pending,
        reds=[
            {"name": t.name, "url": "commitment", "owner": t.owner, "light": "red", "reason": t.reason(county.LAST)}
            for t in worst
        ],
        more_reds=[{"label": "2025年看板上的红灯：13 个", "url": "board"}],
        calendar=[
            {"day": day, "weekday": weekday, "kind": kind, "what": what, "note": note, "url": "#"}
            for day, weekday, kind, what, note in (
                (date(2025, 10, 20), "周一", "汇总", "2025年1—9月 · 6 张报表", ""),
                (date(2025, 10, 27), "周一", "出结果", "2025年1—9月 · 6 张报表", "10月25日不上班，顺延"),
                (date(2025, 11, 3), "周一", "开启", "2025年1—10月 · 6 张报表", "11月1日不上班，顺延"),
            )
        ],
        recent=history()[:3],
        board_url="board",
    )


def board(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Year board."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for t in county.targets():
        cells: list[dict[str, Any] | None] = []
        for month in county.MONTHS:
            value = t.done[month - 1] if month <= county.LAST else None
            if value is None:
                cells.append(None)
                continue
            text = f"{value:.{1 if t.by_actual is not None else 0}f}".replace("-", "−")
            cells.append({"light": t.light(month), "text": text, "url": "commitment", "reason": t.reason(month)})
        last = county.LAST
        now = {"light": t.light(last), "ahead": t.ahead(last), "reason": t.reason(last)}
        row = {"name": t.name, "url": "commitment", "target": f"{t.said} · {t.owner}", "cells": cells, "now": now}
        groups.setdefault(t.card, []).append(row)
    months = [{"label": f"{m}月" if language == "zh" else str(m), "here": m == county.LAST} for m in county.MONTHS]
    return framed(
        "board",
        language,
        theme,
        title="年度看板",
        lead="云岚县2025年政府工作报告主要目标，截至9月",
        buttons=[{"label": "打印", "print": True}, {"label": "导出 Excel", "url": "#"}],
        tiles=light_tiles(),
        filters=filters(),
        board={
            "months": months,
            "groups": [{"label": k, "rows": v} for k, v in groups.items()],
            "reasons": True,
            "lights": ["green", "yellow", "red", "grey"],
        },
        chart=pictures.year_board(),
    )
