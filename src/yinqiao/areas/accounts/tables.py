"""The lists of accounts, of invitations and of access keys, on the screen and as workbooks."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yinqiao.areas.accounts.types import GrantRow, InvitationRow, KeyRow, KeyState, UserRow
from yinqiao.platform.ui.columns import DayColumn, StateColumn


class UserTable(tables.Table):
    """One line per account, with the roles that it has today."""

    name = tables.Column("姓名", linkify=("accounts:user", {"user_id": tables.A("id")}))
    username = tables.Column("登录名")
    duties = tables.Column("角色与单位", attrs={"td": {"class": "wrap"}}, default="—")
    has_second_factor = tables.Column("第二因素")
    last_login = tables.DateTimeColumn(verbose_name="上次登录", format="Y-m-d H:i", default="从未登录")
    state = StateColumn(
        verbose_name="状态",
        tones={"stopped": "danger", "temporary": "soon", "open": "good"},
        labels={"stopped": "已停用", "temporary": "待改临时密码", "open": "正常"},
    )

    def render_duties(self, value: tuple[GrantRow, ...]) -> SafeString:
        """One line per grant, with the day on which it ends."""
        return format_html_join(
            mark_safe("；<br>"), "{}{}", ((one.label, f"（至 {one.valid_to:%Y-%m-%d}）" if one.valid_to else "") for one in value)
        )  # fmt: skip

    def order_duties(self, rows: list[UserRow], is_descending: bool) -> tuple[list[UserRow], bool]:
        """By the words of the cell."""
        return sorted(rows, key=lambda one: [grant.label for grant in one.duties], reverse=is_descending), True

    def render_has_second_factor(self, value: bool) -> str:
        """Whether a password alone opens the account."""
        return "已启用" if value else "未启用"


class InvitationTable(tables.Table):
    """One line per invitation that nobody has accepted yet."""

    name = tables.Column("被邀请人")
    role_label = tables.Column("角色", accessor="role__label")
    unit = tables.Column("单位", attrs={"td": {"class": "wrap"}}, default="—")
    invited_at = tables.DateTimeColumn(verbose_name="邀请时间", format="Y-m-d H:i")
    expires_at = tables.DateTimeColumn(verbose_name="失效时间", format="Y-m-d H:i")
    act = tables.Column("操作", empty_values=(), orderable=False, exclude_from_export=True)

    def render_act(self, record: InvitationRow) -> SafeString:
        """Take it back, after asking."""
        url = reverse("accounts:withdraw_invitation", args=[record.id])
        return format_html(
            '<a class="btn btn-sm btn-danger" href="{}" aria-label="撤回 {} 的邀请">撤回</a>', url, record.name
        )


class KeyTable(tables.Table):
    """One line per key; one that is revoked or ended stays, so that it can be told what it was."""

    name = tables.Column("名称")
    role_label = tables.Column("角色")
    unit = tables.Column("范围")
    holder = tables.Column("所依授权的经办人")
    made_at = DayColumn(verbose_name="发放日期")
    valid_to = DayColumn(verbose_name="终止日期", left_from=timezone.localdate)
    last_used_on = DayColumn(verbose_name="最近使用", default="从未使用")
    state = StateColumn(
        verbose_name="状态",
        tones={"in_force": "good", "groundless": "danger"},
        labels=dict(KeyState.choices()),
    )
    act = tables.Column("操作", empty_values=(), orderable=False, exclude_from_export=True)

    class Meta:
        orderable = True

    def render_made_at(self, record: KeyRow) -> str:
        """The city's own date."""
        return f"{timezone.localdate(record.made_at):%Y-%m-%d}"

    def render_act(self, record: KeyRow) -> SafeString | str:
        """Only what still stands can be taken back."""
        if record.state in {KeyState.REVOKED, KeyState.ENDED}:
            return ""
        url = reverse("accounts:revoke_key", args=[record.id])
        return format_html('<a class="btn btn-sm" href="{}" aria-label="收回 {}">收回</a>', url, record.name)
