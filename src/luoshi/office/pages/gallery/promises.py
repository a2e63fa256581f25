"""Contexts of a Commitment and the Page reader."""

from __future__ import annotations

from datetime import date
from typing import Any

from luoshi.office.pages.gallery import county, pictures
from luoshi.office.pages.gallery.house import column, framed, history
from luoshi.office.pages.printed import Mark, printed_lines
from luoshi.office.pages.words import Language


def commitment(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Commitment."""
    target = next(t for t in county.targets() if t.id == "03")
    source = {"url": "#source"}
    figures = {
        "caption": "固定资产投资各月数据",
        "columns": [
            column("时期"),
            column("增速", "figure", unit="%"),
            column("累计", "figure", unit="亿元"),
            column("状态", "status"),
            column("灯", "light"),
            column("报送", "date"),
            column("报送人"),
        ],
        "rows": [
            {
                "cells": [
                    {"text": "1—2月" if m == 2 else f"1—{m}月", "url": "#"},
                    {"value": target.done[m - 1], "digits": 1, "url": "#", "label": "看报送记录"},
                    {"value": round(9.4 * m + m * m * 0.55, 1), "digits": 1, "url": "#"},
                    "estimated" if m == 9 else "reported",
                    target.light(m),
                    date(2025, m + 1, 18),
                    "季棠",
                ]
            }
            for m in range(9, 1, -1)
        ],
    }
    said = ["7.5", "7", "8", "6.5", "7", "6", "7.2", "5.5", "7", "6", None, "7"]
    parts = {
        "summary": "12 个乡镇加权 6.8%，比县目标低 0.2 个百分点；高垅乡未定",
        "table": {
            "caption": "分解到乡镇",
            "columns": [
                column("乡镇"),
                column("目标", "figure", unit="%"),
                column("1—9月", "figure", unit="%"),
                column("灯", "light"),
                column("进度", "pace"),
            ],
            "rows": [
                {
                    "cells": [
                        {"text": town, "url": "#"},
                        None if s is None else {"value": float(s)},
                        {"value": round(4.1 + n * 0.37, 1), "digits": 1, "url": "#"},
                        ("red", "yellow", "green")[n * 3 // 12],
                        (55 + n * 3.1, 75, ("red", "yellow", "green")[n * 3 // 12]),
                    ]
                }
                for n, (town, s) in enumerate(zip(county.TOWNS, said, strict=True))
            ],
        },
    }
    return framed(
        "ledger",
        language,
        theme,
        title="固定资产投资增长7%以上",
        crumbs=[
            {"label": "目标任务", "url": "#"},
            {"label": "2025年政府工作报告", "url": "#"},
            {"label": "经济", "url": "#"},
        ],
        buttons=[{"label": "修改", "url": "#"}, {"label": "分解到下级", "url": "#", "main": True}],
        verdict={
            "light": "red",
            "reason": target.reason(9) + "剩余3个月累计增速需回升到7.6%。",
            "rule": {"label": "规则：经济运行月评", "url": "#"},
        },
        tiles=[
            {"label": "目标", "figure": {"value": 7, "unit": "%", **source}, "note": "不低于，确保"},
            {"label": "1—9月", "figure": {"value": 5.2, "unit": "%", "url": "#"}, "note": "预计，10月25日定"},
            {"label": "与目标相差", "figure": {"value": -1.8, "unit": "个百分点", "signed": True}, "note": "上月 −1.4"},
            {"label": "年末预计", "figure": {"value": 5.4, "unit": "%", "url": "#"}, "note": "4.6—6.3，八成把握"},
            {"label": "全市位次", "figure": {"value": 23, "unit": "／38", "url": "#"}, "note": "比上月降 2 位"},
        ],
        clause={
            "quote": "固定资产投资增长7%以上，其中工业投资突破35亿元",
            "document": "云岚县2025年政府工作报告，《云岚日报》1月3日1版",
            "line": 64,
            "url": "reader",
        },
        facts=[
            {"label": "编号", "value": "2025-03"},
            {"label": "时期", "value": "2025年"},
            {"label": "口径", "value": "增速，可比口径"},
            {"label": "力度", "value": "确保"},
            {"label": "上级目标", "value": "青澜市：增长7.5%", "url": "#"},
            {"label": "报送", "value": "每月18日前，县发展和改革局"},
        ],
        chart=pictures.progress("07", "招商到位资金（示例图）"),
        figures=figures,
        parts=parts,
        history=history(),
        owners=[
            {"name": "县发展和改革局", "url": "#", "role": "lead", "note": "季棠"},
            {"name": "县工业和信息化局", "url": "#", "role": "cooperating"},
            {"name": "县住房和城乡建设局", "url": "#", "role": "cooperating"},
        ],
    )


PAGE = """\
云岚县2025年主要目标任务

今年全县经济社会发展的主要预期目

标是：地区生产总值增长6%左右，规模以

上工业增加值增长8.5%，固定资产投资增长

7%以上，社会消费品零售总额增长7%以上，

进出口总额保持正增长，一般公共预算收入

增长5%—6%；城镇新增就业4300人以上，城

镇调查失业率控制在5.5%以内，居民人均可

支配收入增长与经济增长同步。


要深化国企改革，县属国有企业由9户

压减到4户，盘活闲置资产3亿元，化解存

量债务6.5亿元。要改造老旧小区18个，新

建改建农村公路85公里，空气质量优良天数

比率保持在92%以上。

（下转4版）"""


def reader(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Page reader."""
    # (title, clause, number in it, status, facts)
    found = [
        ("地区生产总值", "地区生产总值增长6%左右", "6%", "accepted", "口径 增速|关系 左右|力度 预期|时期 2025年"),
        (
            "规模以上工业增加值",
            "规模以上工业增加值增长8.5%",
            "8.5%",
            "accepted",
            "口径 增速|关系 等于|力度 预期|时期 2025年",
        ),
        ("固定资产投资", "固定资产投资增长7%以上", "7%", "edited", "口径 增速|关系 不低于|力度 确保|时期 2025年"),
        (
            "社会消费品零售总额",
            "社会消费品零售总额增长7%以上",
            "7%",
            "waiting",
            "口径 增速|关系 不低于|力度 预期|时期 2025年",
        ),
        ("进出口总额", "进出口总额保持正增长", "", "waiting", "口径 增速|关系 为正|力度 预期|时期 2025年"),
        (
            "一般公共预算收入",
            "一般公共预算收入增长5%—6%",
            "5%—6%",
            "waiting",
            "口径 增速|关系 区间|力度 预期|时期 2025年",
        ),
        ("城镇新增就业", "城镇新增就业4300人以上", "4300人", "refused", "口径 总量|关系 不低于|时期 2025年"),
        (
            "县属国有企业户数",
            "县属国有企业由9户压减到4户",
            "4户",
            "waiting",
            "口径 总量|基数 9户|关系 等于|时期 2025年",
        ),
        ("改造老旧小区", "改造老旧小区18个", "18个", "waiting", "口径 总量|关系 等于|时期 2025年"),
    ]
    bare = [(n, c) for n, c in enumerate(PAGE) if not c.isspace()]
    text = "".join(c for _, c in bare)
    marks, statements = [], []
    for number, (title, quote, value, state, facts) in enumerate(found, 1):
        id, start, settled = f"s{number}", text.index(quote), state != "waiting"
        marks.append(Mark(bare[start][0], bare[start + len(quote) - 1][0] + 1, id, settled=settled))
        if value:
            inner = start + quote.index(value)
            marks.append(Mark(bare[inner][0], bare[inner + len(value) - 1][0] + 1, id, value=True, settled=settled))
        actions = {"undo": "#"} if settled else {"accept": "#", "edit": "#", "refuse": "#"}
        pairs = [dict(zip(("label", "value"), fact.split(" "), strict=True)) for fact in facts.split("|")]
        statements.append(
            {
                "id": id,
                "title": title,
                "quote": quote,
                "line": PAGE.count("\n", 0, bare[start][0]) + 1,
                "status": state,
                "facts": pairs,
                "actions": actions,
                "ledger": "#" if state in ("accepted", "edited") else None,
                "note": "力度由预期改为确保：报告另处有“确保”二字。" if state == "edited" else "",
            }
        )
    return framed(
        "documents",
        language,
        theme,
        title="2025年主要目标任务",
        crumbs=[{"label": "版面", "url": "#"}, {"label": "云岚日报 2025年1月3日", "url": "#"}],
        lead="1版 · 读出 9 条 · 与4版接续",
        tabs=[{"label": "1版", "url": "#", "here": True, "count": 9}, {"label": "4版", "url": "#", "count": 18}],
        printed={"lines": printed_lines(PAGE, marks, headlines=(1,))},
        statements=statements,
        progress={"total": 9, "settled": 4, "left": 5},
        accept_rest={"url": "#", "statements": [], "label": "采用无疑问的 3 条"},
        groups=[
            {"label": "目标和任务", "url": "#", "here": True, "count": 9},
            {"label": "全部", "url": "#", "count": 27},
        ],
    )
