"""A security key made of software: answers what a page asks, as WebAuthn Level 2 says, for the tests of signing in."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

_FLAG = AuthenticatorData.FLAG


class SoftKey:
    """One key with one credential for one site."""

    def __init__(self, host: str = "testserver", origin: str = "") -> None:
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.site = hashlib.sha256(host.encode()).digest()
        self.origin = origin or f"https://{host}"
        self.uses = 0

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the browser hands over when a key is registered."""
        public = ES256.from_cryptography_key(self.secret.public_key())
        held = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(self.site, _FLAG.UP | _FLAG.AT, 0, held)
        said = self._said("webauthn.create", options)
        return self._answer(
            clientDataJSON=said, attestationObject=AttestationObject.create("none", data, {}), transports=["usb"]
        )

    def shown(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the browser hands over when the key is touched."""
        self.uses += 1
        data, said = AuthenticatorData.create(self.site, _FLAG.UP, self.uses), self._said("webauthn.get", options)
        signed = self.secret.sign(bytes(data) + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signed)

    def _said(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _answer(self, **response: Any) -> dict[str, Any]:
        told = {
            name: value if isinstance(value, list) else websafe_encode(bytes(value)) for name, value in response.items()
        }
        return {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key", "response": told,
            "clientExtensionResults": {}, "authenticatorAttachment": "cross-platform",
        }  # fmt: skip
