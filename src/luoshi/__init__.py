"""Luoshi 落实: reads what a government said it would do, and keeps track until it is done.

The public names are loaded when they are first used, so that `import luoshi` costs next to nothing:

- `read(path_or_text, *, place=None, date=None) -> Document`
- `read_many(paths, *, place=None, date=None, …) -> Iterator[Document]`
- `assess(targets, observations, as_of, …)`, `check_figures(observations, …)`: frames in, frames out
- `Document`, `SourceError`, `FrameError`

The rest of judging (lights, scores, ranks, cascades, outlooks) stands in `luoshi.assessing`, pictures in
`luoshi.charts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.reading.batch import read, read_many
    from luoshi.reading.sources.source import SourceError
    from luoshi.reading.statements import Document

    # Not imported from where they stand: reading takes the version from here, and must not lead to assessing.
    assess: Callable[..., Any]
    check_figures: Callable[..., Any]
    FrameError: type[ValueError]

__version__ = "0.1.0"

__all__ = ["Document", "FrameError", "SourceError", "__version__", "assess", "check_figures", "read", "read_many"]

_HOMES = {
    "Document": "luoshi.reading.statements",
    "FrameError": "luoshi.assessing.frames",
    "SourceError": "luoshi.reading.sources.source",
    "assess": "luoshi.assessing.progress",
    "check_figures": "luoshi.assessing.checks",
    "read": "luoshi.reading.batch",
    "read_many": "luoshi.reading.batch",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'luoshi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
