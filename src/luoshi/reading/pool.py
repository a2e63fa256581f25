"""Work shared among processes: results in input order, flat memory, and no loss when a process is killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Chunks handed out ahead of the one awaited, per worker: enough to keep all busy, few enough to hold.
AHEAD = 3
# Items a chunk at most: a hand-over costs about as much as reading a page.
CHUNK = 16
# How often an item may kill the process that works on it, alone, before it is given up.
TRIES = 2


def _quiet() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunk(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def _pool(workers: int, preload: Sequence[str]) -> ProcessPoolExecutor:
    # Not fork: a forked child of a process with threads (a notebook, Polars, a progress bar) may hang.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(preload))
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_quiet)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End a pool at once: what its processes still do is wanted by nobody."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    for process in processes:
        with contextlib.suppress(OSError, ValueError):
            process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def ordered_map(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    lost: Callable[[Item], Result],
    preload: Sequence[str] = (),
) -> Iterator[Result]:
    """`work(item)` for each item, in `workers` processes, in the order of `items`.

    `work` is a function of a module (it is sent by name). At most `AHEAD × workers` chunks are held. A
    process that dies (killed, out of memory) loses nothing: the pool is built anew and the items that
    were not done are done again, each alone, so that the one that kills its process is known; one that
    kills `TRIES` times is given up and stands as `lost(item)`. An exception in `work` is raised here.
    `preload` names modules that the processes share from the start.
    """
    size = max(1, min(CHUNK, len(items) // (workers * 4)))
    chunks = iter([items[at : at + size] for at in range(0, len(items), size)])
    waiting: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    pool = _pool(workers, preload)
    try:
        while True:
            broken = False
            while len(waiting) < workers * AHEAD and (chunk := next(chunks, None)) is not None:
                try:
                    waiting.append((chunk, pool.submit(_chunk, work, chunk)))
                except BrokenProcessPool:
                    # The pool broke between two chunks: this one is among those to be done again.
                    future: Future[list[Result]] = Future()
                    future.set_exception(BrokenProcessPool())
                    waiting.append((chunk, future))
                    broken = True
                    break
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                waiting.appendleft((chunk, future))
                broken = True
            else:
                yield from results
            if broken:
                _stop(pool)
                suspects = list(waiting)
                waiting.clear()
                for part, done in suspects:
                    if done.done() and not done.cancelled() and done.exception() is None:
                        yield from done.result()
                    else:
                        yield from _alone(work, part, lost, preload)
                pool = _pool(workers, preload)
    finally:
        _stop(pool)


def _alone(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    lost: Callable[[Item], Result],
    preload: Sequence[str],
) -> Iterator[Result]:
    """Each item by itself in a process of its own."""
    pool = _pool(1, preload)
    try:
        for item in items:
            for attempt in range(TRIES):
                try:
                    result = pool.submit(work, item).result()
                except BrokenProcessPool:
                    _stop(pool)
                    pool = _pool(1, preload)
                    if attempt + 1 == TRIES:
                        yield lost(item)
                else:
                    yield result
                    break
    finally:
        _stop(pool)
