"""Electronic seals and signatures of GB/T 38540-2020, in ASN.1: SESeal and SES_Signature, with SM2 and SM3 alone."""

from __future__ import annotations

from asn1crypto import core

SM2_WITH_SM3, SM3 = "1.2.156.10197.1.501", "1.2.156.10197.1.401"
VERSION, UNIT_SEAL, BY_CERTIFICATE, BY_DIGEST = 4, 1, 1, 2


class ExtData(core.Sequence):
    """What a maker adds of its own."""

    _fields = [("extn_id", core.ObjectIdentifier), ("critical", core.Boolean, {"default": False}),
               ("extn_value", core.OctetString)]  # fmt: skip


class ExtDatas(core.SequenceOf):
    """Several of them."""

    _child_spec = ExtData


class Header(core.Sequence):
    """SES_Header: `ES`, the version, who made it."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]


class Certificates(core.SequenceOf):
    """CertInfoList: certificates of those who may seal, each in DER."""

    _child_spec = core.OctetString


class CertificateDigest(core.Sequence):
    """CertDigestObj: the digest of a certificate in place of it."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class CertificateDigests(core.SequenceOf):
    """CertDigestList."""

    _child_spec = CertificateDigest


class Property(core.Sequence):
    """SES_ESPropertyInfo: what kind of seal, its name, who may seal with it, from when until when."""

    _fields = [
        ("type", core.Integer), ("name", core.UTF8String), ("cert_list_type", core.Integer), ("cert_list", core.Any),
        ("create_date", core.GeneralizedTime), ("valid_start", core.GeneralizedTime), ("valid_end", core.GeneralizedTime),
    ]  # fmt: skip

    def _listed(self) -> type[core.SequenceOf]:
        return CertificateDigests if self["cert_list_type"].native == BY_DIGEST else Certificates

    _spec_callbacks = {"cert_list": _listed}


class Picture(core.Sequence):
    """SES_ESPictureInfo: how the seal looks; width and height in millimetres."""

    _fields = [("type", core.IA5String), ("data", core.OctetString), ("width", core.Integer), ("height", core.Integer)]


class SealInfo(core.Sequence):
    """SES_SealInfo: what its maker has signed."""

    _fields = [
        ("header", Header), ("es_id", core.IA5String), ("property", Property), ("picture", Picture),
        ("ext_datas", ExtDatas, {"explicit": 0, "optional": True}),
    ]  # fmt: skip


class Seal(core.Sequence):
    """SESeal: the seal with its maker's certificate and signature."""

    _fields = [("info", SealInfo), ("cert", core.OctetString), ("sign_alg", core.ObjectIdentifier),
               ("signed_value", core.OctetBitString)]  # fmt: skip


class ToSign(core.Sequence):
    """TBS_Sign: which seal, when, on what."""

    _fields = [
        ("version", core.Integer), ("seal", Seal), ("time_info", core.GeneralizedTime), ("data_hash", core.OctetBitString),
        ("property_info", core.IA5String), ("ext_datas", ExtDatas, {"explicit": 0, "optional": True}),
    ]  # fmt: skip


class Signature(core.Sequence):
    """SES_Signature: the seal put on something."""

    _fields = [
        ("to_sign", ToSign), ("cert", core.OctetString), ("signature_alg", core.ObjectIdentifier),
        ("signature", core.OctetBitString), ("time_stamp", core.OctetBitString, {"explicit": 0, "optional": True}),
    ]  # fmt: skip
