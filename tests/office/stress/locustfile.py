"""`load.py` by Locust: LUOSHI_TEST_LARGE names the office (filling.Large as JSON), LUOSHI_TEST_FOUND where to write."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from locust import FastHttpUser, between, events, task

sys.path.insert(0, str(Path(__file__).parent))
from load import Worker, fine, parsed  # type: ignore[import-not-found]

LARGE = json.loads(Path(os.environ["LUOSHI_TEST_LARGE"]).read_text(encoding="utf-8"))
_people = cycle(LARGE["reporters"])


class Reporter(FastHttpUser):
    """One of the people; between two things they do, they read and type for some seconds."""

    wait_time = between(*map(float, os.environ["LUOSHI_TEST_PAUSE"].split()))

    def on_start(self) -> None:
        # Locust lets all people of a second begin in the same instant; they come one by one.
        time.sleep(random.random())
        self.worker = Worker(next(_people), LARGE)
        self.worker.begin(self._send)

    @task
    def work(self) -> None:
        self.worker.once(self._send)

    def _send(self, name: str, method: str, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        more = {} if body is None else {"json": body}
        with self.client.request(method, path, name=name, headers=headers, catch_response=True, **more) as response:
            told = parsed(response.content or b"")
            if not fine(response.status_code, told):
                response.failure(f"{response.status_code} {str(told)[:200]}")
            else:
                response.success()
            return response.status_code, told


@events.quitting.add_listener
def write(environment: Any, **_: Any) -> None:
    """Counts, failures and the times below which 50 % and 95 % of the answers came, in milliseconds."""
    found = {
        entry.name: [
            entry.num_requests, entry.num_failures, entry.get_response_time_percentile(0.5),
            entry.get_response_time_percentile(0.95),
        ]
        for entry in environment.stats.entries.values()
    }  # fmt: skip
    told = {"by_name": found, "errors": [str(error.to_dict()) for error in environment.stats.errors.values()]}
    Path(os.environ["LUOSHI_TEST_FOUND"]).write_text(json.dumps(told), encoding="utf-8")
