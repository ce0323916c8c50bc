"""What other rooms may know of certificates: kinds, states, what is asked for, what a check tells."""

from yinqiao.areas.certificates.types.certificates import (
    MATTER,
    Asked,
    Checked,
    Cover,
    Document,
    How,
    OwnCertificate,
    Revocation,
    Standing,
    State,
    Withdrawal,
)
from yinqiao.areas.certificates.types.kinds import LASTING, RECORDED, Kind
from yinqiao.areas.certificates.types.refused import Refused

__all__ = [
    "LASTING",
    "MATTER",
    "RECORDED",
    "Asked",
    "Checked",
    "Cover",
    "Document",
    "How",
    "Kind",
    "OwnCertificate",
    "Refused",
    "Revocation",
    "Standing",
    "State",
    "Withdrawal",
]
