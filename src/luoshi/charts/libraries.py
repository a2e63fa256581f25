"""Altair and vl-convert, of the extra `charts`: fetched here, so that one sentence says how to get them."""

from __future__ import annotations

try:
    import altair as alt
    import vl_convert as vlc
except ModuleNotFoundError as error:
    if error.name not in ("altair", "vl_convert"):
        raise
    raise ImportError(
        f"luoshi.charts needs {error.name}, which is not installed: pip install 'luoshi[charts]'", name=error.name
    ) from error

__all__ = ["alt", "vlc"]
