"""The electronic-seal platform of a city, over HTTP: which seal it is, and its signature on a digest (GB/T 38540).

There is no nation-wide protocol; ours is two requests (docs/operators/seal-platform.md), which an adapter of the
provider answers. In the demo the stand-in answers them in this process.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from functools import cache

from django.conf import settings

from yinqiao.platform.sealing.asking import Http
from yinqiao.platform.sealing.judging import judge
from yinqiao.platform.sealing.platform_standin import StandIn
from yinqiao.platform.sealing.ses import Seal, Signature
from yinqiao.platform.sealing.sm2cert import Certificate, read_certificates
from yinqiao.platform.sealing.types import NotSealed, PlatformAccount, Soundness

SEAL, SIGNATURES = "/seal", "/signatures"
Ask = Callable[[str, str, bytes], tuple[int, bytes]]


class CitySeal:
    """One seal of the platform; what it answers is checked before it is believed."""

    def __init__(self, ask: Ask, known: list[Certificate], *, is_standin: bool) -> None:
        self.is_standin = is_standin
        self._ask, self._known = ask, known
        self.seal: Seal = _read(Seal, self._asked("GET", SEAL, None, "seal"))

    @property
    def name(self) -> str:
        """What the seal is called."""
        return str(self.seal["info"]["property"]["name"].native)

    def sign(self, digest: bytes, about: str) -> bytes:
        """The SES_Signature in DER on an SM3 digest of what stands under this path; `NotSealed` without a good one."""
        body = {"digest": base64.b64encode(digest).decode(), "property": about}
        made = self._asked("POST", SIGNATURES, body, "signature")
        found = _read(Signature, made)
        same = found["to_sign"]["seal"].dump() == self.seal.dump()
        if not same or judge(made, digest, about, self._known) is not Soundness.SOUND:
            _reached.cache_clear()
            raise NotSealed("seal.platform_signature")
        return made

    def _asked(self, method: str, path: str, body: dict[str, str] | None, name: str) -> bytes:
        status, content = self._ask(method, path, json.dumps(body).encode() if body is not None else b"")
        if status != 200:
            raise NotSealed("seal.platform_refused")
        try:
            return base64.b64decode(json.loads(content)[name], validate=True)
        except (ValueError, KeyError, TypeError, binascii.Error) as problem:
            raise NotSealed("seal.platform_answer") from problem


def seal_platform() -> CitySeal | None:
    """The seal of the city's platform; None where there is none. `NotSealed` when it does not answer."""
    account: PlatformAccount | None = settings.SEAL_PLATFORM
    return _reached(account) if account is not None else None


def platform_certificates() -> list[Certificate]:
    """The certificates of the platform's seals and their makers; `NotSealed` where their file cannot be read."""
    account: PlatformAccount | None = settings.SEAL_PLATFORM
    if account is None:
        return []
    try:
        file = account.certificates
        return StandIn(file).certificates() if account.is_standin else read_certificates(file.read_bytes())
    except (OSError, ValueError) as problem:
        raise NotSealed("seal.platform_certificates") from problem


@cache
def _reached(account: PlatformAccount) -> CitySeal:
    ask = StandIn(account.certificates).answer if account.is_standin else _asker(account)
    return CitySeal(ask, platform_certificates(), is_standin=account.is_standin)


def _read(kind: type[Seal | Signature], content: bytes) -> Seal | Signature:
    try:
        return kind.load(content, strict=True)
    except (ValueError, TypeError) as problem:
        raise NotSealed("seal.platform_answer") from problem


def _asker(account: PlatformAccount) -> Ask:
    http = Http(account.authority)
    headers: dict[bytes | str, bytes | str] = {
        "Authorization": f"Bearer {account.token}", "Content-Type": "application/json", "Accept": "application/json",
    }  # fmt: skip
    return lambda method, path, body: http.ask(method, account.url + path, headers, body)
