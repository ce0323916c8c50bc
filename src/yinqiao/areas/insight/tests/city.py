"""Two districts with two communities each, and offers written straight into the table whose triggers count them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from yinqiao.areas.organisations.numbering import Place
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.organisations.services import load_divisions
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access import Actor, Scope

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PLACES = (
    Place("430100000000", "长沙市", DivisionKind.CITY, None),
    Place("430100000D01", "社保经办机构（异地居住）", DivisionKind.DESK, "430100000000"),
    Place("430104000000", "岳麓区", DivisionKind.DISTRICT, "430100000000"),
    Place("430104001000", "望月湖街道", DivisionKind.STREET, "430104000000"),
    Place("430104001001", "月华社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430104001002", "荷叶塘社区", DivisionKind.COMMUNITY, "430104001000"),
    Place("430105000000", "开福区", DivisionKind.DISTRICT, "430100000000"),
    Place("430105001000", "望麓园街道", DivisionKind.STREET, "430105000000"),
    Place("430105001001", "富雅坪社区", DivisionKind.COMMUNITY, "430105001000"),
)
MOON, LOTUS, FUYA = "430104001001", "430104001002", "430105001001"
FIRM, OTHER = 7, 8

ADD = (
    "INSERT INTO handover_offer (id, retiree_id, name, born_on, enterprise_id, place_no, route_how, state, contacted_on,"
    " offered_on, due_on, risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)"
    " SELECT gen_random_uuid(), gen_random_uuid(), '王桂英', '1950-03-07', %s, %s, 'named', %s, %s,"
    " '2026-03-02', '2026-04-02', 0, '', '', '', '', '' FROM generate_series(1, %s)"
)


def load_city() -> None:
    """Write the places and read them anew."""
    forget_places()
    load_divisions(actor=Actor.system("测试"), at=NOW, places=PLACES)
    forget_places()


def number_of(code: str) -> int:
    """The place number of a code."""
    return places().by_code[code].place_no


def within(code: str) -> Scope:
    """The scope of a place and all below it."""
    row = places().by_code[code]
    return Scope.place(row.place_no, row.place_end, row.name)


@dataclass(frozen=True)
class Eyes:
    """Who looks."""

    scope: Scope

    @property
    def actor(self) -> Actor:
        """Somebody with this scope."""
        return Actor(uuid4(), "city_manager", "测试", self.scope)
