"""Examples of the pages of the frame: a place, a person, an entry of the log."""

from __future__ import annotations

from typing import Any

from luoshi.office.log.models import Entry
from office.making import body, person, place


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    here = place("云岚县", kind="county")
    town = place("青溪镇", here)
    place("白水镇", here)
    body("云岚县统计局", of=here)
    somebody = person("reporter", town, name="季棠")
    return {
        "organisations_tree": ("body",),
        "organisations_new": ("body",),
        "organisations_node": ("place", here.id),
        "organisations_change": ("place", town.id, "split"),
        "people_person": (somebody.pk,),
        "people_change": (somebody.pk,),
        "people_grant": (somebody.pk,),
        "log_entry": (Entry.objects.latest("seq").seq,),
    }
