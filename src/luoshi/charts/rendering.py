"""Charts as SVG, PNG and JSON, by vl-convert: no browser, no network, the same bytes for the same chart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from luoshi.charts.fonts import warn_without_font
from luoshi.charts.libraries import vlc
from luoshi.files.aside import aside


class Drawable(Protocol):
    """A chart of Altair, of whatever kind."""

    def to_dict(self) -> dict[str, Any]:
        """Its Vega-Lite specification."""
        ...


def to_json(chart: Drawable) -> str:
    """The chart's Vega-Lite specification with its data in it, as JSON."""
    return json.dumps(chart.to_dict(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def to_svg(chart: Drawable) -> str:
    """The chart as an SVG document; its words stay words, drawn with the fonts of whoever looks at it.

    Raises `ValueError` for a chart that wants data from the network. Warns (`MissingFontWarning`) where Chinese
    words could not be measured, because no font has them.
    """
    spec = to_json(chart)
    warn_without_font(spec)
    return vlc.vegalite_to_svg(spec, allowed_base_urls=[])


def to_png(chart: Drawable, scale: float = 2.0) -> bytes:
    """The chart as a PNG picture of `scale` dots a pixel: 2 for screens, 3 or more for print.

    Raises `ValueError` for a chart that wants data from the network. Warns (`MissingFontWarning`) where there is no
    font for its Chinese words.
    """
    spec = to_json(chart)
    warn_without_font(spec)
    return vlc.vegalite_to_png(spec, scale=scale, allowed_base_urls=[])


def save(chart: Drawable, path: str | Path, *, scale: float = 2.0) -> Path:
    """Write a chart to a file of the form its suffix says: .svg, .png or .json; gives the path.

    Written aside and renamed when whole. Raises `ValueError` for another suffix, `FileNotFoundError` where the
    folder does not exist.
    """
    out = Path(path)
    suffix = out.suffix.lower()
    if suffix == ".png":
        made = to_png(chart, scale)
    elif suffix == ".svg":
        made = to_svg(chart).encode()
    elif suffix == ".json":
        made = to_json(chart).encode()
    else:
        raise ValueError(f"{out}: found the suffix {out.suffix or 'none'!r}, expected .svg, .png or .json")
    with aside(out) as part:
        part.write_bytes(made)
    return out
