"""Reads the signature of a PDF by pyHanko's own validator. Runs in the confined child."""

from __future__ import annotations

import io
from collections.abc import Sequence

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from yinqiao.platform.sealing.types import Soundness


def read_soundness(content: bytes, roots: Sequence[bytes], seals: Sequence[bytes]) -> Soundness:
    """What the signature says, by these roots (PEM) and for these seals (DER) alone.

    The certificate need only have been valid when it signed. Foreign where it holds but is not one of the seals.
    """
    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
    except (PdfError, ValueError, RecursionError, OverflowError, TypeError, KeyError, AttributeError):
        return Soundness.UNREADABLE if not content.startswith(b"%PDF-") else Soundness.ALTERED
    if not found:
        return Soundness.UNSEALED
    trusted = [x509.Certificate.load(pem.unarmor(one)[2]) for one in roots]
    try:
        one = found[0]
        context = ValidationContext(trust_roots=trusted, moment=one.self_reported_timestamp)
        status = validate_pdf_signature(one, context)
    except (PdfError, SignatureValidationError, ValueError, TypeError, KeyError, AttributeError):
        return Soundness.ALTERED
    # Nothing may stand behind what was signed, not even what readers pass over.
    is_whole = len(found) == 1 and int(one.byte_range[2]) + int(one.byte_range[3]) == len(content)
    if status.bottom_line and not is_whole:
        return Soundness.ALTERED
    if status.bottom_line:
        return Soundness.SOUND if status.signing_cert.dump() in seals else Soundness.FOREIGN
    return Soundness.FOREIGN if status.intact and status.valid and not status.trusted else Soundness.ALTERED
