"""Who brings the example in: the office itself."""

from __future__ import annotations

from luoshi.office.guard.actors import Actor

OFFICE = Actor.office("demo")
#: The county of the example, by its code.
COUNTY = "980123"
