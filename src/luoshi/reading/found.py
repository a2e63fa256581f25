"""What is found in a paragraph before it becomes a statement: figures, and the indicators that sentences name."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.reading.numbers import Number
from luoshi.reading.statements import Comparator, Measure, Role, Strength


@dataclass(slots=True)
class Found:
    """A figure in its paragraph: places are offsets in the paragraph's text."""

    number: Number
    start: int
    end: int
    indicator: str
    measure: Measure
    comparator: Comparator
    role: Role
    strength: Strength | None
    value: float | None
    value_to: float | None
    reference: str | None
    noun: int  # where the noun phrase begins
    low: int  # where the number's own words begin
    yearly: bool
    source: bool
    inherited: bool  # 是“十二五”的1.8倍: no words of its own but the comparison
    at: str  # its own time, printed right before it (“十二五”末的)
    held: bool  # 目前已有186家 in a plan: what there is, not what is to be


@dataclass(slots=True)
class Named:
    """An indicator as named: `thing` where things were counted, `net` where the count was a change (净增)."""

    phrase: str
    start: int
    thing: bool = False
    net: bool = False


@dataclass(slots=True)
class Memory:
    """What a sentence leaves to the next one of its paragraph: the indicators it named."""

    named: list[Named] = field(default_factory=list)
