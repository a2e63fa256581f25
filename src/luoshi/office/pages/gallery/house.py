"""What the pages of the gallery share: the frame, and small parts with invented figures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from luoshi.assessing.lights.words import words as lights
from luoshi.office.pages.frame import ROOMS, frame
from luoshi.office.pages.gallery import county
from luoshi.office.pages.words import Language

NOW = datetime(2025, 10, 20, 6, 5, tzinfo=UTC)


USER = {"name": "闻人静", "role": "督查", "scope": "青澜市云岚县", "url": "#account"}


def at(day: int, hour: int = 1, minute: int = 0, month: int = 10) -> datetime:
    """A time of October 2025, in UTC."""
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


def framed(here: str, language: Language, theme: str, **context: Any) -> dict[str, Any]:
    """A context with the frame of the house around it."""
    where = {
        "action": "#",
        "places": [{"value": "331199", "label": "云岚县", "here": True}, {"value": "331100", "label": "青澜市"}],
        "periods": [{"value": "2025", "label": "2025年"}, {"value": "2024", "label": "2024年"}],
    }
    urls = {"home": "today", "preferences": "#", "sign_out": "#"}
    rooms = {room: room for group in ROOMS for room in group}
    counts = {"today": 7, "review": 5, "forms": 2}
    shown = frame(rooms, here, user=USER, where=where, urls=urls, counts=counts, back=here, now=NOW)
    return {"language": language, "theme": theme, "frame": shown, "csrf_token": "gallery", **context}


def column(label: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    """A column of a table."""
    return {"label": label, "kind": kind, **more}


def history() -> list[dict[str, Any]]:
    """What happened to a commitment."""
    return [
        {"when": at(18, 1, 12), "who": "县发展和改革局 季棠", "what": "报送1—9月数", "after": "5.2%", "url": "#"},
        {
            "when": at(12, 2, 40),
            "who": "督查室 闻人静",
            "what": "发督办单",
            "said": "连续三个月低于目标，10月底前报整改措施。",
            "grave": True,
        },
        {
            "when": at(18, 3, 5, 9),
            "who": "县发展和改革局 季棠",
            "what": "更正1—8月数",
            "before": "5.9%",
            "after": "5.6%",
        },
        {"when": at(6, 7, 30, 2), "who": "督查室 闻人静", "what": "分解到12个乡镇"},
        {"when": at(20, 8, 0, 1), "who": "督查室 闻人静", "what": "从版面采用，入台账"},
    ]


def light_tiles() -> list[dict[str, Any]]:
    """How many targets have each light."""
    found = [t.light(county.LAST) for t in county.targets()]
    notes = {"green": "按序时或以上", "yellow": "略有落后", "red": "比上月多 2 项", "grey": "未到公布时间"}
    return [
        {"label": "", "light": name, "figure": {"value": found.count(name), "unit": "项", "url": "board"}, "note": note}
        for name, note in notes.items()
    ]


def filters() -> dict[str, Any]:
    """A filter bar."""
    any_card = [
        {"value": "", "label": "全部"},
        *({"value": c, "label": c} for c in ("党建", "经济", "平安", "改革", "创新", "生态", "文化", "民生")),
    ]
    any_light = [
        {"value": "", "label": "全部"},
        *({"value": n, "label": lights()[n].zh} for n in ("red", "yellow", "green", "grey")),
    ]
    return {
        "action": "#",
        "label": "筛选目标",
        "reset": "#",
        "fields": [
            {"name": "card", "label": "报表", "kind": "select", "options": any_card, "value": ""},
            {"name": "light", "label": "灯", "kind": "select", "options": any_light, "value": ""},
            {"name": "owner", "label": "责任单位", "kind": "search", "placeholder": "名称"},
            {"name": "q", "label": "指标或任务", "kind": "search", "placeholder": "关键词"},
        ],
    }


def pager() -> dict[str, Any]:
    """A pager."""
    pages = [
        {"number": 1, "url": "#"},
        {"number": 2, "url": "#", "here": True},
        {"number": 3, "url": "#"},
        None,
        {"number": 965, "url": "#"},
    ]
    return {"first": 51, "last": 100, "total": 48213, "previous": "#", "next": "#", "pages": pages}
