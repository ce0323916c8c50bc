"""演示替身: a certificate of our own making for the demo. It proves that a file was not altered, and nothing of who made it."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

NAME = "演示替身（不具法律效力）"
# A demo may play on any day.
_SINCE, _UNTIL = datetime(2019, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
_SIGNS = ("digital_signature", "content_commitment")
_USES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip


def make_standin(path: Path, password: str) -> None:
    """Make the file of the stand-in where there is none yet: a root, and a certificate of it that seals."""
    if not path.exists():
        write_once(path, _made(password.encode()))


def write_once(path: Path, content: bytes) -> None:
    """Write a file of secrets that is whole or not there; two processes that begin together keep one of the two."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, partial = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        Path(partial).unlink()


def _made(password: bytes) -> bytes:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = named(f"{NAME}根证书")
    root = builder(root_name, root_name, root_key).add_extension(x509.BasicConstraints(True, 0), critical=True)
    root = root.add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
    root_id = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    signed_root = root.add_extension(root_id, critical=False).sign(root_key, hashes.SHA256())
    own = builder(named(NAME), root_name, key).add_extension(usage(*_SIGNS), critical=True)
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    signed = own.add_extension(known, critical=False).sign(root_key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        NAME.encode(), key, signed, [signed_root], BestAvailableEncryption(password)
    )


def named(common: str) -> x509.Name:
    """Who is called so."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def usage(*uses: str) -> x509.KeyUsage:
    """What a key may do."""
    return x509.KeyUsage(**{one: one in uses for one in _USES})


def builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
) -> x509.CertificateBuilder:
    """A certificate to be completed and signed."""
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return built.serial_number(x509.random_serial_number()).not_valid_before(_SINCE).not_valid_after(_UNTIL)
