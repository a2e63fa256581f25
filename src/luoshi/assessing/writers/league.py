"""A league table for people: a workbook from the whole down to every point with its reason, or a terminal table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.assessing.writers.book import Cell, Wide, open_book
from luoshi.assessing.writers.words import indicator_word, layout, number_word
from luoshi.files.aside import text_out
from luoshi.files.terminal import harmless, on_one_line
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term
from luoshi.vocabulary.units import units

if TYPE_CHECKING:
    from luoshi.assessing.scoring import Rules


# Of these there are no parts.
_COUNTED = ("count", "people")


@dataclass(slots=True)
class League:
    """What is written: `whole` the table of wholes with neighbours and what is needed, `cards` and `scores` as scoring
    gives them, `unranked` the places without a score; `inputs` what is said of the input, line by line.
    """

    period: str
    whole: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    scores: list[dict[str, Any]]
    rules: Rules
    before: str | None = None
    inputs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def write_workbook(result: League, out: Path | None) -> None:
    """Sheets 总榜, 分卡, 得分, 规则, and 剔除 where faulty rows were left out."""
    tables = layout()["rank"]
    whole = [_of_whole(row, result.rules) for row in result.whole]
    with open_book(out) as book:
        book.table("总榜", _with_peers(tables["whole"], result.rules), whole, frozen=3)
        if len(result.rules.cards) > 1:
            book.table("分卡", _with_peers(tables["cards"], result.rules), result.cards, frozen=3)
        book.table("得分", _with_peers(tables["scores"], result.rules), map(_of_score, result.scores), frozen=3)
        title = f"{result.rules.title}（{period_word(result.period)}）"
        book.page("规则", title, _rule_blocks(result), [14, 32, 14, 12, 18])
        if result.faults:
            book.page("剔除", "因有错误而没有计算的行", [[[Wide(line)] for line in result.faults]], [100])


def _with_peers(columns: list[dict[str, Any]], rules: Rules) -> list[dict[str, Any]]:
    """The columns with those of the groups within which places are counted, behind the place."""
    peers = [{"head": name, "field": name, "width": 10} for name in rules.peers]
    at = 1 + next(n for n, column in enumerate(columns) if column["field"] == "place")
    return [*columns[:at], *peers, *columns[at:]]


def _of_whole(row: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    need, change = need_word(row, rules), change_word(row["change"])
    return {**row, "change_word": change, "need_word": need, "span_word": _span(row)}


def _of_score(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "indicator_word": indicator_word(str(row["indicator"])),
        "method_word": _method_word(row["method"]),
        "measure_word": term("measure", row["measure"]),
        "status_word": term("status", row["status"]),
    }


def _method_word(name: str) -> str:
    """A method of scoring; 加分 and 扣分 are such."""
    look = layout()
    return str({**look["methods"], **look["kinds"]}.get(name, name))


def change_word(change: int | None) -> str:
    """Places gained or lost: ↑2, ↓1, –; nothing where there is no earlier place."""
    if change is None:
        return ""
    return f"↑{change}" if change > 0 else f"↓{-change}" if change < 0 else "–"


def need_word(row: Mapping[str, Any], rules: Rules) -> str:
    """What it takes to draw level with the one before: 距双桥镇1.2分；招商到位资金增速达到8.1%可追平."""
    if row["to_next"] is None:
        return ""
    said = f"距{row['ahead_place']}{number_word(row['to_next'])}分"
    if row.get("needed_in") is None:
        return said
    wanted = (row["needed_in"], row["needed_measure"])
    rule = next(rule for rule in rules.rules if (rule.indicator, rule.measure) == wanted and rule.kind == "indicator")
    whole = units().kind.get(rule.unit) in _COUNTED and rule.measure == "level"
    reached = enough(row["needed_value"], row["needed_change"], whole=whole)
    return f"{said}；{rule.label}达到{number_word(reached)}{rule.unit}可追平"


def enough(value: float, change: float, *, whole: bool) -> float:
    """A value that must be reached by a change, as it is said: rounded away from where it is now, never short of it.

    Two digits; none where it counts what is `whole` and is whole now: of 6.67个 from 3个 it takes 7个.
    """
    # What is left of the arithmetic of doubles behind the ninth digit is no reason to round.
    counted = whole and round(value - change, 6).is_integer()
    exact = Decimal(repr(round(value, 9)))
    step = Decimal(1) if counted else Decimal("0.01")
    return float(exact.quantize(step, ROUND_CEILING if change > 0 else ROUND_FLOOR))


def _span(row: Mapping[str, Any]) -> str:
    best, worst = row.get("rank_best"), row.get("rank_worst")
    if best is None or worst is None:
        return ""
    return str(best) if best == worst else f"{best}—{worst}"


def _rule_blocks(result: League) -> list[list[list[Cell]]]:
    rules = result.rules
    lines: list[list[Cell]] = [["卡", "指标", "方法", "分值", "方向"]]
    for rule in rules.rules:
        kind = _method_word(rule.method if rule.kind != "gate" else rule.kind)
        way = {"up": "越高越好", "down": "越低越好"}.get(rule.good, f"越近{number_word(rule.middle)}越好")
        lines.append([rule.card, rule.label, kind, rule.full or None, way])
    cards: list[list[Cell]] = [["卡", "", "满分", "权重"]]
    cards += [[card.name, None, card.full, card.weight] for card in rules.cards]
    out = [lines, cards]
    for level, grading in rules.grading.items():
        of = {"card": "分卡", "whole": "总榜"}.get(level, level)
        said = "按名额" if grading.by == "quota" else "按分数段"
        shares = [f"{number_word(share / 100)}%" for share in grading.shares] or [""] * len(grading.names)
        names = "、".join(name + share for name, share in zip(grading.names, shares, strict=True))
        out.append([[Wide(f"{of}等次{said}：{names}。")]])
    notes = [f"出处：{rules.source}"] if rules.source else []
    if result.before is not None:
        notes.append(f"名次变化与{period_word(result.before)}相比")
    basis: list[list[Cell]] = [[Wide("依据")]]
    basis += [[Wide(line)] for line in [*notes, *result.inputs]]
    whole: list[list[Cell]] = [[Wide(f"规则原文（{Path(rules.where).name}）")]]
    whole += [[Wide(line)] for line in _text(rules).splitlines()]
    return [*out, basis, whole]


def _text(rules: Rules) -> str:
    """The rule set as it is written: its file, or the shipped one of its name."""
    path = Path(rules.where)
    if path.is_file():
        return path.read_text(encoding="utf-8")
    return files("luoshi.assessing.scoring").joinpath("rules", rules.where).read_text(encoding="utf-8")


def write_table(result: League, out: Path | None) -> None:
    """A table for the eye: place, score, grade, change, distance, what it takes."""
    from rich.text import Text

    from luoshi.files.screen import console, head_table
    from luoshi.files.wrapping import Wrapped

    with text_out(out) as stream:
        screen = console(stream)
        screen.print(Text(on_one_line(f"{result.rules.title}（{period_word(result.period)}）"), style="bold"))
        if not result.whole:
            screen.print("没有可以排名的数")
            return
        graded = any(row["grade"] for row in result.whole)
        peers = list(result.rules.peers)
        heads: list[tuple[str, dict[str, Any]]] = [
            ("名次", {"justify": "right", "no_wrap": True}),
            ("变化", {"no_wrap": True}),
            ("地区", {"overflow": "fold", "max_width": 14}),
            *[(peer, {"overflow": "fold", "max_width": 8}) for peer in peers],
            ("得分", {"justify": "right", "no_wrap": True}),
            *([("等次", {"no_wrap": True})] if graded else []),
            ("追前", {"ratio": 1, "overflow": "fold"}),
        ]
        table = head_table("", heads)
        table.title = None
        for row in result.whole:
            change = change_word(row["change"])
            style = {"↑": "green", "↓": "red"}.get(change[:1], "dim")
            table.add_row(
                "" if row["rank"] is None else str(row["rank"]),
                Text(change, style=style),
                Wrapped(harmless(on_one_line(str(row["place"])))),
                *[Wrapped(harmless(on_one_line(str(row[peer] or "")))) for peer in peers],
                "不评分" if row["score"] is None else f"{row['score']:.{result.rules.digits}f}",
                *([str(row["grade"] or "")] if graded else []),
                Wrapped(harmless(need_word(row, result.rules) if row["score"] is not None else str(row["reason"]))),
            )
        screen.print(table)
