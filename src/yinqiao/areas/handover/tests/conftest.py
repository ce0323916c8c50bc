"""The scene of the handover's tests: one small city, two enterprises, officers, and a roster of five people."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.numbering import Place
from yinqiao.areas.organisations.queries import (
    find_enterprise_by_uscc,
    forget_places,
    places,
    scope_of_enterprise,
)
from yinqiao.areas.organisations.services import load_divisions, register_enterprises
from yinqiao.areas.organisations.types import DivisionKind, EnterpriseInput, EnterpriseSource
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CITY = "430100000000"
PLACES = (
    Place(CITY, "长沙市", DivisionKind.CITY, None),
    Place("430100000D01", "社保经办机构（异地居住）", DivisionKind.DESK, CITY),
    Place("430104000000", "岳麓区", DivisionKind.DISTRICT, CITY),
    Place("430104001000", "望月湖街道", DivisionKind.STREET, "430104000000"),
    Place("430104001001", "月华社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430104001002", "荷叶塘社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430105000000", "开福区", DivisionKind.DISTRICT, CITY),
    Place("430105001000", "望麓园街道", DivisionKind.STREET, "430105000000"),
    Place("430105001001", "富雅坪社区", DivisionKind.COMMUNITY, "430105001000"),
)
HEADER = "姓名,性别,身份证号,参加工作时间,退休年月,手机号码,常住地址,所在社区,政治面貌,所在党支部,档案编号,退休类别\n"


def id_number(serial: int, born: str = "19520312") -> str:
    """A number of the demo's own division: nobody's."""
    head = f"990101{born}{serial:03d}"
    return head + check_digit(head)


@dataclass(frozen=True)
class Person:
    """One line of a roster."""

    name: str
    serial: int
    community: str = "月华社区"
    phone: str = ""
    address: str = "岳麓区望月湖街道月华社区3栋2单元"
    retired: str = "2012-03"

    def line(self) -> str:
        """The line as a clerk writes it."""
        sex = "男" if self.serial % 2 else "女"
        return (
            f"{self.name},{sex},{id_number(self.serial)},1970-01,{self.retired},{self.phone},{self.address},"
            f"{self.community},群众,,DA{self.serial:05d},正常退休\n"
        )


CAST = (
    Person("王桂英", 102, phone="13900000102"),
    Person("欧阳建国", 103, phone="13900000103"),
    Person("阿依古丽·买买提", 104, "荷叶塘社区", "13900000104", "岳麓区望月湖街道荷叶塘社区1栋"),
    Person("李秀兰", 106, "富雅坪社区", "13900000106", "开福区望麓园街道富雅坪社区8栋"),
    Person("张䶮", 107, "", "13900000107", "岳麓区望月湖街道"),
)


def roster(*people: Person) -> bytes:
    """A roster file of these people."""
    return (HEADER + "".join(one.line() for one in people)).encode("utf-8-sig")


@dataclass(frozen=True)
class Scene:
    """Who acts in the tests and where."""

    enterprise_id: int
    other_id: int
    officer: Actor
    rival: Actor
    community: Actor
    neighbour: Actor
    street: Actor
    elsewhere: Actor
    city: Actor

    def upload(self, content: bytes, actor: Actor | None = None) -> UUID:
        """Upload and check a roster."""
        who = actor or self.officer
        batch_id, _ = lists.upload_list(
            kind="roster",
            actor=who,
            at=NOW,
            enterprise_id=who.scope.enterprises[0],
            file=io.BytesIO(content),
            file_name="名册.csv",
        )
        lists.check_batch(actor=who, at=NOW, batch_id=batch_id)
        return batch_id

    def submit(self, content: bytes, actor: Actor | None = None) -> UUID:
        """Upload, check and submit a roster."""
        who = actor or self.officer
        batch_id = self.upload(content, who)
        lists.begin_submission(kind="roster", actor=who, at=NOW, batch_id=batch_id)
        services.submit_batch(actor=who, at=NOW, batch_id=batch_id)
        return batch_id


def place_actor(role: str, code: str) -> Actor:
    """An officer of one place."""
    row = places().by_code[code]
    scope = Scope.place(row.place_no, row.place_end, places().label(row.place_no))
    return Actor(uuid4(), role, f"{row.name}经办", scope, row.name)


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> Iterator[None]:
    """A keyring and a file store of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"  # type: ignore[attr-defined]
    with keyring_installed(new_keyring(NOW)):
        yield
    forget_places()


USCCS = ("914301007000000011", "914301007000000022")


def make_scene() -> Scene:
    """Load the small city and its enterprises, and say who acts."""
    system = Actor.system("测试")
    forget_places()
    load_divisions(actor=system, at=NOW, places=PLACES)
    register_enterprises(
        actor=system,
        at=NOW,
        enterprises=[
            EnterpriseInput(USCCS[0], "中湘机床集团（演示）", EnterpriseSource.CENTRAL),
            EnterpriseInput(USCCS[1], "湘江纺织集团（演示）", EnterpriseSource.PROVINCIAL),
        ],
    )
    return find_scene()


def find_scene() -> Scene:
    """Who acts in a scene that stands in the database already (another process has made it)."""
    known = [find_enterprise_by_uscc(uscc=code) for code in USCCS]
    first, second = (one.id for one in known if one is not None)

    def officer(enterprise_id: int) -> Actor:
        scope = scope_of_enterprise(enterprise_id=enterprise_id)
        return Actor(uuid4(), "enterprise_officer", "企业经办", scope, scope.label)

    return Scene(
        first,
        second,
        officer(first),
        officer(second),
        place_actor("community_officer", "430104001001"),
        place_actor("community_officer", "430104001002"),
        place_actor("street_officer", "430104001000"),
        place_actor("community_officer", "430105001001"),
        place_actor("city_manager", CITY),
    )


@pytest.fixture
def scene(db: None) -> Scene:
    """The scene, undone after the test."""
    return make_scene()
