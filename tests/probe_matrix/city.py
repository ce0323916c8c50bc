"""The city of the matrix: three sides (own, sibling, other), each with an enterprise, a community and its people.

Those of the fourth, `away`, live elsewhere: the social-insurance agency's desk looks after them.

Every sensitive value of every person is unmistakable, so that it is recognised wherever it comes to light.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.types import ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.numbering import Place
from yinqiao.areas.organisations.queries import forget_places, places, scope_of_enterprise
from yinqiao.areas.organisations.services import load_divisions, register_enterprises
from yinqiao.areas.organisations.types import DivisionKind, EnterpriseInput, EnterpriseSource
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, Scope, acting

SIDES = ("own", "sibling", "other")
AWAY = "away"
HOMES = (*SIDES, AWAY)
STATES = ("accepted", "waiting", "returned", "desk")
GROUP = "914301007000000000"
USCCS = {"own": "914301007000000011", "sibling": "914301007000000022", "other": "914301007000000033",
          "away": "914301007000000044"}  # fmt: skip
COMMUNITIES = {"own": "430104001001", "sibling": "430104001002", "other": "430105001001"}
CITY, DESK, DISTRICT, STREET = "430100000000", "430100000D01", "430104000000", "430104001000"
PLACES = (
    Place(CITY, "长沙市", DivisionKind.CITY, None),
    Place(DESK, "社保经办机构（异地居住）", DivisionKind.DESK, CITY),
    Place(DISTRICT, "岳麓区", DivisionKind.DISTRICT, CITY),
    Place(STREET, "望月湖街道", DivisionKind.STREET, DISTRICT),
    Place("430104001001", "月华社区", DivisionKind.COMMUNITY, STREET),
    Place("430104001002", "荷叶塘社区", DivisionKind.COMMUNITY, STREET),
    Place("430105000000", "开福区", DivisionKind.DISTRICT, CITY),
    Place("430105001000", "望麓园街道", DivisionKind.STREET, "430105000000"),
    Place("430105001001", "富雅坪社区", DivisionKind.COMMUNITY, "430105001000"),
)
_LIVES = {
    "own": ("岳麓区望月湖街道月华社区", "月华社区"),
    "sibling": ("岳麓区望月湖街道荷叶塘社区", "荷叶塘社区"),
    "other": ("开福区望麓园街道富雅坪社区", "富雅坪社区"),
    "away": ("湖北省武汉市江岸区沿江大道", ""),
}
_DESKS = {"own": "岳麓区望月湖街道", "sibling": "岳麓区望月湖街道", "other": "开福区望麓园街道",
          "away": "湖北省武汉市江岸区沿江大道"}  # fmt: skip
_SIDE_SIGN = dict(zip(HOMES, "甲乙丙丁", strict=True))
_STATE_SIGN = dict(zip(STATES, "子丑寅卯", strict=True))
_TURN_SIGN = ("", *"辰巳午未申酉戌亥")
# Column of the roster → the value's name among the canaries.
_COLUMNS = {
    "姓名": "name", "身份证号": "id_no", "本人电话": "phone", "常住地地址": "address", "户口所在地": "household",
    "所在党支部": "party", "档案编号": "archive", "原工作单位": "unit", "配偶姓名": "spouse", "联系人一姓名": "contact",
    "联系人一电话": "contact_phone", "兴趣爱好": "hobby",
    "曾用名": "former",
}  # fmt: skip


@dataclass(frozen=True)
class Soul:
    """One person of the city: side, state and the unmistakable values.

    `before` is what the roster said where the community put something else in its place since.
    """

    side: str
    state: str
    values: dict[str, str]
    before: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """`own.accepted`, as the table of canaries names it."""
        return f"{self.side}.{self.state}"

    def line(self) -> str:
        """The line of the roster."""
        community = "" if self.state == "desk" else _LIVES[self.side][1]
        known = ",".join(self.before.get(name, self.values[name]) for name in _COLUMNS.values())
        return f"{known},女,1970-01,2012-03,{community},正常退休,有慢性病\n"


HEADER = ",".join(_COLUMNS) + ",性别,参加工作时间,退休年月,居住社区,退休类别,健康状况\n"


def soul(side: str, state: str, turn: int = 0) -> Soul:
    """The person of a side in a state; from `turn` 1 to 8 further ones of the same kind, to whom nothing happens."""
    number = 100 + 50 * turn + 10 * HOMES.index(side) + 2 * STATES.index(state)
    # The sign of the turn stands in the middle, so that nobody's value is a part of another's.
    head, sign = f"99010119520312{number:03d}", _SIDE_SIGN[side] + _TURN_SIGN[turn] + _STATE_SIGN[state]
    street = _DESKS[side] if state == "desk" else _LIVES[side][0]
    values = {
        "name": f"赵{sign}", "id_no": head + check_digit(head), "phone": f"13971{number:06d}",
        "address": f"{street}{number}栋2单元", "household": f"湖南省浏阳市{sign}村", "party": f"第{sign}党支部",
        "archive": f"DA-{number}-Q", "unit": f"{sign}分厂", "spouse": f"钱{sign}", "contact": f"孙{sign}",
        "contact_phone": f"13872{number:06d}", "hobby": f"剪纸{sign}",
        "former": f"郑{sign}",
    }  # fmt: skip
    if state != "accepted" or turn:
        return Soul(side, state, values)
    before = {
        "phone": f"13574{number:06d}", "address": f"{street}{number}号旧居", "household": f"湖南省浏阳市{sign}旧村",
        "party": f"第{sign}旧支部", "archive": f"DA-{number}-J",
    }  # fmt: skip
    return Soul(side, state, {**values, "building": f"{sign}字楼"}, before)


def souls(turns: int) -> tuple[Soul, ...]:
    """One person of each side and state, and `turns` further ones of each."""
    return tuple(soul(side, state, turn) for turn in range(turns + 1) for side in HOMES for state in STATES)


@dataclass
class City:
    """What the matrix asks about: ids by kind and side, and the values beyond the rosters."""

    at: datetime
    firms: dict[str, int] = field(default_factory=dict)
    people: tuple[Soul, ...] = ()
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    # Side → the end of the fingerprint of the keys that wait to be confirmed.
    far: dict[str, str] = field(default_factory=dict)

    def put(self, kind: str, side: str, value: UUID | int) -> None:
        """Remember what stands for a side of a kind; what lives elsewhere is the agency's own."""
        self.targets.setdefault(kind, {})[side] = value
        if side == AWAY:
            self.targets[kind]["own.agency_officer"] = value

    @cached_property
    def planted(self) -> dict[str, tuple[str, str]]:
        """Planted value → (what it is, whose): (`phone`, `own.accepted`); texts beside the rosters go by their side.

        What gave way to a correction is `old_phone` and so on. Asked for when everything stands.
        """
        found = {value: (kind, one.key) for one in self.people for kind, value in one.values.items()}
        found |= {value: (f"old_{kind}", one.key) for one in self.people for kind, value in one.before.items()}
        for key, text in self.texts.items():
            kind, side = key.split(".")
            found[text] = (kind, f"{side}.{'returned' if kind == 'return_note' else 'accepted'}")
        return found

    @cached_property
    def planted_by_start(self) -> dict[str, dict[str, tuple[str, str]]]:
        """The same by how they begin: most pages hold none of them, and that is soon found."""
        groups: dict[str, dict[str, tuple[str, str]]] = {}
        for value, whose in self.planted.items():
            groups.setdefault(value[:4] if len(value) > 5 else value[:1], {})[value] = whose
        return groups


