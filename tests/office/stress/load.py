"""What people do all day, as requests: look at the year board and the grid, look figures up, save drafts, hand in."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

#: What is done how often in a hundred times; `write` is what changes something.
SHARES = {"year board": 28, "county board": 5, "grid": 27, "sheet": 15, "figures": 10, "draft": 13, "submit": 2}
#: How many of the figures that people type are off.
_OFF = 0.05
WRITES = ("draft", "checks", "check", "submit", "send back")

#: name, method, path, headers, body → status and the parsed body (None where it is no JSON)
Send = Callable[[str, str, str, dict[str, str], Any], tuple[int, Any]]


@dataclass
class Worker:
    """Somebody at work. `send` makes a request; what came of it is judged by who makes it."""

    me: dict[str, Any]
    world: dict[str, Any]
    random: random.Random = field(default_factory=random.Random)
    version: int = 0
    revision: int = 0
    #: the entries of the draft
    kept: dict[str, Any] = field(default_factory=dict)

    def begin(self, send: Send) -> None:
        """Open the sheet: what they type goes on from what is there."""
        status, told = send("begin", "GET", f"/api/sheets/{self.me['sheet']}", self._token(), None)
        if status == 200:
            self.version, self.revision = told["sheet"]["version"], told["draft"]

    def once(self, send: Send) -> None:
        """One thing, by its share."""
        [what] = self.random.choices(list(SHARES), SHARES.values())
        getattr(self, f"_{what.replace(' ', '_')}")(send)

    def _year_board(self, send: Send) -> None:
        send("year board", "GET", self.world["pages"]["board"].format(**self.me), self._session(), None)

    def _county_board(self, send: Send) -> None:
        send("county board", "GET", self.world["pages"]["county"], _cookie(self.world["leader"]), None)

    def _grid(self, send: Send) -> None:
        """The grid, and what its page asks as soon as it is open, where there is a draft: the checks."""
        address = self.world["pages"]["grid"].format(**self.me)
        send("grid", "GET", address, self._session(), None)
        if self.kept:
            self._checks(send, self.kept)

    def _checks(self, send: Send, entries: dict[str, Any]) -> None:
        body = {"version": self.version, "entries": entries}
        send("checks", "POST", f"/api/sheets/{self.me['sheet']}/check", self._token(), body)

    def _sheet(self, send: Send) -> None:
        send("sheet", "GET", f"/api/sheets/{self.me['sheet']}", self._token(), None)

    def _figures(self, send: Send) -> None:
        send("figures", "GET", "/api/observations?limit=100&period=2024-01/2024-06", self._token(), None)

    def _draft(self, send: Send) -> None:
        body = {"revision": self.revision, "entries": self._entries()}
        status, told = send("draft", "PUT", f"/api/sheets/{self.me['sheet']}/draft", self._token(), body)
        if status == 200:
            self.revision, self.kept = told["revision"], body["entries"]

    def _submit(self, send: Send) -> None:
        """As by the page: half a second after the last figure is typed it asks for the checks, then it hands in."""
        body = {"version": self.version, "entries": self._entries()}
        self._checks(send, body["entries"])
        address = f"/api/sheets/{self.me['sheet']}/submissions"
        status, told = send("check", "POST", address, self._token(), body)
        if status == 422:
            # The checks ask; somebody who knows the figures answers.
            body["answers"] = _answered(told["errors"])
            status, told = send("submit", "POST", address, self._token(), body)
        if status != 201:
            return
        self.version, self.revision = told["number"], 0
        self.kept = {}
        back = f"/api/submissions/{told['id']}/send-back"
        send("send back", "POST", back, {"Authorization": f"Bearer {self.world['reviewer']}"}, {"reason": "请核对"})

    def _entries(self) -> dict[str, Any]:
        """Plausible figures; one of twenty is off, and the checks ask about it."""
        return {str(cell): {"value": f"{self._typed(usual):.2f}"} for cell, usual in self.me["cells"].items()}

    def _typed(self, usual: float) -> float:
        off = self.random.choice((0.5, 2.0, 10.0)) if self.random.random() < _OFF else 1.0
        return usual * off * self.random.uniform(0.99, 1.01)

    def _token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.me['token']}"}

    def _session(self) -> dict[str, str]:
        return _cookie(self.me["session"])


def _cookie(session: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={session}"}


def _answered(errors: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """An answer to each question: `#/answers/12/jump` → {"12": {"jump": …}}."""
    found: dict[str, dict[str, str]] = {}
    for error in errors:
        _, _, cell, rule = error["pointer"].split("/")
        found.setdefault(cell, {})[rule] = "已核实"
    return found


def fine(status: int, told: Any) -> bool:
    """Whether an answer is one that people at work get."""
    asked = status == 422 and told is not None and told.get("code") == "reporting.unanswered"
    return asked or status in (200, 201)


def parsed(text: bytes) -> Any:
    """A body as JSON; None where it is a page."""
    return json.loads(text) if text[:1] in (b"{", b"[") else None
