"""The office under test: on SQLite and on PostgreSQL, each test in a transaction that is rolled back.

`office`       runs the test on both databases; what it writes is rolled back
`committed`    runs it on both, each time on a fresh copy: for tests that need commits, threads or other processes
`sqlite_only`  as `office`, on SQLite
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Before Django is asked anything: a data folder that is nobody's.
_DATA = Path(tempfile.mkdtemp(prefix="luoshi-test-"))
_KEPT = ("LUOSHI_TEST", "LUOSHI_REQUIRE_BROWSER")
for _name in [name for name in os.environ if name.startswith("LUOSHI_") and not name.startswith(_KEPT)]:
    del os.environ[_name]
os.environ["LUOSHI_DATA"] = str(_DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.office.settings"

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What a password costs is tested once; elsewhere it need not cost anything.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
# A room for the tests only, with a table whose rows are never changed.
settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "office.trial"]
Path(settings.STATIC_ROOT).mkdir()
django.setup()
setup_test_environment()

from luoshi.office.running import environment  # noqa: E402
from luoshi.office.running.preparing import migrate  # noqa: E402
from office.postgres import Server  # noqa: E402

BOTH = ("sqlite", "postgres")


def use(database: dict[str, Any]) -> None:
    """Make the office use another database from now on."""
    connections["default"].close()
    known = connections.configure_settings({"default": database})
    connections.settings["default"].clear()
    connections.settings["default"].update(known["default"])
    settings.DATABASES["default"] = connections.settings["default"]
    del connections["default"]


def pytest_sessionfinish() -> None:
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_made() -> Path:
    """A SQLite database with every table, to be copied."""
    path = _DATA / "made.sqlite3"
    use(environment.sqlite(path))
    migrate()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def postgres_made(postgres_server: Server) -> str:
    """The name of a PostgreSQL database with every table, to be copied."""
    name = f"luoshi_made_{os.getpid()}"
    use(environment.postgres(postgres_server.create(name)))
    migrate()
    connection.close()
    return name


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    folder.mkdir()
    before = settings.LUOSHI_DATA, settings.MEDIA_ROOT
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = folder, folder / "media"
    yield folder
    settings.LUOSHI_DATA, settings.MEDIA_ROOT = before


def _made(request: pytest.FixtureRequest, kind: str) -> dict[str, Any]:
    if kind == "sqlite":
        return environment.sqlite(request.getfixturevalue("sqlite_made"))
    name = request.getfixturevalue("postgres_made")
    return environment.postgres(request.getfixturevalue("postgres_server").url(name))


def _rolled_back(request: pytest.FixtureRequest, kind: str) -> Iterator[str]:
    wanted = _made(request, kind)
    if connections.settings["default"]["NAME"] != wanted["NAME"]:
        use(wanted)
    with transaction.atomic():
        yield kind
        transaction.set_rollback(True)


@pytest.fixture(params=BOTH)
def office(request: pytest.FixtureRequest, data: Path) -> Iterator[str]:
    """Both databases, one after the other; gives the name of the one in use."""
    yield from _rolled_back(request, request.param)


@pytest.fixture
def sqlite_only(request: pytest.FixtureRequest, data: Path) -> Iterator[str]:
    """SQLite, for what does not depend on the database."""
    yield from _rolled_back(request, "sqlite")


@pytest.fixture(params=BOTH)
def committed(request: pytest.FixtureRequest, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both databases, each a fresh copy in which commits are commits; other processes find it by the environment."""
    monkeypatch.setenv("LUOSHI_DATA", str(data))
    if request.param == "sqlite":
        path = data / environment.DATABASE_FILE
        shutil.copyfile(request.getfixturevalue("sqlite_made"), path)
        use(environment.sqlite(path))
        yield "sqlite"
        connection.close()
        return
    server: Server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_made")
    connection.close()
    name = f"luoshi_test_{os.getpid()}"
    url = server.create(name, template)
    monkeypatch.setenv("LUOSHI_DATABASE_URL", url)
    use(environment.postgres(url))
    yield "postgres"
    connection.close()
    server.drop(name)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Rate limits and the like do not reach from one test into the next."""
    before = settings.CACHES
    yield
    settings.CACHES = before
    cache.close()
