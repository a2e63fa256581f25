"""The figures of the example, grown from the few numbers of `indicators.toml`; the same ones every time.

Amounts are counted in whole units of the last printed digit, so that the towns make the county to the digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

COUNTY, CITY = "云岚县", "青澜市"
YEARS = (2023, 2024, 2025)
#: The last month of the last year that figures are of.
LAST = 10
#: Where the league's places lie about the city's number: a part of the spread is their own, the rest by the indicator.
_OWN, _CHANCE = 0.55, 0.75


@dataclass(frozen=True, slots=True)
class Number:
    """A figure before it is reported: `value` None where the place cannot have any."""

    place: str
    indicator: str
    year: int
    month: int
    measure: str
    value: float | None
    unit: str
    digits: int


def numbers(
    specs: Mapping[str, Mapping[str, Any]],
    shapes: Mapping[str, Any],
    towns: Sequence[str],
    peers: Sequence[str],
    units: Mapping[str, str],
    downs: frozenset[str],
    seed: int,
) -> Iterator[Number]:
    """Every figure of the county, its towns, its peers and the city.

    `units`: indicator → unit; `downs`: the indicators of which less is better, in which good peers lie low.
    """
    grower = _Grower(shapes, towns, peers, units, downs, seed)
    for key, spec in specs.items():
        for part in (spec, *({**_bare(spec), **also} for also in spec.get("also", ()))):
            yield from grower.grown(key, part)


def _bare(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What a further measure of an indicator has in common with it."""
    return {name: spec[name] for name in ("digits", "every") if name in spec}


