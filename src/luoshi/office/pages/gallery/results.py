"""Contexts of the League and the Log."""

from __future__ import annotations

from typing import Any

from luoshi.office.pages.gallery import county, pictures
from luoshi.office.pages.gallery.house import at, column, framed, pager
from luoshi.office.pages.words import Language


def league(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """League."""
    table = county.league()
    now = sorted((r for r in table if r["period"] == "2025-09"), key=lambda r: r["rank"])
    before = {r["place"]: r["rank"] for r in table if r["period"] == "2025-08"}
    takes = [
        "—",
        "固定资产投资再快 0.9 个百分点",
        "招商到位资金再多 0.31 亿元",
        "工业增加值再快 0.6 个百分点",
        "招商到位资金再多 0.12 亿元",
        "新开工亿元项目再多 1 个",
    ] * 2
    rows = [
        {
            "cells": [
                r["rank"],
                {"text": r["place"], "url": "#"},
                {"value": r["score"], "digits": 1, "url": "#"},
                before[r["place"]] - r["rank"],
                "AABBBBCCCCDD"[n],
                {"text": takes[n]},
            ],
            "chosen": r["place"] == "雁坪镇",
        }
        for n, r in enumerate(now)
    ]
    return framed(
        "league",
        language,
        theme,
        title="排名",
        lead="2025年9月乡镇经济报表",
        buttons=[{"label": "导出 Excel", "url": "#"}],
        tabs=[
            {"label": name, "url": "#", "here": name == "经济"}
            for name in ("经济", "平安", "改革", "创新", "生态", "文化", "民生", "党建")
        ],
        facts=[
            {"label": "规则", "value": "乡镇经济报表2025：到位得基本分，超出部分赛马", "url": "#"},
            {"label": "发布", "value": "2025年10月25日 09:00（预览）"},
        ],
        table={
            "caption": "9月乡镇经济报表排名",
            "columns": [
                column("位次", "number"),
                column("乡镇"),
                column("得分", "figure", sort="#", sorted="descending"),
                column("比上月", "move"),
                column("等次"),
                column("前移一位需要", width="wide"),
            ],
            "rows": rows,
        },
        chart=pictures.league(),
    )


def log(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Log."""
    acts: list[tuple[str, str, str, str, list[tuple[str, str, str]]]] = [
        ("季棠", "填报", "更正数值", "云岚县 固定资产投资 1—8月 增速", [("数值", "5.9%", "5.6%"), ("版本", "1", "2")]),
        ("贺兰汀", "填报", "提交报表", "雁坪镇 重点项目进度月报 9月", [("状态", "草稿", "待审核"), ("版本", "1", "2")]),
        (
            "闻人静",
            "督查",
            "退回报表",
            "雁坪镇 重点项目进度月报 9月",
            [("状态", "待审核", "已退回"), ("理由", "", "工业投资应含技改投资")],
        ),
        ("闻人静", "督查", "采用条目", "固定资产投资增长7%以上", [("力度", "预期", "确保")]),
        ("系统", "", "判定亮灯", "云岚县 固定资产投资 1—9月", [("灯", "黄灯", "红灯")]),
        (
            "尹澄",
            "管理",
            "授予角色",
            "贺兰汀",
            [("角色", "", "填报"), ("范围", "", "雁坪镇"), ("自", "", "2025-10-01")],
        ),
        (
            "祝云",
            "审核",
            "豁免报送",
            "高垅乡 外资到账 9月",
            [("状态", "缺报", "已豁免"), ("理由", "", "辖区无外资企业")],
        ),
    ]
    entries = [
        {
            "number": 48213 - n,
            "when": at(20 - n // 3, 5 - n % 3, 50 - 6 * n % 50),
            "who": who,
            "role": role,
            "what": what,
            "object": {"label": obj, "url": "#"},
            "changes": [{"label": a, "before": b, "after": c} for a, b, c in changes],
            "hash": f"{(n + 3) * 7919**5:064x}"[-64:][::-1],
        }
        for n, (who, role, what, obj, changes) in enumerate(acts * 3)
    ]
    fields = [
        {"name": "q", "label": "查找", "kind": "search", "placeholder": "对象、理由、数值"},
        {"name": "who", "label": "谁", "kind": "search"},
        {"name": "what", "label": "何事", "kind": "select", "options": [{"value": "", "label": "全部"}], "value": ""},
        {"name": "from", "label": "自", "kind": "date", "value": "2025-10-01"},
        {"name": "until", "label": "至", "kind": "date"},
    ]
    return framed(
        "log",
        language,
        theme,
        title="日志",
        lead="谁在什么时候改了什么，一条接一条，只增不改",
        verify_url="#",
        chain={"intact": True, "count": 48213, "when": at(20, 4, 0)},
        filters={"action": "#", "fields": fields},
        entries=entries,
        pager=pager(),
    )
