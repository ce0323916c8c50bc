"""演示替身: an authority of time of our own making for the demo. It speaks RFC 3161, and nobody outside trusts it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from yinqiao.platform.sealing.standin import builder, named, usage, write_once
from yinqiao.platform.sealing.types import TIME_STANDIN


class TimeStandIn:
    """Keys and certificates lie in one file, so that every process of the demo speaks to the same stand-in."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def root(self) -> bytes:
        """Its root, in PEM."""
        root: bytes = _opened(self._path)[2].public_bytes(Encoding.PEM)
        return root

    def answer(self, body: bytes) -> bytes:
        """The answer to a TimeStampReq, both in DER; what cannot be read is rejected as the protocol says."""
        try:
            asked = tsp.TimeStampReq.load(body, strict=True)
            made: bytes = _stamper(self._path).request_tsa_response(asked).dump()
        except (ValueError, TypeError, KeyError):
            made = tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {"bad_data_format"}}}).dump()
        return made


class _Stamper(DummyTimeStamper):
    """The library's own, with a key that is not read anew each time and a clock in UTC."""

    kept: rsa.RSAPrivateKey

    def _sign_tst_info(self, tst_info_data: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(tst_info_data)
        told = cms.CMSAttributes([
            simple_cms_attribute("content_type", "tst_info"),
            simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
            simple_cms_attribute("signing_certificate", as_signing_certificate(self.tsa_cert)),
            simple_cms_attribute("message_digest", digest.finalize()),
        ])  # fmt: skip
        return self.kept.sign(told.dump(), PKCS1v15(), hashes.SHA256()), told

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        self.fixed_dt = datetime.now(UTC).replace(microsecond=0)
        return super().request_tsa_response(req)


@cache
def _stamper(path: Path) -> _Stamper:
    key, own, _ = _opened(path)
    told = asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    made = _Stamper(asn1.Certificate.load(own.public_bytes(Encoding.DER)), told, override_md="sha256")
    made.kept = key
    return made


@cache
def _opened(path: Path) -> tuple[Any, x509.Certificate, x509.Certificate]:
    if not path.exists():
        write_once(path, _made())
    key, own, others = pkcs12.load_key_and_certificates(path.read_bytes(), None)
    if own is None:
        raise ValueError(path.name)
    return key, own, others[0]


def _made() -> bytes:
    """A root, and a certificate of it that may tell the time and nothing else."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    root_name = named(f"{TIME_STANDIN}根证书")
    root = builder(root_name, root_name, root_key).add_extension(x509.BasicConstraints(True, 0), critical=True)
    root = root.add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
    root_id = x509.SubjectKeyIdentifier.from_public_key(root_key.public_key())
    own = builder(named(TIME_STANDIN), root_name, key).add_extension(usage("digital_signature"), critical=True)
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    signed = [
        own.add_extension(known, critical=False).sign(root_key, hashes.SHA256()),
        root.add_extension(root_id, critical=False).sign(root_key, hashes.SHA256()),
    ]
    return pkcs12.serialize_key_and_certificates(TIME_STANDIN.encode(), key, signed[0], signed[1:], NoEncryption())
