"""Whether this machine can draw Chinese: a picture with empty boxes for characters must not go out unnoticed.

vl-convert draws with the fonts of the system (those fontconfig names on Linux, the system's folders elsewhere) and
falls back character by character. So the question is put to vl-convert itself: two characters that come out alike
were both drawn as nothing or as a box.
"""

from __future__ import annotations

import unicodedata
import warnings
from functools import lru_cache
from pathlib import Path

from luoshi.charts.libraries import vlc
from luoshi.charts.theme import theme_named

#: Two everyday characters that no font draws alike.
_PROBE = ("落", "实")


class MissingFontWarning(UserWarning):
    """No font of this machine has Chinese characters: pictures show boxes, or nothing, in their place."""


@lru_cache(maxsize=8)
def drawn_apart(one: str, other: str) -> bool:
    """Whether two characters come out as different pictures (which they do not where no font has them)."""
    return _ink(one) != _ink(other)


def _ink(character: str) -> bytes:
    families = theme_named("light").font
    return vlc.svg_to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="4" y="32" font-size="28" font-family="{families}">{character}</text></svg>'
    )


def warn_without_font(text: str) -> None:
    """Warn, as `MissingFontWarning`, if a text has Chinese characters and no font here draws them."""
    if any(unicodedata.east_asian_width(c) == "W" for c in text) and not drawn_apart(*_PROBE):
        warnings.warn(
            "no font with Chinese characters was found: they will be boxes. Debian: apt install fonts-noto-cjk · "
            "Fedora: dnf install google-noto-sans-cjk-fonts · or luoshi.charts.add_fonts(folder)",
            MissingFontWarning,
            stacklevel=3,
        )


def add_fonts(folder: str | Path) -> None:
    """Let the pictures be drawn with the fonts (.ttf, .otf, .ttc) of a folder too, until the process ends.

    Raises `NotADirectoryError` where the folder is none.
    """
    path = Path(folder)
    if not path.is_dir():
        raise NotADirectoryError(f"{folder}: expected a folder with fonts")
    vlc.register_font_directory(str(path.resolve()))
    drawn_apart.cache_clear()