def place_scope(code: str) -> Scope:
    """The subtree of one place."""
    row = places().by_code[code]
    return Scope.place(row.place_no, row.place_end, places().label(row.place_no))


def clerk(role: str, code: str) -> Actor:
    """An officer of one place who sets the scene; not one of those who ask."""
    return Actor(uuid4(), role, "布景员", place_scope(code), places().by_code[code].name)


def holder(side: str) -> Actor:
    """The officer who looks after the people of a side: its community's, or the agency's."""
    return clerk("agency_officer", DESK) if side == AWAY else clerk("community_officer", COMMUNITIES[side])


def firm_clerk(city: City, side: str) -> Actor:
    """The officer of an enterprise who sets the scene."""
    scope = scope_of_enterprise(enterprise_id=city.firms[side])
    return Actor(uuid4(), "enterprise_officer", "布景员", scope, scope.label)


def build_city(at: datetime, crowd: int = 0) -> City:
    """Divisions, enterprises, rosters; people accepted, waiting, returned and at a desk, on each side.

    `crowd` is how many further people there are of each kind.
    """
    forget_places()
    system = Actor.system("matrix")
    load_divisions(actor=system, at=at, places=PLACES)
    names = {"own": "中湘三建（演示）", "sibling": "中湘五建（演示）", "other": "湘江纺织（演示）",
             "away": "湘江化工（演示）"}  # fmt: skip
    firms = register_enterprises(
        actor=system, at=at,
        enterprises=[
            EnterpriseInput(GROUP, "中湘集团（演示）", EnterpriseSource.CENTRAL),
            *(
                EnterpriseInput(
                    USCCS[side], names[side], EnterpriseSource.CENTRAL,
                    group_uscc=GROUP if side in ("own", "sibling") else "",
                )
                for side in HOMES
            ),
        ],
    )  # fmt: skip
    city = City(at, {side: firms[USCCS[side]] for side in HOMES}, souls(crowd))
    for side in HOMES:
        _hand_over(city, side)
    return city


