"""`luoshi serve`: one command that sees to everything and ends everything."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from luoshi.office.running import environment
from luoshi.office.running.charges import Charge, Charges
from luoshi.office.running.folder import alone, make_ready
from luoshi.office.running.prepared import is_prepared, note_prepared

# How long the web server may take to answer for the first time, in seconds.
_PATIENCE = 60.0
# After a kill -9 the orphans of the last run need a moment to end (lifeline).
_PORT_PATIENCE = 5.0


@dataclass(frozen=True)
class Served:
    """What is asked for. `worker` False: the background worker runs by itself, in a container of its own, say."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    worker: bool = True

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def serve(wanted: Served, say: Callable[[str], None]) -> int:
    """Run the office until SIGINT or SIGTERM; the exit status.

    Raises `FolderError` (the folder cannot be used, or is used), `OSError` (the port is taken), `ValueError` (a
    faulty environment), `RuntimeError` (data of a newer version).
    """
    os.environ["LUOSHI_DATA"] = str(wanted.data)
    # What the office writes is for the user it runs as, whatever the folder's rights are.
    os.umask(0o077)
    make_ready(wanted.data)
    with ExitStack() as held:
        held.enter_context(alone(wanted.data))
        _wait_for_port(wanted.host, wanted.port)
        web = Charge("the web server", "luoshi.office.running.web", (wanted.host, str(wanted.port)))
        worker = Charge("the worker", "luoshi.office.running.background")
        charges = Charges([web, worker] if wanted.worker else [web], say)
        held.callback(charges.stop)
        asked = _Asked()
        if is_prepared(wanted.data) and (not wanted.demo or (wanted.data / environment.EXAMPLE_FILE).exists()):
            # Nothing is new since the last start: the web server loads while the rest is looked through.
            web.start()
        link = _prepare(wanted, say)
        if not web.alive:
            web.start()
        _wait_until_it_answers(wanted, charges, asked)
        if wanted.worker:
            worker.start()
        if not asked.to_end:
            say(f"Luoshi is open at {wanted.address}/  (data in {wanted.data}; Ctrl-C ends it)")
            if link:
                say(f"There is no administrator yet. Come in once by this link: {wanted.address}{link}")
        while not asked.to_end:
            charges.look_after()
            time.sleep(0.2)
        say("Luoshi is closing …")
    return 0


class _Asked:
    """Whether it was asked to end."""

    def __init__(self) -> None:
        self.to_end = False
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, self._end)

    def _end(self, signum: int, frame: FrameType | None) -> None:
        self.to_end = True


def _prepare(wanted: Served, say: Callable[[str], None]) -> str:
    """Tables, static files, the demonstration, the first administrator; gives the path of the link, if there is one."""
    from luoshi.office.running.starting import set_up

    set_up()
    from luoshi.office.running.first import first_link
    from luoshi.office.running.preparing import gather_static, migrate

    migrate()
    gather_static()
    if wanted.demo:
        from luoshi.office.running.example import fill

        fill(say)
    link = first_link()
    note_prepared(wanted.data)
    from django.db import connections

    connections.close_all()
    return link


def _wait_for_port(host: str, port: int) -> None:
    """Raise `OSError`, naming address and port, where something else listens there, or nobody may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + _PORT_PATIENCE
    while True:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
            return
        except OSError as error:
            if time.monotonic() > deadline or not isinstance(error, OSError) or error.errno == 13:
                raise OSError(f"{host}:{port}: {error.strerror}; choose another by --port or --host") from error
            time.sleep(0.2)


def _wait_until_it_answers(wanted: Served, charges: Charges, asked: _Asked) -> None:
    host = "127.0.0.1" if wanted.host in ("0.0.0.0", "::", "") else wanted.host
    # A name that it answers to: `.example.org` means all below it, `*` any.
    name = environment.hosts()[0].lstrip(".").replace("*", "localhost")
    deadline = time.monotonic() + _PATIENCE
    while not asked.to_end:
        try:
            connection = http.client.HTTPConnection(host, wanted.port, timeout=5)
            connection.request("GET", "/health", headers={"Host": name})
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return
        except (OSError, http.client.HTTPException):
            # Not yet.
            pass
        if time.monotonic() > deadline:
            raise TimeoutError(f"the web server did not answer within {_PATIENCE:.0f} seconds")
        charges.look_after()
        time.sleep(0.05)
