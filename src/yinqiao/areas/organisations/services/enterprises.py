"""Register enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yinqiao.areas.organisations.models import Enterprise
from yinqiao.areas.organisations.types import EnterpriseInput
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def register_enterprises(*, actor: Actor, at: datetime, enterprises: Sequence[EnterpriseInput]) -> dict[str, int]:
    """Add enterprises that are not there yet, groups before subsidiaries; returns credit code → id for all of them."""
    with perform(actor=actor, action="organisations.register_enterprises", at=at) as act:
        known = dict(Enterprise.objects.values_list("uscc", "id"))
        new = [one for one in enterprises if one.uscc not in known]
        for wave in ([one for one in new if not one.group_uscc], [one for one in new if one.group_uscc]):
            rows = [
                Enterprise(
                    uscc=one.uscc,
                    name=one.name,
                    short_name=one.short_name,
                    source=one.source,
                    group_id=known[one.group_uscc] if one.group_uscc else None,
                    is_synthetic=one.is_synthetic,
                )
                for one in wave
            ]
            known.update({row.uscc: row.pk for row in Enterprise.objects.bulk_create(rows, batch_size=1000)})
        act.note(added=len(new))
    return {one.uscc: known[one.uscc] for one in enterprises}
