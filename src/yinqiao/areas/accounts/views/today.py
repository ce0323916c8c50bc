"""What asks for an administrator of accounts today."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from yinqiao.areas.accounts import queries
from yinqiao.areas.accounts.types import UserFilter
from yinqiao.areas.accounts.views.keys import MAKERS
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


def ending_keys(actor: Actor, today: date) -> list[TodayEntry]:
    """Access keys that end within 14 days: the programme stands still then, unless it has a new one."""
    if actor.role not in MAKERS:
        return []
    keys = queries.list_keys(reach=queries.get_reach(actor=actor), today=today, state="ending")
    if not keys:
        return []
    url = f"{reverse('accounts:keys')}?state=ending"
    note = "到期后程序即读不到数据；仍需使用的，请发放新凭据并更换"
    return [TodayEntry("接口凭据将在 14 日内到期", len(keys), url, "查看凭据", "soon", note)]
