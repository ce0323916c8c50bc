"""Sheets of the hotline as its system exports them, made for tests; the desk that takes them in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import polars as pl

from yinqiao.areas.cases import services as cases
from yinqiao.areas.cases.models import Case
from yinqiao.areas.cases.types import Outcome, Result
from yinqiao.areas.handover.tests.conftest import NOW, Scene, place_actor
from yinqiao.areas.hotline import services
from yinqiao.areas.hotline.models import Batch, Order
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.sheets.reader import read_sheet

SYSTEM = Actor.system("测试")
COMMUNITY, STREET, DISTRICT, CITY = "430104001001", "430104001000", "430104000000", "430100000000"
HEADERS = (
    "工单号",
    "来电时间",
    "截止时间",
    "来电人姓名",
    "来电号码",
    "要求保密",
    "内容",
    "所属社区",
    "问题地址",
    "涉及企业",
    "问题类别",
    "被投诉单位",
)
LEAK = "三栋屋面漏水，找物业没人维修，电话13911112222请联系周大姐"
# When the weeks that are compared lie behind.
LATER = NOW + timedelta(days=150)
_WHAT = (
    "屋面漏水要维修", "下水堵了没人管", "水管爆裂停水三天", "墙皮掉落砸到人", "电梯常常停用", "暖气片漏水", "化粪池满了",
    "外墙渗水发霉", "物业不修路灯",
)  # fmt: skip
OUTCOME = Outcome(Result.SOLVED, "已上门告知", "维修资金没有拨付", "屋面已修好")


def row(number: str, text: str = LEAK, **told: str) -> tuple[str, ...]:
    """One order of 月华社区, received on the day before."""
    plain = {
        "day": "2026-03-01 09:30:00", "due": "2026-03-04", "caller": "周大姐", "phone": "13911112222", "hidden": "是",
        "place": name_of(COMMUNITY), "address": "桃花小区3栋", "firm": "", "topic": "", "against": "", **told,
    }  # fmt: skip
    return (
        number, plain["day"], plain["due"], plain["caller"], plain["phone"], plain["hidden"], text, plain["place"],
        plain["address"], plain["firm"], plain["topic"], plain["against"],
    )  # fmt: skip


def sheet(*rows: Sequence[str], headers: Sequence[str] = HEADERS) -> io.BytesIO:
    """A sheet as a file."""
    lines = [",".join(headers), *(",".join(f'"{cell}"' for cell in one) for one in rows)]
    file = io.BytesIO("\n".join(lines).encode("gb18030"))
    file.name = "工单.csv"
    return file


def name_of(code: str) -> str:
    """What a place is called."""
    return places().by_code[code].name


def place_no(code: str) -> int:
    """Its number."""
    return places().by_code[code].place_no


@dataclass(frozen=True)
class Desk:
    """Who has to do with orders."""

    scene: Scene
    city: Actor
    district: Actor

    @classmethod
    def of(cls, scene: Scene) -> Desk:
        """The city's desk and the district's."""
        return cls(scene, place_actor("city_manager", CITY), place_actor("district_manager", DISTRICT))

    def take(self, *rows: Sequence[str], at: datetime = NOW, **told: Any) -> Batch:
        """Take a sheet in."""
        batch = services.take_orders(actor=self.city, at=at, file=sheet(*rows, **told)).batch_id
        with acting(SYSTEM):
            return Batch.objects.get(pk=batch)

    def quiet(self) -> None:
        """Twenty weeks with an order now and then."""
        rows = [
            row(f"Q{at}", f"{_WHAT[at % 9]}，{chr(0x4E00 + at * 37)}{chr(0x5E00 + at * 11)}栋{'一二三四五六'[at % 6]}楼",
                day=f"{NOW + timedelta(days=at * 40):%Y-%m-%d}", due="")
            for at in range(3)
        ]  # fmt: skip
        self.take(*rows, at=LATER - timedelta(days=1))

    def ferment(self, **told: str) -> None:
        """Nine orders within ten days, each in its own words."""
        rows = [
            row(f"C{at}", f"{what}，{'住户家属职工邻居老人'[at : at + 2]}多次反映{what[:3]}的事没有人来看",
                day=f"{LATER - timedelta(days=at):%Y-%m-%d}", due="", **told)
            for at, what in enumerate(_WHAT)
        ]  # fmt: skip
        self.take(*rows, at=LATER)

    def order(self, number: str) -> Order:
        """An order, whoever may see it."""
        with acting(SYSTEM):
            return Order.objects.get(number=number)

    def case(self, number: str) -> Case:
        """The case of an order."""
        order = self.order(number)
        with acting(SYSTEM):
            return Case.objects.get(pk=order.case_id)

    def close(self, number: str, at: datetime = NOW) -> None:
        """The street takes the case of an order and ends it."""
        case = self.case(number)
        cases.accept(actor=self.scene.street, at=at, case_id=case.pk)
        cases.close(actor=self.scene.street, at=at, case_id=case.pk, outcome=OUTCOME)

    def file(self, file_id: UUID) -> bytes:
        """A stored file."""
        with acting(SYSTEM):
            return read_bytes(get_file(file_id))

    def cells(self, file_id: UUID) -> list[tuple[str, ...]]:
        """Its rows as text."""
        table = read_sheet(self.file(file_id))
        return table.frame.drop("row_no").with_columns(pl.all().fill_null("")).rows()
