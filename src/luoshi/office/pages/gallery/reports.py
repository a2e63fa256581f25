"""Contexts of the Grid, Review and Burden."""

from __future__ import annotations

from typing import Any

from luoshi.office.pages.gallery import county
from luoshi.office.pages.gallery.house import at, column, framed
from luoshi.office.pages.words import Language


def grid(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Grid."""
    # (label, unit, digits, before, [(value, status, fault or question)] for 总量 and 增速)
    lines: list[Any] = [
        {"group": "项目"},
        ("在建重点项目", "个", 0, 14, ("15", "reported", {}), ("", "not_applicable", {})),
        (
            "重点项目完成投资",
            "亿元",
            2,
            6.31,
            ("7.42", "reported", {}),
            ("12.5", "reported", {"question": "比上月多 1.11 亿元，是上月增量的 2.4 倍，请说明。"}),
        ),
        ("其中：工业投资", "亿元", 2, 2.08, ("2.3.5", "reported", {"fault": "“2.3.5”不是数"}), ("", "missing", {})),
        ("新开工亿元以上项目", "个", 0, 2, ("2", "reported", {}), ("", "not_applicable", {})),
        {"group": "招商"},
        ("招商到位资金", "亿元", 2, 3.52, ("3.95", "estimated", {}), ("9.1", "estimated", {})),
        ("签约项目", "个", 0, 5, ("6", "reported", {}), ("", "not_applicable", {})),
        ("外资到账", "万美元", 0, 0, ("0", "zero", {}), ("", "not_applicable", {})),
        {"group": "民生"},
        (
            "城镇新增就业",
            "人",
            0,
            231,
            ("268", "reported", {"readonly": True, "source": {"label": "取自人社局月报", "url": "#"}}),
            ("", "missing", {}),
        ),
        ("改造老旧小区", "个", 0, 1, ("", "not_due", {}), ("", "not_applicable", {})),
        ("新建改建农村公路", "公里", 1, 4.2, ("", "missing", {}), ("", "missing", {})),
    ]
    rows: list[dict[str, Any]] = []
    for n, line in enumerate(lines):
        if isinstance(line, dict):
            rows.append(line)
            continue
        label, unit, digits, before, *entries = line
        cells: list[Any] = [
            {"value": before, "digits": digits, "url": "#", "status": "zero" if before == 0 else "reported"}
        ]
        cells += [{"name": f"c{n}-{k}", "value": v, "status": s, **more} for k, (v, s, more) in enumerate(entries)]
        rows.append({"key": f"r{n}", "label": label, "unit": unit, "digits": digits, "cells": cells})
    columns = [{"label": "1—8月", "before": True}, {"label": "1—9月"}, {"label": "同比增速", "unit": "%"}]
    statuses = ["missing", "not_due", "not_applicable", "estimated", "withheld"]
    return framed(
        "forms",
        language,
        theme,
        title="重点项目进度月报",
        crumbs=[{"label": "报表", "url": "#"}, {"label": "2025年9月", "url": "#"}],
        lead="雁坪镇 · 县发展和改革局要 · 10月18日 18:00 截止，还有 3 小时",
        steps=[{"label": "填报", "here": True}, {"label": "答疑"}, {"label": "提交"}, {"label": "审核"}],
        notices=[{"kind": "note", "text": "有 1 格已由别的报表报过，自动取数，不用再填。", "stays": True}],
        buttons=[{"label": "下载 Excel 模板", "url": "#"}, {"label": "导入 Excel", "opens": "upload"}],
        grid={
            "id": "sheet",
            "version": "2",
            "user": "17",
            "caption": "重点项目进度月报",
            "columns": columns,
            "rows": rows,
            "statuses": statuses,
        },
        questions=[
            {
                "cell": "c2-1",
                "field": "why-c2-1",
                "label": "重点项目完成投资 同比增速",
                "text": "比上月多 1.11 亿元，是上月增量的 2.4 倍，请说明。",
                "kind": "question",
            },
            {
                "cell": "c3-0",
                "field": "why-c3-0",
                "label": "其中：工业投资 1—9月",
                "text": "“2.3.5”不是数",
                "kind": "fault",
            },
        ],
        action="#",
        check_url="/check",
        filled={"filled": 15, "total": 19},
        dialogs=[
            {
                "id": "upload",
                "title": "导入 Excel",
                "text": "用本表的模板填好再导入；有错的行会按原模板退回。",
                "action": "#",
                "submit": "导入",
                "fields": [{"name": "file", "label": "文件", "kind": "file", "accept": ".xlsx", "required": True}],
            }
        ],
    )


def review(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Review."""

    def line(
        label: str, before: Any, now: Any, change: Any, note: str, digits: int = 2, state: str = "reported"
    ) -> dict[str, Any]:
        move = None if change is None else {"value": change, "signed": True, "digits": 1}
        return {
            "cells": [
                label,
                {"value": before, "digits": digits, "url": "#"},
                now if now is None else {"value": now, "digits": digits, "url": "#"},
                move,
                state,
                note,
            ]
        }

    rows = [
        {"group": "项目"},
        line("在建重点项目（个）", 14, 15, 7.1, "", 0),
        line("重点项目完成投资（亿元）", 6.31, 7.42, 12.5, "疑问 1，已说明"),
        line("其中：工业投资（亿元）", 2.08, 2.35, 6.0, ""),
        line("新开工亿元以上项目（个）", 2, 2, 0.0, "", 0),
        {"group": "招商"},
        line("招商到位资金（亿元）", 3.52, 3.95, 9.1, "快报数，25日定", state="estimated"),
        line("外资到账（万美元）", 0, 0, 0.0, "", 0, "zero"),
        {"group": "民生"},
        line("改造老旧小区（个）", 1, None, None, "", 0, "not_due"),
        line("新建改建农村公路（公里）", 4.2, None, None, "镇里答复：待交通局验收", 1, "missing"),
    ]
    return framed(
        "review",
        language,
        theme,
        title="雁坪镇 重点项目进度月报",
        crumbs=[{"label": "审核", "url": "#"}, {"label": "2025年9月", "url": "#"}],
        lead="1—9月 · 第 2 版",
        actions={
            "accept": "#",
            "back": {
                "id": "back",
                "title": "退回雁坪镇",
                "action": "#",
                "submit": "退回",
                "grave": True,
                "fields": [
                    {
                        "name": "why",
                        "label": "退回理由",
                        "kind": "textarea",
                        "required": True,
                        "help": "会发给填报单位，并记入日志。",
                    }
                ],
            },
        },
        table={
            "caption": "报送的数",
            "columns": [
                column("指标"),
                column("1—8月", "figure"),
                column("1—9月", "figure"),
                column("同比", "figure", unit="%"),
                column("状态", "status"),
                column("备注"),
            ],
            "rows": rows,
        },
        questions=[
            {
                "label": "重点项目完成投资",
                "text": "比上月多 1.11 亿元，是上月增量的 2.4 倍，请说明。",
                "answer": "雁坪水库大坝9月封顶，集中支付工程款0.68亿元，附支付凭证。",
            }
        ],
        facts=[
            {"label": "提交", "value": "贺兰汀，10月18日 16:42"},
            {"label": "截止", "value": "10月18日 18:00"},
            {"label": "要数单位", "value": "县发展和改革局", "url": "#"},
            {"label": "核对", "value": "19 格，1 处疑问，0 处错误"},
        ],
        queue=[
            {"label": "雁坪镇 重点项目进度月报", "url": "#", "here": True, "status": "submitted"},
            {"label": "县财政局 财政收支月报", "url": "#", "status": "submitted"},
            {"label": "栗溪镇 招商到位资金月报", "url": "#", "status": "submitted"},
            {"label": "茶坞镇 重点项目进度月报", "url": "#", "status": "sent_back"},
        ],
        history=[
            {"when": at(18, 8, 42), "who": "雁坪镇 贺兰汀", "what": "提交第 2 版"},
            {
                "when": at(18, 3, 10),
                "who": "督查室 闻人静",
                "what": "退回第 1 版",
                "said": "工业投资应含技改投资，请核。",
                "grave": True,
            },
            {"when": at(17, 9, 15), "who": "雁坪镇 贺兰汀", "what": "提交第 1 版"},
        ],
    )


def burden(language: Language = "zh", theme: str = "auto") -> dict[str, Any]:
    """Burden."""
    towns = [
        {
            "cells": [
                {"text": town, "url": "#"},
                41 - n,
                1377 - 61 * n,
                1377 - 61 * n - 300 + 17 * n,
                (1377 - 61 * n, 1400, 300 - 17 * n),
                {"value": 26.5 - n * 1.1, "digits": 1},
            ]
        }
        for n, town in enumerate(county.TOWNS)
    ]
    askers = [
        ("县发展和改革局", 9, 512, 88),
        ("县农业农村局", 8, 430, 102),
        ("县统计局", 7, 655, 12),
        ("县应急管理局", 6, 214, 64),
        ("县住房和城乡建设局", 5, 188, 31),
        ("县民政局", 4, 120, 45),
    ]
    repeats = [
        ("农村公路里程", 4, "交通运输局、农业农村局、发展和改革局、应急管理局"),
        ("常住人口", 4, "统计局、卫生健康局、民政局、发展和改革局"),
        ("耕地面积", 3, "农业农村局、自然资源局、统计局"),
        ("企业用工人数", 2, "人力资源和社会保障局、工业和信息化局"),
    ]
    return framed(
        "burden",
        language,
        theme,
        title="负担",
        lead="2025年1—9月，全县向乡镇和单位要数的情况",
        tiles=[
            {"label": "报表", "figure": {"value": 41, "unit": "种", "url": "#"}, "note": "年初 168 种"},
            {"label": "报送", "figure": {"value": 1377, "unit": "次", "url": "#"}, "note": "每镇平均 115"},
            {"label": "格", "figure": {"value": 12498, "unit": "格"}, "note": "自动取数 3,187"},
            {"label": "重复要的", "figure": {"value": 342, "unit": "格", "url": "#"}, "note": "占 2.7%，已提醒 4 家"},
            {"label": "用时", "figure": {"value": 243, "unit": "小时"}, "note": "按开表到提交计"},
        ],
        towns={
            "caption": "各单位负担",
            "columns": [
                column("单位", sort="#"),
                column("报表", "number", sort="#"),
                column("要的格", "number", sort="#", sorted="descending"),
                column("实填", "number"),
                column("要的格，其中重复", "bar"),
                column("用时", "figure", unit="小时", sort="#"),
            ],
            "rows": towns,
            "foot": ["合计", None, 12498, 9311, None, {"value": 243, "digits": 1}],
        },
        askers={
            "caption": "各单位发了多少表",
            "columns": [column("单位"), column("报表", "number"), column("格", "number"), column("重复", "number")],
            "rows": [{"cells": [{"text": a, "url": "#"}, b, c, d]} for a, b, c, d in askers],
        },
        repeats={
            "caption": "重复要的数",
            "columns": [column("指标"), column("次", "number"), column("谁要")],
            "rows": [{"cells": [{"text": a, "url": "#"}, b, c]} for a, b, c in repeats],
        },
    )
