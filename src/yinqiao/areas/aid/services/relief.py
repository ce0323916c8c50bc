"""Relief of a household: proposed or applied for, checked with consent, an opinion, a decision.

The system proposes and reckons; the street and civil affairs decide. Nothing is looked into before the person agreed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings

from yinqiao.areas.aid import errors, events
from yinqiao.areas.aid.models import Hardship, Relief, ReliefMember
from yinqiao.areas.aid.queries import asked_elsewhere
from yinqiao.areas.aid.rules import (
    CONSENT,
    DECIDERS,
    STREETS,
    decide_by,
    endings_of,
    gap_of,
    proposed_by,
    relief_kinds,
    review_by,
)
from yinqiao.areas.aid.services.reading import hold_numbers, lock_relief
from yinqiao.areas.aid.types import (
    HardshipState,
    Household,
    Member,
    NewConsent,
    NewRelief,
    Opinion,
    Origin,
    ReliefEnd,
    ReliefState,
    Signal,
)
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.queries import require_past
from yinqiao.areas.retirees.services import lock_person
from yinqiao.kernel.errors import Invalid, Refused
from yinqiao.kernel.id_number import IdProblem, parse_id_number
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.blind import blind_index
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar

NUMBER = "id_number"
MOST_PEOPLE = 12
MOST_FEN = 1_000_000_000
_OVER = (ReliefState.REFUSED, ReliefState.CLOSED)


def propose_relief(*, act: Act, people: Sequence[UUID]) -> None:
    """Who was recognised in a grade that names a kind of relief is to be asked; once, while none of the kind stands."""
    standing = Hardship.objects.filter(retiree_id__in=list(people), state=HardshipState.STANDING)
    wanted = [(who, kind) for who, grade in standing.values_list("retiree_id", "grade") for kind in proposed_by(grade)]
    known = set(
        Relief.objects.filter(retiree_id__in=list(people)).exclude(state__in=_OVER).values_list("retiree_id", "kind")
    )
    new = [one for one in wanted if one not in known]
    today = act.stamp.occurred_on
    Relief.objects.bulk_create(
        Relief(
            retiree_id=who,
            kind=kind,
            origin=Origin.PROPOSAL,
            state=ReliefState.PROPOSED,
            opened_on=today,
            reason=Signal.GRADE,
            reason_on=today,
        )
        for who, kind in new
    )
    tell_people(act=act, kind=events.RELIEF_PROPOSED, people={who for who, _ in new})


def apply_relief(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewRelief) -> UUID:
    """Take an application, of the person, of the family, or written for them; returns the case's id.

    NotFound out of scope; Invalid `aid.not_agreed` for another than the person without the person's word; Conflict
    `aid.relief_stands`, or `aid.applied_elsewhere` for a household that another community has already.
    """
    with perform(actor=actor, action="aid.apply_relief", at=at) as act:
        person = lock_person(act=act, retiree_id=retiree_id, rule=CONSENT)
        if new.origin != Origin.SELF and new.agreed is None:
            raise errors.not_agreed()
        return enter_relief(act, person, new).pk


def enter_relief(act: Act, person: Any, new: NewRelief) -> Relief:
    """The application of a person whose row is locked, whoever takes it; a proposal of the kind becomes it."""
    if new.kind not in relief_kinds():
        raise Invalid("aid.relief_kind", "请选择救助类别，没有保存。", next_step="选择后再提交。")
    standing = Relief.objects.select_for_update().filter(retiree_id=person.pk, kind=new.kind)
    row = standing.exclude(state__in=_OVER).first()
    if row is not None and row.state != ReliefState.PROPOSED:
        raise errors.relief_stands()
    if person.id_no_index is not None:
        _require_alone([bytes(person.id_no_index)], person.pk)
    row = row or Relief(id=uuid_utils.uuid7(), retiree_id=person.pk, kind=new.kind, opened_on=act.stamp.occurred_on)
    row.origin, row.is_urgent, row.is_complex = new.origin, new.is_urgent, new.is_complex
    row.agreed, row.state, row.applied_on = new.agreed or "", ReliefState.APPLIED, act.stamp.occurred_on
    row.due_on = decide_by(_days(act), row.applied_on, is_complex=new.is_complex, calendar=work_calendar())
    row.save()
    _tell(act, row, events.RELIEF_APPLIED)
    return row


def consent_to_check(*, actor: Actor, at: datetime, relief_id: UUID, consent: NewConsent) -> None:
    """Note that the household agreed to be looked into. Invalid `aid.paper_missing`, or for a day that cannot be."""
    with perform(actor=actor, action="aid.consent_to_check", at=at) as act:
        row = lock_relief(act, relief_id, "consent")
        person = lock_person(act=act, retiree_id=row.retiree_id, rule=CONSENT)
        require_past(consent.given_on, person, act.stamp.occurred_on, "given_on")
        if not consent.paper_no.strip():
            raise errors.paper_missing()
        row.consent_way, row.consent_on = consent.way, consent.given_on
        row.consent_paper = consent.paper_no.strip()[:60]
        row.save(update_fields=["consent_way", "consent_on", "consent_paper"])


def check_household(*, actor: Actor, at: datetime, relief_id: UUID, household: Household) -> None:
    """Record who lives together, what comes in and what there is; reckon what lacks.

    Conflict `aid.consent_first` before the consent, `aid.applied_elsewhere` when one of them asks in another community;
    Invalid `aid.household`.
    """
    with perform(actor=actor, action="aid.check_household", at=at) as act:
        row = lock_relief(act, relief_id, "check")
        if row.consent_on is None:
            raise errors.consent_first()
        _require_possible(act, household)
        numbers = [blind_index(one.id_no, NUMBER) for one in household.members]
        _require_alone(numbers, row.retiree_id)
        rule = rulebook().get("aid.minimum_line", region=settings.REGION, day=act.stamp.occurred_on)
        gap = gap_of(household, rule.parameters, is_urgent=row.is_urgent)
        row.sealed = conceal_one(
            Relief, "sealed", json.dumps({"assets": household.assets_fen, "lines": gap.lines}), row.pk
        )
        row.gap_fen, row.tier, row.state = gap.fen if gap.is_within_assets else 0, gap.tier, ReliefState.CHECKED
        row.save(update_fields=["sealed", "gap_fen", "tier", "state"])
        ReliefMember.objects.filter(relief=row).delete()
        ReliefMember.objects.bulk_create(
            _member(row, one, number) for one, number in zip(household.members, numbers, strict=True)
        )
        act.note(rule=rule.version, tier=gap.tier.value)
        _tell(act, row, events.RELIEF_CHECKED)


def _require_alone(numbers: Sequence[bytes], but: UUID) -> None:
    """No other household with one of these asks. Conflict `aid.applied_here`, `aid.applied_elsewhere`."""
    hold_numbers(numbers)
    if where := asked_elsewhere(numbers=numbers, but=but):
        raise errors.asked_twice(where)


def _member(row: Relief, one: Member, number: bytes) -> ReliefMember:
    made = uuid_utils.uuid7()
    text = json.dumps(
        {"name": one.name, "relation": one.relation, "id_no": one.id_no, "income": one.income_fen}, ensure_ascii=False
    )
    sealed = conceal_one(ReliefMember, "sealed", text, made)
    return ReliefMember(id=made, relief=row, retiree_id=row.retiree_id, sealed=sealed, id_no_index=number)


def _require_possible(act: Act, household: Household) -> None:
    if not 0 < len(household.members) <= MOST_PEOPLE:
        raise errors.household_not_possible("members", f"家庭成员应有 1 到 {MOST_PEOPLE} 人，没有保存。")
    for one in household.members:
        if not one.name.strip() or not one.relation.strip():
            raise errors.household_not_possible("members", "每个人都要填姓名和与本人的关系，没有保存。")
        if not 0 <= one.income_fen <= MOST_FEN:
            raise errors.household_not_possible("members", "每月收入应在 0 到 1,000 万元之间，没有保存。")
        # A division that is on no list decides nothing here: old ones are gone, and who lives together may be from anywhere.
        if set(parse_id_number(one.id_no, today=act.stamp.occurred_on).problems) - {IdProblem.DIVISION}:
            raise errors.household_not_possible("members", "有人的身份证号不对，没有保存。")
    if len({one.id_no for one in household.members}) != len(household.members):
        raise errors.household_not_possible("members", "有两个人的身份证号相同，没有保存。")
    if not 0 <= household.assets_fen <= MOST_FEN * 10:
        raise errors.household_not_possible("assets", "财产应在 0 到 1 亿元之间，没有保存。")


def submit_opinion(*, actor: Actor, at: datetime, relief_id: UUID, opinion: Opinion) -> None:
    """The street says what it thinks; where the law has it so, that is public for its days from now on."""
    with perform(actor=actor, action="aid.submit_opinion", at=at) as act:
        _require_role(actor, STREETS, "街道经办人")
        row = lock_relief(act, relief_id, "submit")
        _require_complete(opinion)
        kind = relief_kinds()[row.kind]
        if kind.is_published and opinion.ground is None and not (row.is_urgent and not kind.months):
            row.published_until = act.stamp.occurred_on + timedelta(days=int(_days(act)["publicity_days"]))
        row.amount_fen, row.ground = opinion.amount_fen or None, opinion.ground or ""
        row.state = ReliefState.SUBMITTED
        row.save(update_fields=["published_until", "amount_fen", "ground", "state"])
        _tell(act, row, events.RELIEF_SUBMITTED)


def decide_relief(*, actor: Actor, at: datetime, relief_id: UUID, opinion: Opinion) -> None:
    """Civil affairs decide. Conflict `aid.publicity_runs` while the publicity lasts; Invalid `aid.opinion`."""
    with perform(actor=actor, action="aid.decide_relief", at=at) as act:
        _require_role(actor, DECIDERS, "区县或者市级民政部门的经办人")
        row, today = lock_relief(act, relief_id, "decide"), act.stamp.occurred_on
        _require_complete(opinion)
        if not opinion.document.strip():
            raise errors.opinion_incomplete("document", "请填写决定书编号，没有保存。")
        if row.published_until is not None and today <= row.published_until and opinion.ground is None:
            raise errors.publicity_runs()
        row.amount_fen, row.ground = opinion.amount_fen or None, opinion.ground or ""
        row.decided_on, row.decided_name, row.document = today, actor.name[:64], opinion.document.strip()[:60]
        row.state = ReliefState.REFUSED if opinion.ground else ReliefState.GRANTED
        row.closed_on = today if opinion.ground else None
        row.review_on = None if opinion.ground else review_by(today, relief_kinds()[row.kind].months)
        row.published_until = None
        row.save()
        act.note(document=row.document)
        _tell(act, row, events.RELIEF_DECIDED)


def close_relief(*, actor: Actor, at: datetime, relief_id: UUID, ending: ReliefEnd) -> None:
    """The person does not ask, or takes it back; a proposal is put away with its reason and is not made again.

    Invalid `aid.ending` for a reason that is none of these.
    """
    with perform(actor=actor, action="aid.close_relief", at=at) as act:
        row = lock_relief(act, relief_id, "close")
        if ending not in endings_of(ReliefState(row.state)):
            raise errors.ending_wrong()
        end_relief(row, ending, act)
        _tell(act, row, events.RELIEF_CLOSED)


def end_relief(row: Relief, ending: ReliefEnd, act: Act) -> None:
    """Write that a case is over, whoever ended it; what was public is so no more."""
    row.state, row.ending, row.closed_on = ReliefState.CLOSED, ending, act.stamp.occurred_on
    row.published_until, row.review_on = None, None
    row.save(update_fields=["state", "ending", "closed_on", "published_until", "review_on"])


def _require_complete(opinion: Opinion) -> None:
    if bool(opinion.amount_fen) == bool(opinion.ground):
        raise errors.opinion_incomplete("amount", "请填写金额，或者选择不予救助的理由，只填一样；没有保存。")
    if not 0 <= opinion.amount_fen <= MOST_FEN:
        raise errors.opinion_incomplete("amount", "金额应在 0 到 1,000 万元之间，没有保存。")


def _require_role(actor: Actor, roles: frozenset[str], who: str) -> None:
    if actor.role not in roles:
        raise Refused("aid.role_may_not", "您当前的角色不能办这一步，没有保存。", next_step=f"请由{who}办理。")


def _days(act: Act) -> Any:
    return rulebook().get("aid.relief_days", region=settings.REGION, day=act.stamp.occurred_on).parameters


def _tell(act: Act, row: Relief, kind: Any) -> None:
    act.note(relief=str(row.pk), kind=row.kind, state=str(row.state))
    tell_people(act=act, kind=kind, people=[row.retiree_id])
