"""The pinned requirements: exact, with hashes, without addresses, and covering what the package declares."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = ("build", "base", "run", "office", "test")


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Package to pinned versions (more than one where they differ by the Python's version)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", text(name), flags=re.M):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_exact_and_has_hashes(name: str) -> None:
    for block in re.split(r"\n(?=[^\s#])", text(name)):
        if block.startswith("#"):
            continue
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)? \\\n", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


@pytest.mark.parametrize("name", FILES)
def test_no_address_is_recorded(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ", text(name))


def names(requirements: list[str]) -> set[str]:
    # An extra may name others of our own.
    return {re.split(r"[<>=!~;\[ ]", requirement)[0].lower() for requirement in requirements} - {"luoshi"}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def extra(name: str) -> set[str]:
    return names(project()["optional-dependencies"][name])


def test_what_the_package_declares_is_pinned() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert names(build) <= set(pins("build"))
    assert names(project()["dependencies"]) <= set(pins("base"))
    assert extra("assess") | extra("office") <= set(pins("run"))
    assert extra("postgres") <= set(pins("office"))
    for name in project()["optional-dependencies"]:
        assert extra(name) <= set(pins("test"))


@pytest.mark.parametrize(("more", "fewer"), [("run", "base"), ("office", "run"), ("test", "office")])
def test_what_is_run_and_tested_is_what_users_get(more: str, fewer: str) -> None:
    pinned = pins(more)
    for package, versions in pins(fewer).items():
        assert pinned[package] == versions, package


#: What a room imports of others' packages, beyond what comes with the package itself, and its extra.
ROOMS = {
    "assessing": ("assess", {"pyarrow", "pyspark"}),
    "charts": ("charts", set()),
}


@pytest.mark.parametrize("room", ROOMS)
def test_an_extra_names_all_that_its_room_imports(room: str) -> None:
    name, brought = ROOMS[room]
    known = {"python_calamine": "python-calamine", "vl_convert": "vl-convert-python"}
    own = {"luoshi", *sys.stdlib_module_names, *names(project()["dependencies"])}
    for file in (ROOT / "src" / "luoshi" / room).rglob("*.py"):
        for imported in imports(ast.parse(file.read_text(encoding="utf-8"))):
            # Arrow and Spark come with the frames of those who have them.
            if imported not in own | brought:
                assert known.get(imported, imported) in extra(name), f"{file.name}: {imported}"


def imports(tree: ast.Module) -> Iterator[str]:
    """The first names of all modules that are imported, at the top or within a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
