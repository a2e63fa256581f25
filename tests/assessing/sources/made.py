"""Tables made for the tests: the same rows in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

TARGET_HEADS = ["编号", "地区", "指标", "时期", "口径", "关系", "目标值", "至", "单位", "力度", "参照", "基数"]
TARGETS: list[list[Any]] = [
    ["1", "云岚县", "地区生产总值", "2024", "增速", "左右", 6.0, None, "%", "预期", None, None],
    ["2", "云岚县", "城镇新增就业", "2024", "总量", "不低于", 4200.0, None, "人", "确保", None, None],
    ["3", "云岚县", "一般公共预算收入", "2024", "增速", "区间", 5.0, 6.0, "%", None, None, None],
    ["4", "云岚县", "进出口总额", "2024", "增速", "为正", None, None, None, None, None, None],
    ["5", "云岚县", "社会消费品零售总额", "2024", "差距", "为正", None, None, None, None, "全市", None],
    ["6", "云岚县", "固定资产投资", "2024", "总量", None, 80.0, None, "亿元", None, None, 73.5],
]  # fmt: skip
OBSERVATION_HEADS = ["地区", "指标", "时期", "口径", "数值", "单位", "状态", "上报日期"]
OBSERVATIONS: list[list[Any]] = [
    ["云岚县", "地区生产总值", "2024年前三季度", "增速", 6.2, "%", "已报", "2024-10-25"],
    ["云岚县", "城镇新增就业", "2024年1—10月", None, 3905.0, "人", None, "2024-11-18"],
    ["云岚县", "城镇新增就业", "2024年1—10月", None, 3911.0, "人", None, "2024-12-02"],
    ["云岚县", "固定资产投资", "202410", "总量", None, "亿元", "缺报", None],
    ["云岚县", "生产安全事故起数", "2024-10", None, 0.0, "起", "零", "2024-11-18"],
]


def write(path: Path, heads: Sequence[str], rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> Path:
    """A table in the format of the path's suffix."""
    suffix = path.suffix
    if suffix == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows([heads, *rows])
        path.write_bytes(text.getvalue().encode(encoding))
    elif suffix == ".jsonl":
        text = [json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False) for row in rows]
        path.write_text("\n".join(text) + "\n", encoding="utf-8")
    elif suffix == ".parquet":
        columns = {head: [row[at] for row in rows] for at, head in enumerate(heads)}
        numbers = {"目标值", "至", "基数", "数值"}
        types = {head: pl.Float64 if head in numbers else pl.String for head in heads}
        pl.DataFrame(columns, schema=types).write_parquet(path)
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "表"
        for row in [heads, *rows]:
            sheet.append(list(row))
        book.save(path)
    return path


def targets(path: Path, **changes: Any) -> Path:
    """The first target with some cells changed, as a table of one row."""
    row = dict(zip(TARGET_HEADS, TARGETS[0], strict=True)) | changes
    return write(path, list(row), [list(row.values())])


def observations(path: Path, **changes: Any) -> Path:
    """The first observation with some cells changed, as a table of one row."""
    row = dict(zip(OBSERVATION_HEADS, OBSERVATIONS[0], strict=True)) | changes
    return write(path, list(row), [list(row.values())])
