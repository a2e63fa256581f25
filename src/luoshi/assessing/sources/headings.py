"""The words of `headings.toml`: heads of columns by table and field, and what stands behind, above and below them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal["targets", "observations", "parts", "rankings"]
_FOLD: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, " \t\r\n\u3000*“”\"'"))


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The tables of `headings.toml`."""
    return tomllib.loads(files(__package__).joinpath("headings.toml").read_text(encoding="utf-8"))


def plain(head: str) -> str:
    """A head as it is compared: half-width lower case without white space."""
    return head.translate(_FOLD).lower()


@cache
def names(role: Role) -> dict[str, str]:
    """Head → field. Raises `ValueError`, naming the head, where one stands under two fields."""
    out: dict[str, str] = {}
    for name, heads in tables()[role].items():
        for head in heads:
            if out.setdefault(plain(head), name) != name:
                raise ValueError(f"headings.toml: [{role}]: {head!r} stands under {out[plain(head)]!r} and {name!r}")
    return out
