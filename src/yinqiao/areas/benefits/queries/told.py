"""What enterprises told of single people: of one on the page, and what the judging of a message asks of many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.agreements.queries import benefit_kinds
from yinqiao.areas.agreements.types import Audience, Rhythm
from yinqiao.areas.benefits.models import BenefitItem, BenefitTold
from yinqiao.areas.benefits.queries.applying import Told, item_named, items_of, told_key
from yinqiao.areas.benefits.queries.items import item_words, plain
from yinqiao.areas.benefits.rules import signature
from yinqiao.areas.benefits.types import Ending, ToldLine, ToldState
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.areas.retirees.types import Source
from yinqiao.platform.access.types import Scope

_LAST = (ToldState.STANDING.value, ToldState.ENDED.value)

# A benefit that ended, not by death and not for another one: for the question whether a household needs help.
STOPPED = """
SELECT retiree_id, 'benefit' AS code, over_on AS told_on FROM benefits_benefittold
WHERE state = 'ended' AND ending IN ('expired', 'agreement', 'not_entitled')
"""


def list_person_told(*, scope: Scope, retiree_id: UUID) -> list[ToldLine]:
    """What enterprises told of a person, what stands first; NotFound out of scope, nothing for overseers."""
    person = find_row(scope, retiree_id)
    if scope.is_oversight:
        return []
    rows = BenefitTold.objects.filter(retiree_id__in=with_merged(scope, person.pk)).order_by("-since", "-told_at")
    lines = [line_of(one) for one in rows]
    return sorted(lines, key=lambda one: one.state is not ToldState.STANDING)


def find_told(*, scope: Scope, retiree_id: UUID, told: str) -> BenefitTold | None:
    """What was told of a person under this id, to tell it anew; None for another, NotFound for somebody out of scope."""
    person = find_row(scope, retiree_id)
    rows = () if scope.is_oversight else BenefitTold.objects.filter(retiree_id=person.pk)
    return next((one for one in rows if str(one.pk) == told), None)


def list_items_named(*, scope: Scope, retiree_id: UUID) -> list[tuple[str, str]]:
    """The items of the agreements under which a person falls, by number and in words; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    if scope.is_oversight:
        return []
    return [(one.no, f"{one.no} {item_words(one)}") for one in items_of([person])[person.pk]]


def line_of(row: BenefitTold) -> ToldLine:
    """A row in words."""
    ending = Ending(row.ending).label if row.ending else ""
    return ToldLine(
        row.pk, row.item_no, row.agreement_id, benefit_kinds()[row.kind].label, told_words(row), ToldState(row.state),
        Source(row.source).label, row.since, row.over_on, ending, row.end_proposed_on is not None,
    )  # fmt: skip


def told_words(row: BenefitTold) -> str:
    """How much, in words: 每月 128.00 元；实物或服务；标准按协议."""
    if row.ending and not row.amount and not row.in_kind and row.since == row.over_on:
        return ""
    much = (
        f"{plain(row.amount, row.unit):,} {row.unit}" if row.amount is not None else row.in_kind or "标准按协议或原规定"
    )
    until = f"，至 {row.until:%Y-%m-%d}" if row.until else ""
    return f"{Rhythm(row.rhythm).label} {much}{until}"


def known_of(ids: Sequence[UUID]) -> Told:
    """Of each of these the items of the agreements and what was told last, as far as the transaction's scope reaches."""
    people = list(people_within(scope=Scope.everything()).filter(pk__in=list(ids)))
    items = items_of(people)
    found: dict[UUID, dict[str, tuple[str, str, Any]]] = {}
    for one in people:
        mine = items[one.pk]
        alone = [item for item in mine if item_named(mine, item.no) is not None]
        found[one.pk] = {f"item:{item.no}": (_facts(item, one), "", one.born_on) for item in alone}
    rows = BenefitTold.objects.filter(retiree_id__in=list(found), state__in=_LAST).order_by("since", "told_at")
    for row in rows:
        value = "" if row.over_on else signature(row.amount, row.in_kind, row.rhythm, row.until)
        known = (value, row.source, row.over_on or row.since)
        found[row.retiree_id][f"told:{told_key(row.item_no, row.kind)}"] = known
    return found


def _facts(item: BenefitItem, person: Any) -> str:
    told = {
        "audience": item.audience, "retired_before": item.retired_before, "since": item.since, "until": item.until,
        "amount": item.amount, "rhythm": item.rhythm, "retired_on": person.retired_on,
        "work_start_on": person.work_start_on,
    }  # fmt: skip
    return json.dumps({name: None if value is None else str(value) for name, value in told.items()})


def beside_of(retiree_id: UUID, told: Mapping[str, str]) -> dict[str, str]:
    """What stands against a message, in words by its fields: the item as the agreement has it, or what was told before."""
    people = list(people_within(scope=Scope.everything()).filter(pk=retiree_id))
    if not people:
        return {}
    no = told.get("item", "")
    item = item_named(items_of(people)[retiree_id], no) if no else None
    if item is None:
        return {"item": "适用于本人的已签协议中没有这一项"} if no else _told_before(retiree_id, told)
    words = f"第 {item.no} 项 {item_words(item)}（{item.paper_no}）{_day_of(item, people[0])}"
    return {
        "item": words,
        "amount": f"{plain(item.amount, item.unit):,} {item.unit}" if item.amount is not None else "没有以数字约定",
        "rhythm": Rhythm(item.rhythm).label, "until": f"{item.until:%Y-%m-%d}" if item.until else "没有约定截止",
    }  # fmt: skip


def _day_of(item: BenefitItem, person: Any) -> str:
    """The day of the register on which it turns whether the item is for the person."""
    label, day = {
        Audience.RETIRED_BEFORE.value: ("退休年月", person.retired_on),
        Audience.FOUNDING.value: ("参加工作", person.work_start_on),
    }.get(item.audience, ("", None))
    return f"；登记的{label} {f'{day:%Y-%m-%d}' if day else '未登记'}" if label else ""


def _told_before(retiree_id: UUID, told: Mapping[str, str]) -> dict[str, str]:
    rows = BenefitTold.objects.filter(retiree_id=retiree_id, item_no="", kind=told.get("benefit", ""))
    row = rows.filter(state__in=_LAST).order_by("-since", "-told_at").first()
    return {"benefit": f"{told_words(row)}，{row.since:%Y-%m-%d} 起"} if row is not None else {}
