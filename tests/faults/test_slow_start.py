"""A start on an old or busy PC is waited for; a program that has given up is told at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from subprocess import CompletedProcess

import pytest

from yinqiao.config import operate
from yinqiao.config.instance import load_instance


class _Site(BaseHTTPRequestHandler):
    """Answers 503 until it is ready."""

    ready = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200 if self.ready.is_set() else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:  # type: ignore[override]
        """Say nothing."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a site is that is not ready yet."""
    monkeypatch.setattr(operate, "_SLOW_SECONDS", 0.2)
    _Site.ready.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def _states(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    said = CompletedProcess([], 0, stdout=f"web    {state}\n", stderr="")
    monkeypatch.setattr(operate, "_supervisor", lambda *_: said)


def test_a_slow_start_is_waited_for_and_said_once(
    port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _states(monkeypatch, "RUNNING   pid 1")
    ready = threading.Timer(1.0, _Site.ready.set)
    ready.start()
    operate._wait(load_instance(), port)
    ready.join()
    assert capsys.readouterr().out.count("网站仍在启动") == 1


def test_a_program_that_fails_again_and_again_is_told_without_waiting_for_minutes(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _states(monkeypatch, "BACKOFF   Exited too quickly")
    begun = time.monotonic()
    with pytest.raises(SystemExit) as told:
        operate._wait(load_instance(), port)
    assert "数据没有受影响" in str(told.value) and time.monotonic() - begun < 10
