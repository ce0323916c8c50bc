"""Takes earlier messages back: what still waits ends, what was applied is undone visibly where nothing rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinqiao.areas.intake import events
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.services.settling import Work, end_disputes, item_of, tell, works_of
from yinqiao.areas.intake.types import (
    Judged,
    MessageState,
    Reason,
    RefusalReason,
    Verdict,
)
from yinqiao.areas.retirees.queries import last_acts
from yinqiao.areas.retirees.services import restore_people, withdraw_deaths
from yinqiao.platform.acts import Act

DEATH, DEATH_WITHDRAWN = "cn.yinqiao.person.death.v1", "cn.yinqiao.person.death-withdrawn.v1"
WITHDRAWN = "cn.yinqiao.message.withdrawn.v1"
TAKING_BACK = (DEATH_WITHDRAWN, WITHDRAWN)
_UNSETTLED = (MessageState.WAITING, MessageState.HELD, MessageState.DISPUTED)
_RULE = "intake.withdrawing@2026-01-01"


def withdraw(act: Act, source: Source, works: Sequence[Work], fresh: Mapping[str, Work]) -> None:
    """Take back what each of these messages names; `fresh` are those that came in the same batch, by id."""
    if not works:
        return
    named = {one.data.withdraws for one in works}
    stored = Message.objects.filter(source=source, event_id__in=named - set(fresh)).exclude(
        state=MessageState.REFUSED.value
    )
    earlier = {row.event_id: row for row in stored.select_for_update()}
    earlier |= {name: fresh[name].row for name in named & set(fresh)}
    changed = []
    for one in works:
        target = earlier.get(one.data.withdraws)
        if target is None or not _may(one, target):
            one.row.state, one.row.reason = MessageState.REFUSED.value, RefusalReason.NOTHING_TO_WITHDRAW.value
        else:
            _take_back(act, one, target)
            changed.append(target)
        one.row.settled_at = None if one.row.state == MessageState.DISPUTED else act.at
    kept = [row for row in changed if row.event_id not in fresh]
    Message.objects.bulk_update(kept, ["state", "reason", "settled_at"])
    end_disputes(act, [row.pk for row in kept if row.state == MessageState.WITHDRAWN])


def _may(one: Work, target: Message) -> bool:
    is_death = one.kind.code == DEATH_WITHDRAWN
    is_fit = target.type == DEATH if is_death else target.type not in (DEATH_WITHDRAWN, one.kind.code)
    return is_fit and target.state in {*_UNSETTLED, MessageState.APPLIED, MessageState.SAME, MessageState.OLDER}


def _take_back(act: Act, one: Work, target: Message) -> None:
    one.row.retiree_id, one.row.withdraws_id = target.retiree_id, target.pk
    one.row.rule, one.row.reason = _RULE, Reason.WITHDRAWAL.value
    if target.state == MessageState.APPLIED and target.retiree_id and not undo(act, target, one.data.reason):
        # Something rests on it: a person looks at both.
        one.row.state, one.row.reason = MessageState.DISPUTED.value, Reason.CHANGED_SINCE.value
        one.judged = Judged(Verdict.DISPUTE, Reason.CHANGED_SINCE, _RULE)
        return
    if target.state == MessageState.APPLIED and target.retiree_id:
        tell(act, events.WITHDRAWN, {target.retiree_id: Reason.WITHDRAWAL.value})
        one.row.state, one.row.act_id = MessageState.APPLIED.value, act.id
    else:
        one.row.state, one.row.act_id = MessageState.SAME.value, None
    target.state, target.reason, target.settled_at = MessageState.WITHDRAWN.value, Reason.WITHDRAWAL.value, act.at


def undo(act: Act, target: Message, reason: str) -> bool:
    """Undo what one applied message did; False when the register has gone on since, and nothing is touched."""
    if target.retiree_id is None or target.act_id is None:
        return False
    if target.type == DEATH:
        return bool(withdraw_deaths(act=act, ids=[target.retiree_id], reason=f"来源撤回，{reason}"))
    (work,) = works_of([target])
    if work.kind.undo is not None:
        return work.kind.undo(act, item_of(target.source, work), reason)
    if Message.objects.filter(act_id=target.act_id, retiree_id=target.retiree_id).exclude(pk=target.pk).exists():
        return False
    if last_acts(ids=[target.retiree_id]).get(target.retiree_id) != target.act_id:
        return False
    return bool(restore_people(act=act, ids=[target.retiree_id], before_act=target.act_id))
