"""Brings rosters, letters and members to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CITY, NOW, Scene, id_number, place_actor
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import get_batch, list_findings
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import queries, services
from yinqiao.areas.party.models import Custody, Letter, Member, Roster
from yinqiao.areas.party.types import ROSTER, LetterInput, LetterMedium, MemberState, Numbering
from yinqiao.platform.access import Actor, acting

STREET, DISTRICT, DESK, COMMUNITY = "430104001000", "430104000000", "430100000D01", "430104001001"
SYSTEM = Actor.system("测试")
TODAY = date(2026, 3, 2)
HEADER = (
    "序号,姓名,身份证号,政治面貌,入党时间,转正时间,所在党支部,党支部组织类别,上级党组织,党费交至,党员档案保管单位,"
    "是否挂靠,挂靠单位,联系渠道,介绍信编号,开出日期,介绍信方式,备注\n"
)


def member(serial: int, name: str = "王桂英", **cells: str) -> str:
    """The line of one full member of the first branch, without a letter, unless said otherwise."""
    told = {
        "id_no": id_number(serial), "status": "中共党员", "joined": "1985-07-01", "full": "1986-07-01",
        "branch": "退休第一党支部", "kind": "党支部", "upper": "机床集团党委", "dues": "2026-03", "holder": "机床集团党委组织部",
        "attached": "否", "to": "", "channel": f"139000{serial:05d}", "no": "", "on": "", "medium": "", "note": "",
    } | cells  # fmt: skip
    return ",".join(["1", name, *told.values()]) + "\n"


def lettered(serial: int, name: str = "王桂英", on: str = "2026-03-01", **cells: str) -> str:
    """The line of one whose letter the list tells."""
    return member(serial, name, **({"no": f"组介{serial}", "on": on, "medium": "电子"} | cells))


THREE = (member(102), member(103, "欧阳建国", branch="退休第二党支部"), member(104, "阿依古丽·买买提"))


@dataclass(frozen=True)
class Transfer:
    """Who sends and who receives."""

    scene: Scene
    firm: Actor
    rival: Actor
    community: Actor
    street: Actor
    district: Actor
    city: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Transfer:
        """The parties of the scene."""
        return cls(
            scene, scene.officer, scene.rival, scene.community, scene.street, place_actor("district_manager", DISTRICT),
            place_actor("city_manager", CITY), place_actor("street_officer", "430105001000"),
        )  # fmt: skip

    def check(self, *lines: str, by: Actor | None = None, at: datetime = NOW) -> UUID:
        """Upload and check a roster."""
        who = by or self.firm
        batch_id, _ = lists.upload_list(
            actor=who, at=at, kind=ROSTER, enterprise_id=who.scope.enterprises[0], file_name="党员.csv",
            file=io.BytesIO((HEADER + "".join(lines or THREE)).encode("utf-8-sig")),
        )  # fmt: skip
        lists.check_batch(actor=who, at=at, batch_id=batch_id)
        return batch_id

    def submit(self, batch_id: UUID, by: Actor | None = None, to: str = STREET, at: datetime = NOW) -> None:
        """Submit a checked roster."""
        who, place_no = by or self.firm, places().by_code[to].place_no
        services.begin_offer(actor=who, at=at, batch_id=batch_id, place_no=place_no)
        services.submit_batch(actor=who, at=at, batch_id=batch_id)

    def offer(self, *lines: str, by: Actor | None = None, to: str = STREET, at: datetime = NOW) -> UUID:
        """Upload, check and submit a roster."""
        batch_id = self.check(*lines, by=by, at=at)
        self.submit(batch_id, by=by, to=to, at=at)
        return batch_id

    def undo(self, batch_id: UUID) -> None:
        """Take a roster back."""
        lists.begin_undo(actor=self.firm, at=NOW, kind=ROSTER, batch_id=batch_id, reason="名册版本有误")
        services.undo_batch(actor=self.firm, at=NOW, batch_id=batch_id)

    def issue(
        self, *serials: int, first: str = "0031", on: date = TODAY, to: str = "", at: datetime = NOW,
        medium: LetterMedium = LetterMedium.ELECTRONIC,
    ) -> int:  # fmt: skip
        """Record letters for these."""
        place_no = places().by_code[to].place_no if to else None
        letter = LetterInput(Numbering("组介〔2026〕", first, "号"), medium, on, place_no)
        return services.record_letters(actor=self.firm, at=at, ids=self.ids(*serials), letter=letter)

    def check_in(self, *serials: int, on: date = TODAY, by: Actor | None = None, at: datetime = NOW) -> int:
        """Record that these reported in."""
        return services.check_in_members(actor=by or self.street, at=at, ids=self.ids(*serials), reported_on=on)

    def accept(self, *serials: int, on: date = TODAY, no: str = "", by: Actor | None = None, at: datetime = NOW) -> int:
        """Receive these."""
        return services.accept_members(
            actor=by or self.street, at=at, ids=self.ids(*serials), receipt_no=no, received_on=on
        )

    def send_back(self, *serials: int, reason: str = "dues_not_paid", note: str = "", by: Actor | None = None) -> int:
        """Return these."""
        return services.return_members(
            actor=by or self.street, at=NOW, ids=self.ids(*serials), reason=reason, note=note
        )

    def withdraw(self, *serials: int, by: Actor | None = None) -> int:
        """Take these back."""
        return services.withdraw_members(actor=by or self.firm, at=NOW, ids=self.ids(*serials))

    def accept_people(self) -> None:
        """The community takes over everybody whom a roster of people brought it."""
        with acting(self.community):
            waiting = list(Offer.objects.filter(state="offered", place_no=self.community.scope.place_from))
        chosen = Choice.of([one.pk for one in waiting])
        handover.accept_people(actor=self.community, at=NOW, choice=chosen)

    def batch(self, batch_id: UUID) -> Batch:
        """The batch, as its enterprise sees it."""
        with acting(self.firm):
            return get_batch(scope=self.firm.scope, kind=ROSTER, batch_id=batch_id)

    def roster(self, batch_id: UUID) -> Roster:
        """The roster, whoever may see it."""
        with acting(SYSTEM):
            return Roster.objects.get(pk=batch_id)

    def member(self, serial: int) -> Member:
        """A member, whoever may see it."""
        from yinqiao.areas.retirees.services import ID_NUMBER
        from yinqiao.platform.crypto.blind import blind_index

        with acting(SYSTEM):
            index = blind_index(id_number(serial), ID_NUMBER)
            return Member.objects.select_related("organisation").get(id_no_index=index)

    def ids(self, *serials: int) -> Sequence[UUID]:
        """The ids of these."""
        return [self.member(one).pk for one in serials]

    def state(self, serial: int) -> MemberState:
        """The state of a member."""
        return MemberState(self.member(serial).state)

    def letters(self, serial: int) -> list[tuple[str, str, bool]]:
        """Number, last day and whether it holds, of each letter of a member, oldest first."""
        with acting(SYSTEM):
            found = Letter.objects.filter(member_id=self.member(serial).pk).order_by("id")
            return [(one.number, one.valid_to.isoformat(), one.voided_at is None) for one in found]

    def holders(self, serial: int) -> list[tuple[int | None, int | None, bool]]:
        """Who was responsible for a member one after the other: enterprise, place, whether still."""
        with acting(SYSTEM):
            held = Custody.objects.filter(member_id=self.member(serial).pk).order_by("no")
            return [(one.holder_enterprise_id, one.holder_place_no, one.until is None) for one in held]

    def figures(self, by: Actor, on: date = TODAY, batch_id: UUID | None = None) -> dict[str, int]:
        """The figures as somebody sees them."""
        with acting(by):
            return queries.get_figures(scope=by.scope, today=on, batch_id=batch_id)

    def found(self, batch_id: UUID) -> list[tuple[int, str, str]]:
        """Row, code and severity of every finding, what was mended left out."""
        with acting(self.firm):
            rows = list_findings(scope=self.firm.scope, batch_id=batch_id).exclude(severity="mended")
            return [(one.row_no, one.code, one.severity) for one in rows]


def moment(day: date) -> datetime:
    """Nine in the morning of a day."""
    return NOW + timedelta(days=(day - timezone.localdate(NOW)).days)
