"""What can be typed or read back is described in the reference, and what the reference describes exists."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import luoshi
from luoshi.assessing import frames
from luoshi.assessing.cells import STATUSES
from luoshi.assessing.checks import RULES
from luoshi.assessing.lights import names as light_sets
from luoshi.assessing.promises.pairing import PROMISE_FIELDS
from luoshi.cli.main import build_parser, main
from luoshi.reading.sources.formats import SUFFIXES
from luoshi.reading.statements import FIELDS

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def section(text: str, head: str) -> str:
    """The part of a page under a second-level heading."""
    return re.split(r"^## ", text.split(f"\n## {head}\n")[1], maxsplit=1, flags=re.M)[0]


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    [subparsers] = [a for a in actions if isinstance(a, argparse._SubParsersAction)]
    return dict(subparsers.choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {s for a in parser._actions for s in a.option_strings} - {"-h", "--help"}


def named(text: str) -> set[str]:
    """The first words of everything in back-ticks."""
    return {span.split()[0] for span in re.findall(r"`([^`\n]+)`", text)}


def in_first_column(text: str) -> set[str]:
    cells = re.findall(r"^\|([^|]*)\|", text, flags=re.M)
    return {name for cell in cells for name in named(cell)}


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_option_of_a_command_is_described_and_no_other(command: str) -> None:
    described = section((REFERENCE / "cli.md").read_text(encoding="utf-8"), f"luoshi {command}")
    parser = commands()[command]
    assert {s for s in in_first_column(described) if s.startswith("-")} == options(parser)
    positionals = {a.metavar for a in parser._actions if not a.option_strings}
    assert positionals <= set(re.findall(r"[A-Z]+", described))
    for action in parser._actions:
        for choice in action.choices or ():
            assert choice in named(described), f"{action.option_strings}: {choice}"


def test_options_before_the_command_are_described() -> None:
    head = (REFERENCE / "cli.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert options(build_parser()) <= named(head)


@pytest.mark.parametrize(("kind", "fields"), [*FIELDS.items(), ("promise", PROMISE_FIELDS)])
def test_every_field_of_a_statement_is_described_and_no_other(kind: str, fields: tuple[str, ...]) -> None:
    described = section((REFERENCE / "statements.md").read_text(encoding="utf-8"), kind)
    assert in_first_column(described) == set(fields)


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables of a text, without heads."""
    lines = re.findall(r"^\|(.*)\|$", text, flags=re.M)
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if not set(line) <= set("|- ")]
    heads = re.findall(r"^\|(.*)\|\n\|[-|]+\|$", text, flags=re.M)
    return [row for row in cells if " | ".join(row) not in {" | ".join(c.strip() for c in h.split("|")) for h in heads}]


@pytest.mark.parametrize(
    ("head", "columns", "needed"),
    [
        ("Targets", frames.TARGETS, frames.TARGETS_NEEDED),
        ("Observations", frames.OBSERVATIONS, frames.OBSERVATIONS_NEEDED),
        ("Verdicts", frames.VERDICTS, None),
    ],
)
def test_the_columns_of_a_frame_are_described_in_their_order(
    head: str, columns: dict[str, str], needed: tuple[str, ...] | None
) -> None:
    described = rows(section((REFERENCE / "frames.md").read_text(encoding="utf-8"), head))
    assert [(row[0].strip("`"), row[1]) for row in described] == list(columns.items())
    if needed is not None:
        assert tuple(row[0].strip("`") for row in described if row[2] == "yes") == needed


def test_every_status_of_a_cell_is_described_in_its_order() -> None:
    described = rows(section((REFERENCE / "frames.md").read_text(encoding="utf-8"), "Status"))
    assert [row[0].strip("`") for row in described] == list(STATUSES)


def test_every_data_file_is_described_and_no_other() -> None:
    package = ROOT / "src" / "luoshi"
    rooms = [package / room for room in ("vocabulary", "reading", "assessing", "charts", "cli", "files", "engines")]
    files = [path for room in rooms for ext in ("toml", "csv", "json", "txt") for path in room.rglob(f"*.{ext}")]
    # Twins are made from the others.
    there = {str(path.relative_to(package)) for path in files if path.parent.name != "compiled"}
    text = (REFERENCE / "data-files.md").read_text(encoding="utf-8")
    described = in_first_column(text.split("\n## ")[0])
    missing = {name for name in there if not any(Path(name).match(pattern) for pattern in described)}
    assert not missing
    assert not {pattern for pattern in described if not any(package.glob(pattern))}


