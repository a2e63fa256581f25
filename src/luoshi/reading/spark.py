"""Reading on a Spark cluster: file contents out, documents back, in input order.

The driver reads the files and ships their bytes, so workers need not see its disks. Workers need a Python
of the driver's minor version in which luoshi is installed; a worker lost in the middle is Spark's to
replace, and its documents are read again.
"""

from __future__ import annotations

import pickle
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.engines.cluster import session
from luoshi.reading.jobs import Job, Outcome, read_job

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import SparkSession

# What one round of work ships at most: bounds the driver's memory, and keeps every worker busy.
ROUND_BYTES = 64 * 1024 * 1024
ROUND_FILES = 2_000
# Tasks a round, per core of the cluster: small enough that a slow document holds up little.
TASKS_PER_CORE = 4

_OUT = "number bigint, outcome binary"


def read_on_spark(jobs: Sequence[Job], master: str | None) -> Iterator[Outcome]:
    """Each job's document or failure, in the order of the jobs, read by the workers of a cluster.

    The session is stopped at the end if it was started here. Raises what `session` raises, and
    `RuntimeError` where the cluster gives up (its workers are gone, or have no luoshi).
    """
    from pyspark.sql import SparkSession

    mine = SparkSession.getActiveSession() is None
    spark = session(master)
    try:
        for shipped in _rounds(jobs):
            yield from _round(spark, shipped)
    finally:
        if mine:
            spark.stop()


# A file of a round: its job and its bytes, or its outcome where this machine alone can tell it.
Shipped = tuple[Job, bytes | Outcome]


def _rounds(jobs: Iterable[Job]) -> Iterator[list[Shipped]]:
    held: list[Shipped] = []
    size = 0
    for job in jobs:
        content = _content(job)
        length = len(content) if isinstance(content, bytes) else 0
        if held and (size + length > ROUND_BYTES or len(held) >= ROUND_FILES):
            yield held
            held, size = [], 0
        held.append((job, content))
        size += length
    if held:
        yield held


def _content(job: Job) -> bytes | Outcome:
    from luoshi.reading.sources.limits import DEFAULT_LIMITS

    # What is no ordinary file of an ordinary size (standard input, a folder, a file that is gone) is not
    # shipped: reading it here gives the same outcome or the same error as without a cluster.
    try:
        status = Path(job.path).stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= DEFAULT_LIMITS.file_bytes:
            return Path(job.path).read_bytes()
    except OSError:
        pass
    return read_job(job)


def _round(spark: SparkSession, shipped: list[Shipped]) -> Iterator[Outcome]:
    import pyarrow as pa

    found: dict[int, Outcome] = {}
    numbers, payloads = [], []
    for number, (job, content) in enumerate(shipped):
        if not isinstance(content, bytes):
            found[number] = content
        else:
            numbers.append(number)
            payloads.append(pickle.dumps((job, content), protocol=5))
    if numbers:
        tasks = max(1, min(len(numbers), spark.sparkContext.defaultParallelism * TASKS_PER_CORE))
        table = pa.table({"number": pa.array(numbers, pa.int64()), "job": pa.array(payloads, pa.binary())})
        frame = spark.createDataFrame(table).repartition(tasks)
        try:
            for row in frame.mapInArrow(_read_batches, _OUT).toLocalIterator(prefetchPartitions=True):
                found[row.number] = pickle.loads(row.outcome)
        except Exception as error:
            # Spark's errors are pages long; the last cause is what a person needs.
            lines = [line.strip() for line in str(error).splitlines() if line.strip()]
            told = next((x for x in reversed(lines) if "Error" in x and not x.startswith("at ")), lines[0])
            raise RuntimeError(f"the Spark cluster gave up: {told}") from error
    for number in range(len(shipped)):
        yield found[number]


def _read_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """On a worker: jobs with their contents in, outcomes out."""
    import pyarrow as pa

    for batch in batches:
        outcomes: list[Any] = [
            pickle.dumps(read_job(*pickle.loads(job)), protocol=5) for job in batch.column("job").to_pylist()
        ]
        yield pa.RecordBatch.from_arrays(
            [batch.column("number"), pa.array(outcomes, pa.binary())], names=["number", "outcome"]
        )
