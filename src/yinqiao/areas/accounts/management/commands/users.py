"""`yinqiao users create-admin | reset-password`: the first accounts, and the way back in, by the operator of the server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.rules import clean_username, scope_kind
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, ScopeKind, Target
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor

# Roles that nobody on the site can give: they come from the server, by a person who may act on it.
FIRST_ROLES = (
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDITOR,
    Role.DATA_PROTECTION_OFFICER,
    Role.PROVINCE_OFFICER,
)
_OPERATOR = "服务器运维"


class Command(BaseCommand):
    """Accounts by hand; a temporary password is printed once and must be changed at the first sign-in."""

    help = "账户：建立管理员、审计员、个人信息保护负责人（create-admin），重置密码（reset-password）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for whom."""
        what = parser.add_subparsers(dest="what", required=True)
        create = what.add_parser("create-admin", help="建立账户并授予角色")
        create.add_argument("--role", required=True, choices=[role.value for role in FIRST_ROLES])
        create.add_argument("--username", required=True, help="登录名，小写字母开头")
        create.add_argument("--name", required=True, help="姓名")
        create.add_argument("--division", help="行政区划代码（审计员和个人信息保护负责人），缺省为全市")
        reset = what.add_parser("reset-password", help="给出新的临时密码，并结束该账户的全部登录")
        reset.add_argument("--username", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal ends with its sentence and its code."""
        try:
            if options["what"] == "create-admin":
                self._create(options)
            else:
                self._reset(options["username"])
        except DomainError as refusal:
            raise CommandError(f"{refusal.message}{refusal.next_step}（{refusal.code}）") from refusal

    def _create(self, options: dict[str, Any]) -> None:
        role, now = Role(options["role"]), timezone.now()
        made = services.create_user(
            actor=Actor.system(_OPERATOR),
            at=now,
            user=NewUser(options["username"], options["name"]),
            grant=NewGrant(role, _target(role, options["division"]), timezone.localdate(now)),
        )
        self.stdout.write(f"已建立账户 {clean_username(options['username'])}（{role.label}）。")
        self._tell(made.password)

    def _reset(self, username: str) -> None:
        user = queries.find_user_by_username(username=clean_username(username) or "")
        if user is None:
            raise CommandError(f"没有登录名为 {username} 的账户。")
        password = services.reset_password(actor=Actor.system(_OPERATOR), at=timezone.now(), user_id=user.pk)
        self.stdout.write(f"已重置 {user.username} 的密码，其全部登录已结束；第二因素不变。")
        self._tell(password)

    def _tell(self, password: str) -> None:
        self.stdout.write(f"临时密码（只显示这一次，首次登录须修改）：{password}")


def _target(role: Role, code: str | None) -> Target:
    """Where the role holds: nowhere in particular, or the division of that code (`4301` is `430100000000`)."""
    if scope_kind(role) is ScopeKind.NONE:
        if code:
            raise CommandError(f"{role.label}不按行政区划授权，请去掉 --division。")
        return Target()
    wanted = (code or settings.REGION).ljust(12, "0")
    place = places().by_code.get(wanted)
    if place is None:
        raise CommandError(f"没有代码为 {wanted} 的行政区划。请先执行 yinqiao load_divisions。")
    return Target(division_id=place.id)
