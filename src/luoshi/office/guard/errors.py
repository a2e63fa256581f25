"""What an action raises when it cannot be done: a status, a sentence in both languages, and the fields at fault."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from luoshi.office.guard.rooms import files

LANGUAGES = ("zh", "en")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence of every room's `errors.toml`: `room.name` → language → text.

    Raises `ValueError` where one lacks a language.
    """
    found = {}
    for room, names in files("errors.toml").items():
        for name, texts in names.items():
            if set(texts) != set(LANGUAGES):
                raise ValueError(
                    f"{room}/errors.toml: {name}: expected {', '.join(LANGUAGES)}, found {', '.join(texts)}"
                )
            found[f"{room}.{name}"] = texts
    return found


def sentence(code: str, language: str, values: Mapping[str, Any]) -> str:
    """A sentence, filled in. A value that is a mapping of languages is taken in the language. Unknown: `KeyError`."""
    told = {k: v[language] if isinstance(v, Mapping) and language in v else v for k, v in values.items()}
    return sentences()[code][language].format(**told)


class Problem(Exception):  # noqa: N818 - these are problems in the sense of RFC 9457
    """Something that cannot be done. `code` names the sentence (`room.name` in that room's `errors.toml`).

    `fields` names the inputs at fault: input → problem. Pages show `sentence(language)`, the API makes problem
    details of it: `status`, `code`, the sentence, the fields.
    """

    status: ClassVar[int] = 400

    def __init__(self, code: str, /, *, fields: Mapping[str, Problem] | None = None, **values: Any) -> None:
        self.code = code
        self.values = values
        self.fields = dict(fields or {})
        super().__init__(sentence(code, "en", values))

    def sentence(self, language: str = "zh") -> str:
        """The sentence to show."""
        return sentence(self.code, language, self.values)


class Invalid(Problem):
    """An input is not as it must be."""

    status = 422


class Forbidden(Problem):
    """The actor may not do this."""

    status = 403


class NotSignedIn(Problem):
    """Nobody has signed in."""

    status = 401


class NotFound(Problem):
    """What is asked for is not there."""

    status = 404


class Unavailable(Problem):
    """Not now: the disk is full, the database is away. Nothing was changed; it can be tried again later."""

    status = 503


class Conflict(Problem):
    """It does not fit what stands: changed meanwhile, closed already, there already."""

    status = 409


def text(value: str, *, limit: int = 200) -> str:
    """A text as it is to be kept: without white space at its ends, not empty, not too long. Raises `Invalid`."""
    found = value.strip()
    if not found:
        raise Invalid("guard.empty")
    if len(found) > limit:
        raise Invalid("guard.too_long", limit=limit, length=len(found))
    return found
