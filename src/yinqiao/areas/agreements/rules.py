"""Rules of the agreement: which step follows which and whose it is, which terms are possible, what holds in the end."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, reduce
from importlib import resources
from typing import Any

from yinqiao.areas.agreements import events
from yinqiao.areas.agreements.types import (
    NUMBER_LABELS,
    AgreementKind,
    AgreementState,
    Audience,
    Benefit,
    BenefitKind,
    BenefitsAgreed,
    Change,
    Difference,
    FundKind,
    Gap,
    Instalment,
    Numbers,
    Side,
    Stand,
    StandingBenefit,
    Step,
    StrandFigures,
    Terms,
)
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.types import member_of

ENTERPRISE_ROLES = frozenset({"enterprise_officer", "enterprise_admin"})
PLACE_ROLES = frozenset({"street_officer", "district_manager", "city_manager"})
PARTIES = ENTERPRISE_ROLES | PLACE_ROLES
# The district or the city brings the paper to the human-resources office and ends what cannot be fulfilled.
FILERS = frozenset({"district_manager", "city_manager"})

# What can be the receiving side of an agreement.
RECEIVERS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET})


class Who(StrEnum):
    """Whose a step is."""

    PROPOSER = "proposer"
    OTHER = "other"
    EITHER = "either"
    ENTERPRISE = "enterprise"
    PLACE = "place"
    FILER = "filer"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a step leads, and whose it is."""

    to: AgreementState
    who: Who


_S = AgreementState
_AFTER_SIGNATURE = {Step.SUPPLEMENT: Who.EITHER, Step.LINK: Who.ENTERPRISE, Step.UNLINK: Who.ENTERPRISE}


def _staying(state: AgreementState, steps: Mapping[Step, Who]) -> dict[Step, Move]:
    return {step: Move(state, who) for step, who in steps.items()}


# The flow of an agreement. Guards, screens and tests read this table. Nobody proposes and answers alone: what one side
# proposed the other agrees to or sends back.
FLOW: Mapping[AgreementState, Mapping[Step, Move]] = {
    _S.DRAFT: {
        Step.SAVE: Move(_S.DRAFT, Who.PROPOSER),
        Step.PROPOSE: Move(_S.PROPOSED, Who.PROPOSER),
        Step.CANCEL: Move(_S.CANCELLED, Who.PROPOSER),
    },
    _S.PROPOSED: {
        Step.TAKE_BACK: Move(_S.DRAFT, Who.PROPOSER),
        Step.AGREE: Move(_S.AGREED, Who.OTHER),
        Step.SEND_BACK: Move(_S.DRAFT, Who.OTHER),
    },
    _S.AGREED: {Step.SIGN: Move(_S.SIGNED, Who.EITHER), Step.CANCEL: Move(_S.CANCELLED, Who.EITHER)},
    _S.SIGNED: {
        Step.FILE: Move(_S.FILED, Who.FILER),
        **_staying(_S.SIGNED, _AFTER_SIGNATURE),
        Step.END: Move(_S.ENDED, Who.FILER),
    },
    _S.FILED: {
        **_staying(_S.FILED, _AFTER_SIGNATURE),
        Step.CLOSE: Move(_S.CLOSED, Who.PLACE),
        Step.END: Move(_S.ENDED, Who.FILER),
    },
    _S.CLOSED: {},
    _S.ENDED: {},
    _S.CANCELLED: {},
}
# A supplement has no batches and no supplement of its own, and ends with its main agreement.
MAIN_ONLY = frozenset({Step.SUPPLEMENT, Step.LINK, Step.UNLINK, Step.CLOSE, Step.END})
# Event → the state it leads to. `None`: it changes no state.
LEADS_TO: Mapping[str, AgreementState | None] = {
    events.DRAFTED.code: _S.DRAFT,
    events.VERSION_SAVED.code: _S.DRAFT,
    events.PROPOSED.code: _S.PROPOSED,
    events.TAKEN_BACK.code: _S.DRAFT,
    events.AGREED.code: _S.AGREED,
    events.SENT_BACK.code: _S.DRAFT,
    events.SIGNED.code: _S.SIGNED,
    events.FILED.code: _S.FILED,
    events.BATCH_LINKED.code: None,
    events.BATCH_UNLINKED.code: None,
    events.CLOSED.code: _S.CLOSED,
    events.ENDED.code: _S.ENDED,
    events.CANCELLED.code: _S.CANCELLED,
}


def side_of(role: str) -> Side | None:
    """The side for which a role acts; None for roles that have no part in agreements."""
    if role in ENTERPRISE_ROLES:
        return Side.ENTERPRISE
    return Side.PLACE if role in PLACE_ROLES else None


def next_state(stand: Stand, step: Step) -> AgreementState | None:
    """Where `step` leads, or None when the flow does not allow it."""
    move = FLOW[stand.state].get(step)
    if move is None or (step in MAIN_ONLY and stand.kind is not AgreementKind.MAIN):
        return None
    return move.to


