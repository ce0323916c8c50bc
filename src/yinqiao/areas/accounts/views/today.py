"""What asks for an administrator of accounts today."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from yinqiao.areas.accounts import queries
from yinqiao.areas.accounts.types import UserFilter
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def ending_grants(actor: Actor, today: date) -> list[TodayEntry]:
    """Accounts with a role that ends within 14 days: to be extended, or left to end."""
    reach = queries.get_reach(actor=actor)
    if not reach.grantable:
        return []
    count = len(queries.list_users(reach=reach, today=today, wanted=UserFilter(state="ending")))
    if not count:
        return []
    url = f"{reverse('accounts:users')}?state=ending"
    return [TodayEntry("账户授权将在 14 日内到期", count, url, "查看账户", "soon", "需要继续使用的，请重新授权")]
