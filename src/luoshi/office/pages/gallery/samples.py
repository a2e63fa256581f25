"""The gallery: every component once, and template and context of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from luoshi.assessing.lights.words import words as lights
from luoshi.office.pages.gallery.house import filters, pager
from luoshi.office.pages.gallery.overviews import board, today
from luoshi.office.pages.gallery.promises import commitment, reader
from luoshi.office.pages.gallery.reports import burden, grid, review
from luoshi.office.pages.gallery.results import league, log
from luoshi.office.pages.marks import SIGNS
from luoshi.office.pages.words import Language


def gallery(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Every component once."""
    context = commitment(language, theme)
    fields: list[dict[str, Any]] = [
        {"name": "name", "label": "名称", "kind": "text", "value": "重点项目进度月报", "required": True},
        {
            "name": "due",
            "label": "截止日",
            "kind": "date",
            "value": "2025-10-18",
            "help": "逢调休上班日顺延，按工作日历。",
        },
        {
            "name": "place",
            "label": "报送范围",
            "kind": "select",
            "value": "towns",
            "options": [{"value": "towns", "label": "各乡镇"}, {"value": "bureaus", "label": "县级单位"}],
        },
        {
            "name": "unit",
            "label": "单位",
            "kind": "text",
            "value": "亿圆",
            "errors": ["没有“亿圆”这个单位，是不是“亿元”？"],
        },
        {
            "name": "kind",
            "label": "频次",
            "kind": "radio",
            "value": "month",
            "options": [{"value": "month", "label": "每月"}, {"value": "quarter", "label": "每季"}],
        },
        {"name": "once", "label": "已有的数自动取，不再要", "kind": "checkbox", "value": True},
        {"name": "why", "label": "发表理由", "kind": "textarea", "value": ""},
    ]
    return {
        **context,
        "title": "组件一览",
        "crumbs": [{"label": "云岚县", "url": "#"}],
        "lead": "只在调试时可见",
        "tabs": [{"label": name, "url": name, "here": name == "gallery"} for name in SAMPLES],
        "examples": [
            {"kind": k, "text": t}
            for k, t in (
                ("note", "1—9月报数今天汇总。"),
                ("done", "已提交，第 2 版。"),
                ("warning", "有 3 处需要说明。"),
                ("fault", "第 12 行：“2.3.5”不是数。"),
            )
        ],
        "lights": list(lights()),
        "statuses": list(SIGNS),
        "figures": [
            7.42,
            {"value": -1.8, "unit": "个百分点", "signed": True},
            {"value": 12498, "unit": "格", "url": "#"},
            {"value": 3.95, "unit": "亿元", "status": "estimated", "url": "#"},
            {"status": "withheld"},
            {"status": "missing"},
        ],
        "filters": filters(),
        "table": context["parts"]["table"],
        "pager": pager(),
        "nothing": {
            "rows": [],
            "caption": "",
            "empty": "还没有分解到下级。",
            "empty_url": "#",
            "empty_label": "分解到乡镇",
        },
        "form": {"action": "#", "fields": fields, "cancel": "#"},
        "buttons": [{"label": "对话框", "opens": "sure"}, {"label": "打印", "print": True}],
        "dialogs": [
            {
                "id": "sure",
                "title": "发布9月排名？",
                "text": "发布后这一天的结果原样保留，更正另发一版。",
                "action": "#",
                "submit": "发布",
            }
        ],
    }


#: Template and context of every page of the gallery.
SAMPLES: dict[str, tuple[str, Callable[..., dict[str, Any]]]] = {
    "gallery": ("gallery.html", gallery),
    "today": ("today.html", today),
    "board": ("year_board.html", board),
    "commitment": ("commitment.html", commitment),
    "reader": ("page_reader.html", reader),
    "grid": ("fill_in.html", grid),
    "review": ("review.html", review),
    "burden": ("burden.html", burden),
    "league": ("league.html", league),
    "log": ("log.html", log),
}
