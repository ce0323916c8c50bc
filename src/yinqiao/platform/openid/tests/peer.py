"""A provider on this machine, over HTTP, that answers as the standard says or as a test twists it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey

from yinqiao.platform.openid import Begun, Provider, Told, begin, finish
from yinqiao.platform.openid.standin import StandIn

BACK = "https://city.example/my/enter/city/back/"
CLAIMS = {"id_no": "id_number", "name": "name", "phone": "phone_number", "level": "acr"}
PERSON = {
    "sub": "app-1",
    "id_number": "430104194806150028",
    "name": "王桂英",
    "phone_number": "13800001111",
    "acr": "face",
}
Twist = Callable[[dict[str, Any], dict[str, Any]], str]


class Peer(StandIn):
    """`about` is added to what it says of itself, `twist` makes the token, `clock` is how far its clock goes wrong."""

    about: Mapping[str, Any] = {}
    twist: Twist | None = None
    # Makes the answer about the person a signed token.
    signed_by: Callable[[dict[str, Any]], str] | None = None
    clock = timedelta()
    asked_for: list[str]

    def metadata(self) -> dict[str, Any]:
        return {**super().metadata(), **self.about}

    def id_token(self, key: dict[str, Any], asked: Mapping[str, str], claims: Mapping[str, Any], at: datetime) -> str:
        made = super().id_token(key, asked, claims, at + self.clock)
        if self.twist is None:
            return made
        return self.twist(dict(jwt.decode(made, ECKey.import_key(key), algorithms=["ES256"]).claims), key)

    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> tuple[int, str, bytes]:
        self.asked_for.append(url.rpartition("/")[2])
        status, kind, told = super().answer(method, url, headers, body, at=at)
        if url.endswith("/userinfo") and self.signed_by is not None:
            return status, "application/jwt", self.signed_by(json.loads(told)).encode()
        return status, kind, told

    @property
    def own(self) -> Provider:
        """As our operator names it."""
        return self.provider("people", "市民应用", CLAIMS, levels=frozenset({"face"}))

    def comes_back(self, begun: Begun, claims: Mapping[str, Any] = PERSON) -> dict[str, str]:
        """Somebody signs in there; what our address is then asked with."""
        return dict(parse_qsl(urlsplit(self.grant(asked_of(begun), claims)).query))

    def walk(self, claims: Mapping[str, Any] = PERSON, provider: Provider | None = None, **more: str) -> Told:
        """There and back."""
        begun = begin(provider or self.own, back=BACK)
        query = {**self.comes_back(begun, claims), **more}
        return finish(provider or self.own, ticket=begun.ticket, query=query, back=BACK, at=timezone.now())


def asked_of(begun: Begun) -> dict[str, str]:
    """With what the browser was sent away."""
    return dict(parse_qsl(urlsplit(begun.url).query))


@contextmanager
def served(path: Path) -> Iterator[Peer]:
    """A peer that answers over HTTP until the block ends."""
    held: list[Peer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = f"{held[0].issuer}{self.path}"
            status, kind, told = held[0].answer(self.command, url, dict(self.headers), body, at=timezone.now())
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = f"http://127.0.0.1:{server.server_port}"
    peer = Peer(path, issuer=issuer, page=f"{issuer}/authorize")
    peer.asked_for = []
    held.append(peer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
