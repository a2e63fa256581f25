"""Why a file could not be read, in words for people: `reasons.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Where the worker was killed in the middle of it as often as it is tried.
INTERRUPTED = "was interrupted again and again"


@dataclass(frozen=True)
class Reason:
    """A kind of reason: how it is known, and what is said."""

    found: re.Pattern[str]
    zh: str
    en: str


@cache
def known() -> tuple[Reason, ...]:
    """The kinds of reason, in the order in which they are looked for."""
    told = tomllib.loads((Path(__file__).parent / "reasons.toml").read_text(encoding="utf-8"))["reason"]
    return tuple(Reason(re.compile(one["found"], re.S), one["zh"], one["en"]) for one in told)


def said(reason: str, language: str = "zh") -> str:
    """A sentence for a reason as reading gives it; nothing for none."""
    if not reason:
        return ""
    for kind in known():
        match = kind.found.search(reason)
        if match:
            return getattr(kind, "en" if language == "en" else "zh").format(**match.groupdict())
    raise ValueError(f"reasons.toml: nothing fits {reason!r}; the last one is to fit everything")
