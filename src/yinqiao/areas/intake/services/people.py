"""The types that are about the register itself: death, residence, name and number, phone, and what takes them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl
from django.conf import settings

from yinqiao.areas.intake.rules import judge_death, judge_values
from yinqiao.areas.intake.types import (
    Claim,
    DeathData,
    IdentityData,
    InwardType,
    Item,
    Judged,
    Known,
    PhoneData,
    Reason,
    ResidenceData,
    SourceKind,
    WithdrawalData,
)
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.queries import list_rows
from yinqiao.areas.retirees.services import Origin, change_people, record_deaths, record_moves
from yinqiao.areas.retirees.types import RetireeStatus, ToldDeath, ToldMove
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import Rule, rulebook

_K = SourceKind
_TARGETS = (DivisionKind.COMMUNITY, DivisionKind.DESK)


def rule_on(rule_id: str, day: date) -> Rule:
    """A rule of this room as it holds here on a day."""
    return rulebook().get(rule_id, region=settings.REGION, day=day)


def _values(claim: Claim, known: Known, today: date) -> Judged:
    rule = rule_on("intake.precedence", today)
    return judge_values(claim, known, rule.parameters, rule.version)


def _death(claim: Claim, known: Known, today: date) -> Judged:
    rule = rule_on("intake.death", today)
    return judge_death(claim, known, rule.parameters, rule.version)


# What each field of a message is called in the register.
_TOLD = {
    "new_name": "name", "new_id_number": "id_no", "phone": "phone", "address": "address", "building": "building",
}  # fmt: skip
_SHAPE = {"retiree_id": pl.Binary, "since": pl.Date, **dict.fromkeys(_TOLD.values(), pl.String)}


def _apply_deaths(act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    record_deaths(act=act, deaths=[ToldDeath(one.retiree_id, one.data.died_on, one.source, one.proof) for one in items])
    return {}


def _apply_changes(act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """What is told stands at once, a blank erases nothing; who moved to another community of the city is offered to it."""
    rows = [
        {
            "retiree_id": one.retiree_id.bytes,
            "since": one.data.since,
            **{name: getattr(one.data, told, None) or None for told, name in _TOLD.items()},
        }
        for one in items
    ]
    origin = Origin(items[0].source, items[0].data.since, is_by_row=True, is_move=True)
    change_people(act=act, people=pl.DataFrame(rows, schema=_SHAPE), origin=origin)
    _offer(act, [one for one in items if getattr(one.data, "division_code", "")])
    return {}


def _offer(act: Act, items: Sequence[Item]) -> None:
    held = {RetireeStatus.OFFERED.value, RetireeStatus.MANAGED.value}
    rows = list_rows(scope=Scope.everything(), ids=[one.retiree_id for one in items]) if items else ()
    here = {row.pk: row.place_no for row in rows if row.status in held}
    moves = []
    for one in items:
        place = places().by_code.get(one.data.division_code)
        if place is None or not Scope.everything().covers_place(place.place_no):
            continue  # from a sandbox nobody comes to a place of the city
        if place.kind in _TARGETS and here.get(one.retiree_id) not in (None, place.place_no):
            moves.append(ToldMove(one.retiree_id, one.data.since, place.place_no, one.source))
    if moves:
        record_moves(act=act, moves=moves)


PERSON_TYPES: Final = (
    InwardType(
        "cn.yinqiao.person.death.v1", "死亡", DeathData,
        frozenset({_K.POLICE, _K.HOSPITAL, _K.MEDICAL_INSURANCE, _K.CIVIL_AFFAIRS, _K.HUMAN_RESOURCES, _K.ENTERPRISE}),
        lambda data: (data.died_on, {"died_on": data.died_on.isoformat()}), _death, _apply_deaths,
    ),
    InwardType(
        "cn.yinqiao.person.residence.v1", "常住地址变更", ResidenceData,
        frozenset({_K.POLICE, _K.MEDICAL_INSURANCE, _K.HUMAN_RESOURCES, _K.ENTERPRISE}),
        lambda data: (data.since, {"address": data.address, "building": data.building}), _values, _apply_changes,
    ),
    InwardType(
        "cn.yinqiao.person.identity.v1", "姓名、身份证号变更", IdentityData, frozenset({_K.POLICE}),
        lambda data: (data.since, {"name": data.new_name or "", "id_no": data.new_id_number or ""}), _values,
        _apply_changes,
    ),
    InwardType(
        "cn.yinqiao.person.phone.v1", "手机变更", PhoneData,
        frozenset({_K.HUMAN_RESOURCES, _K.MEDICAL_INSURANCE, _K.CIVIL_AFFAIRS, _K.ENTERPRISE}),
        lambda data: (data.since, {"phone": data.phone}), _values, _apply_changes,
    ),
    InwardType("cn.yinqiao.person.death-withdrawn.v1", "撤回死亡", WithdrawalData, frozenset(SourceKind)),
    InwardType("cn.yinqiao.message.withdrawn.v1", "撤回先前信息", WithdrawalData, frozenset(SourceKind)),
)  # fmt: skip
