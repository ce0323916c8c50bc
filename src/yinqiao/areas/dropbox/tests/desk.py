"""Brings files of offices to where a test wants them, by the acts of the city's desk."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.certification.tests.certifying import Certifying
from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.models import File, Line
from yinqiao.areas.dropbox.types import COMPARISON, Cover
from yinqiao.areas.handover.tests.conftest import CAST, CITY, NOW, id_number, place_actor
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.tests.offices import SYSTEM, Office, open_office
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, Scope, acting

DEATH, PHONE = "cn.yinqiao.person.death.v1", "cn.yinqiao.person.phone.v1"
RESULT = "cn.yinqiao.certification.result.v1"
COMPARED = "身份证号码,姓名,人员状态,状态日期,认证方式,办理编号\n"
PHONES = "序号,姓名,公民身份号码,新手机号,变更日期\n"
DEATHS = "流水号,姓名,身份证号,死亡日期,死亡证明\n"
NOBODY = id_number(999)


def number_of(name: str) -> str:
    """The number of one of the cast."""
    return id_number(next(one.serial for one in CAST if one.name == name))


def compared(*lines: str) -> bytes:
    """A comparison of these lines: name, status, day, and what follows, with the number put in front."""
    told = []
    for line in lines:
        name, _, rest = line.partition(",")
        number = NOBODY if name == "查无此人" else number_of(name)
        told.append(f"{number},{name},{rest}" + "," * (3 - rest.count(",")) + "\n")
    return (COMPARED + "".join(told)).encode("utf-8-sig")


def phones(*lines: str) -> bytes:
    """A file of phones: name, phone, day."""
    told = []
    for at, line in enumerate(lines, start=1):
        name, phone, day = line.split(",")
        told.append(f"{at},{name},{number_of(name)},{phone},{day}\n")
    return (PHONES + "".join(told)).encode("gb18030")


def deaths(*lines: str) -> bytes:
    """A file of deaths: number of the line, name, day."""
    told = []
    for line in lines:
        number, name, day = line.split(",")
        told.append(f"{number},{name},{number_of(name)},{day},死亡证明\n")
    return (DEATHS + "".join(told)).encode("utf-8-sig")


@dataclass
class _Town:
    city: int
    scopes: dict[str, Scope] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        return place_actor(role, CITY)


@dataclass(frozen=True)
class Desk:
    """Who sends, and who looks after it."""

    certifying: Certifying
    city: Actor
    offices: dict[str, Office]

    @classmethod
    def of(cls, certifying: Certifying) -> Desk:
        """Human resources, the police and an enterprise, registered at the city."""
        place = places().by_code[CITY]
        town: Any = _Town(place.place_no, {"city": Scope.place(place.place_no, place.place_end, "长沙市")})
        kinds = ("human_resources", "police", "enterprise")
        return cls(certifying, certifying.scene.city, {one: open_office(town, SourceKind(one)) for one in kinds})

    def upload(
        self, content: bytes, kind: str = COMPARISON, *, office: str = "human_resources", by: Actor | None = None,
        cover: Cover | None = None, at: datetime = NOW,
    ) -> UUID:  # fmt: skip
        """Upload a file."""
        file = io.BytesIO(content)
        file.name = "比对.csv"
        return services.upload_file(
            actor=by or self.city, at=at, source_id=self.offices[office].source_id, kind=kind, cover=cover or Cover(),
            file=file,
        )[0]  # fmt: skip

    def check(self, content: bytes, kind: str = COMPARISON, **more: Any) -> UUID:
        """Upload and check a file."""
        file_id = self.upload(content, kind, **more)
        services.check_file(actor=self.city, at=more.get("at", NOW), file_id=file_id)
        return file_id

    def take(self, content: bytes, kind: str = COMPARISON, **more: Any) -> UUID:
        """Upload, check and take in a file."""
        file_id, at = self.check(content, kind, **more), more.get("at", NOW)
        services.begin_taking(actor=self.city, at=at, file_id=file_id)
        services.take_in(actor=self.city, at=at, file_id=file_id)
        return file_id

    def withdraw(self, file_id: UUID, *, at: datetime = NOW) -> None:
        """Take a file back."""
        services.begin_withdrawal(actor=self.city, at=at, file_id=file_id, reason="来源导出有误")
        services.withdraw_file(actor=self.city, at=at, file_id=file_id)

    def file(self, file_id: UUID) -> File:
        """The file as it stands."""
        with acting(self.city):
            return queries.get_file(scope=self.city.scope, file_id=file_id)

    def lines(self, file_id: UUID) -> list[Line]:
        """Its lines."""
        with acting(SYSTEM):
            return list(Line.objects.filter(file_id=file_id).order_by("row_no"))

    def states(self, file_id: UUID) -> list[str]:
        """What the check foresees for each line."""
        return [one.state for one in self.lines(file_id)]

    def outcomes(self, file_id: UUID) -> list[str]:
        """What became of each line."""
        return [one.outcome for one in self.lines(file_id)]

    def found(self, file_id: UUID) -> list[tuple[int, str]]:
        """Row and code of each finding that is no mend."""
        with acting(SYSTEM):
            rows = queries.list_findings(scope=self.city.scope, file_id=file_id).exclude(severity="mended")
            return [(one.row_no, one.code) for one in rows]

    @staticmethod
    def messages() -> Counter[str]:
        """The states of all messages."""
        with acting(SYSTEM):
            return Counter(Message.objects.values_list("state", flat=True))


def day(text: str) -> date:
    """A day by its ISO form."""
    return date.fromisoformat(text)
