"""X.509 certificates with SM2 keys (GM/T 0015), which the library of the other certificates cannot read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import core, keys, pem, x509

from yinqiao.platform.crypto import sm2
from yinqiao.platform.sealing.ses import SM2_WITH_SM3

CURVE = "1.2.156.10197.1.301"
_UNCOMPRESSED = b"\x04"
_SINCE, _UNTIL = datetime(2019, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is asked of a certificate: who holds which key, from when until when."""

    der: bytes
    public: bytes
    since: datetime
    until: datetime

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether a moment lies within its days."""
        return self.since <= moment <= self.until


def read_certificate(der: bytes) -> Certificate:
    """A certificate in DER. ValueError for anything else, and for keys that are not SM2."""
    try:
        found = x509.Certificate.load(der, strict=True)
        told = found["tbs_certificate"]
        key = told["subject_public_key_info"]
        point = key["public_key"].native
        if key["algorithm"]["parameters"].native != CURVE or point[:1] != _UNCOMPRESSED or len(point) != 1 + sm2.PUBLIC:
            raise ValueError("no SM2 key")
        validity = told["validity"]
        return Certificate(der, point[1:], validity["not_before"].native, validity["not_after"].native)
    except (TypeError, KeyError, AttributeError) as problem:
        raise ValueError("no certificate") from problem


def read_certificates(text: bytes) -> list[Certificate]:
    """Every certificate of a PEM file."""
    return [read_certificate(der) for kind, _, der in pem.unarmor(text, multiple=True) if kind == "CERTIFICATE"]


def issue(pair: bytes, subject: x509.Name, issuer: x509.Name, issuer_pair: bytes, serial: int) -> bytes:
    """A certificate for a pair of ours, valid as long as a demo may play; for stand-ins and tests."""
    key = keys.PublicKeyInfo({
        "algorithm": {"algorithm": "ec", "parameters": keys.ECDomainParameters(name="named", value=CURVE)},
        "public_key": _UNCOMPRESSED + sm2.public_of(pair),
    })  # fmt: skip
    told = x509.TbsCertificate({
        "version": "v3", "serial_number": serial, "signature": {"algorithm": SM2_WITH_SM3}, "issuer": issuer,
        "validity": {
            "not_before": x509.Time("utc_time", core.UTCTime(_SINCE)),
            "not_after": x509.Time("utc_time", core.UTCTime(_UNTIL)),
        },
        "subject": subject,
        "subject_public_key_info": key,
        "extensions": [
            {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": False}},
            {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature", "non_repudiation"}},
        ],
    })  # fmt: skip
    signature = sm2.sign(issuer_pair, told.dump())
    return bytes(
        x509.Certificate(
            {"tbs_certificate": told, "signature_algorithm": {"algorithm": SM2_WITH_SM3}, "signature_value": signature}
        ).dump()
    )
