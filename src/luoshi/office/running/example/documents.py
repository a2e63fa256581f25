"""The example's printed pages: brought in and read, as the worker would do it, before anybody comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.office.demo import Demo
from luoshi.office.documents.bringing import bring
from luoshi.office.documents.models import Document
from luoshi.office.running.example.hand import COUNTY, OFFICE, work_off


def documents(demo: Demo, nodes: Mapping[str, Any]) -> dict[str, Document]:
    """The pages, read: name of the file → document."""
    county = nodes[COUNTY]
    made = {
        page.file: bring(
            OFFICE, [page.text.encode("utf-8")], name=page.file, place=county.id, printed=page.printed
        ).document
        for page in demo.pages
    }
    # Reading a page queues the joining of its issue.
    work_off()
    return {name: Document.objects.get(pk=document.pk) for name, document in made.items()}
