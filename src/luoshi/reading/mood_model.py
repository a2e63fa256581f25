"""A small model of how review and plan are worded: pairs of characters with weights.

Where no word says it (将, 同比), a plan's sentence still opens otherwise (加快…) and closes otherwise than one that
reports (…稳步推进). The weights are learnt by `tools/train_mood_model.py` from the chapters of work reports.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def features(text: str) -> set[str]:
    """What the model looks at: the pairs of characters of a sentence, its first one and two, its last two."""
    decimal = "." in text
    text = _NUMBER.sub("0", text)
    found = {text[i : i + 2] for i in range(len(text) - 1)}
    found.update(("^" + text[:2], "^" + text[:1], "$" + text[-3:-1]))
    if decimal:
        found.add("#.")
    return found


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(
        files("luoshi.reading").joinpath("mood_model.json").read_text(encoding="utf-8")
    )
    return weights


def log_odds(text: str) -> float:
    """The log-odds that a sentence tells of a plan (positive) and not of what is done (negative)."""
    weights = _weights()
    get = weights.get
    return weights[""] + sum([get(f, 0.0) for f in features(text)])
