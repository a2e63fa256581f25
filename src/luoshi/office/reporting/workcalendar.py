"""Workdays of China, with the weekends that make up for holidays, and the days of a round.

Years from 2004 on are known by `chinesecalendar`, up to the last that its release holds; a year that is announced later
is told in `workdays.toml` of the data folder. In a year that neither knows, Monday to Friday are worked except for the
holidays of one fixed date, and `Days.sure` is false: rounds that have not opened yet get their days anew every day.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import chinese_calendar  # type: ignore[import-untyped]
from django.conf import settings

from luoshi.office.guard.errors import Invalid
from luoshi.office.reporting.models import Form, Round

SHIPPED = Path(__file__).parent / "workdays.toml"
_SATURDAY = 5
_KEYS = {"rounds": {"opens", "closes", "days_later"}, "unknown": {"closed"}}
_FIXED = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_CLOSES = ("due", "joined", "result")


@dataclass(frozen=True)
class Days:
    """The days of a round. `sure` is false where one falls in a year whose workdays are not known."""

    opens: dt.date
    due: dt.date
    joined: dt.date
    result: dt.date
    sure: bool = True


class WorkCalendar:
    """The calendar that `workdays.toml` and the one of the data folder make."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.rounds: dict[str, Any] = told["rounds"]
        self._fixed = frozenset(told["unknown"]["closed"])
        self._closed: dict[int, frozenset[dt.date]] = {}
        self._worked: dict[int, frozenset[dt.date]] = {}
        for table, days in ((self._closed, chinese_calendar.holidays), (self._worked, chinese_calendar.workdays)):
            by_year: dict[int, set[dt.date]] = {}
            for day in days:
                by_year.setdefault(day.year, set()).add(day)
            table |= {year: frozenset(of_year) for year, of_year in by_year.items()}
        for year, days_told in told["years"].items():
            self._closed[int(year)] = frozenset(days_told.get("closed", ()))
            self._worked[int(year)] = frozenset(days_told.get("worked", ()))

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return year in self._closed

    def years(self) -> tuple[int, int]:
        """The first and the last year that are known."""
        return min(self._closed), max(self._closed)

    def works(self, day: dt.date) -> bool:
        """Whether a day is worked; in a year that is not known, by the weekday and the fixed holidays."""
        if not self.knows(day.year):
            return day.weekday() < _SATURDAY and f"{day:%m-%d}" not in self._fixed
        if day in self._worked.get(day.year, ()):
            return True
        return day.weekday() < _SATURDAY and day not in self._closed[day.year]

    def workday(self, day: dt.date) -> dt.date:
        """The day itself, or the next that is worked."""
        while not self.works(day):
            day += dt.timedelta(days=1)
        return day

    def makes_up(self, day: dt.date) -> bool:
        """Whether a day is one of a weekend that is worked to make up for a holiday (调休)."""
        return day.weekday() >= _SATURDAY and self.works(day)

    def named(self, form: Form, month: int) -> Days:
        """The days of a form's round as the form names them, worked or not: of the month after `month`."""
        after = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        opens, due, joined, result = (
            _on(after, day) for day in (self.rounds["opens"], form.due_day, form.joined_day, form.result_day)
        )
        return Days(opens, due, joined, result)

    def days(self, form: Form, month: int) -> Days:
        """The days of a form's round for the months until `month` (`year * 12 + month - 1`), in the month after it."""
        named = self.named(form, month)
        opens, due, joined, result = (self.workday(day) for day in (named.opens, named.due, named.joined, named.result))
        return Days(opens, due, joined, result, sure=self.knows(opens.year) and self.knows(result.year))

    def closes(self, held: Round) -> dt.date:
        """The last day on which a round takes figures."""
        last: dt.date = getattr(held, self.rounds["closes"])
        return last + dt.timedelta(days=self.rounds["days_later"])


def work_calendar() -> WorkCalendar:
    """The calendar of this office. Raises `Invalid` (`reporting.workdays`), naming file and key, for a faulty file."""
    own = Path(settings.LUOSHI_DATA) / SHIPPED.name
    return _read(own, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=2)
def _read(own: Path, changed: int) -> WorkCalendar:
    told = _checked(SHIPPED)
    if changed:
        for section, keys in _checked(own).items():
            told.setdefault(section, {}).update(keys)
    return WorkCalendar(told)


def _checked(path: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _faulty(path, str(error)) from error
    for section, keys in told.items():
        if section not in (*_KEYS, "years") or not isinstance(keys, dict):
            raise _faulty(path, f"[{section}]")
        if section == "years":
            _check_years(path, keys)
            continue
        unknown = set(keys) - _KEYS[section]
        if unknown:
            raise _faulty(path, f"[{section}] {', '.join(sorted(unknown))}")
    fixed = told.get("unknown", {}).get("closed", [])
    if not isinstance(fixed, list) or not all(isinstance(day, str) and _FIXED.fullmatch(day) for day in fixed):
        raise _faulty(path, f"[unknown] closed = {fixed!r}")
    rounds = told.get("rounds", {})
    if rounds.get("closes", "result") not in _CLOSES:
        raise _faulty(path, f"[rounds] closes = {rounds['closes']!r}")
    for key, least in (("opens", 1), ("days_later", 0)):
        if not isinstance(rounds.get(key, least), int) or not least <= rounds.get(key, least) <= 31:
            raise _faulty(path, f"[rounds] {key} = {rounds[key]!r}")
    return told


def _check_years(path: Path, years: dict[str, Any]) -> None:
    for year, days in years.items():
        if not year.isdecimal() or not isinstance(days, dict) or set(days) - {"closed", "worked"}:
            raise _faulty(path, f"[years.{year}]")
        for key, listed in days.items():
            if not _days_of(int(year), listed):
                raise _faulty(path, f"[years.{year}] {key} = {listed!r}")


def _days_of(year: int, listed: Any) -> bool:
    return isinstance(listed, Iterable) and all(isinstance(d, dt.date) and d.year == year for d in listed)


def _faulty(path: Path, found: str) -> Invalid:
    return Invalid("reporting.workdays", file=path.name, found=found[:200])


def _on(month: dt.date, day: int) -> dt.date:
    """A day of a month; its last where the month is shorter."""
    after = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return min(month + dt.timedelta(days=day - 1), after - dt.timedelta(days=1))
