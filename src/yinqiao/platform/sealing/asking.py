"""One request to a service that seals: bounded in time and size, redirects not followed."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from pathlib import Path

import httpcore

from yinqiao.platform.sealing.types import NotSealed

_SECONDS = {"connect": 3.0, "read": 5.0, "write": 5.0, "pool": 3.0}
# A service that sends a byte now and then keeps within those for ever.
_IN_ALL = 10.0
_MOST = 2 * 2**20


class Http:
    """Connections to one service; its address is the operator's own choice, in whatever network."""

    def __init__(self, authority: Path | None, *, in_all: float = _IN_ALL) -> None:
        self._in_all = in_all
        tls = ssl.create_default_context(cafile=str(authority) if authority else None)
        self._pool = httpcore.ConnectionPool(ssl_context=tls, max_connections=4)

    def ask(self, method: str, url: str, headers: Mapping[bytes | str, bytes | str], body: bytes) -> tuple[int, bytes]:
        """Status and body of an answer; `NotSealed` where there was none in time, or too much of it."""
        content, until = b"", time.monotonic() + self._in_all
        try:
            with self._pool.stream(
                method, url, headers=headers, content=body, extensions={"timeout": _SECONDS}
            ) as answer:
                for piece in answer.iter_stream():
                    content += piece
                    if len(content) > _MOST:
                        raise NotSealed("seal.platform_answer")
                    if time.monotonic() > until:
                        raise NotSealed("seal.platform_silent")
                return answer.status, content
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as problem:
            raise NotSealed("seal.platform_silent") from problem