def test_every_decision_has_its_row() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([\w-]+\.md)\)", (decisions / "README.md").read_text(encoding="utf-8"), flags=re.M
    )
    assert [name for _, name in listed] == sorted(path.name for path in decisions.glob("0*.md"))
    assert all(name.startswith(number) for number, name in listed)


def test_every_public_name_is_in_the_docstring_and_can_be_loaded() -> None:
    for name in luoshi.__all__:
        assert getattr(luoshi, name) is not None
        assert name == "__version__" or f"`{name}" in (luoshi.__doc__ or ""), name


def test_every_suffix_that_is_read_is_described_and_no_other() -> None:
    text = (REFERENCE / "formats.md").read_text(encoding="utf-8")
    assert in_first_column(section(text, "In")) == set(SUFFIXES)


def test_every_make_target_is_described_and_no_other() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)
    text = (REFERENCE / "make.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `make ([a-z]+)`", text, flags=re.M)) == set(targets)


def test_the_python_of_the_how_to_runs_and_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "how-to" / "from-python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    names: dict[str, object] = {}
    shown, printed = 0, ""
    for language, block in re.findall(r"```(python|text)\n(.*?)```", page, flags=re.S):
        if language == "text":
            assert printed == block
            shown += 1
            continue
        exec(compile(block, "from-python.md", "exec"), names)
        printed = capsys.readouterr().out
    assert shown >= 3
    assert (tmp_path / "board.png").read_bytes().startswith(b"\x89PNG")


def test_the_readme_counts_right() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    assert f"**{len(RULES)} [questions about figures]" in english
    assert f"**对数据提{len(RULES)}种" in chinese
    assert len(light_sets()) == 10, "ten sets, 十套"
    assert "ten rule sets" in english
    assert "十套" in chinese


def example_commands() -> dict[str, list[Path]]:
    """Every command line of the docs that names nothing but example files, and the pages it stands on."""
    found: dict[str, list[Path]] = {}
    for page in PAGES:
        for line in re.findall(
            r"^    (?:\$ |\.venv/bin/)?(luoshi (?:\S.*))$", page.read_text(encoding="utf-8"), flags=re.M
        ):
            command = line.partition("  #")[0].strip()
            # What opens a browser is tried elsewhere, and so is what writes, or names files of the reader's own.
            files = re.findall(r"\S+\.(?:csv|xlsx|toml|txt|md|docx|pdf)\b", command)
            own = any(not name.startswith("examples/") for name in files)
            if "examples/" in command and not own and not command.startswith("luoshi show") and " -o " not in command:
                found.setdefault(command, []).append(page)
    return found


@pytest.mark.parametrize("command", example_commands())
def test_the_commands_on_the_examples_run(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out


def test_the_tutorial_quotes_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    step = section(
        (ROOT / "docs" / "tutorial" / "first-page.md").read_text(encoding="utf-8"), "5. Where the year stands"
    )
    command = next(c for c in example_commands() if c.startswith("luoshi assess") and c.endswith("2024-10"))
    main(shlex.split(command)[1:])
    printed = capsys.readouterr().out
    assert "红灯 2  ▲ 黄灯 5" in printed
    zh = section((ROOT / "docs" / "tutorial" / "first-page.zh.md").read_text(encoding="utf-8"), "5. 一年到了哪里")
    assert "Two lights are red, five are yellow" in step
    assert "两个红灯，五个黄灯" in zh
    for number in ("4.8", "14.88", "70.22", "83.33", "13.12"):
        assert number in step
        assert number in zh
        assert number in printed


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_of_the_readme_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), flags=re.S)
    names: dict[str, Any] = {}
    exec(compile(block, name, "exec"), names)
    assert "规上工业增加值" in capsys.readouterr().out
    assert len(names["verdicts"]) == len(names["targets"])


def links(page: Path) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), link
        assert not anchor or anchor in anchors(found), link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_example_files_named_in_the_docs_exist(page: Path) -> None:
    for name in re.findall(r"examples/[\w\-/.]*[\w/]", page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_every_page_of_the_docs_is_reachable_from_the_index() -> None:
    seen, left = set(), [ROOT / "docs" / "index.md"]
    while left:
        page = left.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        left += [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if "://" not in link]
    assert set((ROOT / "docs").rglob("*.md")) <= seen
