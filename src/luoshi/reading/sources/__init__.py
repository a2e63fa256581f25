"""Files as they come, in the formats offices keep, to decoded text with pages.

`load` and `load_bytes` give a `Source`, `walk` finds the files, `load_meta` reads what a table says about
them. The names are resolved when first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.reading.sources.files import Found, walk
    from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
    from luoshi.reading.sources.loading import load, load_bytes
    from luoshi.reading.sources.meta import Meta, MetaTable, load_meta, parse_date
    from luoshi.reading.sources.source import Source, SourceError

__all__ = [
    "DEFAULT_LIMITS",
    "Found",
    "Limits",
    "Meta",
    "MetaTable",
    "Source",
    "SourceError",
    "load",
    "load_bytes",
    "load_meta",
    "parse_date",
    "walk",
]

_HOMES = {
    "DEFAULT_LIMITS": "limits",
    "Found": "files",
    "Limits": "limits",
    "Meta": "meta",
    "MetaTable": "meta",
    "Source": "source",
    "SourceError": "source",
    "load": "loading",
    "load_bytes": "loading",
    "load_meta": "meta",
    "parse_date": "meta",
    "walk": "files",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)
