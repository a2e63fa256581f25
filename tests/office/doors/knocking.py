"""One request at a door as somebody, and who may enter by the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from luoshi.office.guard.permissions import allows, table
from luoshi.office.log.models import Entry
from office.doors.registry import Door
from office.doors.world import Somebody, World


def may(held: World, door: Door, somebody: Somebody) -> bool:
    """By the table alone."""
    if door.permission in ("signed_in", "open"):
        return True
    line = table()[door.permission]
    if door.concerns == "nobody":
        return False
    if door.concerns == "own":
        return line.own
    if door.concerns == "any":
        return line.own or bool(somebody.actor.grants_of((*line.inside, *line.anywhere)))
    concerns = [held.things[name] for name in door.concerns]
    told = [thing.nodes() if hasattr(thing, "nodes") else thing for thing in concerns]
    return allows(somebody.actor, door.permission, told)


def knock(
    held: World, door: Door, somebody: Somebody | None, files: Callable[[], Mapping[str, Any]] | None = None
) -> tuple[Any, int]:
    """One request, and how many acts the log tells of it; what it changes is undone. `files`: not the door's."""
    parts = {key: quote(str(held.filled(value, somebody)), safe="") for key, value in door.path.items()}
    address = door.address.format(**parts) + (f"?{held.filled(door.query)}" if door.query else "")
    body = held.filled(door.body, somebody)
    uploads = _files(door) if files is None else files()
    with transaction.atomic():
        before = Entry.objects.count()
        if door.of_api:
            headers = {"Authorization": f"Bearer {somebody.token}"} if somebody else {}
            told = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
            if door.file:
                response = Client().post(address, {**(body or {}), **uploads}, headers=headers)
            else:
                response = Client().generic(door.method, address, headers=headers, **told)
        else:
            client = somebody.client if somebody else Client()
            sent = {**(body or {}), **uploads}
            response = client.post(address, sent) if door.method == "POST" else client.get(address)
        text(response)
        acts = Entry.objects.count() - before
        transaction.set_rollback(True)
    return response, acts


def _files(door: Door) -> dict[str, SimpleUploadedFile]:
    """A table that says nothing, or a page."""
    text = b"place,indicator,period,value\n"
    told = {"file": door.file, "files": door.files}
    return {name: SimpleUploadedFile(called, text) for name, called in told.items() if called}


def text(response: Any) -> str:
    if not hasattr(response, "_whole"):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response._whole = content.decode("utf-8", errors="replace")
        if response.headers.get("Content-Type", "").startswith("application/json"):
            response._whole = json.dumps(json.loads(response._whole), ensure_ascii=False)
    return str(response._whole)
