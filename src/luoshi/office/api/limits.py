"""How many requests somebody may send: a bucket of tokens each, in the memory of the process.

Signing in has limits of its own, in the database (settings: ACCOUNT_RATE_LIMITS). These here only keep one program
from taking the whole office for itself, so it is enough that each process counts for itself.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from luoshi.office.api.problems import TooMany


@dataclass
class Limit:
    """`burst` requests at once, `rate` a second on and on. `now` is a clock in seconds."""

    burst: int
    rate: float
    now: Callable[[], float] = time.monotonic
    #: So many are remembered; who has been away longest is forgotten first, and has a full bucket again.
    remembered: int = 10_000
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, who: str) -> None:
        """Count a request. Raises `TooMany`, with the seconds to wait."""
        with self._lock:
            now = self.now()
            left, at = self._held.pop(who, (float(self.burst), now))
            left = min(float(self.burst), left + (now - at) * self.rate)
            enough = left >= 1
            self._held[who] = (left - 1 if enough else left, now)
            if len(self._held) > self.remembered:
                self._held.popitem(last=False)
        if not enough:
            raise TooMany("api.too_many", seconds=math.ceil((1 - left) / self.rate))


#: Per person, and per address of those who are not known.
PERSON = Limit(burst=400, rate=40)
STRANGER = Limit(burst=60, rate=2)
