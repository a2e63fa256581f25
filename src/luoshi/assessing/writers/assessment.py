"""Verdicts for people: a workbook with lights and reasons, or a table on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.assessing.lights.words import NONE, words
from luoshi.assessing.writers import rules
from luoshi.assessing.writers.book import Cell, Wide, light_word, open_book
from luoshi.assessing.writers.words import layout, target_word
from luoshi.files.aside import text_out
from luoshi.files.terminal import harmless, on_one_line
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term, terms

if TYPE_CHECKING:
    from luoshi.assessing.lights import RuleSet


@dataclass(slots=True)
class Assessment:
    """What is written: `rows` are verdicts beside their targets (columns of both, `light_reason`, `source`), in the
    order of the targets; `inputs` what is said of the input (files, what was left out), line by line.
    """

    as_of: str
    rows: list[dict[str, Any]]
    rules: RuleSet
    inputs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    outlook: bool = False

    def counts(self, rows: Sequence[Mapping[str, Any]] | None = None) -> dict[str, int]:
        """How many of each light that the rule set can give, the worst first, grey last."""
        found = Counter(str(row["light"] or NONE) for row in (self.rows if rows is None else rows))
        given = [name for name in self.rules.lights if name != NONE]
        return {name: found.get(name, 0) for name in [*reversed(given), NONE]}

    def why(self, row: Mapping[str, Any]) -> str:
        """The reason of a verdict; with that of the light, where the verdict's own does not lead to it."""
        reason = str(row["reason"] or "")
        own = self.rules.name == "progress" or not row["light_reason"]
        return reason if own else f"{reason}（{str(row['light_reason']).rstrip('。')}）"


def write_workbook(result: Assessment, out: Path | None) -> None:
    """Sheets 总览, 进度, 规则, 说明, and 剔除 where faulty rows were left out."""
    look = layout()["assess"][0]
    columns = list(look["columns"])
    notes: list[list[Cell]] = [["栏", "意思"]]
    notes += [[head, text] for head, text in layout()["notes"].items()]
    if result.outlook:
        columns[-1:-1] = look["outlook"]
    with open_book(out) as book:
        book.page("总览", _title(result), _summary(result), [16, 12, 12, 12, 12, 12, 12])
        rows = [_shown(row) for row in result.rows]
        book.table(look["name"], columns, rows, {"light_word": "light"}, look["frozen"])
        book.page("规则", f"规则：{result.rules.title}", rules.blocks(result.rules), [12, 46, 46])
        book.page("说明", "说明", [notes], [14, 76])
        if result.faults:
            book.page("剔除", "因有错误而没有计算的行", [[[Wide(line)] for line in result.faults]], [100])


def _title(result: Assessment) -> str:
    places = list(dict.fromkeys(row["place"] for row in result.rows))
    of = str(places[0]) if len(places) == 1 else ""
    return f"{of}目标进度（{period_word(result.as_of)}）"


def _summary(result: Assessment) -> list[list[list[Cell]]]:
    counts = result.counts()
    total = len(result.rows)
    share: list[list[Cell]] = [["灯", "个数", "占比%"]]
    for light, number in counts.items():
        share.append([words()[light], number, round(number / total * 100, 1) if total else None])
    share.append(["合计", total, None])
    blocks = [share]
    places = list(dict.fromkeys(row["place"] for row in result.rows))
    urgent = [light for light in counts if (words()[light].order or 0) > 0]
    worst = [row for light in urgent for row in result.rows if row["light"] == light]
    if worst:
        head: list[Cell] = ["灯", Wide("要抓的目标和理由")]
        blocks.append([head])
        for row in worst:
            place = f"{row['place']}：" if len(places) > 1 else ""
            blocks[-1].append([words()[row["light"]], Wide(f"{place}{_about(row)}。{result.why(row)}")])
    if len(places) > 1:
        table: list[list[Cell]] = [["地区", *[words()[light].zh for light in counts]]]
        for place in places:
            table.append([place, *result.counts([row for row in result.rows if row["place"] == place]).values()])
        blocks.append(table)
    states = Counter(row["state"] for row in result.rows)
    numbers: list[list[Cell]] = [[shown.zh, states.get(state, 0)] for state, shown in terms("state").items()]
    blocks.append([["状态", "个数"], *numbers])
    basis: list[list[Cell]] = [[Wide("依据")]]
    basis += [[Wide(line)] for line in result.inputs]
    return [*blocks, basis]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "target_word": target_word(row),
        "period_word": period_word(row["period"]),
        "strength_word": term("strength", row["strength"]),
        "state_word": term("state", row["state"]),
        "light_word": light_word(row["light"]),
        # The noise of arithmetic is nobody's figure.
        **{name: None if row[name] is None else round(row[name], 4) for name in ("actual", "gap", "needed")},
    }


def _about(row: Mapping[str, Any]) -> str:
    """A target as a list names it: with its place where there are several, its period where it is not the year."""
    strength = term("strength", row["strength"]) if row["strength"] != "expected" else ""
    when = "" if row["period"] == row["as_of"][:4] else period_word(row["period"])
    return when + target_word(row) + (f"（{strength}）" if strength else "")


def write_table(result: Assessment, out: Path | None) -> None:
    """A table for the eye: the worst lights first, each with its target and reason."""
    from rich.text import Text

    from luoshi.files.screen import console, head_table
    from luoshi.files.wrapping import Wrapped

    with text_out(out) as stream:
        screen = console(stream)
        counts = "  ".join(f"{light_word(light)} {number}" for light, number in result.counts().items() if number)
        screen.print(Text(on_one_line(_title(result)), style="bold"))
        screen.print(Text(counts or "没有目标"))
        if not result.rows:
            return
        several = len({row["place"] for row in result.rows}) > 1
        table = head_table(
            "",
            [
                ("灯", {"no_wrap": True}),
                ("目标", {"ratio": 2, "overflow": "fold"}),
                ("理由", {"ratio": 3, "overflow": "fold"}),
            ],
        )
        table.title = None
        order = {light: place for place, light in enumerate(result.counts())}
        for row in sorted(result.rows, key=lambda r: order.get(r["light"] or NONE, 0)):
            word = words()[row["light"] or NONE]
            about = f"{row['place']}：{_about(row)}" if several else _about(row)
            table.add_row(
                Text(f"{word.sign} {word.zh}", style=_STYLES.get(word.name, "")),
                Wrapped(harmless(on_one_line(about))),
                Wrapped(harmless(on_one_line(result.why(row)))),
            )
        screen.print(table)


# A terminal has its own eight colours; the sign and the word say the same.
_STYLES = {
    "green": "green",
    "blue": "blue",
    "yellow": "yellow",
    "red": "bold red",
    "red_board": "bold red",
    "black_board": "bold",
    "yellow_card": "yellow",
    "followed": "blue",
    NONE: "dim",
}
