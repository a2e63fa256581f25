"""The commands of docs/how-to/assess.md are run, and what they write is what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from luoshi.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "assess.md"


def blocks() -> list[list[tuple[str, list[str]]]]:
    """The blocks of the page that hold commands: each command with the lines shown below it."""
    found: list[list[tuple[str, list[str]]]] = []
    for block in re.findall(r"(?:^    .*\n)+", PAGE.read_text(encoding="utf-8"), flags=re.M):
        lines = [line[4:] for line in block.splitlines()]
        if not any(line.startswith("$ ") for line in lines):
            continue
        commands: list[tuple[str, list[str]]] = []
        for line in lines:
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
        found.append(commands)
    return found


def stands_in(shown: list[str], written: list[str]) -> bool:
    """Whether the lines shown are those written, in order; … stands for any number of them."""
    pattern = "".join(".*" if line == "…" else re.escape(line.rstrip()) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in written), flags=re.S) is not None


@pytest.mark.parametrize("commands", blocks(), ids=lambda commands: commands[0][0][:40])
def test_the_page_shows_what_the_commands_write(
    commands: list[tuple[str, list[str]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for command, shown in commands:
        program, *arguments = shlex.split(command)
        if program == "cat":
            (tmp_path / arguments[0]).write_text("\n".join(shown) + "\n", encoding="utf-8")
            continue
        assert program == "luoshi"
        main(arguments)
        out, err = capsys.readouterr()
        written = (out + err).splitlines()
        assert stands_in(shown, written), "\n".join(written)


def test_there_is_something_to_run() -> None:
    assert sum(len(commands) for commands in blocks()) >= 8
