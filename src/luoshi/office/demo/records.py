"""What the example year is made of: plain records, all frozen; dates are days, periods ISO text.

Places and indicators are named in figures and targets as `luoshi.assessing` wants them: a place by its name, an
indicator by its code in the catalogue, or by its own name where the catalogue does not have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """A division (块). `level`: province, city, county, district, town. `until`: its last day, None while it stands."""

    code: str
    name: str
    level: str
    parent: str | None
    since: date
    until: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation (条). `kind`: government, office, bureau, town_government; `short` is how the pages print it."""

    code: str
    name: str
    short: str
    kind: str
    place: str
    parent: str | None
    since: date
    until: date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """An account with one role. `role`: viewer, reporter, reviewer, supervisor, leader, administrator.

    The scope is the subtree of `scope_place` and, where it is given, only that of `scope_body`.
    """

    account: str
    name: str
    post: str
    role: str
    scope_place: str
    scope_body: str | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """A newspaper page as text; pages of one `printed` day are one issue."""

    file: str
    printed: date
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of the county. `indicator` is how figures name it; `every` how many months lie between reports.

    `first` is the first month of a year that it is due at; `measure` the one that is reported, besides others.
    """

    indicator: str
    name: str
    code: str | None
    card: str
    body: str
    unit: str
    good: str
    kind: str
    cumulates: str
    digits: int
    every: int
    first: int
    measure: str


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the contract `assessing.frames.TARGETS`, with who has it and where it stands.

    `lead` and `support` are codes of bodies; `page` and `quote` the printed clause, None for what was handed down;
    `parent` the target that it is a part of.
    """

    id: str
    place: str
    indicator: str
    period: str
    measure: str
    comparator: str
    value: float | None
    value_to: float | None
    unit: str
    strength: str
    reference: str | None
    baseline: float | None
    lead: str | None
    support: tuple[str, ...]
    page: str | None
    quote: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A task as printed, with the bodies behind it: `lead` and `support` are codes, 各乡镇人民政府 is T-*."""

    id: str
    quote: str
    period: str
    lead: str
    support: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the contract `assessing.frames.OBSERVATIONS`; a correction is a later row of the same cell.

    `reporter` is an account; None for what came from the city.
    """

    place: str
    indicator: str
    period: str
    measure: str
    value: float | None
    unit: str
    status: str
    reported_at: date
    reporter: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a form asks for: an indicator in a measure (口径)."""

    indicator: str
    measure: str


@dataclass(frozen=True, slots=True)
class Form:
    """A report form. `respondents`: towns or bureaus; `minutes` is what filling it takes, as the clerks say."""

    id: str
    title: str
    issuer: str
    respondents: str
    every: int
    minutes: int
    basis: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A form asked for once: figures by `due` (18th), joined by `joined` (20th), shown by `result` (25th).

    A day that is no workday moves to the next workday. `state`: open, joining, closed.
    """

    form: str
    period: str
    opens: date
    due: date
    joined: date
    result: date
    state: str


@dataclass(frozen=True, slots=True)
class Review:
    """A submission that was not simply accepted: sent back with a reason, accepted later, or still waiting."""

    form: str
    place: str
    period: str
    submitted: date
    submitter: str
    state: str
    decided: date | None
    reviewer: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What review or supervision found. `state`: open, mended, verified."""

    id: str
    origin: str
    found: date
    place: str
    indicator: str | None
    period: str | None
    text: str
    owner: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a cell holds no number, or only an estimate, and who allowed it."""

    place: str
    indicator: str
    period: str
    status: str
    reason: str
    allowed_by: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure that is wrong on purpose: `kind` is unit_slip or copied_value; `right` is what it should be."""

    kind: str
    place: str
    indicator: str
    period: str
    measure: str
    right: float


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule set as TOML. `kind`: scoring or lights; `places`: the level of the places that it ranks."""

    name: str
    kind: str
    places: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole example; `today` is the day on which it is looked at, `month` the last one that figures are of."""

    today: date
    month: str
    places: tuple[Place, ...]
    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    pages: tuple[Page, ...]
    indicators: tuple[Measured, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    figures: tuple[Figure, ...]
    forms: tuple[Form, ...]
    rounds: tuple[Round, ...]
    reviews: tuple[Review, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[Waiver, ...]
    faults: tuple[Fault, ...]
    cards: tuple[RuleFile, ...]
