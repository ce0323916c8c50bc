"""The seal of this installation: a PKCS#12 file by configuration, in the demo the stand-in; PAdES by pyHanko.

pyHanko takes half a second to load: it is loaded when the first document is sealed.
"""

from __future__ import annotations

import io
import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings

from yinqiao.platform.sealing import standin
from yinqiao.platform.sealing.types import NotSealed, Sealed, Sealer, SealFile, TimeAuthority, Timing

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import TimeStamper

logger = logging.getLogger(__name__)
_FIELD, _DIGEST = "YinqiaoSeal", "sha256"
# Signature, attributes and names of the issuer: 1 KB with RSA-4096.
_AROUND = 2048
# Hexadecimal digits left for a token (`timestamps.MOST`).
_TOKEN = 2 * 8192


def sealer() -> Sealer | None:
    """What seals documents here; None where they are printed and stamped."""
    file: SealFile | None = settings.SEAL_FILE
    return _FileSeal(file) if file is not None else None


def trusted_roots(file: SealFile) -> list[bytes]:
    """The roots by which seals of this installation are known, in PEM: of the file itself, and those named beside it."""
    found = [one for one in _opened(file)[2] if one.issuer == one.subject]
    if file.roots is not None:
        found += x509.load_pem_x509_certificates(file.roots.read_bytes())
    return [one.public_bytes(Encoding.PEM) for one in found]


def known_seals(file: SealFile) -> list[bytes]:
    """The certificates that seal or sealed here, in DER: the file's own, and those that stand with the roots.

    An authority issues for thousands: that one of its certificates has signed makes no seal of this installation.
    """
    found = [_opened(file)[1]]
    if file.roots is not None:
        found += x509.load_pem_x509_certificates(file.roots.read_bytes())
    return [one.public_bytes(Encoding.DER) for one in found]


class _FileSeal:
    """A key that lies in a file of the installation. PAdES: the certificate, the moment, no change allowed after.

    B-T where an authority of time answers; where it does not, B-B and said so: nobody at a counter waits for it.
    """

    def __init__(self, file: SealFile) -> None:
        self._file = file

    @property
    def is_standin(self) -> bool:
        """Whether it is the stand-in of the demo."""
        return bool(settings.IS_DEMO and self._file == settings.SEAL_STANDIN)

    @property
    def name(self) -> str:
        """The name in the certificate."""
        subject = _opened(self._file)[1].subject
        names = subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return str(names[0].value) if names else subject.rfc4514_string()

    def seal(self, pdf: bytes, *, reason: str) -> Sealed:
        """The document, signed; `NotSealed` where file or password are wrong or the certificate has ended."""
        authority: TimeAuthority | None = settings.TIME_AUTHORITY
        if authority is None:
            return Sealed(self._signed(pdf, reason, None))
        from yinqiao.platform.sealing.timestamps import NotTimed, Stamper

        stamper = Stamper(authority)
        try:
            content = self._signed(pdf, reason, stamper)
        except NotTimed as problem:
            logger.warning("sealed without a timestamp: %s", problem.args[0])
            return Sealed(self._signed(pdf, reason, None), Timing.SILENT)
        return Sealed(content, Timing.TIMED, stamper.at, stamper.by)

    def _signed(self, pdf: bytes, reason: str, stamper: TimeStamper | None) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
        from pyhanko.sign.general import SigningError
        from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

        told = PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm=_DIGEST, reason=reason, subfilter=SigSeedSubFilter.PADES, certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )  # fmt: skip
        try:
            made: io.BytesIO = sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(pdf)), told, _signer(self._file), timestamper=stamper,
                bytes_reserved=_room(self._file) + (_TOKEN if stamper is not None else 0),
            )  # fmt: skip
        except SigningError as problem:
            raise NotSealed("seal.refused") from problem
        return made.getvalue()


@cache
def _opened(file: SealFile) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    """Key, certificate and the others of a file; `NotSealed` when it cannot be opened."""
    if file == settings.SEAL_STANDIN:
        standin.make_standin(file.path, file.password)
    try:
        key, own, others = pkcs12.load_key_and_certificates(file.path.read_bytes(), file.password.encode())
    except (OSError, ValueError) as problem:
        raise NotSealed("seal.file_unreadable") from problem
    if key is None or own is None:
        raise NotSealed("seal.file_without_key")
    return key, own, others


@cache
def _room(file: SealFile) -> int:
    """Hexadecimal digits left for a signature: its certificates and what stands around them. The library would find out
    by signing once more each time.
    """
    certificates = (_opened(file)[1], *_opened(file)[2])
    return 2 * (sum(len(one.public_bytes(Encoding.DER)) for one in certificates) + _AROUND)


@cache
def _signer(file: SealFile) -> SimpleSigner:
    from yinqiao.platform.sealing.signer import signer_of

    return signer_of(*_opened(file))
