"""The catalogue of indicators."""

from __future__ import annotations

from django.urls import path

from luoshi.office.pages.catalogue.forms import change, close, create, take
from luoshi.office.pages.catalogue.indicator import indicator
from luoshi.office.pages.catalogue.listing import catalogue

urlpatterns = [
    path("catalogue/", catalogue, name="catalogue"),
    path("catalogue/take", take, name="catalogue_take"),
    path("catalogue/new", create, name="catalogue_create"),
    path("catalogue/<int:number>/", indicator, name="catalogue_indicator"),
    path("catalogue/<int:number>/change", change, name="catalogue_change"),
    path("catalogue/<int:number>/close", close, name="catalogue_close"),
]
