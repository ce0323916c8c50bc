"""A small city, two enterprises, and administrators: what the tests of accounts stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.organisations.models import Division, Enterprise
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.models import Entry

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 3, 2)
PASSWORD = "橘子洲头看万山红遍层林尽染"
SYSTEM = Actor.system("test")


def _place(parent: Division | None, code: str, name: str, kind: str, numbers: tuple[int, int]) -> Division:
    return Division.objects.create(
        code=code, name=name, kind=kind, parent=parent, place_no=numbers[0], place_end=numbers[1]
    )


def build_city() -> SimpleNamespace:
    """长沙市 · 岳麓区 · 望月湖街道 · 月华, 湖中; 芙蓉区 beside it; a group with a subsidiary and a stranger."""
    root = _place(None, "430100000000", "长沙市", "city", (1, 1000))
    district = _place(root, "430104000000", "岳麓区", "district", (100, 300))
    street = _place(district, "430104001000", "望月湖街道", "street", (110, 200))
    made = SimpleNamespace(
        city=root, district=district, street=street,
        community=_place(street, "430104001001", "月华社区", "community", (120, 130)),
        other=_place(street, "430104001002", "湖中社区", "community", (130, 140)),
        far=_place(root, "430102000000", "芙蓉区", "district", (300, 500)),
        desk=_place(root, "430100999000", "社保经办专窗", "desk", (900, 901)),
        group=Enterprise.objects.create(uscc="91430100000000001A", name="中湘集团（演示）", source="central"),
        stranger=Enterprise.objects.create(uscc="91430100000000003C", name="潇湘电机（演示）", source="provincial"),
    )  # fmt: skip
    made.subsidiary = Enterprise.objects.create(
        uscc="91430100000000002B", name="中湘三建（演示）", source="central", group=made.group
    )
    return made


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and the actor under its first role."""

    id: UUID
    actor: Actor

    @property
    def user(self) -> User:
        return User.objects.get(pk=self.id)


def make(
    username: str, role: Role, target: Target, *, valid_from: date = date(2026, 1, 1), valid_to: date | None = None
) -> Person:
    """An account with one role, its password `PASSWORD`."""
    grant = NewGrant(role, target, valid_from, valid_to)
    made = services.create_user(
        actor=SYSTEM, at=NOW, user=NewUser(username, f"{username}的姓名"), grant=grant, password=PASSWORD
    )
    return Person(made.user_id, actor_of(made.user_id))


def actor_of(user_id: UUID, today: date = TODAY, grant_id: UUID | None = None) -> Actor:
    """The actor whom the middleware would set on a day."""
    user = User.objects.get(pk=user_id)
    chosen = str(grant_id) if grant_id else None
    return queries.get_actor(user=user, grant_id=chosen, today=today, request_id="test")


def place(division: Division) -> Target:
    return Target(division_id=division.pk)


def firm(enterprise: Enterprise) -> Target:
    return Target(enterprise_id=enterprise.pk)


def build_cast(city: SimpleNamespace) -> SimpleNamespace:
    """One administrator and one officer of each kind."""
    return SimpleNamespace(
        city=city,
        system=make("xitong", Role.SYSTEM_ADMIN, Target()),
        security=make("anquan", Role.SECURITY_ADMIN, Target()),
        auditor=make("shenji", Role.AUDITOR, place(city.city)),
        city_admin=make("shiguan", Role.UNIT_ADMIN, place(city.city)),
        street_admin=make("jieguan", Role.UNIT_ADMIN, place(city.street)),
        firm_admin=make("qiguan", Role.ENTERPRISE_ADMIN, firm(city.group)),
        officer=make("zhuangan", Role.COMMUNITY_OFFICER, place(city.community)),
        neighbour=make("linju", Role.COMMUNITY_OFFICER, place(city.other)),
        manager=make("shizhang", Role.CITY_MANAGER, place(city.city)),
    )


def last_entry(action: str) -> Entry:
    """The newest audit entry of an action, read as a process that may read the audit."""
    with acting(SYSTEM):
        return Entry.objects.filter(action=action).latest("id")
