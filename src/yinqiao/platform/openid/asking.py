"""Asks a provider over the network, or the stand-in of the demo; remembers for an hour what it says of itself."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from yinqiao.platform.openid import errors
from yinqiao.platform.openid.standin import ISSUER, StandIn
from yinqiao.platform.openid.types import Metadata, Provider
from yinqiao.platform.outward import Answer, Sender, why_not_url

_SECONDS = 5.0
_KEPT_SECONDS = 3600.0
# An unknown key makes us look for new ones, but not again and again: whoever makes tokens up shall not make us ask.
_KEYS_AGAIN_SECONDS = 30.0
# So many threads may wait for providers at once: one that does not answer must not take the site with it.
_WAITING = threading.BoundedSemaphore(3)


@dataclass(slots=True)
class _Known:
    """What this process knows of one provider, and since when (monotonic seconds)."""

    metadata: Metadata | None = None
    since: float = 0.0
    keys: list[dict[str, Any]] = field(default_factory=list)
    keys_since: float = -_KEPT_SECONDS


_known: dict[str, _Known] = {}


def forget() -> None:
    """Let go of what is known of providers."""
    _known.clear()


def ask(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, str, bytes]:
    """One request: status, kind of content and body. Unavailable `openid.busy`, or by why there was no answer."""
    if settings.IS_DEMO and url.startswith(f"{ISSUER}/"):
        return StandIn(settings.OPENID_STANDIN, page=settings.OPENID_STANDIN_PAGE).answer(
            method, url, headers, body, at=timezone.now()
        )
    if why_not_url(url, settings.OUTWARD_NETWORKS):
        raise errors.not_reached("address_refused")
    if not _WAITING.acquire(blocking=False):
        raise errors.not_reached("busy")
    try:
        answer = asyncio.run(_ask(method, url, headers, body))
    finally:
        _WAITING.release()
    if answer.failure or answer.status is None:
        raise errors.not_reached(answer.failure or "unreachable")
    return answer.status, answer.headers.get("content-type", "").partition(";")[0].strip().lower(), answer.body


async def _ask(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    sender = Sender(settings.OUTWARD_NETWORKS)
    try:
        return await sender.post(url, headers, body, seconds=_SECONDS, is_read=True, method=method)
    finally:
        await sender.close()


def ask_json(url: str) -> dict[str, Any]:
    """What a provider publishes at an address; Unavailable `openid.not_readable` for anything but an object of JSON."""
    status, _, body = ask("GET", url, {"Accept": "application/json"})
    return read_object(body) if status == 200 else _not_readable()


def read_object(body: bytes) -> dict[str, Any]:
    """An object of JSON."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return _not_readable()
    return told if isinstance(told, dict) else _not_readable()


def _not_readable() -> dict[str, Any]:
    raise errors.not_reached("not_readable")


def metadata_of(provider: Provider) -> Metadata:
    """What the provider says of itself, which must be about the very issuer that the operator named."""
    known = _known.setdefault(provider.issuer, _Known())
    if known.metadata is None or time.monotonic() - known.since > _KEPT_SECONDS:
        told = ask_json(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        known.metadata, known.since = _read(told, provider), time.monotonic()
    return known.metadata


def _read(told: Mapping[str, Any], provider: Provider) -> Metadata:
    if told.get("issuer") != provider.issuer:
        raise errors.not_reached("another_issuer")
    needed = {name: told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    userinfo = told.get("userinfo_endpoint") or ""
    if not all(isinstance(one, str) and _is_fit(one) for one in (*needed.values(), *([userinfo] if userinfo else []))):
        raise errors.not_reached("endpoints")
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Metadata(
        provider.issuer, str(needed["authorization_endpoint"]), str(needed["token_endpoint"]), str(needed["jwks_uri"]),
        userinfo, "client_secret_basic" in ways, told.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _is_fit(url: str) -> bool:
    """Whether we ask at, or send a browser to, this address: https, or the stand-in's."""
    own = settings.IS_DEMO and url.startswith((f"{ISSUER}/", settings.OPENID_STANDIN_PAGE))
    return bool(own) or not why_not_url(url, settings.OUTWARD_NETWORKS)


def keys_of(provider: Provider, kid: str | None) -> list[dict[str, Any]]:
    """The published keys that may have signed under this id; asked anew for an id that is not known yet (rotation)."""
    metadata, known = metadata_of(provider), _known[provider.issuer]
    age = time.monotonic() - known.keys_since
    if age > _KEPT_SECONDS or (not _fitting(known.keys, kid) and age > _KEYS_AGAIN_SECONDS):
        found = ask_json(metadata.jwks_uri).get("keys")
        known.keys = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        known.keys_since = time.monotonic()
    return _fitting(known.keys, kid)


def _fitting(keys: list[dict[str, Any]], kid: str | None) -> list[dict[str, Any]]:
    public = [one for one in keys if one.get("kty") in ("RSA", "EC", "OKP") and one.get("use", "sig") == "sig"]
    if kid is None:
        return public if len(public) == 1 else []
    return [one for one in public if one.get("kid") == kid]
