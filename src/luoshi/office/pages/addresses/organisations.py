"""Places and bodies."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.organisations.changes import change, new
from luoshi.office.pages.organisations.node import node
from luoshi.office.pages.organisations.tree import organisations

urlpatterns = [
    path("organisations/", organisations, name="organisations"),
    path("organisations/<str:tree>/", organisations, name="organisations_tree"),
    path("organisations/<str:tree>/new", new, name="organisations_new"),
    path("organisations/<str:tree>/<int:number>/", node, name="organisations_node"),
    path("organisations/<str:tree>/<int:number>/<str:verb>", change, name="organisations_change"),
]
