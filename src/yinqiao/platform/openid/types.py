"""A provider of OpenID Connect as the operator named it, and what it told of whoever signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: where it is, who we are to it, and under which names it tells what we need.

    `claims` says for our words (`id_no`, `name`, `phone`, `level`) by which claim the provider tells them; `levels` are
    the values of `level` that are enough. `key` is our private key (PEM), where the provider encrypts a claim for us.
    """

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: str
    scopes: tuple[str, ...] = ("openid",)
    claims: Mapping[str, str] = field(default_factory=dict)
    levels: frozenset[str] = frozenset()
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself (OpenID Connect Discovery 1.0), as far as we use it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    by_basic: bool = True
    tells_issuer: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: where the browser goes, and the ticket that it keeps until it comes back."""

    url: str
    ticket: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider told of whoever signed in: its own id of the person, and its claims. Never logged."""

    issuer: str
    subject: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)

    def values(self, claim: str) -> set[str]:
        """The texts of a claim that is one or a list of them."""
        value = self.claims.get(claim)
        return {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}

    def text(self, claim: str) -> str:
        """A claim that is a text; empty where it was not told or is something else."""
        value = self.claims.get(claim) if claim else None
        return value.strip() if isinstance(value, str) else ""
