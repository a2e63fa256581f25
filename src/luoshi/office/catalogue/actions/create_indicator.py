"""An indicator of the office's own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.catalogue.changing import checked, free, made, reported_by
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.vocabulary.indicators import catalogue

_CODE = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff·（）()、-]{0,59}")


@dataclass(frozen=True, kw_only=True)
class CreateIndicator(Action[Indicator]):
    """Define an indicator that the vocabulary has not, from the day `since`; gives the `Indicator`.

    `code` begins with a letter or a Chinese character; without one the name is the code.
    """

    name: str
    since: dt.date
    code: str = ""
    unit: str = ""
    direction: str = "up"
    kind: str = "flow"
    cumulates: str = "sum"
    reporter: int | None = None
    issuer: int | None = None
    card: str = ""
    measure: str = "level"
    digits: int = 2
    definition: str = ""
    every: int = 1
    first: int = 1
    due_day: int = 18
    position: int = 0
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """Who reports it; without a reporter the whole office."""
        return reported_by(self.reporter)

    def check(self) -> None:
        """A name and code that nothing else has, here or in the vocabulary, and words that are known."""
        contents = checked(self.inputs())
        code = self._code()
        if not _CODE.fullmatch(code):
            raise Invalid("catalogue.code", code=code, fields={"code": Invalid("catalogue.code", code=code)})
        known = catalogue().get(code) or next(
            (item for item in catalogue().values() if item.name == contents["name"]), None
        )
        if known is not None:
            raise Conflict("catalogue.in_vocabulary", code=known.code, name=known.name)
        free(code, contents["name"])

    def do(self, on: Acting) -> Indicator:
        """The indicator and its first version."""
        return made(on, self._code(), checked(self.inputs()), self.since, self.reason)

    def _code(self) -> str:
        return self.code.strip() or text(self.name, limit=60)
