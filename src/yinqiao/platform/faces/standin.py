"""演示替身: the app's side of the protocol, for demo and tests. Whoever presses the button says what the outcome is.

Its keys lie in a file of the installation, so that every process of the demo speaks to the same stand-in.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from yinqiao.platform.faces.protocol import open_request, sign_result
from yinqiao.platform.faces.types import FaceApp, FaceOutcome, FaceRequest, FaceResult


class StandIn:
    """Opens requests and signs results as the real one does; it looks at no face."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def app(self, url: str) -> FaceApp:
        """As the demo knows it."""
        keys = self._keys()
        return FaceApp("演示替身", url, _public(keys["open"]), _public(keys["sign"]), is_standin=True)

    def read(self, token: str) -> FaceRequest:
        """What was asked; ValueError for what was not asked of it."""
        return open_request(token, self._keys()["open"].encode())

    def say(self, request: FaceRequest, outcome: FaceOutcome, *, at: datetime) -> str:
        """A signed result."""
        result = FaceResult(outcome, at, f"DEMO-{secrets.token_hex(8)}")
        return sign_result(request.nonce, result, self._keys()["sign"].encode())

    def _keys(self) -> dict[str, str]:
        """Made once: whoever comes second reads what the first has put there whole."""
        if not self._path.exists():
            made = {"open": _new(X25519PrivateKey.generate()), "sign": _new(Ed25519PrivateKey.generate())}
            own = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
            own.write_text(json.dumps(made), "utf-8")
            own.chmod(0o600)
            try:
                os.link(own, self._path)
            except FileExistsError:
                pass
            finally:
                own.unlink()
        keys: dict[str, str] = json.loads(self._path.read_text("utf-8"))
        return keys


def _new(key: X25519PrivateKey | Ed25519PrivateKey) -> str:
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*pem).decode()


def _public(private: str) -> bytes:
    key = serialization.load_pem_private_key(private.encode(), password=None)
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
