"""What dues put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.dues import queries
from yinqiao.areas.dues.forms import DIFFERS
from yinqiao.areas.dues.rules import COLLECTORS, DECIDERS
from yinqiao.areas.dues.types import RefundState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of who collects or answers; empty for other roles."""
    if actor.role not in COLLECTORS:
        return []
    counts = queries.count_accounts(scope=actor.scope, today=today)
    listed = f"{reverse('dues:month')}?state="
    entries = [
        TodayEntry("党费拖欠超过六个月的党员", counts["over"], f"{listed}over", "去了解", "danger",
                   "请党支部了解原因、研究处理；平台不会自动处理党籍。"),
        TodayEntry("党费拖欠三个月以上的党员", counts["remind"], f"{listed}remind", "去提醒", "soon", "请上门或打电话提醒。"),
        TodayEntry("还没有核定党费的党员", counts[queries.NO_BASE], f"{listed}{queries.NO_BASE}", "去核定", "normal"),
    ]  # fmt: skip
    differing = queries.list_differing(scope=actor.scope).count()
    url = f"{reverse('dues:payments')}?undone={DIFFERS}"
    entries.append(
        TodayEntry("实付与订单不符的手机交费", differing, url, "去核对", "soon", "多付的退还后冲正，少付的请补交。")
    )
    listed = reverse("dues:refunds")
    waiting = queries.list_refunds(scope=actor.scope, state=RefundState.PROPOSED).count()
    stuck = queries.list_refunds(scope=actor.scope, state=RefundState.ABNORMAL).count()
    entries += [
        TodayEntry("待复核的党费退款", waiting, f"{listed}?state=proposed", "去复核", "soon", "提请人不能自己复核。"),
        TodayEntry(
            "异常的党费退款", stuck, f"{listed}?state=abnormal", "去处理", "danger", "须在商户平台处理后查询结果。"
        ),
    ]
    if actor.role in DECIDERS:
        waiting = queries.list_to_answer(scope=actor.scope).count()
        url = f"{reverse('dues:decisions')}?state=proposed"
        entries.append(TodayEntry("待批准的党费减免和停收", waiting, url, "去答复", "soon"))
    return [one for one in entries if one.count]
