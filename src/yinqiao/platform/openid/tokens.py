"""Whether a token is the provider's, for us, of now and of this sign-in (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey, import_key

from yinqiao.platform.openid import errors
from yinqiao.platform.openid.asking import keys_of
from yinqiao.platform.openid.types import Provider

# Signed with a key that the provider alone has. `none` proves nothing; an HS* signature can be made by whoever
# takes a published key for the secret.
SIGNED_BY = ("RS256", "PS256", "ES256", "ES384", "RS384", "RS512", "Ed25519", "EdDSA")
_OPENED_BY = ("RSA-OAEP-256", "ECDH-ES+A256KW", "A256GCM", "A128GCM")
_LEEWAY, _OLDEST = timedelta(seconds=60), timedelta(minutes=10)


def verified(token: str, provider: Provider) -> dict[str, Any]:
    """The claims of a signed token; Conflict `openid.signature` when none of the provider's keys made the signature."""
    header = _header(token)
    kid = header.get("kid")
    if header.get("alg") not in SIGNED_BY or not (kid is None or isinstance(kid, str)):
        raise errors.not_proved("signature")
    try:
        keys = KeySet([import_key(one) for one in keys_of(provider, kid)])
        if not keys.keys:
            raise errors.not_proved("unknown_key")
        claims = jwt.decode(token, keys, algorithms=[header["alg"]]).claims
    except (JoseError, ValueError, TypeError):
        raise errors.not_proved("signature") from None
    return dict(claims)


def _header(token: str) -> dict[str, Any]:
    try:
        first = token.split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise errors.not_proved("not_a_token") from None
    if not isinstance(header, dict):
        raise errors.not_proved("not_a_token")
    return header


def check_claims(claims: dict[str, Any], provider: Provider, *, nonce: str, at: datetime) -> None:
    """Conflict when the token is not for us, not of now, or not of this sign-in. Clocks may differ by a minute."""
    now, leeway = int(at.timestamp()), int(_LEEWAY.total_seconds())
    registry = jwt.JWTClaimsRegistry(
        now=now, leeway=leeway, iss={"essential": True, "value": provider.issuer}, sub={"essential": True},
        aud={"essential": True, "value": provider.client_id}, exp={"essential": True}, iat={"essential": True},
    )  # fmt: skip
    try:
        registry.validate(claims)
    except (JoseError, ValueError, TypeError) as problem:
        raise errors.not_proved(f"claim_{getattr(problem, 'claim', None) or 'unreadable'}") from None
    if claims["iat"] < now - leeway - _OLDEST.total_seconds():
        raise errors.not_proved("claim_iat")
    many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (many or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise errors.not_proved("claim_azp")
    if not isinstance(claims.get("nonce"), str) or not compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise errors.not_proved("claim_nonce")
    if not 0 < len(claims["sub"]) <= 255:
        raise errors.not_proved("claim_sub")


def opened(value: str, provider: Provider) -> str:
    """A claim that the provider encrypted for us (compact JWE) in the clear; any other as it is."""
    if not provider.key or value.count(".") != 4:
        return value
    try:
        found = jwe.decrypt_compact(value, _private(provider.key), algorithms=list(_OPENED_BY)).plaintext
        return (found or b"").decode()
    except (JoseError, ValueError, TypeError):
        raise errors.not_proved("claim_sealed") from None


def _private(pem: str) -> RSAKey | ECKey:
    is_rsa = isinstance(load_pem_private_key(pem.encode(), None), RSAPrivateKey)
    return RSAKey.import_key(pem) if is_rsa else ECKey.import_key(pem)
