"""演示替身: a provider of OpenID Connect for demo and tests: discovery, keys, codes, tokens, claims, as the standard says.

Its key and its codes lie in a file of the installation, so that every process of the demo speaks to the same stand-in.
It believes whoever sits at its page: it proves nothing of anybody.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from joserfc import jwt
from joserfc.jwk import ECKey

from yinqiao.platform.openid.types import Provider

ISSUER = "https://openid.standin.invalid"
_MOST, _CODE_SECONDS, _TOKEN_SECONDS = 100, 120, 300


class StandIn:
    """One provider with one key; any client whose secret it made."""

    def __init__(self, path: Path, *, issuer: str = ISSUER, page: str = "") -> None:
        self._path, self.issuer, self._page = path, issuer, page

    @contextmanager
    def _kept(self) -> Iterator[dict[str, Any]]:
        """What it knows, held by one process at a time and written back."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            text = file.read()
            kept: dict[str, Any] = (
                json.loads(text) if text else {"key": _new_key(), "secret": secrets.token_urlsafe(24), "codes": {}}
            )
            yield kept
            for code in list(kept["codes"])[:-_MOST]:
                del kept["codes"][code]
            file.seek(0)
            file.truncate()
            file.write(json.dumps(kept, ensure_ascii=False))

    def provider(self, client_id: str, name: str, claims: Mapping[str, str], **more: Any) -> Provider:
        """As an operator would name it."""
        with self._kept() as kept:
            return Provider(self.issuer, client_id, kept["secret"], name, ("openid", "profile"), claims, **more)

    def turn_key(self) -> None:
        """Sign with a new key from now on; the old one is published no more."""
        with self._kept() as kept:
            kept["key"] = _new_key()

    def grant(self, asked: Mapping[str, str], claims: Mapping[str, Any]) -> str:
        """Let somebody with these claims in; the address that the browser is sent back to."""
        code = secrets.token_urlsafe(24)
        with self._kept() as kept:
            kept["codes"][code] = {"asked": dict(asked), "claims": dict(claims)}
        return self._back(asked, {"code": code})

    def refuse(self, asked: Mapping[str, str], error: str = "access_denied") -> str:
        """Send the browser back with an error of the standard."""
        return self._back(asked, {"error": error})

    def _back(self, asked: Mapping[str, str], told: Mapping[str, str]) -> str:
        return f"{asked['redirect_uri']}?{urlencode({**told, 'state': asked['state'], 'iss': self.issuer})}"

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer, "authorization_endpoint": self._page, "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo", "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
        }  # fmt: skip

    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, *, at: datetime
    ) -> tuple[int, str, bytes]:
        """A request as a real one answers it: status, kind of content, body."""
        way = (method, url.removeprefix(self.issuer))
        with self._kept() as kept:
            if way == ("GET", "/.well-known/openid-configuration"):
                return _json(200, self.metadata())
            if way == ("GET", "/keys"):
                return _json(200, {"keys": [ECKey.import_key(kept["key"]).as_dict(private=False)]})
            if way == ("POST", "/token"):
                return self._token(kept, headers.get("Authorization", ""), body.decode(), at)
            if way == ("GET", "/userinfo"):
                code = headers.get("Authorization", "").removeprefix("Bearer ")
                held = kept["codes"].get(code)
                return (
                    _json(200, held["claims"]) if held and held.get("used") else _json(401, {"error": "invalid_token"})
                )
            return _json(404, {"error": "not_found"})

    def _token(self, kept: dict[str, Any], authorization: str, form: str, at: datetime) -> tuple[int, str, bytes]:
        told = {name: values[0] for name, values in parse_qs(form).items()}
        client, secret = _basic(authorization)
        held = kept["codes"].get(told.get("code", ""))
        if secret != kept["secret"]:
            return _json(401, {"error": "invalid_client"})
        if held is None or held.get("used") or not _is_answer(held["asked"], told, client):
            return _json(400, {"error": "invalid_grant"})
        held["used"] = True
        return _json(200, {
            "access_token": told["code"], "token_type": "Bearer", "expires_in": _TOKEN_SECONDS,
            "id_token": self.id_token(kept["key"], held["asked"], held["claims"], at),
        })  # fmt: skip

    def id_token(self, key: dict[str, Any], asked: Mapping[str, str], claims: Mapping[str, Any], at: datetime) -> str:
        """What it signs of whoever signed in: the person's id and how sure it is; the rest is asked for."""
        now = int(at.timestamp())
        told = {
            "iss": self.issuer, "sub": claims["sub"], "aud": asked["client_id"], "iat": now, "exp": now + _TOKEN_SECONDS,
            "nonce": asked["nonce"],
        }  # fmt: skip
        told |= {name: claims[name] for name in ("acr", "amr") if name in claims}
        signing = ECKey.import_key(key)
        return jwt.encode({"alg": "ES256", "kid": str(signing.kid)}, told, signing)


def _is_answer(asked: Mapping[str, str], told: Mapping[str, str], client: str) -> bool:
    """Whether the code is given back by who asked for it, with the verifier of its challenge (RFC 7636)."""
    digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return (asked["client_id"], asked["redirect_uri"], asked["code_challenge"]) == (
        client, told.get("redirect_uri"), challenge,
    )  # fmt: skip


def _basic(authorization: str) -> tuple[str, str]:
    try:
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    except (ValueError, binascii.Error):
        return "", ""
    client, _, secret = pair.partition(":")
    return unquote(client), unquote(secret)


def _json(status: int, told: Mapping[str, Any]) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(told, ensure_ascii=False).encode()


def _new_key() -> dict[str, Any]:
    key = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256", "kid": secrets.token_hex(4)})
    return dict(key.as_dict(private=True))
