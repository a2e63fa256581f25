"""Every rule has its file, its function, its row in the docs; and the docs' example runs."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from luoshi.assessing.checks import RULES, thresholds

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "checks.md"
RULE_FILES = Path(import_module("luoshi.assessing.checks.rules").__file__ or "").parent


def table() -> dict[str, list[str]]:
    """The rows of the table of rules, by name."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {row[0].strip("`"): row for row in rows if len(row) == 6}


def test_a_file_a_function_a_rule() -> None:
    files = {path.stem for path in RULE_FILES.glob("*.py")} - {"__init__"}
    assert files == set(RULES)
    for name, rule in RULES.items():
        module = import_module(f"luoshi.assessing.checks.rules.{name}")
        assert module.__dict__[name] is rule.ask
        assert rule.name == name
        assert rule.zh
        assert rule.en
        assert "observations" in rule.needs
        assert set(rule.answers) <= set(RULES)


def test_every_rule_is_documented_as_it_is() -> None:
    documented = table()
    assert list(documented) == list(RULES)
    for name, rule in RULES.items():
        _, severity, zh, limits, needs, test = documented[name]
        assert severity == rule.severity, name
        assert zh == rule.zh, name
        shown = {k: v for k, v in thresholds()[name].items() if k != "severity"}
        assert limits == (", ".join(f"{k} {_shown(v)}" for k, v in shown.items()) or "–"), name
        assert needs == (", ".join(n for n in rule.needs if n != "observations") or "–"), name
        assert f"CASES[{name}]" in test, name


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_the_example_in_the_docs_gives_what_it_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
    (expected,) = re.findall(r"```text\n(.*?)```", page, re.S)
    names: dict[str, object] = {}
    printed: list[str] = []
    exec(compile(code, str(PAGE), "exec"), {"print": lambda *a: printed.append(" ".join(map(str, a))), **names})
    assert "\n".join(printed).strip() == expected.strip()
