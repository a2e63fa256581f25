"""Whose turn it is: in a process one thing after the other, and what somebody waits for first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """One after the other; who is `urgent` goes before all who are not, however long these have waited."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_taken = False
        self._urgent = 0

    @contextmanager
    def turn(self, *, urgent: bool) -> Iterator[None]:
        """Wait for a turn and hold it."""
        with self._changed:
            self._urgent += urgent
            try:
                self._changed.wait_for(lambda: not self._is_taken and (urgent or not self._urgent))
            finally:
                self._urgent -= urgent
            self._is_taken = True
        try:
            yield
        finally:
            with self._changed:
                self._is_taken = False
                self._changed.notify_all()