def is_theirs(stand: Stand, step: Step, role: str) -> bool:
    """Whether a step that the flow allows is for this role to take."""
    side, who = side_of(role), FLOW[stand.state][step].who
    if side is None:
        return False
    return {
        Who.PROPOSER: side is stand.proposed_by,
        Who.OTHER: side is stand.proposed_by.other,
        Who.EITHER: True,
        Who.ENTERPRISE: side is Side.ENTERPRISE,
        Who.PLACE: side is Side.PLACE,
        Who.FILER: role in FILERS,
    }[who]


def open_steps(stand: Stand, role: str) -> list[Step]:
    """What this role may do now, in the order of the flow table."""
    return [step for step in FLOW[stand.state] if next_state(stand, step) and is_theirs(stand, step, role)]


def next_words(stand: Stand) -> str:
    """Who has the next step, in one sentence; empty when nothing is left to do."""
    proposer, other = stand.proposed_by.label, stand.proposed_by.other.label
    is_main = stand.kind is AgreementKind.MAIN
    return {
        _S.DRAFT: f"由{proposer}修改后提请{other}答复",
        _S.PROPOSED: f"由{other}同意或退回修改",
        _S.AGREED: "由双方签署，任一方登记",
        _S.SIGNED: "由区县或市级登记备案",
        _S.FILED: "移交完毕后由属地办结" if is_main else "",
    }.get(stand.state, "")


def replay(codes: Iterable[str]) -> AgreementState | None:
    """The state to which a sequence of event codes leads; None for an empty one. ValueError when one cannot follow.

    Example: drafted, proposed, sent_back → draft.
    """
    state: AgreementState | None = None
    for code in codes:
        to = LEADS_TO[code] or state
        reachable = {move.to for move in FLOW[state].values()} if state else {_S.DRAFT}
        if to is None or to not in reachable:
            raise ValueError(f"{code} cannot follow {state}")
        state = to
    return state


def holding(signed: Iterable[Numbers]) -> Numbers:
    """What holds: the main agreement and every signed supplement, number by number.

    Example: 100 people, then a supplement of -8 → 92.
    """
    return reduce(Numbers.plus, signed, Numbers())


def differences(strand: StrandFigures, signed_on: date | None) -> list[Difference]:
    """Every reason why what was agreed and what was signed for differ; empty when both are equal.

    Not sent + waiting + lacking + explained - surplus = agreed - received. Example: 10 agreed, 8 sent, 5 of them
    received, 2 wait,
    1 was not there → 2 not sent (enterprise), 2 wait (place), 1 lacks (enterprise).
    """
    told = strand.parts
    owed_since = strand.told.due_since if strand.told else signed_on
    found = [
        Difference(Gap.NOT_SENT, strand.agreed - strand.sent + strand.surplus, Side.ENTERPRISE, owed_since),
        Difference(Gap.WAITS, sum(one.waits for one in told), Side.PLACE, _first(one.waits_since for one in told)),
        Difference(Gap.LACKS, sum(one.lacks for one in told), Side.ENTERPRISE, _first(one.lacks_since for one in told)),
        Difference(Gap.EXPLAINED, sum(one.explained for one in told), None),
        Difference(Gap.SURPLUS, strand.surplus, None),
    ]
    return [one for one in found if one.amount]


def _first(days: Iterable[date | None]) -> date | None:
    return min((one for one in days if one), default=None)


def faults(terms: Terms, kind: AgreementKind, before: Numbers, limits: Mapping[str, Any]) -> dict[str, str]:
    """Field → what is wrong with it; empty when the terms are possible. `before` is what holds without them.

    What holds afterwards may be neither negative nor beyond `limits`, and holds no more members than people.
    """
    wrong: dict[str, str] = {}
    after = before.plus(terms.numbers)
    for name, (label, unit) in NUMBER_LABELS.items():
        value, most = getattr(after, name), limits[f"most_{name}"]
        if value < 0:
            wrong[name] = f"{label}合计不能少于 0 {unit}。"
        elif value > most:
            wrong[name] = f"{label}合计超过 {most:,} {unit}，请核对。"
    if "party_members" not in wrong and after.party_members > after.people:
        wrong["party_members"] = "党员人数不能多于退休人员人数。"
    if kind is AgreementKind.MAIN and not any(getattr(terms.numbers, one.name) for one in fields(Numbers)):
        wrong["people"] = "至少填写一项移交数量。"
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        wrong["ends_on"] = "移交截止日期不能早于开始日期。"
    if words := _money_fault(terms, kind):
        wrong["instalments"] = words
    if words := next(filter(None, (_benefit_fault(one, kind) for one in terms.benefits)), ""):
        wrong["benefits"] = words
    return wrong


def _benefit_fault(one: Benefit, kind: AgreementKind) -> str:
    """What is wrong with an item; empty when it is possible by itself."""
    if one.kind not in benefit_kinds():
        return "待遇项目不在目录中，请重新选择。"
    label = benefit_kinds()[one.kind].label
    if (one.change is not Change.ADD) is not bool(one.target):
        return f"{label}：变更或终止的，填写主协议中的项目编号；新增的不填。"
    if one.change is not Change.ADD and kind is AgreementKind.MAIN:
        return f"{label}：主协议只能新增项目。"
    if one.change is Change.END and not one.until:
        return f"{label}：终止的，请填写最后一日。"
    if (one.audience is Audience.RETIRED_BEFORE) is not bool(one.retired_before):
        return f"{label}：发给“某日以前退休的人员”的，须写明是哪一日；发给其他人员的不填。"
    if one.amount is not None and one.amount <= 0:
        return f"{label}：标准须大于 0；不以数字约定的，不填。"
    if one.since and one.until and one.until < one.since:
        return f"{label}：截止日期不能早于起始日期。"
    return ""


