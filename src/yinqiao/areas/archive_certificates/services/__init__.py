"""Acts on certificates from the record of an archive."""

from yinqiao.areas.archive_certificates.services.asking import ask, ask_by_letter, ask_for
from yinqiao.areas.archive_certificates.services.drafting import draft, refuse, send_back
from yinqiao.areas.archive_certificates.services.issuing import issue
from yinqiao.areas.archive_certificates.services.retention import ATTESTATIONS, ENCRYPTED

__all__ = ["ATTESTATIONS", "ENCRYPTED", "ask", "ask_by_letter", "ask_for", "draft", "issue", "refuse", "send_back"]
