"""Brings people who retire soon to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CITY, NOW, Scene, id_number, place_actor
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import get_batch, list_findings
from yinqiao.areas.routine import services
from yinqiao.areas.routine.models import ExpectedRetiree, RetiringRow, RoutineEntry
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, unseal
from yinqiao.areas.routine.types import RETIRING, ExpectedState, Retirement
from yinqiao.platform.access import Actor, acting

STREET, DISTRICT = "430104001000", "430104000000"
SYSTEM = Actor.system("测试")
HEADER = "序号,姓名,身份证号,性别,岗位类别,是否特殊工种,批文号,弹性选择,选定退休年月,参加工作时间,手机号,常住地址,所在社区,原工作单位,政治面貌,档号,备注\n"
# Born so that the month of retirement under the law is 2026-05, 2026-03 and 2026-09, seen from 2026-03-02.
MAN_MAY, MAN_MARCH, WOMAN_WORKER = "19660116", "19651216", "19760216"


def at(year: int, month: int, day: int) -> datetime:
    """Nine o'clock of a day."""
    return datetime(year, month, day, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def line(serial: int, name: str = "赵建国", born: str = MAN_MAY, **cells: str) -> str:
    """The line of one person, a man or a woman by the serial number, at home in 月华社区."""
    told = {
        "id_no": id_number(serial, born), "sex": "", "post": "", "special": "", "approval": "", "option": "",
        "chosen": "", "started": "1985-09", "phone": f"1390000{serial:04d}", "address": "岳麓区望月湖街道月华社区3栋",
        "community": "月华社区", "unit": "一分厂", "status": "群众", "archive": f"DA{serial}", "remark": "",
    } | cells  # fmt: skip
    return ",".join(["1", name, *told.values()]) + "\n"


# A man for May, a man for March, a woman of a worker's post for September.
THREE = (
    line(301),
    line(303, "钱卫东", MAN_MARCH),
    line(304, "孙秀英", WOMAN_WORKER, post="工人岗位", started="1994-09"),
)


@dataclass(frozen=True)
class Months:
    """Who sends, who receives, who looks on."""

    scene: Scene
    firm: Actor
    rival: Actor
    community: Actor
    street: Actor
    district: Actor
    city: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Months:
        """The parties of the scene."""
        return cls(
            scene, scene.officer, scene.rival, scene.community, scene.street, place_actor("district_manager", DISTRICT),
            place_actor("city_manager", CITY), place_actor("street_officer", "430105001000"),
        )  # fmt: skip

    def check(self, *lines: str, by: Actor | None = None, now: datetime = NOW) -> UUID:
        """Upload and check a list."""
        who = by or self.firm
        batch_id, _ = lists.upload_list(
            actor=who, at=now, kind=RETIRING, enterprise_id=who.scope.enterprises[0], file_name="名单.csv",
            file=io.BytesIO((HEADER + "".join(lines or THREE)).encode("utf-8-sig")),
        )  # fmt: skip
        lists.check_batch(actor=who, at=now, batch_id=batch_id)
        return batch_id

    def expect(self, *lines: str, by: Actor | None = None, now: datetime = NOW) -> UUID:
        """Upload, check and submit a list."""
        batch_id = self.check(*lines, by=by, now=now)
        self.submit(batch_id, by=by, now=now)
        return batch_id

    def submit(self, batch_id: UUID, by: Actor | None = None, now: datetime = NOW) -> None:
        """Submit a checked list."""
        who = by or self.firm
        lists.begin_submission(actor=who, at=now, kind=RETIRING, batch_id=batch_id)
        services.submit_batch(actor=who, at=now, batch_id=batch_id)

    def undo(self, batch_id: UUID) -> None:
        """Take a list back."""
        lists.begin_undo(actor=self.firm, at=NOW, kind=RETIRING, batch_id=batch_id, reason="名单版本有误")
        services.undo_batch(actor=self.firm, at=NOW, batch_id=batch_id)

    def confirm(
        self, *serials: int, on: date = date(2026, 3, 2), now: datetime = NOW, number: str = "长退审〔2026〕18号"
    ) -> int:
        """Confirm the retirement of people by their serial numbers."""
        ids = [self.person(one).pk for one in serials]
        return services.confirm_people(actor=self.firm, at=now, ids=ids, retirement=Retirement(on, number))

    def hand_over(self, *serials: int, now: datetime = NOW) -> UUID:
        """Make the roster of confirmed people and check it."""
        ids = [self.person(one).pk for one in serials]
        (made,) = services.hand_over_people(actor=self.firm, at=now, ids=ids)
        lists.check_batch(actor=self.firm, at=now, batch_id=made.batch_id)
        return made.batch_id

    def send(self, *serials: int) -> UUID:
        """Make the roster of confirmed people, check and submit it."""
        batch_id = self.hand_over(*serials)
        self.submit_roster(batch_id)
        return batch_id

    def submit_roster(self, batch_id: UUID) -> None:
        """Submit a checked roster."""
        lists.begin_submission(actor=self.firm, at=NOW, kind="roster", batch_id=batch_id)
        handover.submit_batch(actor=self.firm, at=NOW, batch_id=batch_id)

    def accept(self, batch_id: UUID) -> int:
        """The community accepts everybody of a roster who waits there."""
        return handover.accept_people(actor=self.community, at=NOW, choice=Choice(batch_id=batch_id))

    def person(self, serial: int) -> ExpectedRetiree:
        """A person, whoever may see it."""
        with acting(SYSTEM):
            found = [one for one in ExpectedRetiree.objects.order_by("id") if _serial(one) == serial]
        (person,) = found
        return person

    def state(self, serial: int) -> ExpectedState:
        """Where a person stands."""
        return ExpectedState(self.person(serial).state)

    def steps(self, serial: int) -> list[str]:
        """What was done with a person, oldest first."""
        with acting(SYSTEM):
            found = RoutineEntry.objects.filter(expected_id=self.person(serial).pk).order_by("id")
            return list(found.values_list("step", flat=True))

    def batch(self, batch_id: UUID, kind: str = RETIRING) -> Batch:
        """The batch, as its enterprise sees it."""
        with acting(self.firm):
            return get_batch(scope=self.firm.scope, kind=kind, batch_id=batch_id)

    def rows(self, batch_id: UUID) -> dict[int, RetiringRow]:
        """The rows of a list by their numbers."""
        with acting(SYSTEM):
            return {one.row_no: one for one in RetiringRow.objects.filter(batch_id=batch_id)}

    def found(self, batch_id: UUID) -> list[tuple[int, str, str]]:
        """Row, code and severity of every finding, what was mended left out."""
        with acting(self.firm):
            rows = list_findings(scope=self.firm.scope, batch_id=batch_id).exclude(severity="mended")
            return [(one.row_no, one.code, one.severity) for one in rows]


def facts_of(person: ExpectedRetiree) -> dict[str, object]:
    """What is sealed of a person."""
    return unseal([person.facts], [person.pk], table=EXPECTED_TABLE)[0]


def _serial(person: ExpectedRetiree) -> int:
    return int(str(facts_of(person)["id_no"])[14:17])
