"""Examples of the pages of the room: an indicator."""

from __future__ import annotations

from typing import Any

from office.catalogue.making import own


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    one = own("造林面积", unit="万亩")
    return dict.fromkeys(("catalogue_indicator", "catalogue_change", "catalogue_close"), (one.pk,))
