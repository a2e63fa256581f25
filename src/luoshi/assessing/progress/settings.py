"""The numbers and words of `progress.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    """The tables of `progress.toml`."""
    return tomllib.loads(files(__package__).joinpath("progress.toml").read_text(encoding="utf-8"))
