"""An invented county with towns and bureaus, indicators, a page and its statements, for the tests of the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.models import Document, Statement
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.ledger.models import Commitment
from luoshi.office.log.canonical import digest
from office.making import OFFICE, body, place

TOWNS = ("岚城镇", "雁坪镇", "栗溪镇")


@dataclass
class County:
    """青澜市云岚县 with three towns and their governments, a government and two bureaus."""

    city: Any
    county: Any
    towns: list[Any]
    government: Any
    development: Any
    industry: Any
    town_governments: list[Any]


def county() -> County:
    city = place("青澜市", kind="city")
    home = place("云岚县", city, kind="county")
    towns = [place(name, home) for name in TOWNS]
    government = body("云岚县人民政府", of=home, kind="government")
    return County(
        city,
        home,
        towns,
        government,
        body("云岚县发展和改革局", government, of=home),
        body("云岚县经济和信息化局", government, of=home),
        [body(f"{town.name}人民政府", government, of=town, kind="town_government") for town in towns],
    )


def indicator(code: str = "FAI", name: str = "固定资产投资", unit: str = "亿元", **more: Any) -> Indicator:
    made: Indicator = Indicator.objects.create(code=code, name=name, unit=unit, **{"card": "经济", **more})
    return made


def target(place: Any, of: Indicator, value: str = "183.2", **more: Any) -> Commitment:
    """A target of 2025, made by the office itself."""
    action = CreateCommitment(
        **{
            "kind": "target", "place": place.id, "period": "2025", "indicator": of.pk, "measure": "level",
            "comparator": "ge", "value": value, **more,
        }
    )  # fmt: skip
    return perform(OFFICE, action)


def task(place: Any, text: str = "建成县城北环线一期工程，国庆节前通车。", **more: Any) -> Commitment:
    """A task of 2025, made by the office itself."""
    return perform(
        OFFICE, CreateCommitment(**{"kind": "task", "place": place.id, "period": "2025", "text": text, **more})
    )


def document(place: Any, name: str = "云岚日报-20250115-01版.txt") -> Document:
    made: Document = Document.objects.create(
        name=name, digest=digest(name), stored=name, size=1, place=place, printed=dt.date(2025, 1, 15), state="read",
        by="office:tests", by_name="落实", at=timezone.now(),
    )  # fmt: skip
    return made


def statement(
    of: Document, number: int = 1, *, kind: str = "figure", state: str = "accepted", **fields: Any
) -> Statement:
    """A statement as reading leaves it: a growth of 7% or more, or a task."""
    if kind == "figure":
        contents = {
            "quote": "固定资产投资增长7%以上", "value_text": "7%", "value": 7.0, "value_to": None, "unit": "%",
            "indicator": "固定资产投资", "code": "FAI", "measure": "growth", "comparator": "ge", "role": "target",
            "strength": "firm", "period": "2025", "subject": None, "reference": None,
        }  # fmt: skip
    else:
        contents = {
            "quote": "加快竹海旅游通道建设，力争国庆节前通车。", "owner": None, "lead": None, "support": None,
            "period": "2025",
        }  # fmt: skip
    contents |= fields
    made: Statement = Statement.objects.create(
        document=of, number=number, kind=kind, line=19, start=0, end=10, quote=contents["quote"], contents=contents,
        fields=contents, state=state,
    )  # fmt: skip
    return made
