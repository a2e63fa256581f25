"""The pinned requirements: exact, with hashes, without addresses, and covering what the package declares."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = ("build", "base", "test")


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
    return {re.split(r"[<>=!~;\[ ]", requirement)[0].lower() for requirement in requirements}


def test_what_the_package_declares_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert names(project["project"]["dependencies"]) <= set(pins("base"))
    assert names(project["build-system"]["requires"]) <= set(pins("build"))
    for extra in project["project"]["optional-dependencies"].values():
        assert names(extra) <= set(pins("test"))


def test_the_tests_run_on_what_users_get() -> None:
    test = pins("test")
    for package, versions in pins("base").items():
        assert test[package] == versions, package
