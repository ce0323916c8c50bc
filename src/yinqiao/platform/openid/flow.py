"""Signing in by a provider: the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636, 9207).

Everything that binds the way out to the way back follows from one ticket that the browser alone keeps.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any
from urllib.parse import quote, urlencode

from yinqiao.platform.openid import errors
from yinqiao.platform.openid.asking import ask, metadata_of, read_object
from yinqiao.platform.openid.spent import spend
from yinqiao.platform.openid.tokens import check_claims, opened, verified
from yinqiao.platform.openid.types import Begun, Metadata, Provider, Told


def begin(provider: Provider, *, back: str) -> Begun:
    """Where to send the browser, and the ticket to keep in it; `back` is our address to which it returns.

    Unavailable when the provider cannot be reached.
    """
    ticket = secrets.token_urlsafe(32)
    metadata = metadata_of(provider)
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": back, "scope": " ".join(provider.scopes),
        "state": _part(ticket, "state"), "nonce": _part(ticket, "nonce"), "code_challenge_method": "S256",
        "code_challenge": _digest(_part(ticket, "verifier")),
    }  # fmt: skip
    joint = "&" if "?" in metadata.authorization_endpoint else "?"
    return Begun(f"{metadata.authorization_endpoint}{joint}{urlencode(asked)}", ticket)


def finish(provider: Provider, *, ticket: str, query: Mapping[str, str], back: str, at: datetime) -> Told:
    """Who came back. `ticket` is the one of this browser and is used up, `query` what the provider sent it back with.

    Conflict `openid.stale` for another's, an old or a used one; `openid.cancelled`, `openid.told_no`; `openid.…` when
    what came back proves nothing; Unavailable when the provider cannot be reached.
    """
    state = query.get("state", "")
    if not ticket or not compare_digest(state.encode(), _part(ticket, "state").encode()):
        raise errors.stale()
    if not spend(hashlib.sha256(ticket.encode()).hexdigest(), at):
        raise errors.stale()
    metadata = metadata_of(provider)
    if ("iss" in query or metadata.tells_issuer) and query.get("iss") != provider.issuer:
        raise errors.not_proved("another_issuer")
    if refusal := query.get("error", ""):
        raise errors.cancelled() if refusal == "access_denied" else errors.told_no(refusal)
    tokens = _tokens(provider, metadata, query.get("code", ""), back, ticket)
    claims = verified(_text(tokens, "id_token"), provider)
    check_claims(claims, provider, nonce=_part(ticket, "nonce"), at=at)
    more = _userinfo(provider, metadata, claims, tokens)
    return Told(provider.issuer, claims["sub"], _in_the_clear({**more, **claims}, provider))


def _part(ticket: str, what: str) -> str:
    """State, nonce and verifier of one ticket: none of them tells another."""
    return _digest(f"{what}:{ticket}")


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _tokens(provider: Provider, metadata: Metadata, code: str, back: str, ticket: str) -> dict[str, Any]:
    """Give the code for tokens; a code that was given before opens nothing, which is the provider's to see."""
    if not code or len(code) > 2000:
        raise errors.not_proved("no_code")
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": _part(ticket, "verifier"),
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if metadata.by_basic:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    status, _, body = ask("POST", metadata.token_endpoint, headers, urlencode(form).encode())
    if status != 200:
        raise errors.not_proved("code_refused") if status < 500 else errors.not_reached(f"status_{status}")
    return read_object(body)


def _userinfo(
    provider: Provider, metadata: Metadata, claims: Mapping[str, Any], tokens: Mapping[str, Any]
) -> dict[str, Any]:
    """What the token does not say and the provider tells on asking; it must be about the same person."""
    if not metadata.userinfo_endpoint or all(one in claims for one in provider.claims.values()):
        return {}
    headers = {"Authorization": f"Bearer {_text(tokens, 'access_token')}", "Accept": "application/json"}
    status, kind, body = ask("GET", metadata.userinfo_endpoint, headers)
    if status != 200:
        raise errors.not_reached(f"status_{status}")
    told = verified(body.decode("latin-1"), provider) if kind == "application/jwt" else read_object(body)
    if told.get("sub") != claims["sub"]:
        raise errors.not_proved("another_person")
    return told


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.isascii() or "\n" in value or "\r" in value:
        raise errors.not_proved(f"no_{name}")
    return value


def _in_the_clear(claims: dict[str, Any], provider: Provider) -> dict[str, Any]:
    wanted = set(provider.claims.values())
    return {
        name: opened(value, provider) if name in wanted and isinstance(value, str) else value
        for name, value in claims.items()
    }  # fmt: skip
