"""The site in a process of its own that a kill point ends, and the provider who tells it until it has heard."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests import warm

_MOST_TRIES = 5


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Threads(ThreadingMixIn, WSGIServer):
    """Answers two clicks at once."""

    daemon_threads = True


def serve(folder: Path, port: int) -> None:
    """Answer as the product does, until this process is told to end or dies at a kill point."""
    import django

    django.setup()
    from django.conf import settings

    settings.PAYMENTS_STANDIN, settings.KEYRING_FILE = folder / "payments.json", folder / "keys.json"
    from yinqiao.config.wsgi import application

    make_server("127.0.0.1", port, application, Threads, Quiet).serve_forever()


@dataclass
class Site:
    """Where it listens; `deaths` are the signals by which its processes ended. It is started anew when it has died."""

    folder: Path
    port: int
    deaths: list[int] = field(default_factory=list)
    _running: warm.Warm | None = None

    def start(self, kill: str = "") -> None:
        """A process that answers; it dies at the kill point where one is named."""
        self._running = warm.start(serve, self.folder, self.port, environment={"YINQIAO_KILL": kill})
        for _ in range(600):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("the site did not come up")

    def stop(self) -> None:
        """End it, as at the end of the test."""
        if self._running is not None:
            self._running.end()

    def ask(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, str, str] | None:
        """Status, page and where it leads, or None when it died under the request: then another is started."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            assert self._running is not None
            ended = self._running.ended()
            assert ended.returncode < 0, ended.stderr[-2000:]
            self.deaths.append(-ended.returncode)
            self.start()
            return None
        finally:
            connection.close()

    def hear(self, told: tuple[Mapping[str, str], bytes]) -> int | None:
        """The status of a notice; None when nobody answered."""
        headers, body = told
        answer = self.ask("/dues/notices/", body, {**headers, "Content-Type": "application/json"})
        return answer[0] if answer else None


@dataclass(frozen=True)
class Phone:
    """The member's browser: signed in, presses a button again when no page came."""

    site: Site
    token: str

    def open(self, path: str) -> str:
        """A page."""
        answer = self.site.ask(path, None, self._headers)
        assert answer is not None and answer[0] == 200, answer
        return answer[1]

    def press(self, page: str, path: str) -> str:
        """A button on a page, pressed until something came; where it leads."""
        for _ in range(_MOST_TRIES):
            if (answer := self.click(page, path)) is not None:
                return answer
        raise AssertionError("the site dies again and again")

    def click(self, page: str, path: str) -> str | None:
        """Pressed once; where it leads, or None when nobody answered."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.open(page))
        assert found, page
        form = urlencode({"csrfmiddlewaretoken": found[1]}).encode()
        headers = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self.site.ask(path, form, headers)
        if answer is None:
            return None
        assert answer[0] == 302, answer[1][:2000]
        return answer[2]

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"yq_my={self.token}; csrftoken={'a' * 32}"}


@contextmanager
def payment_site(folder: Path) -> Iterator[Site]:
    """A site that is not started yet; ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = Site(folder, int(free.getsockname()[1]))
    try:
        yield site
    finally:
        with suppress(ProcessLookupError):
            site.stop()
