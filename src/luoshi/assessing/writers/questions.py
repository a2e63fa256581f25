"""Questions about figures for people: a workbook whose rows go back to who reported them, or a terminal table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luoshi.assessing.checks.registry import RULES
from luoshi.assessing.lights.words import Word
from luoshi.assessing.writers.book import Cell, Wide, open_book
from luoshi.assessing.writers.words import indicator_word, layout
from luoshi.files.aside import text_out
from luoshi.files.terminal import harmless, on_one_line
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term


def severities() -> dict[str, Word]:
    """The severities of questions, the loudest first, with their words, signs and colours."""
    table = layout()["severities"]
    return {
        name: Word(name, "severities", s["name"], name, "", s["sign"], s["ink"], s["fill"], s["ink"])
        for name, s in table.items()
    }


def write_workbook(
    rows: Sequence[Mapping[str, Any]], inputs: Sequence[str], faults: Sequence[str], out: Path | None
) -> None:
    """Sheets 总览 and 疑问, and 剔除 where faulty rows were left out."""
    look = layout()["questions"][0]
    words = severities()
    counts = Counter(row["severity"] for row in rows)
    loudness: list[list[Cell]] = [["程度", "个数"]]
    loudness += [[word, counts[name]] for name, word in words.items()]
    by_rule = Counter(row["rule"] for row in rows)
    rules: list[list[Cell]] = [["规则", "个数"]]
    rules += [[_rule_word(name), number] for name, number in by_rule.most_common()]
    basis: list[list[Cell]] = [[Wide("依据")]]
    basis += [[Wide(line)] for line in inputs]
    asked: list[list[Cell]] = [[Wide("这里只有疑问，没有结论：数可能是对的，请报数的单位核实并说明。")]]
    with open_book(out) as book:
        book.page("总览", "报表数据疑问", [asked, loudness, *([rules] if rows else []), basis], [24, 10, 18, 18, 18])
        shown = [_shown(row) | {"severity": words[row["severity"]]} for row in rows]
        book.table(look["name"], look["columns"], shown, {"severity_word": "severity"}, look["frozen"])
        if faults:
            book.page("剔除", "因有错误而没有核对的行", [[[Wide(line)] for line in faults]], [100])


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    word = severities()[row["severity"]]
    return {
        **row,
        "severity_word": f"{word.sign} {word.zh}",
        "rule_word": _rule_word(row["rule"]),
        "indicator_word": indicator_word(str(row["indicator"] or "")),
        "period_word": period_word(row["period"]),
        "measure_word": term("measure", row["measure"]),
        "expected": None if row["expected"] is None else round(row["expected"], 4),
        "reported_at": "" if row["reported_at"] is None else str(row["reported_at"]),
    }


def _rule_word(name: str) -> str:
    """What a rule looks for."""
    found = RULES.get(name)
    return name if found is None else found.zh


def write_table(rows: Sequence[Mapping[str, Any]], out: Path | None) -> None:
    """A table for the eye, the loudest first."""
    from rich.text import Text

    from luoshi.files.screen import console, head_table
    from luoshi.files.wrapping import Wrapped

    styles = {"error": "bold red", "warning": "yellow", "notice": "dim"}
    with text_out(out) as stream:
        screen = console(stream)
        if not rows:
            screen.print("没有疑问")
            return
        table = head_table(
            "",
            [
                ("程度", {"no_wrap": True}),
                ("地区", {"overflow": "fold", "max_width": 12}),
                ("疑问", {"ratio": 1, "overflow": "fold"}),
            ],
        )
        table.title = None
        for row in rows:
            word = severities()[row["severity"]]
            where = f"（{row['source']}）" if row.get("source") else ""
            table.add_row(
                Text(f"{word.sign} {word.zh}", style=styles[row["severity"]]),
                Wrapped(harmless(on_one_line(str(row["place"] or "")))),
                Wrapped(harmless(on_one_line(str(row["question"])) + where)),
            )
        screen.print(table)
