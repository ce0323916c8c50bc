"""The second person: a version is published for its day or sent back with words; before the day it may be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.service_items import errors
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.queries import known_versions
from yinqiao.areas.service_items.rules import FLOW
from yinqiao.areas.service_items.services.drafting import lock
from yinqiao.areas.service_items.services.proposing import require_whole
from yinqiao.areas.service_items.types import VersionState
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def decide_version(*, actor: Actor, at: datetime, version_id: UUID, is_approved: bool, words: str = "") -> None:
    """Approve a proposed version, which publishes it for its day and for good, or send it back to be changed.

    Refused `service_items.same_person`; Conflict `service_items.not_waiting`, `service_items.too_late`,
    `service_items.overtaken`; Invalid `service_items.faulty` where the product no longer takes its text.
    """
    with perform(actor=actor, action="service_items.decide", at=at) as act:
        found = lock(act, version_id)
        if found.drafted_by == actor.id:
            raise errors.same_person()
        step = "approve" if is_approved else "return"
        found.state = _next(found, step)
        if is_approved:
            _require_ahead(act, found)
            require_whole(found)
            if found.version in {one.version for one in known_versions(found.code)}:
                raise errors.overtaken()
        found.decided_by, found.decided_name, found.decided_at = actor.id, actor.name[:64], at
        found.words = words.strip()[:500]
        found.save(update_fields=["state", "decided_by", "decided_name", "decided_at", "words"])
        act.note(answer=step)


def withdraw_version(*, actor: Actor, at: datetime, version_id: UUID, reason: str) -> None:
    """Take a version back: a draft or proposal by who made it, a published one by any manager before its day.

    Refused `service_items.only_own`; Conflict `service_items.not_waiting`, `service_items.too_late`.
    """
    with perform(actor=actor, action="service_items.withdraw", at=at) as act:
        found = lock(act, version_id)
        if found.state != VersionState.PUBLISHED and found.drafted_by != actor.id:
            raise errors.only_own()
        if found.state == VersionState.PUBLISHED:
            _require_ahead(act, found)
        found.state = _next(found, "withdraw")
        found.withdrawn_name, found.withdrawn_at = actor.name[:64], at
        found.withdrawn_reason = reason.strip()[:500]
        found.save(update_fields=["state", "withdrawn_name", "withdrawn_at", "withdrawn_reason"])


def _next(found: ItemDraft, step: str) -> VersionState:
    state = FLOW[VersionState(found.state)].get(step)
    if state is None:
        raise errors.not_waiting()
    return state


def _require_ahead(act: Act, found: ItemDraft) -> None:
    if found.valid_from is None or found.valid_from < earliest(timezone.localtime(act.at)):
        raise errors.too_late()
