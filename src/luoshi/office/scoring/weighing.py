"""What the parts make of a whole, growth weighted by the levels of the year before: figures that the ledger has not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luoshi.office.ledger.cascade import Together, together
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.parts import Part
from luoshi.office.scoring import inputs
from luoshi.vocabulary.periods import bounds


def whole_of(found: Commitment, drafts: Sequence[Part] = ()) -> Together | None:
    """What the parts, and `drafts` of further ones, make of the whole (`ledger.cascade.together`)."""
    return together(found, drafts, weights=weights_of(found))


def weights_of(found: Commitment) -> Any:
    """The levels of the year before of what stands below the place, for the weights of growth; None for the rest."""
    if found.measure != "growth" or found.indicator is None:
        return None
    below = list(found.place.children.all())
    year = bounds(found.period).start // 12 - 1
    return inputs.league_frame(below, [found.indicator.code], f"{year}-12") if below else None
