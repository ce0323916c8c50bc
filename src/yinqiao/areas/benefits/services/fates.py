"""What becomes of what an enterprise used to give: asked of it, answered by it or from its paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from yinqiao.areas.agreements.events import SIGNED
from yinqiao.areas.agreements.queries import list_benefits_agreed
from yinqiao.areas.benefits import errors
from yinqiao.areas.benefits.models import BenefitFate
from yinqiao.areas.benefits.queries import get_fate
from yinqiao.areas.benefits.rules import OFFICES, TELLERS, old_benefits
from yinqiao.areas.benefits.types import Fate, FateAnswer
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.models import Event
from yinqiao.platform.rulebook import rulebook

_GOES_ON = (Fate.STAYS, Fate.HANDED_OVER, Fate.IN_MONEY)


def ask_fates(*, actor: Actor, at: datetime, enterprise_id: int) -> int:
    """Ask an enterprise what becomes of all that it was not asked before; returns of how many things.

    NotFound for no enterprise; Conflict `benefits.nothing_to_ask`.
    """
    with perform(actor=actor, action="benefits.ask_fates", at=at) as act:
        if actor.role not in OFFICES:
            raise Refused(
                "benefits.role_may_not", "您当前的角色不能请企业答复，没有保存。", next_step="请由街道以上经办人办理。"
            )
        if enterprise_id not in enterprise_names({enterprise_id}):
            raise NotFound
        asked = _ask(act, {enterprise_id})
        if not asked:
            raise errors.nothing_to_ask()
        act.note(enterprise=enterprise_id, asked=asked)
    return asked


def ask_who_signed(*, act: Act) -> None:
    """Whoever signs an agreement is asked with it."""
    signed = Event.objects.filter(act_id=act.id, type=SIGNED.code).values_list("subject_id", flat=True)
    papers = list_benefits_agreed(scope=act.actor.scope, agreement_ids=[one for one in signed if one is not None])
    _ask(act, {one.enterprise_id for one in papers})


def answer_fate(*, actor: Actor, at: datetime, fate_id: UUID, answer: FateAnswer) -> None:
    """The enterprise says what becomes of it, or an office notes it from the enterprise's paper; may be said anew.

    NotFound out of scope; Invalid `benefits.answer_incomplete`.
    """
    with perform(actor=actor, action="benefits.answer_fate", at=at) as act:
        if actor.role not in OFFICES | set(TELLERS):
            raise Refused(
                "benefits.role_may_not",
                "您当前的角色不能登记答复，没有保存。",
                next_step="请由原企业或者街道以上经办人登记。",
            )
        found = get_fate(scope=actor.scope, fate_id=fate_id)
        row = BenefitFate.objects.select_for_update().get(pk=found.pk)
        if answer.fate in _GOES_ON and not answer.payer.strip():
            raise errors.answer_incomplete("payer", "请写明谁出钱，没有保存。")
        if answer.fate in _GOES_ON and not answer.where.strip():
            raise errors.answer_incomplete("where", "请写明问谁、电话多少，没有保存。")
        if actor.role in OFFICES and not answer.basis.strip():
            raise errors.answer_incomplete("basis", "代企业登记的，请写明企业的书面答复，没有保存。")
        row.fate, row.payer, row.until = answer.fate, answer.payer.strip()[:60], answer.until
        row.where, row.basis = answer.where.strip()[:80], answer.basis.strip()[:100]
        row.answered_on, row.answered_name = act.stamp.occurred_on, actor.name[:64]
        row.answered_unit = actor.unit[:120]
        row.save()
        act.about("fate", row.pk, people=0)
        act.note(enterprise=row.enterprise_id, item=row.code, fate=answer.fate.value)


def _ask(act: Act, enterprises: set[int]) -> int:
    today = act.stamp.occurred_on
    rule = rulebook().get("benefits.fate_days", region=settings.REGION, day=today)
    due, codes = today + timedelta(days=int(rule.parameters["days"])), list(old_benefits())
    known = set(BenefitFate.objects.filter(enterprise_id__in=enterprises).values_list("enterprise_id", "code"))
    rows = [
        BenefitFate(enterprise_id=one, code=code, asked_on=today, asked_name=act.actor.name[:64], due_on=due)
        for one in sorted(enterprises)
        for code in codes
        if (one, code) not in known
    ]
    BenefitFate.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