def _hand_over(city: City, side: str) -> None:
    """One side's roster, submitted; then each person is brought into its state. A second roster stays unsubmitted."""
    officer = firm_clerk(city, side)
    done = _upload(city, officer, [one for one in city.people if one.side == side], "已交.csv")
    # As its job would, before the submission: what the enterprise could take away then, it can no more afterwards.
    lists.annotate_batch(actor=officer, at=city.at, batch_id=done)
    lists.begin_submission(kind="roster", actor=officer, at=city.at, batch_id=done)
    handover.submit_batch(actor=officer, at=city.at, batch_id=done)
    city.put("submitted_batch", side, done)
    again = [one for one in city.people if one.key == f"{side}.waiting"]
    city.put("batch", side, _upload(city, officer, again, "未交.csv"))
    lists.annotate_batch(actor=officer, at=city.at, batch_id=city.targets["batch"][side])
    with acting(Actor.system("matrix")):
        offers = {one.name: one for one in Offer.objects.filter(enterprise_id=city.firms[side])}
    for state in STATES:
        offer = offers[soul(side, state).values["name"]]
        city.put(f"{state}_offer", side, offer.pk)
        city.put(f"{state}_person", side, offer.retiree_id)
    local, mine = holder(side), [one for one in city.people if one.side == side]
    chosen = {
        state: Choice.of([offers[one.values["name"]].pk for one in mine if one.state == state])
        for state in ("accepted", "returned")
    }
    handover.accept_people(actor=local, at=city.at, choice=chosen["accepted"])
    note = f"退回说明{_SIDE_SIGN[side]}"
    handover.return_people(
        actor=local, at=city.at, choice=chosen["returned"],
        reason=ReturnReason.NOT_RESIDENT, note=note,
    )  # fmt: skip
    city.texts[f"return_note.{side}"] = note


def _upload(city: City, officer: Actor, people: list[Soul], name: str) -> UUID:
    content = (HEADER + "".join(one.line() for one in people)).encode("utf-8-sig")
    batch_id, _ = lists.upload_list(
        kind="roster",
        actor=officer,
        at=city.at,
        enterprise_id=officer.scope.enterprises[0],
        file=BytesIO(content),
        file_name=name,
    )
    lists.check_batch(actor=officer, at=city.at, batch_id=batch_id)
    return batch_id
