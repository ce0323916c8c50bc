"""Reads the signature of a PDF by pyHanko's own validator. Runs in the confined child."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from yinqiao.platform.sealing.types import Soundness


def read_soundness(
    content: bytes, roots: Sequence[bytes], seals: Sequence[bytes], times: Sequence[bytes] = ()
) -> Soundness:
    """What the signature says, by these roots (PEM) and for these seals (DER) alone.

    The certificate need only have been valid when it signed. Foreign where it holds but is not one of the seals. A
    timestamp by one of `times` (roots, PEM) has to hold; one of an authority that is not known here says nothing.
    """
    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
    except (PdfError, ValueError, RecursionError, OverflowError, TypeError, KeyError, AttributeError):
        return Soundness.UNREADABLE if not content.startswith(b"%PDF-") else Soundness.ALTERED
    if not found:
        return Soundness.UNSEALED
    try:
        one = found[0]
        moment = one.self_reported_timestamp
        context = ValidationContext(trust_roots=_read(roots), moment=moment)
        status = validate_pdf_signature(one, context, ValidationContext(trust_roots=_read(times), moment=moment))
        if status.timestamp_validity is not None and not status.timestamp_validity.trusted:
            status = replace(status, timestamp_validity=None)
    except (PdfError, SignatureValidationError, ValueError, TypeError, KeyError, AttributeError):
        return Soundness.ALTERED
    # Nothing may stand behind what was signed, not even what readers pass over.
    is_whole = len(found) == 1 and int(one.byte_range[2]) + int(one.byte_range[3]) == len(content)
    if status.bottom_line and not is_whole:
        return Soundness.ALTERED
    if status.bottom_line:
        return Soundness.SOUND if status.signing_cert.dump() in seals else Soundness.FOREIGN
    return Soundness.FOREIGN if status.intact and status.valid and not status.trusted else Soundness.ALTERED


def _read(certificates: Sequence[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(pem.unarmor(one)[2]) for one in certificates]