def target_fault(terms: Terms, standing: Iterable[StandingBenefit]) -> str:
    """Whether a supplement speaks of an item that no signed paper has, or twice of one; empty when it does not."""
    known, named = {one.no for one in standing}, [one.target for one in terms.benefits if one.target]
    if unknown := [one for one in named if one not in known]:
        return f"已签协议中没有编号为“{unknown[0]}”的待遇项目，请核对。"
    if len(set(named)) < len(named):
        return "同一待遇项目在一份补充协议中只能变更一次。"
    return ""


def standing_benefits(papers: Iterable[BenefitsAgreed]) -> list[StandingBenefit]:
    """The items of one main agreement as all its signed papers leave them; `papers` begin with it, then as signed.

    An item is numbered by its place in its paper: 2 in the main agreement, 补1-2 in the first supplement. One that ended
    stays, with its last day.
    """
    found: dict[str, StandingBenefit] = {}
    for paper in papers:
        mark = "" if paper.is_main else f"补{paper.agreement_no.rpartition('补')[2]}-"
        for place, item in enumerate(paper.benefits, start=1):
            no = item.target or f"{mark}{place}"
            if item.change is Change.END and no in found:
                item = replace(found[no].item, until=item.until)
            found[no] = StandingBenefit(no, item, paper.agreement_no)
    return list(found.values())


def benefit_words(one: Benefit) -> str:
    """An item as a sentence of a paper: 统筹外费用：全体移交人员，每月 120.00 元，2026年1月1日起，企业承担."""
    label = benefit_kinds()[one.kind].label
    if one.change is Change.END and one.until:
        return f"终止第 {one.target} 项（{label}），发放至 {day_words(one.until)}"
    much = (
        f"{one.rhythm.label} {one.amount:,} {one.unit}"
        if one.amount is not None
        else f"{one.rhythm.label}，标准按原规定"
    )
    whom = one.audience.label
    if one.retired_before:
        whom = f"{day_words(one.retired_before)}以前退休的人员"
    parts = [
        whom, much, f"{day_words(one.since)}起" if one.since else "", f"至 {day_words(one.until)}" if one.until else "",
        one.payer.label, f"依据：{one.basis}" if one.basis else "",
    ]  # fmt: skip
    begin = f"第 {one.target} 项变更为 " if one.change is Change.CHANGE else ""
    return f"{begin}{label}：{'，'.join(part for part in parts if part)}"


def day_words(day: date) -> str:
    """A day as papers say it."""
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def benefit_kinds() -> Mapping[str, BenefitKind]:
    """Every kind of benefit by its code, in the order of the rulebook."""
    return {one["code"]: BenefitKind(**one) for one in _kinds("benefit_kinds.toml")}


def _kinds(file: str) -> list[dict[str, str]]:
    text = resources.files("yinqiao.areas.agreements").joinpath("rulebook", file).read_text("utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["kind"]
    return found


def _money_fault(terms: Terms, kind: AgreementKind) -> str:
    """What is wrong with the instalments; empty when they are possible. They say the whole sum or nothing."""
    parts = terms.instalments
    if any(one.kind not in fund_kinds() for one in parts):
        return "款项种类不在目录中，请重新选择。"
    if any(one.amount == 0 or (one.amount < 0 and kind is AgreementKind.MAIN) for one in parts):
        return "每一期的金额须大于 0。" if kind is AgreementKind.MAIN else "每一期的增减金额不能为 0。"
    total = sum(one.amount for one in parts)
    if parts and total != terms.numbers.amount:
        return f"各期合计 {total:,.2f} 元，与移交经费 {terms.numbers.amount:,.2f} 元不一致。"
    return ""


@cache
def fund_kinds() -> Mapping[str, FundKind]:
    """Every kind of money by its code, in the order of the rulebook; the first is the one that is meant when none is said."""
    return {one["code"]: FundKind(**one) for one in _kinds("fund_kinds.toml")}


def _given_numbers(given: Mapping[str, Any]) -> Numbers:
    exact: dict[str, Any] = {
        name: Decimal(str(value)) if name in ("area_m2", "amount") else value for name, value in given.items()
    }
    return replace(Numbers(), **exact)


def _faulty(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    terms, before = (_given_numbers(given[name]) for name in ("terms", "before"))
    parts = tuple(
        Instalment(one["kind"], Decimal(one["amount"]), one["due_on"]) for one in given.get("instalments", ())
    )
    kind = member_of(AgreementKind, given["kind"])
    return sorted(faults(Terms(terms, instalments=parts), kind, before, parameters))


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"agreements.limits": _faulty}
