"""A small city, its officers and a way to register people, for the tests of the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import polars as pl

from yinqiao.areas.organisations.numbering import Place
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.organisations.services import load_divisions, register_enterprises
from yinqiao.areas.organisations.types import DivisionKind, EnterpriseInput, EnterpriseSource
from yinqiao.areas.retirees.services import Origin, register_people
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.acts import perform

AT = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)
_PLACES = (
    Place("430100000000", "长沙市", DivisionKind.CITY, None),
    Place("430104000000", "岳麓区", DivisionKind.DISTRICT, "430100000000"),
    Place("430104001000", "望月湖街道", DivisionKind.STREET, "430104000000"),
    Place("430104001001", "望月社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430104001002", "湖中社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430105000000", "开福区", DivisionKind.DISTRICT, "430100000000"),
    Place("430105001000", "望麓园街道", DivisionKind.STREET, "430105000000"),
    Place("430105001001", "教育街社区", DivisionKind.COMMUNITY, "430105001000"),
)


@dataclass(frozen=True, slots=True)
class City:
    """Places by their short names, enterprises, and an actor for each role."""

    near: int
    beside: int
    far: int
    street: int
    city: int
    builder: int
    mill: int
    scopes: dict[str, Scope]

    def actor(self, role: str, scope: str | None = None) -> Actor:
        """An officer of that role; `scope` names another scope than the role's own."""
        own = {
            "community_officer": "near",
            "street_officer": "street",
            "city_manager": "city",
            "enterprise_officer": "builder",
            "auditor": "city",
            "data_protection_officer": "city",
        }
        reach = self.scopes[scope or own[role]]
        if role in ("auditor", "data_protection_officer"):
            reach = reach.for_oversight()
        return Actor(uuid4(), role, "测试员", reach, "测试单位")


def build_city() -> City:
    """The city, loaded by the product's own acts."""
    forget_places()
    system = Actor.system("test")
    load_divisions(actor=system, at=AT, places=_PLACES)
    firms = register_enterprises(
        actor=system,
        at=AT,
        enterprises=[
            EnterpriseInput("91430000MADEMO0018", "中湘第三建设集团有限公司", EnterpriseSource.CENTRAL),
            EnterpriseInput("91430000MADEMO0026", "星垣第一纺织总公司", EnterpriseSource.MUNICIPAL),
        ],
    )
    tree = places()
    by = {row.code: row for row in tree.rows}
    builder, mill = firms["91430000MADEMO0018"], firms["91430000MADEMO0026"]

    def place(code: str) -> Scope:
        row = by[code]
        return Scope.place(row.place_no, row.place_end, tree.label(row.place_no))

    scopes = {
        "near": place("430104001001"),
        "beside": place("430104001002"),
        "far": place("430105001001"),
        "street": place("430104001000"),
        "district": place("430104000000"),
        "city": place("430100000000"),
        "builder": Scope.of_enterprises([builder], "中湘第三建设"),
        "mill": Scope.of_enterprises([mill], "星垣第一纺织"),
        "nobody": Scope.nobody(),
    }
    return City(
        by["430104001001"].place_no, by["430104001002"].place_no, by["430105001001"].place_no,
        by["430104001000"].place_no, by["430100000000"].place_no, builder, mill, scopes,
    )  # fmt: skip


Register = Callable[..., UUID]


def register_many(city: City, people: list[dict[str, Any]], status: RetireeStatus) -> list[UUID]:
    """Registers several people in one act."""
    usual = {
        "name": "王桂英",
        "sex": 2,
        "born_on": date(1948, 6, 15),
        "place_no": city.near,
        "enterprise_id": city.builder,
    }
    rows = [{**usual, **facts} for facts in people]
    with perform(actor=Actor.system("test"), action="test.register", at=AT) as act:
        ids = register_people(
            act=act,
            people=pl.DataFrame(rows, infer_schema_length=None),
            origin=Origin(Source.ROSTER, date(2026, 1, 1)),
            status=status,
        )
    return [UUID(bytes=one) for one in ids.to_list()]
