"""Acts on certificates: issue, seal, decline, revoke, issue anew, and checks by whoever holds one."""

from yinqiao.areas.certificates.services.certifying import certify, require_certifier
from yinqiao.areas.certificates.services.issuing import issue, reissue
from yinqiao.areas.certificates.services.own import issue_own
from yinqiao.areas.certificates.services.retention import CERTIFICATES, ENCRYPTED
from yinqiao.areas.certificates.services.revoking import forget_people, revoke
from yinqiao.areas.certificates.services.sealing import decline, permit, seal
from yinqiao.areas.certificates.services.verifying import check_code, check_file

__all__ = [
    "CERTIFICATES",
    "ENCRYPTED",
    "certify",
    "check_code",
    "check_file",
    "decline",
    "forget_people",
    "issue",
    "issue_own",
    "permit",
    "reissue",
    "require_certifier",
    "revoke",
    "seal",
]
