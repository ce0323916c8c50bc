"""The lists of key communities, of who is seconded, of people in a stay and of what is still to be done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.areas.secondments.types import Asked, FollowUp, ProposalState, Right, Standing
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

TONES = {"coming": "neutral", "standing": "good", "ending": "soon", "ended": "neutral"}
PROPOSAL_TONES = {
    "open": "soon", "confirmed": "good", "declined": "danger", "withdrawn": "neutral", "lapsed": "neutral",
}  # fmt: skip
_DAY = timedelta(days=1)
_NOWRAP = {"td": {"class": "nowrap"}}


class _Standing(tables.Table):
    """Where it stands, of which enterprise, in which community, up to and with which day."""

    place_no = tables.Column("社区")
    enterprise_id = tables.Column("企业")
    from_on = DayColumn(verbose_name="开始")
    until_on = tables.Column("截止（含当日）", attrs=_NOWRAP)
    standing = StateColumn(verbose_name="状态", tones=TONES, labels=dict(Standing.choices()))

    def render_place_no(self, value: int, record: Any) -> str:
        """The community in words."""
        return near_label(value, self.request.actor.scope)

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise's name."""
        return enterprise_names({value}).get(value, "—")

    def render_until_on(self, value: date) -> str:
        """The last day."""
        return f"{value - _DAY:%Y-%m-%d}"


class CommunityTable(_Standing):
    """Key communities, the soonest to end first."""

    officers = NumberColumn("在岗选派（人）")
    document = tables.Column("依据")

    class Meta:
        sequence = ("place_no", "enterprise_id", "from_on", "until_on", "standing", "officers", "document")

    def render_place_no(self, value: int, record: Any) -> SafeString:
        """The way to the key community."""
        words = near_label(value, self.request.actor.scope)
        return format_html('<a href="{}">{}</a>', reverse("secondments:community", args=[record.pk]), words)

    def value_place_no(self, value: int) -> str:
        """The community in words."""
        return near_label(value, self.request.actor.scope)


class OfficerTable(_Standing):
    """Who is seconded, the soonest to end first."""

    name = tables.Column("选派人员", linkify=("secondments:officer", {"secondment_id": tables.A("pk")}), attrs=_NOWRAP)
    waiting = NumberColumn("未办结（件）")
    document = tables.Column("选派文件")

    class Meta:
        sequence = ("name", "place_no", "enterprise_id", "from_on", "until_on", "standing", "waiting", "document")


class TheirTable(_Standing):
    """The own officers as the enterprise sees them: what each did is counted."""

    name = tables.Column("选派人员", linkify=("secondments:theirs", {"secondment_id": tables.A("pk")}), attrs=_NOWRAP)
    visits = NumberColumn("走访（次）", accessor="counted__visits", orderable=False)
    calls = NumberColumn("电话（次）", accessor="counted__calls", orderable=False)
    errands = NumberColumn("陪同办事（次）", accessor="counted__errands", orderable=False)
    people = NumberColumn("服务人数", accessor="counted__people", orderable=False)
    waiting = NumberColumn("未办结（件）", accessor="counted__waiting", orderable=False)
    rights = WordsColumn("权限", orderable=False)

    class Meta:
        sequence = (
            "name", "place_no", "enterprise_id", "from_on", "until_on", "standing", "visits", "calls", "errands", "people",
            "waiting", "rights",
        )  # fmt: skip

    def render_rights(self, value: list[str]) -> str:
        """The rights in words."""
        return "、".join(Right(one).label for one in value) or "—"


class ProposalTable(tables.Table):
    """What enterprises proposed; those that wait first."""

    name = tables.Column("选派人员", linkify=("secondments:proposal", {"proposal_id": tables.A("pk")}), attrs=_NOWRAP)
    kind = tables.Column("建议", attrs=_NOWRAP)
    place_no = tables.Column("社区")
    enterprise_id = tables.Column("企业")
    last_on = DayColumn(verbose_name="截止（含当日）", default="—")
    proposed_at = DayColumn(verbose_name="提出")
    state = StateColumn(verbose_name="状态", tones=PROPOSAL_TONES, labels=dict(ProposalState.choices()))

    def render_kind(self, value: str, record: Any) -> str:
        """The kind in words."""
        return Asked(record.kind).label

    def render_place_no(self, value: int) -> str:
        """The community in words."""
        return near_label(value, self.request.actor.scope)

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise's name."""
        return enterprise_names({value}).get(value, "—")


class PersonTable(tables.Table):
    """Whom a seconded officer looks after."""

    name = tables.Column("姓名", linkify=("secondments:person", {"retiree_id": tables.A("pk")}), attrs=_NOWRAP)
    sex = tables.Column("性别")
    age = tables.Column("年龄（岁）", accessor="born_on", order_by="-born_on")
    enterprise_id = tables.Column("原企业")

    def render_sex(self, record: Any) -> str:
        """男 or 女."""
        return "男" if record.sex == 1 else "女"

    def render_age(self, value: date) -> int:
        """Whole years of today."""
        today = timezone.localdate()
        return today.year - value.year - ((today.month, today.day) < (value.month, value.day))

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise's name."""
        return enterprise_names({value}).get(value, "—")


class OpenTable(tables.Table):
    """What is still to be done, the soonest due first; `close` names the route that closes one."""

    close_route = "secondments:close_own"

    name = tables.Column("姓名", attrs=_NOWRAP)
    follow_up = tables.Column("待办")
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    kind = tables.Column("起因")
    occurred_on = DayColumn(verbose_name="起因日期")
    author_name = tables.Column("登记人")
    act = tables.Column("办结", accessor="pk", orderable=False, exclude_from_export=True)

    def render_act(self, record: Any) -> SafeString:
        """The button that closes it."""
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="btn btn-small" type="submit" aria-label="办结：{}，{}">办结</button></form>',
            reverse(self.close_route, args=[record.pk]), get_token(self.request), record.name,
            FollowUp(record.follow_up).label,
        )  # fmt: skip


class OwnOpenTable(OpenTable):
    """The officer's own, with the way to each person."""

    name = tables.Column("姓名", linkify=("secondments:person", {"retiree_id": tables.A("retiree_id")}), attrs=_NOWRAP)


class PassedTable(OpenTable):
    """What the community does now."""

    close_route = "secondments:close_passed"

    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("retiree_id")}), attrs=_NOWRAP)
    passed_on = DayColumn(verbose_name="移交")

    class Meta:
        sequence = ("name", "follow_up", "due_on", "passed_on", "kind", "occurred_on", "author_name", "act")
