"""The addresses of the pages: those of every module in addresses/, and what belongs to the frame.

A room of the side (pages/frame.py: ROOMS) is shown where there is a page of its name (`name="ledger"`).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import path

from luoshi.office.pages import addresses
from luoshi.office.pages.preferences import preferences

urlpatterns: list[Any] = [path("preferences", preferences, name="preferences")]
for _module in pkgutil.iter_modules(addresses.__path__, f"{addresses.__name__}."):
    urlpatterns += import_module(_module.name).urlpatterns
if settings.DEBUG:
    from luoshi.office.pages.gallery.views import gallery

    urlpatterns += [path("_gallery/", gallery), path("_gallery/<str:page>", gallery)]
