"""The settings file, and what is said of a wrong one."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path

import pytest

import luoshi.assessing.outlook.settings as module
from luoshi.assessing.outlook.settings import made, settings

ENTRIES = tomllib.loads((Path(module.__file__).with_name("settings.toml")).read_text(encoding="utf-8"))


def test_the_file_is_read() -> None:
    assert settings().window == ENTRIES["growth"]["window"]
    assert settings().spread["growth"] == 1.0


@pytest.mark.parametrize(
    ("table", "key", "value", "message"),
    [
        ("history", "minimum", 1, r"settings.toml: \[history\] minimum: found 1, expected a number, at least 2"),
        ("growth", "shrink", "3", r"settings.toml: \[growth\] shrink: found '3', expected a number, at least 0"),
        ("spread", "rate", None, r"settings.toml: \[spread\] rate: found None, expected"),
    ],
)
def test_a_fault_names_file_and_key(table: str, key: str, value: object, message: str) -> None:
    entries = copy.deepcopy(ENTRIES)
    entries[table][key] = value
    with pytest.raises(ValueError, match=message):
        made(entries)
