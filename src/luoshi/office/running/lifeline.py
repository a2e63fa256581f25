"""A process ends with the one that started it, even where that one was killed and could not say so."""

from __future__ import annotations

import os
import signal
import threading
import time

#: How soon it is noticed, in seconds.
LOOK = 0.5
# How long it may take to end politely, in seconds.
_GRACE = 10.0


def end_with_parent() -> None:
    """Watch the parent from a thread; when it is gone, end: politely first, then at once."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
