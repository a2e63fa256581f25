"""Places and bodies: what they are now, what they were called and where they stood when, and what became of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from luoshi.office.guard.actors import Node as GuardedNode


class Node(models.Model):
    """A node of a tree. `name`, `short`, `parent` and `path` are those of today (`trees.refresh` keeps them so).

    `code` is the public name of the node: of a place its code in GB/T 2260 or one that the office gives, of a body
    one that the office gives. `since` is its first day, `until` the first day on which it is no more.
    """

    tree: ClassVar[str]

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=20)
    position = models.IntegerField(default=0)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.short or self.name


class Era(models.Model):
    """From when until when (the first day no more) a node had this name and stood under this parent."""

    name = models.CharField(max_length=100)
    short = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Succession(models.Model):
    """What became of a node: on the day `on` it, or a `share` of it, went over into another (merged, split off)."""

    on = models.DateField()
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True, blank=True)

    class Meta:
        abstract = True


class Place(Node):
    """A division (块). `kind` is one of `KINDS`."""

    tree = "place"
    KINDS = ("nation", "province", "city", "county", "district", "town", "village", "zone")


class Body(Node):
    """An organisation (条). `kind` is one of `KINDS`; `place`: whose organ it is."""

    tree = "body"
    KINDS = ("government", "town_government", "office", "bureau", "department", "institution", "enterprise")

    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="bodies")

    def nodes(self) -> tuple[GuardedNode, ...]:
        """What scopes see of it: itself, and the place whose organ it is; one of them is enough."""
        return (self,) if self.place is None else (self, self.place)


class PlaceEra(Era):
    """An era of a place."""

    node = models.ForeignKey(Place, models.CASCADE, related_name="eras")
    parent = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")


class BodyEra(Era):
    """An era of a body."""

    node = models.ForeignKey(Body, models.CASCADE, related_name="eras")
    parent = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")


class PlaceSuccession(Succession):
    """What became of a place."""

    before = models.ForeignKey(Place, models.CASCADE, related_name="successions")
    after = models.ForeignKey(Place, models.CASCADE, related_name="origins")


class BodySuccession(Succession):
    """What became of a body."""

    before = models.ForeignKey(Body, models.CASCADE, related_name="successions")
    after = models.ForeignKey(Body, models.CASCADE, related_name="origins")


#: tree → the tables of it. `Any`: the three kinds of table of either tree have the same columns.
NODES: dict[str, Any] = {"place": Place, "body": Body}
ERAS: dict[str, Any] = {"place": PlaceEra, "body": BodyEra}
SUCCESSIONS: dict[str, Any] = {"place": PlaceSuccession, "body": BodySuccession}
