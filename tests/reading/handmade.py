"""Hand-made documents for the tests of what is written out of them."""

from __future__ import annotations

import re
from typing import Any

from luoshi.reading.statements import Article, Document, Figure, Task

TEXT = """云溪县二〇二五年工作安排
  今年预期目标：地区生产总值增长6%左右，确保粮食产量12亿
斤以上。居民消费价格涨幅2%以内。
  加快建设云溪大桥。=1+1是一个式子 <script>alert("x")</script>
"""


def span_of(text: str, piece: str) -> tuple[int, int]:
    """Where `piece` stands in `text`, whatever line breaks are printed inside it."""
    match = re.search(r"\s*".join(map(re.escape, piece)), text)
    assert match is not None, piece
    return match.span()


def figure(quote: str, value_text: str, value: float | None, unit: str, **more: Any) -> Figure:
    text = more.pop("text", TEXT)
    span = span_of(text, quote) if quote in re.sub(r"\s", "", text) else (0, 1)
    low, high = (0, 1)
    if value_text in quote and span != (0, 1):
        low, high = span_of(text[span[0] : span[1]], value_text)
    fields: dict[str, Any] = {
        "document": "安排.txt",
        "article": 1,
        "quote": quote,
        "value_text": value_text,
        "value": value,
        "value_to": None,
        "unit": unit,
        "indicator": "地区生产总值",
        "code": None,
        "measure": "growth",
        "comparator": "eq",
        "role": "target",
        "strength": "expected",
        "period": "2025",
        "subject": "云溪县",
        "reference": None,
        "section": None,
        "span": span,
        "value_span": (span[0] + low, span[0] + high),
        "line": text.count("\n", 0, span[0]) + 1,
    }
    if (more | fields)["role"] != "target":
        fields["strength"] = None
    return Figure(**(fields | more))


def document(name: str = "安排.txt") -> Document:
    task = "加快建设云溪大桥。"
    statement = '=1+1是一个式子<script>alert("x")</script>'
    return Document(
        name=name,
        text=TEXT,
        place="云溪县",
        date="2025-01",
        articles=[
            Article(
                name,
                1,
                "云溪县二〇二五年工作安排",
                "记者 梁禾",
                None,
                "4版",
                (13, len(TEXT)),
                2,
                joined=[{"document": "四版.txt", "article": 2}],
            )
        ],
        figures=[
            figure(
                "地区生产总值增长6%左右",
                "6%",
                6.0,
                "%",
                comparator="approx",
                document=name,
            ),
            figure(
                "粮食产量12亿斤以上",
                "12亿斤",
                12.0,
                "亿斤",
                indicator="粮食产量",
                measure="level",
                comparator="ge",
                strength="firm",
                document=name,
            ),
            figure(
                "居民消费价格涨幅2%以内",
                "2%",
                2.0,
                "%",
                indicator="=居民消费价格",
                comparator="le",
                document=name,
            ),
            figure(
                "地区生产总值增长6%左右",
                "6%",
                -6.0,
                "%",
                role="result",
                period="2024-01/2024-11",
                document=name,
            ),
        ],
        tasks=[
            Task(name, 1, task, "云溪县交通局", None, None, "2025", "一、交通", span_of(TEXT, task), 4),
            Task(name, 1, statement, None, "+牵头单位", "@配合", None, None, span_of(TEXT, statement), 4),
        ],
    )
