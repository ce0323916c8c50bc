"""Which seals there are here: the certificate's for the PDF, the city's platform's for the OFD."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.platform.sealing.platform import seal_platform
from yinqiao.platform.sealing.sealers import sealer
from yinqiao.platform.sealing.types import TIME_STANDIN, NotSealed, Timing


def sealed_kinds() -> list[str]:
    """Which files bear a seal here: `PDF`, `OFD`, both or none."""
    return ["PDF"] * (sealer() is not None) + ["OFD"] * (settings.SEAL_PLATFORM is not None)


def has_standin() -> bool:
    """Whether one of the seals is a stand-in of the demo."""
    own, others = sealer(), (settings.SEAL_PLATFORM, settings.TIME_AUTHORITY)
    return bool((own and own.is_standin) or any(one and one.is_standin for one in others))


def authority_of_time() -> str:
    """Who says when a PDF was sealed, as its address names it; empty where nobody does."""
    authority = settings.TIME_AUTHORITY
    if authority is None or sealer() is None:
        return ""
    return TIME_STANDIN if authority.is_standin else str(urlsplit(authority.url).hostname)


def timed(use: SealUse) -> str:
    """When it was sealed and who says so, in words; a dash for seals that have no timestamps."""
    if use.timing == Timing.TIMED and use.timed_at is not None:
        return f"{timezone.localtime(use.timed_at):%Y-%m-%d %H:%M:%S} {use.timed_by}"
    return Timing.SILENT.label if use.timing == Timing.SILENT else "—"


def time_of(row: Certificate) -> str:
    """The same of the PDF of a certificate that was found within a scope; empty where no seal lies in it."""
    use = SealUse.objects.filter(digest=row.digest).exclude(timing="").first() if row.digest else None
    return timed(use) if use is not None else ""


def named_seals() -> list[tuple[str, str]]:
    """Kind of file and name of its seal; of one that does not answer it is said so."""
    named = {"PDF": sealer, "OFD": seal_platform}
    found = []
    for kind in sealed_kinds():
        try:
            own = named[kind]()
            found.append((kind, own.name if own is not None else ""))
        except NotSealed:
            found.append((kind, "现在没有应答，请系统管理员检查"))
    return found
