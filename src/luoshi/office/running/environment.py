"""What the environment says: where the data are, which database, the secret, who may be asked who signs in.

Imports nothing of Django: the settings are made of it.

- LUOSHI_DATA: the data folder, with database, uploads, secret, head of the log; otherwise `luoshi-data` here.
- LUOSHI_DATABASE_URL: `postgres://user:password@host:port/name` (`…/name?host=/folder/of/the/socket`); otherwise SQLite
  in the data folder.
- LUOSHI_SECRET: the key that signs sessions and links, 32 characters or more; otherwise `secret.key` in the data
  folder, made at the first start.
- LUOSHI_HOSTS: the names under which the office is reached, with commas; otherwise those of this machine.
- LUOSHI_HTTPS: `1` where a proxy in front speaks HTTPS (secure cookies, HSTS); otherwise plain HTTP.
- LUOSHI_TODAY: the day that the office takes for today, as `2025-11-19`: for drills. What the log says of the time is
  the real one all the same. In a data folder with the example it is the day of the example.
- LUOSHI_WORKERS: how many web processes; otherwise one a core, four at most.
- LUOSHI_OIDC_URL, _CLIENT, _SECRET, _NAME: sign-in by OpenID Connect; otherwise by password only.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

DEFAULT_FOLDER = "luoshi-data"
SECRET_FILE = "secret.key"
DATABASE_FILE = "luoshi.sqlite3"
#: In a data folder with the example: the day on which the example is looked at.
EXAMPLE_FILE = "example.day"
_SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Oidc:
    """An OpenID Connect server that says who signs in."""

    url: str
    client: str
    secret: str
    name: str


def data_folder(env: Mapping[str, str] = os.environ) -> Path:
    """The data folder, absolute; it need not be there yet."""
    return Path(env.get("LUOSHI_DATA") or DEFAULT_FOLDER).expanduser().resolve()


def database(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The database as Django wants it told. Raises `ValueError` for an address that is not of PostgreSQL."""
    url = env.get("LUOSHI_DATABASE_URL")
    return postgres(url) if url else sqlite(data_folder(env) / DATABASE_FILE)


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite: readers never wait for the writer (WAL), and what is committed is on the disk (FULL)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
            "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """PostgreSQL by its address. The message of a faulty one does not repeat it: it may hold a password."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"LUOSHI_DATABASE_URL: expected postgres://…, found {parts.scheme or 'no scheme'}")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ValueError("LUOSHI_DATABASE_URL: expected the name of the database at its end: postgres://…/name")
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f"LUOSHI_DATABASE_URL: {error}") from None
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(port or options.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def secret(env: Mapping[str, str] = os.environ) -> str:
    """The secret: of the environment, or of the data folder, where it is made if there is none.

    Raises `ValueError` for one that is too short, `OSError` where the folder cannot be written to.
    """
    given = env.get("LUOSHI_SECRET")
    if given:
        if len(given) < _SHORTEST_SECRET:
            raise ValueError(f"LUOSHI_SECRET: expected {_SHORTEST_SECRET} characters or more, found {len(given)}")
        return given
    path = data_folder(env) / SECRET_FILE
    if not path.exists():
        _make_secret(path)
    found = path.read_text(encoding="ascii").strip()
    if len(found) < _SHORTEST_SECRET:
        raise ValueError(f"{path}: expected {_SHORTEST_SECRET} characters or more, found {len(found)}")
    return found


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        # A link does not replace: of two that start at once, one makes the secret and both use it.
        os.link(part, path)
    except FileExistsError:
        pass
    except OSError:
        part.replace(path)
    part.unlink(missing_ok=True)


def hosts(env: Mapping[str, str] = os.environ) -> list[str]:
    """The names under which the office answers."""
    given = [name.strip() for name in env.get("LUOSHI_HOSTS", "").split(",") if name.strip()]
    return given or ["localhost", "127.0.0.1", "[::1]"]


def https(env: Mapping[str, str] = os.environ) -> bool:
    """Whether a proxy in front speaks HTTPS."""
    return env.get("LUOSHI_HTTPS", "").lower() in ("1", "true", "yes", "on")


def today(env: Mapping[str, str] = os.environ) -> dt.date | None:
    """The day that is taken for today, if one is told. Raises `ValueError` where that is no day."""
    example = data_folder(env) / EXAMPLE_FILE
    where, given = "LUOSHI_TODAY", env.get("LUOSHI_TODAY")
    if not given and example.is_file():
        where, given = str(example), example.read_text(encoding="utf-8").strip()
    if not given:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"{where}: expected a day such as 2025-11-19, found {given!r}") from None


def workers(env: Mapping[str, str] = os.environ) -> int:
    """How many web processes. Raises `ValueError` where that is no number from 1."""
    given = env.get("LUOSHI_WORKERS")
    if not given:
        return max(1, min(4, os.cpu_count() or 1))
    if not given.isdigit() or int(given) < 1:
        raise ValueError(f"LUOSHI_WORKERS: expected a number from 1, found {given!r}")
    return int(given)


def oidc(env: Mapping[str, str] = os.environ) -> Oidc | None:
    """The OpenID Connect server, if there is one. Raises `ValueError` where only a part of it is told."""
    url, client, key = (env.get(f"LUOSHI_OIDC_{part}", "") for part in ("URL", "CLIENT", "SECRET"))
    if not (url or client or key):
        return None
    if not (url and client and key):
        raise ValueError("LUOSHI_OIDC_URL, LUOSHI_OIDC_CLIENT and LUOSHI_OIDC_SECRET belong together")
    return Oidc(url, client, key, env.get("LUOSHI_OIDC_NAME") or "OpenID Connect")
