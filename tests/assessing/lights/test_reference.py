"""docs/reference/lights.md describes every set, word and field, and its examples print what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi.assessing.lights import RuleSet, load, names, read, word, words
from luoshi.assessing.lights import fields as allowed
from luoshi.assessing.lights.conditions import RELATIONS
from luoshi.assessing.lights.loading import WINDOWS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "lights.md").read_text(encoding="utf-8")


def section(head: str) -> str:
    """The part of the page under a heading, up to the next heading."""
    assert f"\n{head}\n" in PAGE, f"{head} is not described"
    return re.split(r"^#{2,3} ", PAGE.split(f"\n{head}\n")[1], maxsplit=1, flags=re.M)[0]


def table(rules: RuleSet) -> str:
    """A set as the page shows it."""
    lines = ["| rule | light | when |", "|---|---|---|"]
    for rule in rules.rules:
        when = " and ".join(f"`{text}`" for text in rule.when) or "every number"
        lines.append(f"| `{rule.key}` | {word(rule.light).sign} {rule.light} | {when} |")
    if rules.memory:
        memory = rules.memory
        after = f"after {memory.after} in an earlier month, for the rest of the {memory.window}"
        lines.append(f"| `{memory.key}` | {word(memory.at_best).sign} {memory.at_best} at best | {after} |")
    return "\n".join(lines)


@pytest.mark.parametrize("name", names())
def test_every_set_is_described_rule_by_rule(name: str) -> None:
    described = section(f"### {name}")
    rules = load(name)
    assert table(rules) in described
    assert rules.title in described
    needed = re.search(r"^Columns: (.*)\.$", described, flags=re.M)
    assert needed is not None
    assert tuple(re.findall(r"`([^`]+)`", needed[1])) == rules.needed


def test_no_set_is_described_that_does_not_exist() -> None:
    assert tuple(re.findall(r"^### (.*)$", PAGE.split("\n## The sets\n")[1], flags=re.M)) == names()


def test_every_word_is_described_as_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.) \| (\w+) \|", section("## Words"), flags=re.M)
    assert rows == [(w.name, w.family, w.sign, w.zh) for w in words().values()]


def test_every_field_window_and_relation_is_described() -> None:
    file, memory = section("## A file"), section("### Memory")
    parts = (allowed.TOP_FIELDS, allowed.COLUMN_FIELDS, allowed.RULE_FIELDS, allowed.BANDS_FIELDS, allowed.BAND_FIELDS)
    for field in {field for part in parts for field in part}:
        assert re.search(rf"^\|[^|]*`{field}`", file, flags=re.M), field
    for field in allowed.MEMORY_FIELDS:
        assert re.search(rf"^\| `{field}` \|", memory, flags=re.M), field
    assert all(f"`{window}`" in memory for window in WINDOWS)
    assert all(f"`{relation}`" in section("### Conditions") for relation in RELATIONS)


def test_the_examples_print_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.S | re.M)
    assert len(blocks) >= len(names())
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "lights.md", "exec"), scope)
        expected = re.findall(r"^# (.*)$", block, flags=re.M)
        assert capsys.readouterr().out.splitlines() == expected


def test_the_example_of_a_file_is_a_rule_set() -> None:
    [text] = re.findall(r"^```toml\n(.*?)^```", PAGE, flags=re.S | re.M)
    assert read(text, "招商.toml").needed == ("paused", "planned", "signed")
