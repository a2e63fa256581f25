"""A process ends with the one that started it, even where that one was killed and could not say so."""

from __future__ import annotations

import os
import signal
import threading
import time

#: How soon it is noticed, in seconds.
LOOK = 0.5
# How long it may take to end politely, in seconds.
_GRACE = 8.0


# Who started a process stands here: it may be gone before the process has looked for it.
_PARENT = "LUOSHI_PARENT"


def parent_of_what_follows() -> dict[str, str]:
    """The environment for processes that this one starts and that are to end with it."""
    return {**os.environ, _PARENT: str(os.getpid())}


def end_with_parent() -> None:
    """Watch the parent from a thread; when it is gone, end: politely first, then at once."""
    parent = int(os.environ.get(_PARENT) or os.getppid())
    main = threading.main_thread().ident or 0

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        # To the main thread: it may wait for something, and only a signal of its own wakes it.
        signal.pthread_kill(main, signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
