"""Whether a GB/T 38540 signature holds: its own signature, the seal's, who may seal with it, the days, whose seal it is.

Known are certificates, not who issued them: an authority issues for thousands, and each of them could make a seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SM3, Hash

from yinqiao.platform.crypto import sm2
from yinqiao.platform.sealing.ses import BY_DIGEST, SM2_WITH_SM3, Seal, Signature
from yinqiao.platform.sealing.sm2cert import Certificate, read_certificate
from yinqiao.platform.sealing.types import Soundness


def sm3(data: bytes) -> bytes:
    """The digest of GB/T 32905."""
    made = Hash(SM3())
    made.update(data)
    return made.finalize()


def judge(content: bytes, digest: bytes, about: str, known: Sequence[Certificate]) -> Soundness:
    """What an SES_Signature in DER says of a digest and of where it stands; `known` are our seals' and their makers'.

    Foreign where everything holds but another's seal or maker. Revocation is not asked: whether a document of ours
    still holds is said by the register.
    """
    try:
        found = Signature.load(content, strict=True)
        said = found["to_sign"]
        signer, moment = read_certificate(found["cert"].native), said["time_info"].native
        holds = (
            found["signature_alg"].dotted == SM2_WITH_SM3
            and said["data_hash"].native == digest
            and said["property_info"].native == about
            and sm2.is_signed(signer.public, said.dump(), found["signature"].native)
            and signer.is_valid_at(moment)
            and _may_seal(said["seal"], signer)
        )
        maker = read_certificate(said["seal"]["cert"].native)
        if not holds or not _is_whole(said["seal"], maker, moment):
            return Soundness.ALTERED
    except (ValueError, TypeError, KeyError, AttributeError):
        return Soundness.ALTERED
    is_ours = {signer.der, maker.der} <= {one.der for one in known}
    return Soundness.SOUND if is_ours else Soundness.FOREIGN


def _may_seal(seal: Seal, signer: Certificate) -> bool:
    told = seal["info"]["property"]
    listed = told["cert_list"]
    if told["cert_list_type"].native == BY_DIGEST:
        return any(one["value"].native == sm3(signer.der) for one in listed)
    return any(one.native == signer.der for one in listed)


def _is_whole(seal: Seal, maker: Certificate, moment: datetime) -> bool:
    """The maker's signature holds, and seal and maker were valid when the seal was put."""
    told = seal["info"]["property"]
    return bool(
        seal["sign_alg"].dotted == SM2_WITH_SM3
        and sm2.is_signed(maker.public, seal["info"].dump(), seal["signed_value"].native)
        and told["valid_start"].native <= moment <= told["valid_end"].native
        and maker.is_valid_at(told["create_date"].native)
    )
