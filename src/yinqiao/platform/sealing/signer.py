"""A signer of pyHanko that keeps its key: the library's own reads it anew for each document, 0.1 s for RSA."""

from __future__ import annotations

from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yinqiao.platform.sealing.types import NotSealed


class _KeptKey(SimpleSigner):
    """SHA-256 with RSA or an elliptic curve."""

    kept: RSAPrivateKey | EllipticCurvePrivateKey

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """The raw signature."""
        if isinstance(self.kept, RSAPrivateKey):
            return self.kept.sign(data, PKCS1v15(), hashes.SHA256())
        return self.kept.sign(data, ECDSA(hashes.SHA256()))


def signer_of(key: Any, own: x509.Certificate, others: list[x509.Certificate]) -> SimpleSigner:
    """The signer of a key with its certificate; `NotSealed` for keys of another kind."""
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise NotSealed("seal.key_kind")
    store = SimpleCertificateStore()
    store.register_multiple(_as_asn1(one) for one in others)
    told = keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    # Who checks has the root, or must not take it from the document.
    made = _KeptKey(_as_asn1(own), told, store, embed_roots=False)
    made.kept = key
    return made


def _as_asn1(one: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(one.public_bytes(Encoding.DER))
