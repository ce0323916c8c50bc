"""What the person page says of a person's archive: who holds it, since when, under which number."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archives.queries import find_holdings
from yinqiao.areas.archives.types import ArchiveState, Holding
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import StrandView

# Of what is on its way the holder alone would say too little.
_ON_ITS_WAY = {
    ArchiveState.OFFERED: "，移交中",
    ArchiveState.COUNTED: "，移交中",
    ArchiveState.MISSING: "，清点时缺少",
}


def archive_strand(actor: Actor, retiree_id: UUID) -> StrandView | None:
    """The strand 档 of a person whose archives are on the books; the newest custody gives the day."""
    held = find_holdings(scope=actor.scope, retiree_id=retiree_id)
    if not held:
        return None
    since = max(timezone.localdate(one.since) for one in held)
    return StrandView("；".join(_words(one) for one in held), since, "档案交接")


def _words(held: Holding) -> str:
    return f"档号 {held.archive_no}，{held.holder}保管{_ON_ITS_WAY.get(held.state, '')}"
