"""The second person: a version is published for its day or sent back; before the day it may be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.local_rules import errors
from yinqiao.areas.local_rules.models import RuleVersion
from yinqiao.areas.local_rules.queries import before_of, get_shipped, read_values
from yinqiao.areas.local_rules.rules import FLOW
from yinqiao.areas.local_rules.services.proposing import require_computable, require_manager
from yinqiao.areas.local_rules.types import VersionState
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def decide_version(*, actor: Actor, at: datetime, version_id: UUID, is_approved: bool, words: str = "") -> None:
    """Approve a proposed version, which publishes it for its day and for good, or send it back with words.

    Refused `local_rules.same_person` for who proposed it; Conflict `local_rules.not_waiting`, `local_rules.too_late`
    when its day has come meanwhile.
    """
    with perform(actor=actor, action="local_rules.decide", at=at) as act:
        require_manager(actor)
        found = _lock(act, version_id)
        step = "approve" if is_approved else "refuse"
        if found.drafted_by == actor.id:
            raise errors.same_person()
        state = _next(found, step)
        if is_approved:
            _require_ahead(act, found)
            rule = get_shipped(found.rule_id, found.valid_from)
            require_computable(rule, before_of(rule, found), read_values(rule, found))
        found.state, found.decided_by, found.decided_name, found.decided_at = state, actor.id, actor.name[:64], at
        found.words = words.strip()[:500]
        found.save(update_fields=["state", "decided_by", "decided_name", "decided_at", "words"])
        act.note(answer=step)


def withdraw_version(*, actor: Actor, at: datetime, version_id: UUID, reason: str) -> None:
    """Take a version back: a proposal by who made it, a published one by any manager while its day has not come.

    Refused `local_rules.only_own`; Conflict `local_rules.not_waiting`, `local_rules.too_late`.
    """
    with perform(actor=actor, action="local_rules.withdraw", at=at) as act:
        require_manager(actor)
        found = _lock(act, version_id)
        if found.state == VersionState.PROPOSED and found.drafted_by != actor.id:
            raise errors.only_own()
        state = _next(found, "withdraw")
        if found.state == VersionState.PUBLISHED:
            _require_ahead(act, found)
        found.state, found.withdrawn_name, found.withdrawn_at = state, actor.name[:64], at
        found.withdrawn_reason = reason.strip()[:500]
        found.save(update_fields=["state", "withdrawn_name", "withdrawn_at", "withdrawn_reason"])


def _lock(act: Act, version_id: UUID) -> RuleVersion:
    rows = RuleVersion.objects.select_for_update().filter(region=settings.REGION)
    found = rows.filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    act.about("rule_version", found.pk, people=0)
    act.note(rule=found.rule_id, valid_from=found.valid_from.isoformat())
    return found


def _next(found: RuleVersion, step: str) -> VersionState:
    state = FLOW[VersionState(found.state)].get(step)
    if state is None:
        raise errors.not_waiting()
    return state


def _require_ahead(act: Act, found: RuleVersion) -> None:
    if found.valid_from < earliest(timezone.localtime(act.at)):
        raise errors.too_late()
