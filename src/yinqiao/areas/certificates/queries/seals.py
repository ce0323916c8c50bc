"""Which seals there are here: the certificate's for the PDF, the city's platform's for the OFD."""

from __future__ import annotations

from django.conf import settings

from yinqiao.platform.sealing.platform import seal_platform
from yinqiao.platform.sealing.sealers import sealer
from yinqiao.platform.sealing.types import NotSealed


def sealed_kinds() -> list[str]:
    """Which files bear a seal here: `PDF`, `OFD`, both or none."""
    return ["PDF"] * (sealer() is not None) + ["OFD"] * (settings.SEAL_PLATFORM is not None)


def has_standin() -> bool:
    """Whether one of the seals is a stand-in of the demo."""
    own, city = sealer(), settings.SEAL_PLATFORM
    return bool((own and own.is_standin) or (city and city.is_standin))


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
