"""One request to an address of others: resolved, checked, connected to the checked address, and bounded in every way."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore

from yinqiao.platform.outward.addresses import Network, may_connect

Resolve = Callable[[str, int], Awaitable[list[str]]]

# Of an answer no more is read than this, and nothing of it is kept but where the asker must read it.
_MOST_READ = 16 * 1024
_CONNECT_SECONDS = 5.0
# A connection that rests longer is made anew, and its address checked anew.
_KEPT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request ended: the status, or else why there was none; what `Retry-After` asks for, in seconds.

    `failure` is `address_refused`, `name_unknown`, `timeout`, `certificate`, `unreachable` or `cut`.
    """

    status: int | None
    failure: str = ""
    retry_after: int | None = None
    milliseconds: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class AddressRefused(Exception):
    """The name resolves to an address inside."""


class NameUnknown(Exception):
    """The name resolves to nothing."""


async def resolve_by_system(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Checked(httpcore.AsyncNetworkBackend):
    """Connects to an address that was checked, never to a name: what it resolves to later does not matter."""

    def __init__(self, allowed: Iterable[Network], resolve: Resolve) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        """Resolve, refuse if any of the addresses lies inside, connect to the first that answers."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            raise NameUnknown from None
        if not addresses:
            raise NameUnknown
        if not all(may_connect(one, self._allowed) for one in addresses):
            raise AddressRefused
        for last, address in enumerate(addresses, 1 - len(addresses)):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not last:
                    raise
        raise NameUnknown

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise AddressRefused

    async def sleep(self, seconds: float) -> None:
        """What the library waits."""
        await asyncio.sleep(seconds)


class Sender:
    """Sends; redirects are not followed, proxies of the environment not used, cookies not kept."""

    def __init__(
        self,
        allowed: Iterable[Network] = (),
        *,
        resolve: Resolve = resolve_by_system,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or ssl.create_default_context(), max_connections=None, max_keepalive_connections=50,
            keepalive_expiry=_KEPT_SECONDS, network_backend=Checked(allowed, resolve),
        )  # fmt: skip

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, seconds: float, is_read: bool = False, method: str = "POST"
    ) -> Answer:  # fmt: skip
        """POST (or `method`) once; however it ends, the answer says so within `seconds`.

        With `is_read` the first 16 KB of its body are kept, and its headers, their names in lower case.
        """
        began = time.monotonic()
        status: int | None = None
        kept = b""
        told: dict[str, str] = {}
        failure, after = "", None
        try:
            async with asyncio.timeout(seconds):
                status, told, kept = await self._post(method, url, headers, body)
            after = _seconds(told.get("retry-after", ""))
        except AddressRefused:
            failure = "address_refused"
        except NameUnknown:
            failure = "name_unknown"
        except (TimeoutError, httpcore.TimeoutException):
            failure = "timeout"
        except (httpcore.ConnectError, ssl.SSLError) as problem:
            failure = "certificate" if _is_of_tls(problem) else "unreachable"
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            failure = "cut"
        taken = round((time.monotonic() - began) * 1000)
        return Answer(status, failure, after, taken, kept if is_read else b"", told if is_read else {})

    async def _post(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        timeout = {"connect": _CONNECT_SECONDS}
        async with self._pool.stream(
            method, url, headers=given, content=body, extensions={"timeout": timeout}
        ) as answer:
            read = b""
            async for part in answer.aiter_stream():
                read += part
                if len(read) > _MOST_READ:
                    break  # leaving closes the connection
            named = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
            return answer.status, named, read[:_MOST_READ]

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


def _is_of_tls(problem: BaseException) -> bool:
    chain: BaseException | None = problem
    while chain is not None:
        if isinstance(chain, ssl.SSLError):
            return True
        chain = chain.__cause__ or chain.__context__
    return False


def _seconds(text: str) -> int | None:
    """`Retry-After` in either form; nothing for what cannot be read."""
    if text.strip().isdigit():
        return min(int(text.strip()[:9]), 86_400)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0, min(round(moment.timestamp() - time.time()), 86_400))
