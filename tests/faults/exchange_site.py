"""A site whose processes come again when they die: two that receive, one that numbers events, one that sends them.

`python -m tests.faults.exchange_site FOLDER PORT`. All are forked from one that has read the code, so that another stands
there at once, as under a supervisor; `FOLDER/pids.json` says who is who.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

RECEIVING, PARTS = ("site-1", "site-2"), ("site-1", "site-2", "sequencer", "deliverer")


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Heir(WSGIServer):
    """Answers where its parent has listened all the time: who knocks while it is away waits."""

    def __init__(self, listening: socket.socket, application: Any) -> None:
        address = listening.getsockname()
        super().__init__(address, Quiet, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.server_name, self.server_port = address
        self.setup_environ()
        self.set_app(application)


def main(folder: Path, port: int) -> NoReturn:
    """Keep all of them running until this process is told to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    django.setup()
    import yinqiao.config.urls  # noqa: F401  read once for all
    from yinqiao.config.wsgi import application

    listening = socket.create_server(("127.0.0.1", port), backlog=128)
    running: dict[int, str] = {}
    while True:
        for name in PARTS:
            if name not in running.values():
                running[_start(name, listening, application)] = name
        _write(folder, running)
        ended, _ = os.wait()
        running.pop(ended, None)
        time.sleep(0.02)


def _start(name: str, listening: socket.socket, application: Any) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        _work(name, listening, application)()
    finally:
        os._exit(1)


def _work(name: str, listening: socket.socket, application: Any) -> Callable[[], object]:
    if name in RECEIVING:
        return Heir(listening, application).serve_forever
    from django.core.management import call_command

    return lambda: call_command(name)


def _write(folder: Path, running: dict[int, str]) -> None:
    fresh = folder / "pids.new"
    fresh.write_text(json.dumps({name: pid for pid, name in running.items()}))
    fresh.rename(folder / "pids.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
