"""The thresholds of the checks: `thresholds.toml`, and what a caller sets instead. Checked when loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from luoshi.assessing.rulefiles import RuleError

Limits: TypeAlias = Mapping[str, Any]
#: Section → key → value; a section a rule, beside `asking` and `words`.
Thresholds: TypeAlias = Mapping[str, Limits]

_FILE = Path(__file__).with_name("thresholds.toml")
_SEVERITIES = ("error", "warning", "notice")
# What a key may be, where not every number from 0 on can be computed with: the least and the most.
_BOUNDS = {
    "ratio": (1.0, 1e6),
    "near": (1e-6, 1e6),
    "chance": (1e-300, 1.0),
    "chance_off": (1e-300, 1.0),
    "decimals": (0, 8),
    "[soft_target] years": (1, 20),
    "at_most": (1, 1_000_000),
}
_EXPONENTS = (1, 17)


class ThresholdError(RuleError):
    """Thresholds that cannot be used: file, section, key, what was found, what was expected."""

    def __init__(self, fault: str) -> None:
        super().__init__([fault])


@cache
def shipped() -> Thresholds:
    """The thresholds of `thresholds.toml`. Raises `ThresholdError` where the file was changed to something wrong."""
    found = _read(_FILE)
    for section, limits in found.items():
        if not isinstance(limits, dict):
            raise ThresholdError(f"{_FILE.name}: {section}: found {limits!r}, expected a table")
        for key, value in limits.items():
            _value(f"{_FILE.name}: [{section}] {key}", value, value)
    return found


def thresholds(settings: Mapping[str, Mapping[str, Any]] | str | Path | None = None) -> Thresholds:
    """The shipped thresholds with some replaced: a mapping section → key → value, or the path of a TOML file.

    Raises `ThresholdError`, naming file, section and key, for a section or key that is none, a value of another
    type, a number below 0, or a severity that is not error, warning or notice.
    """
    base = shipped()
    if settings is None:
        return base
    source = "settings"
    if isinstance(settings, (str, Path)):
        source = Path(settings).name
        settings = _read(Path(settings))
    out = {section: dict(limits) for section, limits in base.items()}
    for section, limits in settings.items():
        if section not in out:
            raise ThresholdError(f"{source}: [{section}]: no such section; expected one of {', '.join(out)}")
        if not isinstance(limits, Mapping):
            raise ThresholdError(f"{source}: {section}: found {limits!r}, expected a table")
        for key, value in limits.items():
            if key not in out[section]:
                keys = ", ".join(out[section])
                raise ThresholdError(f"{source}: [{section}] {key}: no such threshold; expected one of {keys}")
            _value(f"{source}: [{section}] {key}", value, base[section][key])
            out[section][key] = value
    return out


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThresholdError(f"{path.name}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThresholdError(f"{path.name}: not TOML: {error}") from error


def _value(where: str, value: Any, like: Any) -> None:
    """A value of the kind of another; severities, words, whole exponents and numbers from 0 on."""
    if where.endswith("] severity"):
        if value not in _SEVERITIES:
            raise ThresholdError(f"{where}: found {value!r}, expected one of {', '.join(_SEVERITIES)}")
    elif isinstance(like, list):
        kind: type = str if like and isinstance(like[0], str) else int
        if not isinstance(value, list) or not all(type(item) is kind for item in value):
            raise ThresholdError(f"{where}: found {value!r}, expected a list like {like!r}")
        least, most = _EXPONENTS
        if kind is int and not all(least <= item <= most for item in value):
            raise ThresholdError(f"{where}: found {value!r}, expected whole numbers from {least} to {most}")
    elif isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise ThresholdError(f"{where}: found {value!r}, expected a number from 0 on")
    elif isinstance(like, int) and value != int(value):
        raise ThresholdError(f"{where}: found {value!r}, expected a whole number")
    else:
        _within(where, value)


def _within(where: str, value: float) -> None:
    for key, (least, most) in _BOUNDS.items():
        if where.endswith(f" {key}") and not least <= value <= most:
            raise ThresholdError(f"{where}: found {value!r}, expected a number from {least:g} to {most:g}")