class _Grower:
    def __init__(
        self,
        shapes: Mapping[str, Any],
        towns: Sequence[str],
        peers: Sequence[str],
        units: Mapping[str, str],
        downs: frozenset[str],
        seed: int,
    ) -> None:
        self.shapes, self.towns, self.peers = shapes, towns, peers
        self.units, self.downs, self.seed = units, downs, seed
        self.quality = {place: self._chance("quality", place).uniform(-1, 1) for place in peers}

    def _chance(self, *names: object) -> Random:
        return Random("|".join(str(name) for name in (self.seed, *names)))

    def grown(self, key: str, spec: Mapping[str, Any]) -> Iterator[Number]:
        if "year" in spec:
            yield from self._amounts(key, spec)
        else:
            yield from self._paths(key, spec)
        if "league" in spec:
            yield from self._league(key, spec)

    # Amounts

    def _amounts(self, key: str, spec: Mapping[str, Any]) -> Iterator[Number]:
        digits, unit = int(spec["digits"]), self.units[key]
        scale = 10**digits
        sums = {year: self._run(key, spec, year, scale) for year in YEARS}
        yield from self._reported(COUNTY, key, spec, sums, unit, scale)
        if "completion" in spec:
            for year, whole in zip(YEARS[1:], spec["completion"], strict=True):
                for month in months(spec, year):
                    done = round(sums[year][month] / scale / whole * 100, 1)
                    yield Number(COUNTY, key, year, month, "completion", done, "%", 1)
        if "split" not in spec:
            return
        weights: list[int] = self.shapes["towns"][spec["split"]]
        shared = {year: self._shared(key, sums[year], weights, year) for year in YEARS}
        for place, weight in zip(self.towns, weights, strict=True):
            if weight:
                own = {year: shared[year][place] for year in YEARS}
                yield from self._reported(place, key, spec, own, unit, scale)
            else:
                for year in YEARS[1:]:
                    for month in months(spec, year):
                        yield Number(place, key, year, month, "level", None, unit, digits)
                        if spec.get("growth"):
                            yield Number(place, key, year, month, "growth", None, "%", 1)

    def _run(self, key: str, spec: Mapping[str, Any], year: int, scale: int) -> list[int]:
        """Cumulative amounts at the end of each month, in units of the last digit; the month is the index."""
        total = spec["year"][YEARS.index(year)] * scale
        chance = self._chance("run", key, year)
        falls = [part * chance.uniform(0.985, 1.015) for part in self.shapes[spec["shape"]]]
        sums, so_far = [0], 0.0
        for part in falls:
            so_far += part
            sums.append(round(total * so_far / sum(falls)))
        return sums

    def _shared(self, key: str, sums: Sequence[int], weights: Sequence[int], year: int) -> dict[str, list[int]]:
        """The county's cumulative units among the towns: never falling, and together the county's to the unit."""
        chance = self._chance("share", key, year)
        lean = [weight * chance.uniform(0.965, 1.035) for weight in weights]
        wanted, held = [0.0] * len(weights), [0] * len(weights)
        out: dict[str, list[int]] = {place: [0] for place in self.towns}
        for month in range(1, len(sums)):
            more = sums[month] - sums[month - 1]
            parts = [part * chance.uniform(0.96, 1.04) for part in lean]
            wanted = [w + more * part / sum(parts) for w, part in zip(wanted, parts, strict=True)]
            for town, units in enumerate(_dealt(more, [w - h for w, h in zip(wanted, held, strict=True)])):
                held[town] += units
                out[self.towns[town]].append(held[town])
        return out

    def _reported(
        self,
        place: str,
        key: str,
        spec: Mapping[str, Any],
        sums: Mapping[int, Sequence[int]],
        unit: str,
        scale: int,
    ) -> Iterator[Number]:
        digits = int(spec["digits"])
        # Of the towns the year before the first is only what growth is reckoned from.
        for year in YEARS if place == COUNTY else YEARS[1:]:
            for month in months(spec, year):
                now = sums[year][month]
                yield Number(place, key, year, month, "level", round(now / scale, digits), unit, digits)
                before = sums[year - 1][month] if year > YEARS[0] else 0
                if spec.get("growth") and before:
                    yield Number(place, key, year, month, "growth", round((now / before - 1) * 100, 1), "%", 1)

    # Paths

    def _paths(self, key: str, spec: Mapping[str, Any]) -> Iterator[Number]:
        measure = spec.get("measure", "level")
        unit = self.units[key] if measure == "level" else "" if measure == "rank" else "%"
        digits = int(spec["digits"])
        for year in YEARS:
            anchors = spec.get(f"y{year % 100}")
            if anchors is None:
                continue
            for month in months(spec, year):
                if month < anchors[0][0]:
                    continue
                value = round(_between(anchors, month) + self._stir(key, year, month, anchors, digits), digits)
                yield Number(COUNTY, key, year, month, measure, value, unit, digits)
                if "towns" in spec and year > YEARS[0]:
                    for place in self.towns:
                        apart = self._apart(key, place, year, month, float(spec["towns"]))
                        near = min(value + apart, 100.0) if unit in ("%", "分") else value + apart
                        yield Number(place, key, year, month, measure, round(near, digits), unit, digits)

    def _stir(self, key: str, year: int, month: int, anchors: Sequence[Sequence[float]], digits: int) -> float:
        if digits != 1 or any(month == at for at, _ in anchors) or anchors[0][1] == anchors[-1][1]:
            return 0.0
        return self._chance("stir", key, year, month).choice([-0.1, 0.0, 0.0, 0.1])

    def _apart(self, key: str, place: str, year: int, month: int, spread: float) -> float:
        own = self._chance("town", key, place).uniform(-1, 1)
        return spread * (own + self._chance("town", key, place, year, month).uniform(-0.06, 0.06))

    # League

    def _league(self, key: str, spec: Mapping[str, Any]) -> Iterator[Number]:
        spread, noise = spec["league"]
        measure = spec.get("league_measure") or spec.get("measure") or ("growth" if spec.get("growth") else "level")
        unit = self.units[key] if measure == "level" else "%"
        digits = 1
        beat = {**spec, "every": spec.get("league_every", spec.get("every", 1)), "january": False}
        sign = -1 if key in self.downs else 1
        for year in YEARS[1:]:
            anchors = spec[f"city{year % 100}"]
            for month in months(beat, year):
                middle = _between(anchors, month)
                yield Number(CITY, key, year, month, measure, round(middle, digits), unit, digits)
                for place in self.peers:
                    own = self._chance("peer", key, place).uniform(-1, 1)
                    drift = self._chance("peer", key, place, year).uniform(-0.25, 0.25)
                    shift = spread * (_OWN * sign * self.quality[place] + _CHANCE * own + drift)
                    value = middle + shift + noise * self._chance("peer", key, place, year, month).uniform(-1, 1)
                    if (unit == "%" and measure == "level") or unit == "分":
                        value = min(value, 100.0)
                    yield Number(place, key, year, month, measure, round(value, digits), unit, digits)


def months(spec: Mapping[str, Any], year: int) -> list[int]:
    """The months of a year that an indicator is reported at; January goes with February unless it says otherwise."""
    every = int(spec.get("every", 1))
    first = 1 if every == 1 and spec.get("january") else 2
    last = LAST if year == YEARS[-1] else 12
    return [month for month in range(max(first, int(spec.get("first", 1))), last + 1) if month % every == 0]


def _between(anchors: Sequence[Sequence[float]], month: int) -> float:
    """The value at a month on the line through the anchors; beyond the last one its value."""
    for (left, low), (right, high) in pairwise(anchors):
        if left <= month <= right:
            return low + (high - low) * (month - left) / (right - left)
    return anchors[-1][1] if month > anchors[-1][0] else anchors[0][1]


def _dealt(units: int, wanting: Sequence[float]) -> list[int]:
    """`units` whole ones dealt out by what each still wants: the whole parts, then one each to who wants most."""
    dealt = [max(0, int(want)) for want in wanting]
    open_ = units - sum(dealt)
    while open_:
        step = 1 if open_ > 0 else -1
        able = [n for n in range(len(dealt)) if (wanting[n] > dealt[n] if step > 0 else dealt[n] > 0)]
        able = able or [max(range(len(dealt)), key=lambda n: wanting[n])]
        chosen = max(able, key=lambda n: (wanting[n] - dealt[n]) * step)
        dealt[chosen] += step
        open_ -= step
    return dealt
