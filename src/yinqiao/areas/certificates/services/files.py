"""The files of a certificate: the PDF and the same page as OFD, each with the seal that there is for it, and put away."""

from __future__ import annotations

import io
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.certificates.queries import unit_of
from yinqiao.areas.certificates.types import How
from yinqiao.platform.acts import Act
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import NewFile, store_file
from yinqiao.platform.ofd import Described, ofd_of, packed
from yinqiao.platform.sealing.ofdseal import sealed
from yinqiao.platform.sealing.platform import CitySeal, seal_platform
from yinqiao.platform.sealing.sealers import sealer
from yinqiao.platform.sealing.types import NotSealed, Sealed


def put_away(act: Act, row: Certificate, pdf: bytes, *, has_ofd: bool = True) -> None:
    """Seal, store and register the files of a row, the OFD but where pages are pictures (`has_ofd`).

    Unavailable `certificates.seal_silent`: nothing was made then.
    """
    try:
        stamp, city = (None, None) if row.how == How.STAMPED else (sealer(), seal_platform() if has_ofd else None)
        ofd = _as_ofd(act, row, pdf, city) if has_ofd else b""
        made = Sealed(pdf) if stamp is None else stamp.seal(pdf, reason=row.title)
    except NotSealed as problem:
        raise errors.seal_silent() from problem
    row.digest, row.file_id = sha256(made.content).hexdigest(), _stored(act, row, made.content, "pdf")
    if has_ofd:
        row.ofd_digest, row.ofd_id = sha256(ofd).hexdigest(), _stored(act, row, ofd, "ofd")
    _registered(act, row, [(one.name, told) for one, told in ((stamp, made), (city, Sealed(ofd))) if one is not None])


def files_of(rows: QuerySet[Certificate]) -> QuerySet[StoredFile]:
    """What is kept of these certificates and not destroyed yet."""
    either = Q(pk__in=rows.values("file_id")) | Q(pk__in=rows.values("ofd_id"))
    return StoredFile.objects.filter(either, destroyed_at__isnull=True)


def _as_ofd(act: Act, row: Certificate, pdf: bytes, city: CitySeal | None) -> bytes:
    document = ofd_of(pdf, Described(row.pk.hex, row.title, unit_of(row.place_no), act.stamp.occurred_on))
    return packed(document.parts if city is None else sealed(document, city, at=act.at))


def _stored(act: Act, row: Certificate, content: bytes, kind: str) -> UUID:
    what = NewFile("certificate", f"{row.title}{row.number}.{kind}", f"application/{kind}", "certificates_certificate",
                   place_no=row.place_no, created_by=act.actor.id)  # fmt: skip
    return store_file(io.BytesIO(content), what).id


def _registered(act: Act, row: Certificate, used: list[tuple[str, Sealed]]) -> None:
    """A line for each seal that was put, with its timestamp; where none was, for the paper that will be stamped."""
    for name, made in used:
        _register(act, row, name, sha256(made.content).hexdigest(), made)
    if not used:
        _register(act, row, "实物公章", row.digest, Sealed(b""))


def _register(act: Act, row: Certificate, name: str, digest: str, made: Sealed) -> None:
    SealUse.objects.create(
        place_no=row.place_no, number=row.number, title=row.title, how=row.how, digest=digest, at=act.at,
        seal=name[:120], timing=made.timing, timed_at=made.timed_at, timed_by=made.timed_by,
        author_name=act.actor.name[:64], author_unit=act.actor.unit[:120],
    )  # fmt: skip
