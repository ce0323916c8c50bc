"""Acts of retention: propose what is due, destroy what was confirmed, keep what is still needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.retention.models import Proposal
from yinqiao.platform.retention.registry import retention_class, retention_classes
from yinqiao.platform.retention.rules import due_on, first_kept
from yinqiao.platform.rulebook import rulebook


def propose_due(*, actor: Actor, at: datetime) -> int:
    """Propose everything whose period has ended and that nobody keeps on; returns how many are new. Nightly."""
    with perform(actor=actor, action="retention.propose_due", at=at) as act:
        today = act.stamp.occurred_on
        Proposal.objects.filter(state="kept", keep_until__lte=today).update(state="proposed")
        known = set(Proposal.objects.values_list("rule", "object_id"))
        new = []
        for kind in retention_classes():
            rule = rulebook().get(kind.rule, region=settings.REGION, day=today)
            new += [
                Proposal(
                    rule=kind.rule,
                    rule_version=rule.version,
                    object_id=due.object_id,
                    label=due.label,
                    kept_since=due.kept_since,
                    due_on=due_on(due.kept_since, rule.parameters),
                    state="proposed",
                )
                for due in kind.find_due(first_kept(today, rule.parameters))
                if (kind.rule, due.object_id) not in known
            ]
        Proposal.objects.bulk_create(new, batch_size=1000)
        act.note(proposed=len(new))
    return len(new)


# What belongs to an enterprise belongs to no district: the city's own officer answers for it.
_CITY = 1


def _require_officer(actor: Actor) -> None:
    """The data-protection officer of the city decides, nobody else; the auditor sees proposals and must not."""
    if actor.role != "data_protection_officer" or not actor.scope.covers_place(_CITY):
        raise Refused(
            "retention.role_may_not",
            "只有市级个人信息保护负责人可以决定销毁或延期保存。",
            next_step="请切换到相应角色，或联系市级个人信息保护负责人。",
        )


def _locked(ids: Sequence[UUID]) -> list[Proposal]:
    found = list(Proposal.objects.select_for_update().filter(pk__in=ids, state="proposed").order_by("id"))
    if not found:
        raise Conflict(
            "retention.nothing_open",
            "所选内容已经处理过，没有需要确认的，数据没有变化。",
            next_step="请刷新名单后重新选择。",
        )
    return found


def confirm_destruction(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> str:
    """Destroy what was proposed and confirmed by a person; returns the number of the record of destruction.

    Refused `retention.role_may_not` for anybody but the city's data-protection officer.
    """
    _require_officer(actor)
    with perform(actor=actor, action="retention.confirm_destruction", at=at) as act:
        proposals = _locked(ids)
        number = f"XH{act.stamp.occurred_on:%Y%m%d}-{act.id.hex[-6:].upper()}"
        with widened("retention.destroy"):
            for rule in sorted({one.rule for one in proposals}):
                retention_class(rule).destroy([one.object_id for one in proposals if one.rule == rule], at, act.id)
        for one in proposals:
            one.state, one.decided_at, one.decided_name = "destroyed", at, actor.name
            one.decided_act, one.record_no = act.id, number
        Proposal.objects.bulk_update(proposals, ["state", "decided_at", "decided_name", "decided_act", "record_no"])
        act.note(destroyed=len(proposals), record=number)
    return number


def keep_longer(*, actor: Actor, at: datetime, ids: Sequence[UUID], until: date, reason: str) -> int:
    """Keep what was proposed until a later day, with the reason; it is proposed again on that day. Returns how many.

    Refused `retention.role_may_not` as above; Invalid `retention.until_not_later`.
    """
    _require_officer(actor)
    with perform(actor=actor, action="retention.keep_longer", at=at, purpose=reason) as act:
        if until <= act.stamp.occurred_on:
            sentence = "延期日期须晚于今天。"
            raise Invalid(
                "retention.until_not_later", sentence, next_step="请重新选择日期。", fields={"until": sentence}
            )
        proposals = _locked(ids)
        for one in proposals:
            one.state, one.decided_at, one.decided_name = "kept", at, actor.name
            one.decided_act, one.keep_until, one.reason = act.id, until, reason[:200]
        Proposal.objects.bulk_update(
            proposals, ["state", "decided_at", "decided_name", "decided_act", "keep_until", "reason"]
        )
        act.note(kept=len(proposals))
    return len(proposals)
