"""The rule sets: those that come with Luoshi (number 0, read-only) and the office's own versions of them, by name."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.assessing import checks, lights, progress, scoring
from luoshi.assessing.lights.ruleset import RuleSet
from luoshi.assessing.progress import settings as progress_settings
from luoshi.assessing.rulefiles import RuleError
from luoshi.assessing.scoring.rules import Rules
from luoshi.office.guard.errors import Invalid, NotFound
from luoshi.office.scoring.models import RuleVersion

#: The kinds of which the office may make versions. What the checks ask is settled below this room: they are shown only.
CHANGEABLE = ("progress", "lights", "scoring")
#: The set of lights, and the numbers of progress, that commitments are judged by.
IN_FORCE = "progress"
#: Columns that lights can be given by, beside those of a verdict.
LIT_BY = ("id", "place", "indicator", "as_of", "actual", "completion", "schedule", "ahead", "gap", "needed", "state")


@dataclass(frozen=True)
class RuleText:
    """A version of a rule set as text. Number 0 is what comes with Luoshi: by nobody, at no time."""

    kind: str
    name: str
    number: int
    text: str
    reason: str = ""
    by_name: str = ""
    at: dt.datetime | None = None

    @property
    def title(self) -> str:
        """What the set calls itself; its name where it does not."""
        try:
            return str(tomllib.loads(self.text).get("title", self.name))
        except tomllib.TOMLDecodeError:
            return self.name


@cache
def shipped() -> Mapping[tuple[str, str], RuleText]:
    """The sets that come with Luoshi, by kind and name."""
    sources = {
        ("progress", IN_FORCE): files(progress).joinpath("progress.toml"),
        ("checks", "thresholds"): files(checks).joinpath("thresholds.toml"),
    }
    sources |= {("lights", name): files(lights).joinpath("rules", f"{name}.toml") for name in lights.names()}
    sources |= {("scoring", name): files(scoring).joinpath("rules", f"{name}.toml") for name in scoring.named()}
    return {
        (kind, name): RuleText(kind, name, 0, source.read_text(encoding="utf-8"))
        for (kind, name), source in sources.items()
    }


def latest() -> dict[tuple[str, str], RuleText]:
    """Every set by kind and name, in the version that holds; kinds in their order, names in theirs. One query."""
    found = dict(shipped())
    for version in RuleVersion.objects.order_by("number"):
        found[version.kind, version.name] = _text(version)
    order = RuleVersion.KINDS
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])))


def versions(kind: str, name: str) -> list[RuleText]:
    """All versions of a set, the latest first. One query. Raises `NotFound`."""
    found = [_text(version) for version in RuleVersion.objects.filter(kind=kind, name=name).order_by("-number")]
    if (kind, name) in shipped():
        found.append(shipped()[kind, name])
    if not found:
        raise NotFound("scoring.no_rules", kind=kind, name=name)
    return found


def current(kind: str, name: str) -> RuleText:
    """The version of a set that holds. One query. Raises `NotFound`."""
    version = RuleVersion.objects.filter(kind=kind, name=name).order_by("number").last()
    if version is not None:
        return _text(version)
    if (kind, name) not in shipped():
        raise NotFound("scoring.no_rules", kind=kind, name=name)
    return shipped()[kind, name]


def _text(version: RuleVersion) -> RuleText:
    return RuleText(
        version.kind, version.name, version.number, version.text, version.reason, version.by_name, version.at
    )


def light_rules(rules: RuleText) -> RuleSet:
    """A set of lights, read. Raises `RuleError`."""
    return lights.read(rules.text, f"{rules.name}.toml")


def scoring_rules(rules: RuleText) -> Rules:
    """A set of scoring, read. Raises `RuleError`."""
    where = f"{rules.name}.toml"
    try:
        tables = tomllib.loads(rules.text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError([f"{where}: found no TOML, expected it: {error}"]) from None
    return scoring.parse(tables, where, rules.name)


def progress_rules(rules: RuleText) -> dict[str, Any]:
    """The numbers and words of progress, read. Raises `RuleError`."""
    return progress_settings.read(rules.text, f"{rules.name}.toml")


def checked(rules: RuleText) -> RuleText:
    """The same, where it can be used; raises `Invalid` with every fault (file, key, what was found and expected)."""
    try:
        if rules.kind == "lights":
            _can_light(light_rules(rules), rules.name)
        elif rules.kind == "scoring":
            scoring_rules(rules)
        elif rules.kind == "progress":
            progress_rules(rules)
        else:
            raise Invalid("scoring.fixed", kind=rules.kind)
    except RuleError as error:
        wrong = Invalid("scoring.fault", fault="\n".join(error.faults))
        first = error.faults[0]
        raise Invalid("scoring.rules", count=len(error.faults), first=first, fields={"text": wrong}) from None
    return rules


def _can_light(rules: RuleSet, name: str) -> None:
    """The set that commitments are judged by must not need a column that verdicts do not have."""
    strangers = [column for column in rules.needed if column not in LIT_BY]
    if name == IN_FORCE and strangers:
        known = ", ".join(LIT_BY)
        raise RuleError([f"{name}.toml: columns.{column}: found a column that verdicts do not have, expected one of "
                         f"{known}" for column in strangers])  # fmt: skip
