"""Many documents, in input order: on this machine in one process or several, or on a Spark cluster."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from luoshi.reading.jobs import Failure, Job, Outcome, join, read_document, read_job
from luoshi.reading.sources.source import Source, SourceError
from luoshi.reading.statements import Document

Engine: TypeAlias = Literal["local", "spark"]

# A folder with more files than this is a corpus, not an issue of a newspaper: its documents are not
# joined to one another, and each is passed on as soon as it is read.
ISSUE_LIMIT = 500

_PRELOAD = ("luoshi.reading.reader", "luoshi.reading.sources")


def read(path_or_text: str | Path, *, place: str | None = None, date: str | None = None) -> Document:
    """Read one file, or a text given as a string.

    A string is taken for a text when it has a line break or one of 。；！？，： in it, or is not like a file
    name at all (no suffix, no folder) and no such file exists; a `Path` is always a file. `place` and
    `date` (`YYYY[-MM[-DD]]`) are used where the text does not tell. Raises `SourceError` for a file that
    cannot be read and `ValueError` for a date of another form.
    """
    date = check_date(date)
    if isinstance(path_or_text, str) and _is_text(path_or_text):
        return read_document(Source("text", path_or_text), place, date, joined=True)
    outcome = read_job(Job(str(path_or_text), place, date))
    if isinstance(outcome, Failure):
        raise SourceError(outcome.file, outcome.reason)
    join([outcome])
    return outcome


def _is_text(given: str) -> bool:
    if len(given) > 1000 or re.search(r"[\n。；！？，：]", given):
        return True
    looks_like_path = re.search(r"[/\\]|\.[A-Za-z0-9]{1,8}$", given) is not None
    return not looks_like_path and not Path(given).exists()


def check_date(date: str | None) -> str | None:
    """The date as ISO text (`2025-1-2` becomes `2025-01-02`). Raises `ValueError` for what is no date."""
    from luoshi.reading.sources import parse_date

    return None if date is None else parse_date(date)


def read_many(
    paths: Iterable[str | Path],
    *,
    place: str | None = None,
    date: str | None = None,
    meta: str | Path | None = None,
    workers: int = 1,
    engine: Engine = "local",
    master: str | None = None,
    ocr: bool = True,
    on_error: Callable[[SourceError], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    on_unmatched: Callable[[list[str]], None] | None = None,
) -> Iterator[Document]:
    """Read files and folders (recursively), one document after another in input order.

    The documents are the same, byte for byte when written, whatever the engine and however many workers.
    Those of one folder are joined (下转/上接) before they are passed on; a folder of more than
    `ISSUE_LIMIT` files is no issue of a newspaper and is not.

    - `place`, `date`: for documents whose text does not tell; `meta`: a csv or tsv file with the columns
      file, place, date, which comes before them.
    - `workers`: processes on this machine. A worker that is killed loses nothing.
    - `engine="spark"`: on a cluster, at `master` (`spark://host:7077`, `local[2]`); needs the extra `spark`.
    - `on_error`: called with each file that cannot be read; without it the first one is raised.
    - `on_progress`: called with the number of files done and the number of files in all.
    - `on_unmatched`: called once, before anything is read, with the names in `meta` that are of no file here.

    Raises `ValueError` for an argument that makes no sense, `SourceError` as above and for `meta`.
    """
    date = check_date(date)
    if workers < 1:
        raise ValueError(f"workers {workers}: expected 1 or more")
    if engine not in ("local", "spark"):
        raise ValueError(f"engine {engine!r}: expected 'local' or 'spark'")
    failed: list[SourceError] = []
    jobs = list_jobs(
        paths, place=place, date=date, meta=meta, ocr=ocr, on_error=failed.append, on_unmatched=on_unmatched
    )
    return _documents(jobs, failed, workers, engine, master, on_error, on_progress)


def _documents(
    jobs: list[Job],
    failed: list[SourceError],
    workers: int,
    engine: Engine,
    master: str | None,
    on_error: Callable[[SourceError], None] | None,
    on_progress: Callable[[int, int], None] | None,
) -> Iterator[Document]:
    def report(error: SourceError) -> None:
        if on_error is None:
            raise error
        on_error(error)

    for error in failed:
        report(error)
    total = len(jobs) + len(failed)

    def watched(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for done, outcome in enumerate(outcomes, start=len(failed) + 1):
            if on_progress is not None:
                on_progress(done, total)
            yield outcome

    for outcome in linked(jobs, watched(outcomes_of(jobs, workers, engine, master))):
        if isinstance(outcome, Failure):
            report(SourceError(outcome.file, outcome.reason))
        else:
            yield outcome


def list_jobs(
    paths: Iterable[str | Path],
    *,
    place: str | None = None,
    date: str | None = None,
    meta: str | Path | None = None,
    ocr: bool = True,
    on_error: Callable[[SourceError], None] | None = None,
    on_unmatched: Callable[[list[str]], None] | None = None,
) -> list[Job]:
    """The files that `paths` name, in order, each with its place and date; `-` is standard input.

    A path that cannot be listed goes to `on_error`, or is raised. Names in `meta` that are of none of the
    files go to `on_unmatched`, if there are any. Raises `SourceError` for `meta`.
    """
    from luoshi.reading.sources import MetaTable, load_meta, walk

    known = load_meta(meta) if meta is not None else MetaTable({})
    matched: set[str] = set()
    jobs = []
    for found in walk(paths):
        if found.error is not None:
            if on_error is None:
                raise found.error
            on_error(found.error)
            continue
        row = known.key(found.name) or known.key(str(found.path))
        given_place, given_date = (known[row].place, known[row].date) if row is not None else (None, None)
        if row is not None:
            matched.add(row)
        jobs.append(Job(str(found.path), given_place or place, given_date or date, found.name, ocr))
    unmatched = [name for name in known if name not in matched]
    if unmatched and on_unmatched is not None:
        on_unmatched(unmatched)
    return jobs


def outcomes_of(jobs: Sequence[Job], workers: int, engine: Engine, master: str | None) -> Iterator[Outcome]:
    """Each job's document or failure, in the order of the jobs, not yet joined."""
    if engine == "spark":
        from luoshi.reading.spark import read_on_spark

        return read_on_spark(jobs, master)
    # Standard input belongs to this process alone.
    if workers == 1 or len(jobs) < 2 or any(job.path == "-" for job in jobs):
        return map(read_job, jobs)
    from luoshi.reading.pool import ordered_map

    return ordered_map(read_job, jobs, min(workers, len(jobs)), _lost, _PRELOAD)


def _lost(job: Job) -> Outcome:
    return Failure(job.path, "the process that read it was killed each time (out of memory?)")


def linked(jobs: Sequence[Job], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Outcomes in the same order, the documents of each folder joined once the last of them is read.

    Only what waits for its folder is held.
    """
    folders = [str(Path(job.path).parent) if job.path != "-" else "-" for job in jobs]
    left: dict[str, int] = {}
    for folder in folders:
        left[folder] = left.get(folder, 0) + 1
    single = {folder for folder, count in left.items() if count > ISSUE_LIMIT}
    held: deque[tuple[str, Outcome]] = deque()
    whole: set[str] = set()
    for folder, outcome in zip(folders, outcomes, strict=True):
        held.append((folder, outcome))
        left[folder] -= 1
        if folder in single:
            if isinstance(outcome, Document):
                join([outcome])
        elif left[folder] == 0:
            whole.add(folder)
            issue = [o for f, o in held if f == folder and isinstance(o, Document)]
            if issue:
                join(issue)
        while held and (held[0][0] in whole or held[0][0] in single):
            yield held.popleft()[1]
