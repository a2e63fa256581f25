"""Numbers as they are reported: by whom, on which day, with what status, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from luoshi.office.demo.figures import CITY, COUNTY, LAST, YEARS, Number
from luoshi.office.demo.records import Fault, Figure, Measured, Person, Waiver
from luoshi.office.demo.workdays import Workdays

_CellKey = tuple[str, str, str, str]
#: One report in so many comes late, by a few days.
_LATE = 30


def period(year: int, month: int) -> str:
    """January alone, or all months since it."""
    return f"{year}-01" if month == 1 else f"{year}-01/{year}-{month:02d}"


class Reporting:
    """Turns numbers into reported figures."""

    def __init__(
        self,
        events: Mapping[str, Any],
        indicators: Sequence[Measured],
        people: Sequence[Person],
        town_codes: Mapping[str, str],
        renamed: Mapping[str, str],
        workdays: Workdays,
        today: date,
    ) -> None:
        self.events, self.workdays, self.today = events, workdays, today
        self.bodies = {item.indicator: item.body for item in indicators}
        self.quarterly = {item.indicator for item in indicators if item.every > 1}
        self.indicators = indicators
        self.town_codes, self.renamed = town_codes, renamed
        self.reporters = [person for person in people if person.role == "reporter"]

    def figures(self, numbers: Iterable[Number]) -> tuple[list[Figure], list[Fault]]:
        """The figures in the order of their days, and which of them are wrong on purpose."""
        found = {(n.place, n.indicator, period(n.year, n.month), n.measure): n for n in numbers}
        out: list[Figure] = []
        for key, number in found.items():
            out.extend(self._versions(key, number))
        out.extend(self._not_due())
        faults = [self._fault(fault, found) for fault in self.events["fault"]]
        wrong = {(f.place, f.indicator, f.period, f.measure): v for f, v in faults}
        out = [self._spoilt(figure, wrong) for figure in out]
        out.sort(key=lambda f: (f.reported_at, f.place, f.indicator, f.period, f.measure))
        return out, [fault for fault, _ in faults]

    def _versions(self, key: _CellKey, number: Number) -> Iterator[Figure]:
        place, indicator, when, _ = key
        day = self._day(number)
        status = self._status(place, indicator, when)
        if number.value is None or status in ("missing", "withheld", "not_applicable"):
            yield self._figure(key, None, number.unit, status or "not_applicable", day)
            return
        for change in self.events["correction"]:
            if (change["place"], change["indicator"], change["period"], change["measure"]) == key:
                first = round(number.value + change["first_add"], number.digits)
                yield self._figure(key, first, number.unit, "reported", day)
                yield self._figure(key, number.value, number.unit, "reported", change["on"], change["note"])
                return
        plain = "zero" if number.value == 0 else "reported"
        yield self._figure(key, number.value, number.unit, status or plain, day)

    def _figure(
        self, key: _CellKey, value: float | None, unit: str, status: str, day: date, note: str | None = None
    ) -> Figure:
        place, indicator, when, measure = key
        return Figure(
            place, indicator, when, measure, value, unit, status, day, self._reporter(place, indicator, day), note
        )

    def _status(self, place: str, indicator: str, when: str) -> str | None:
        for gap in self.events["gap"]:
            if (gap["place"], gap["indicator"]) == (place, indicator) and gap["period"] in (when, when[:4]):
                return str(gap["status"])
        return None

    def _day(self, number: Number) -> date:
        due = self.workdays.due(number.year, number.month, "due")
        if number.place == CITY or (number.place not in self.town_codes and number.place != COUNTY):
            return min(self.workdays.due(number.year, number.month, "joined"), self.today)
        if number.place == COUNTY and number.indicator in self.quarterly:
            return min(self.workdays.due(number.year, number.month, "result"), self.today)
        chance = Random(f"day|{number.place}|{self.bodies[number.indicator]}|{number.year}|{number.month}")
        late = chance.randrange(_LATE) == 0
        shift = chance.randint(1, 4) if late else -chance.randint(0, 4)
        return min(self.workdays.next(due + timedelta(days=shift)), self.today)

    def _reporter(self, place: str, indicator: str, day: date) -> str | None:
        if place == COUNTY:
            return self._account("body", self.bodies[indicator], day)
        return self._account("place", self.town_codes[place], day) if place in self.town_codes else None

    def _account(self, kind: str, code: str, day: date) -> str:
        """Who reports for a town or a body on a day; for a body that did not stand yet, the one before it."""
        codes = {code, *(old for old, new in self.renamed.items() if new == code)}
        for person in self.reporters:
            scope = person.scope_body if kind == "body" else person.scope_place
            if scope in codes and person.since <= day and (person.until is None or day <= person.until):
                return person.account
        raise ValueError(f"people.csv: no reporter for {code} on {day}")

    def _not_due(self) -> Iterator[Figure]:
        """What is issued once a year, or only from some month on, stands as not due in the sheets before that."""
        for item in self.indicators:
            for year in YEARS[1:]:
                last = LAST if year == YEARS[-1] else 12
                for month in range(2, last + 1):
                    waiting = month < 12 and item.every == 12 and (month % 3 == 0 or month == LAST)
                    if not (waiting or (month < item.first and month % item.every == 0)):
                        continue
                    day = min(self.workdays.due(year, month, "due"), self.today)
                    unit = "%" if item.measure == "growth" else item.unit
                    key = (COUNTY, item.indicator, period(year, month), item.measure)
                    yield self._figure(key, None, unit, "not_due", day)

    def _fault(self, fault: Mapping[str, Any], found: Mapping[_CellKey, Number]) -> tuple[Fault, float]:
        key = (fault["place"], fault["indicator"], fault["period"], fault["measure"])
        right = found[key].value
        if right is None:
            raise ValueError(f"events.toml: fault of {key}: the cell has no number")
        if "times" in fault:
            wrong = round(right * fault["times"], found[key].digits)
        else:
            copied = found[(key[0], key[1], fault["copy_of"], key[3])].value
            if copied is None:
                raise ValueError(f"events.toml: fault of {key}: nothing to copy at {fault['copy_of']}")
            wrong = copied
        return Fault(fault["kind"], *key, right), wrong

    def _spoilt(self, figure: Figure, wrong: Mapping[_CellKey, float]) -> Figure:
        key = (figure.place, figure.indicator, figure.period, figure.measure)
        if key not in wrong:
            return figure
        return self._figure(key, wrong[key], figure.unit, figure.status, figure.reported_at, figure.note)

    def waivers(self) -> tuple[Waiver, ...]:
        """Whose missing or estimated numbers were allowed, and why."""
        return tuple(
            Waiver(g["place"], g["indicator"], g["period"], g["status"], g["reason"], g["allowed_by"])
            for g in self.events["gap"]
            if "reason" in g
        )
