"""What money puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.agreements.queries import PARTIES
from yinqiao.areas.funds.forms import LATE, SOON
from yinqiao.areas.funds.queries import count_turns
from yinqiao.areas.funds.types import Turn
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in agreements."""
    if actor.role not in PARTIES:
        return []
    counts = count_turns(scope=actor.scope, today=today)
    listed, dues = reverse("funds:payments"), reverse("funds:dues")
    is_payer = actor.scope.is_enterprise
    late = "企业逾期未付的移交经费" if not is_payer else "已逾期未付的移交经费"
    entries = [
        TodayEntry(late, counts.late, f"{dues}?due={LATE}", "去查看", "danger",
                   "付款期限已过，付款后请登记。" if is_payer else "付款期限已过，请催办或商签补充协议。"),
        TodayEntry("等待本方确认到账的款项", counts.answer, f"{listed}?turn={Turn.ANSWER}", "去确认", "soon",
                   "核对到账情况后确认，或写明原因退回。"),
        TodayEntry("下级逾期未确认到账的款项", counts.risen, f"{listed}?turn={Turn.RISEN}", "去督办", "danger",
                   "街道（乡镇）或区县超过期限没有答复，已上报。"),
        TodayEntry("被退回的款项登记", counts.returned, f"{listed}?turn={Turn.RETURNED}", "去处理", "soon",
                   "改正后重新登记，或撤回。"),
    ]  # fmt: skip
    if is_payer:
        entries.append(TodayEntry("近期到期的移交经费", counts.soon, f"{dues}?due={SOON}", "去查看", "normal"))
    return [entry for entry in entries if entry.count]
