"""Work shared among processes: results in input order, flat memory, and no loss when a process is killed.

Not `concurrent.futures`: its workers share one pipe for results, so a worker killed in the middle of a
message leaves the pipe with half of it and the lock of it taken, and the process that reads it waits for
ever. Here every worker has a pipe of its own, whose far end it alone holds: its death is the end of the file.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.reduction import ForkingPickler
from types import FrameType
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Chunks handed out ahead of the one awaited, per worker: enough to keep all busy, few enough to hold.
AHEAD = 3
# Items a chunk at most: a hand-over costs about as much as reading a page.
CHUNK = 16
# How often an item may kill the process that works on it, alone, before it is given up.
TRIES = 2
# Chunks a worker has at once: the one it works on and the next, so that it never waits for the hand-over.
_HANDED = 2
# Bytes that a pipe takes without a reader, on every system; a longer order goes to an idle worker only, or
# this process and the worker could wait for one another, each with a message that the other does not read.
_FITS = 8192
# Seconds for a killed process to be gone. It is killed all the same; waiting only spares a zombie.
_GONE = 5.0


def _serve(work: Callable[[Item], Result], orders: Connection, answers: Connection) -> None:
    """A worker's life: chunks in, results out, until the parent closes its end or is gone."""
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            items: Sequence[Item] = orders.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ForkingPickler.dumps((True, [work(item) for item in items]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again in the parent
            answer = ForkingPickler.dumps((False, _portable(error)))
        try:
            answers.send_bytes(answer)
        except OSError:
            return


def _portable(error: Exception) -> Exception:
    """The exception, where it can be sent to another process, with a note where it was raised there."""
    where = "".join(traceback.format_exception(error))
    try:
        sent = pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - an exception's own code decides what pickling it raises
        sent = RuntimeError(f"{type(error).__name__}: {error}")
    sent.add_note(f"In a worker process:\n{where}")
    return sent if isinstance(sent, Exception) else RuntimeError(str(sent))


def _context(preload: Sequence[str]) -> BaseContext:
    # Not fork: a forked child of a process with threads (a notebook, Polars, a progress bar) may hang.
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C and a polite kill wait until the block is over.

    A process half started when an exception comes would be known to nobody, and one half ended would stay.
    """
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread is interrupted.
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}
    for stopping in (signal.SIGINT, signal.SIGTERM):
        handler = signal.getsignal(stopping)
        if callable(handler):
            handlers[stopping] = handler
            signal.signal(stopping, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for number, frame in came:
        handlers[number](number, frame)


@contextlib.contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started in the block do not hear Ctrl-C, not even while they import what they need."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    # Starting the tracker would open the ears again, so it is started before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Task(Generic[Item, Result]):
    """A chunk of items, and what became of it: `results` once it is done, or `error`."""

    def __init__(self, items: Sequence[Item], tries: int = 0) -> None:
        self.items = items
        self.tries = tries
        self.order = bytes(ForkingPickler.dumps(items))
        self.results: list[Result] | None = None
        self.error: Exception | None = None

    @property
    def done(self) -> bool:
        return self.results is not None or self.error is not None


class _Worker(Generic[Item, Result]):
    """One process, the pipes to it and from it, and the tasks it has, the one it works on first."""

    def __init__(self, context: Any, work: Callable[[Item], Result]) -> None:
        self.tasks: deque[_Task[Item, Result]] = deque()
        theirs, self.orders = context.Pipe(duplex=False)
        self.answers, answering = context.Pipe(duplex=False)
        # A daemon: if this generator is never closed, the end of the program still ends the process.
        self.process = context.Process(target=_serve, args=(work, theirs, answering), daemon=True)
        try:
            with _deaf_children():
                self.process.start()
        finally:
            theirs.close()
            answering.close()

    def takes(self, order: bytes) -> bool:
        """Whether the order can be handed over without waiting for the worker."""
        return not self.tasks or (len(self.tasks) < _HANDED and len(order) <= _FITS)

    def hand(self, task: _Task[Item, Result]) -> None:
        self.tasks.append(task)
        # A worker that is dead does not take it; that is seen where its answers end.
        with contextlib.suppress(OSError):
            self.orders.send_bytes(task.order)

    def end(self) -> None:
        """End the process at once: what it still does is wanted by nobody."""
        # A process that is gone already cannot be killed.
        with contextlib.suppress(OSError, ValueError):
            self.process.kill()
        self.orders.close()
        self.answers.close()
        self.process.join(_GONE)


class _Crew(Generic[Item, Result]):
    """The workers, what they are still to do, and all tasks not yet passed on, in input order."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        size: int,
        lost: Callable[[Item], Result],
        preload: Sequence[str],
    ) -> None:
        self._work, self._size, self._lost = work, size, lost
        self._context = _context(preload)
        self._workers: list[_Worker[Item, Result]] = []
        self._todo: deque[_Task[Item, Result]] = deque()
        self.waiting: deque[_Task[Item, Result]] = deque()

    def add(self, items: Sequence[Item]) -> None:
        task: _Task[Item, Result] = _Task(items)
        self.waiting.append(task)
        self._todo.append(task)

    def turn(self, *, patient: bool) -> None:
        """Hand out what can be handed out and take in what is there; `patient` waits for something."""
        self._hand_out()
        ready = wait([worker.answers for worker in self._workers], None if patient else 0)
        for worker in [worker for worker in self._workers if worker.answers in ready]:
            try:
                good, answer = worker.answers.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            task = worker.tasks.popleft()
            if good:
                task.results = answer
            else:
                task.error = answer
        self._hand_out()

    def _hand_out(self) -> None:
        while self._todo:
            order = self._todo[0].order
            worker = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
            if (worker is None or worker.tasks) and len(self._workers) < self._size:
                with _undisturbed():
                    worker = _Worker(self._context, self._work)
                    self._workers.append(worker)
            if worker is None or not worker.takes(order):
                return
            worker.hand(self._todo.popleft())

    def _bury(self, worker: _Worker[Item, Result]) -> None:
        """A worker is dead: what it worked on is done again item by item, the rest as it was."""
        self._workers.remove(worker)
        worker.end()
        tasks = worker.tasks
        suspect = tasks.popleft() if tasks else None
        self._todo.extendleft(reversed(tasks))
        if suspect is None:
            return
        if len(suspect.items) == 1 and suspect.tries + 1 >= TRIES:
            suspect.results = [self._lost(suspect.items[0])]
            return
        alone = len(suspect.items) == 1
        again: list[_Task[Item, Result]] = [
            _Task(suspect.items[at : at + 1], suspect.tries + 1 if alone else 0) for at in range(len(suspect.items))
        ]
        at = next(n for n, task in enumerate(self.waiting) if task is suspect)
        del self.waiting[at]
        for task in reversed(again):
            self.waiting.insert(at, task)
        self._todo.extendleft(reversed(again))

    def end(self) -> None:
        with _undisturbed():
            while self._workers:
                self._workers.pop().end()


def ordered_map(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    lost: Callable[[Item], Result],
    preload: Sequence[str] = (),
) -> Iterator[Result]:
    """`work(item)` for each item, in `workers` processes, in the order of `items`.

    `work` is a function of a module (it is sent by name). At most `AHEAD × workers` chunks are held. A
    process that dies (killed, out of memory) loses nothing: another takes its place and the items it worked
    on are done again, each alone, so that the one that kills its process is known; one that kills `TRIES`
    times is given up and stands as `lost(item)`. An exception in `work` is raised here. Closed early or
    interrupted, the processes are killed. `preload` names modules that the processes share from the start.
    """
    size = max(1, min(CHUNK, len(items) // (workers * 4)))
    chunks = iter([items[at : at + size] for at in range(0, len(items), size)])
    crew: _Crew[Item, Result] = _Crew(work, workers, lost, preload)
    try:
        while True:
            while len(crew.waiting) < workers * AHEAD and (chunk := next(chunks, None)) is not None:
                crew.add(chunk)
            if not crew.waiting:
                return
            crew.turn(patient=not crew.waiting[0].done)
            first = crew.waiting[0]
            if not first.done:
                continue
            crew.waiting.popleft()
            if first.error is not None:
                raise first.error
            for result in first.results or ():
                yield result
                # While the caller was busy, answers may have come: their workers go on.
                crew.turn(patient=False)
    finally:
        crew.end()
