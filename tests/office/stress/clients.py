"""A program that calls the office over HTTP, and goes on calling until it is answered."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

#: Answers after which the same request is sent again, with the same key.
AGAIN = (429, 502, 503, 504)


@dataclass
class Client:
    """One connection that is kept open, as a browser keeps it; a new one where it broke."""

    port: int
    token: str
    patience: float = 120
    #: Seconds that each answered request took.
    took: list[float] = field(default_factory=list)
    retries: int = 0
    _connection: http.client.HTTPConnection | None = None

    def request(self, method: str, path: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
        """Status and body of one answer. Raises `OSError` or `HTTPException` where there was none."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        if key:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            self._connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return response.status, json.loads(text) if text else None

    def surely(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """The same, sent again and again with one key until there is an answer that stays."""
        key, deadline = uuid.uuid4().hex, time.monotonic() + self.patience
        while True:
            began = time.monotonic()
            try:
                status, told = self.request(method, path, body, key=key)
                if status not in AGAIN:
                    self.took.append(time.monotonic() - began)
                    return status, told
            except (OSError, http.client.HTTPException):
                # Nobody knows whether it was done: that is what the key is for.
                pass
            self.retries += 1
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path}: no answer in {self.patience:.0f} s")
            time.sleep(0.05)

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def at_once(jobs: list[Any]) -> list[BaseException]:
    """Run each in a thread of its own, to the end; what they raised."""
    raised: list[BaseException] = []

    def run(job: Any) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - told by who started it
            raised.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def share(values: list[float], part: float) -> float:
    """The value below which a part (0.95) of all values lies; 0 where there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
