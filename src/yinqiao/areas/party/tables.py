"""Lists of a roster's rows and of members on their way."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.party.queries import receiver_label, step_of
from yinqiao.areas.party.rules import is_run_out, return_reasons
from yinqiao.areas.party.types import LetterMedium, MemberState
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

ROW_TONES = {"blocked": "danger", "ready": "accent"}
MEMBER_TONES = {
    "offered": "soon", "letter_issued": "accent", "checked_in": "accent", "received": "good", "returned": "danger",
}  # fmt: skip
STATUS_LABELS = {one.value: one.label for one in PoliticalStatus}
RUN_OUT = "介绍信已过期，待重新开具"
_MONTH = "Y-m"
# Says a day with the days left; the day itself is derived, so the column holds none.
_DAY = DayColumn(left_from=timezone.localdate)


def state_words(member: Any) -> tuple[str, str]:
    """What is said of a member's state, and its tone: a letter that has run out is said, whatever is stored."""
    is_waiting = member.state == MemberState.LETTER_ISSUED and member.valid_to is not None
    if is_waiting and is_run_out(member.valid_to, timezone.localdate()):
        return RUN_OUT, "danger"
    return MemberState(member.state).label, MEMBER_TONES.get(member.state, "neutral")


class RowTable(tables.Table):
    """The rows of a roster."""

    row_no = NumberColumn(verbose_name="行号")
    name = tables.Column("姓名", default="—")
    state = StateColumn(verbose_name="状态", tones=ROW_TONES, labels=dict(RowState.choices()))
    political_status = StateColumn(verbose_name="政治面貌", labels=STATUS_LABELS, default="—")
    joined_on = DayColumn(verbose_name="入党时间", default="—")
    full_on = DayColumn(verbose_name="转正时间", default="—")
    branch = tables.Column("所在党支部", default="—")
    upper = tables.Column("上级党组织", default="—")
    dues_paid_to = tables.DateColumn(verbose_name="党费交至", format=_MONTH, default="—")
    file_holder = tables.Column("党员档案保管单位", default="—")
    attached_to = tables.Column("挂靠单位", default="—")
    letter_no = tables.Column("介绍信编号", default="—")
    letter_on = DayColumn(verbose_name="介绍信开出日期", default="—")
    letter_medium = StateColumn(verbose_name="介绍信方式", labels=dict(LetterMedium.choices()), default="—")
    remark = tables.Column("备注", default="—")


class MemberTable(tables.Table):
    """Members between an enterprise and a place: where each stands, what comes next and by when."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=True, attrs={"td": {"class": "nowrap"}})
    branch = tables.Column("所在党支部", accessor="organisation__name")
    state = tables.Column("状态")
    step = tables.Column("下一步", accessor="pk", orderable=False, attrs={"td": {"class": "nowrap"}})
    step_by = tables.Column("办理期限", accessor="pk", orderable=False, attrs={"td": {"class": "nowrap"}})
    letter_no = tables.Column("介绍信编号", default="—")
    valid_to = DayColumn(verbose_name="有效期至", default="—")
    reported_on = DayColumn(verbose_name="报到日期", default="—")
    receipt_no = tables.Column("回执编号", default="—")
    received_on = DayColumn(verbose_name="接收日期", default="—")
    return_reason = tables.Column("退回原因", default="—")
    is_attached = WordsColumn("挂靠")
    file_holder = tables.Column("党员档案保管单位", default="—")
    has_channel = tables.Column("联系渠道")
    dues_paid_to = tables.DateColumn(verbose_name="党费交至", format=_MONTH, default="—")
    place_no = WordsColumn("接收单位")
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")

    def render_state(self, record: Any) -> SafeString:
        """The state as a chip."""
        words, tone = state_words(record)
        return format_html('<span class="badge badge-{}">{}</span>', tone, words)

    def value_state(self, record: Any) -> str:
        """The state in plain words."""
        return state_words(record)[0]

    def render_step(self, record: Any) -> str:
        """What has to happen next."""
        return step_of(record, timezone.localdate()).step.label

    def render_step_by(self, record: Any) -> str | SafeString:
        """By when, and how far away that is."""
        due = step_of(record, timezone.localdate()).on
        return _DAY.render(due) if due else "—"

    def value_step_by(self, record: Any) -> str:
        """The day alone."""
        due = step_of(record, timezone.localdate()).on
        return f"{due:%Y-%m-%d}" if due else ""

    def render_return_reason(self, value: str) -> str:
        """The reason in words."""
        known = return_reasons().get(value)
        return known.label if known else value

    def render_is_attached(self, record: Any) -> str:
        """Where somebody is attached."""
        return (record.attached_to or "是") if record.is_attached else "否"

    def render_has_channel(self, value: bool) -> str:
        """Whether a channel is known; the channel itself is shown for a purpose alone."""
        return "有" if value else "没有"

    def render_place_no(self, record: Any) -> str:
        """To whom the member goes, as this side may know it."""
        scope = self.request.actor.scope
        return receiver_label(record, scope) if scope.is_enterprise else near_label(record.place_no, scope)
