"""A draft is proposed: the validator of item files reads it as the file that it will be."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from yinqiao.areas.applications.queries import read_item
from yinqiao.areas.applications.types import Item
from yinqiao.areas.service_items import errors
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.queries import base_of, known_versions
from yinqiao.areas.service_items.rules import FLOW, differences, text_of
from yinqiao.areas.service_items.services.drafting import lock, require_editable
from yinqiao.areas.service_items.types import VersionState
from yinqiao.kernel.publishing import earliest, latest
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def propose_version(*, actor: Actor, at: datetime, version_id: UUID, valid_from: date, reason: str) -> None:
    """Propose a draft for a day; another manager decides. It gets the next number of its item.

    Refused `service_items.only_own`; Conflict `service_items.not_editable`; Invalid `service_items.too_early`,
    `service_items.too_far`, `service_items.faulty`, `service_items.nothing_changed`.
    """
    with perform(actor=actor, action="service_items.propose", at=at) as act:
        found = lock(act, version_id)
        require_editable(actor, found)
        _require_day(act, valid_from)
        found.version, found.valid_from = _next_number(found), valid_from
        found.text = text_of({**found.content, "version": found.version, "valid_from": valid_from.isoformat()})
        item = require_whole(found)
        before = base_of(found, act.stamp.occurred_on)
        if before is not None and not differences(before, item):
            raise errors.nothing_changed()
        found.state, found.reason = FLOW[VersionState(found.state)]["propose"], reason.strip()[:500]
        found.proposed_at, found.decided_by, found.decided_name, found.decided_at = at, None, "", None
        found.words = ""
        found.save()
        act.note(version=found.version, valid_from=valid_from.isoformat())


def require_whole(found: ItemDraft) -> Item:
    """The item of the text that will serve; Invalid `service_items.faulty` with the first of what is wrong."""
    item, faults = read_item(found.text, "")
    if item is None:
        raise errors.faulty(len(faults), f"第 {faults[0].line} 行，{faults[0].reason}")
    return item


def _require_day(act: Act, valid_from: date) -> None:
    first = earliest(timezone.localtime(act.at))
    if valid_from < first:
        raise errors.too_early(first)
    if valid_from > latest(act.stamp.occurred_on):
        raise errors.too_far()


def _next_number(found: ItemDraft) -> int:
    """One more than any other version had, those that were taken back too."""
    code = found.code
    drawn = ItemDraft.objects.filter(code=code).exclude(pk=found.pk).aggregate(most=Max("version"))["most"] or 0
    return max([drawn, *(one.version for one in known_versions(code))]) + 1
