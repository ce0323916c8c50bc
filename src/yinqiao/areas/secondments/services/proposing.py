"""An enterprise proposes whom to second, until when longer, or to end early; the receiving side confirms or declines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.secondments import errors, events
from yinqiao.areas.secondments.models import KeyCommunity, Proposal, Secondment
from yinqiao.areas.secondments.queries import terms
from yinqiao.areas.secondments.rules import PROPOSERS, lasts, may_answer, rights_of
from yinqiao.areas.secondments.services.officers import end_secondment, prolong, second_officer
from yinqiao.areas.secondments.types import Asked, NewProposal, NewSecondment, ProposalState, Seconded
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, Subject, perform

_NONE = UUID(int=0)
_LABELS = {"name": "选派人员姓名", "document": "文件名称和文号", "why": "理由"}
_NEEDED = {Asked.SECOND: ("name", "document"), Asked.PROLONG: ("document",), Asked.END: ("why",)}


def propose(*, actor: Actor, at: datetime, new: NewProposal) -> UUID:
    """Propose something about the own enterprise's officers; nothing changes before the receiving side confirms it.

    Invalid `secondments.text_missing`, `.days_not_possible`, `.rights_not_possible`; Conflict `.proposed_already`,
    `.ended_already`; NotFound out of scope and for everybody but the enterprise.
    """
    with perform(actor=actor, action="secondments.propose", at=at) as act:
        row = _drawn_up(actor, new)
        row.name, row.document, row.why = (normalise_text(text).value for text in (row.name, row.document, row.why))
        for field in _NEEDED[new.kind]:
            if not getattr(row, field):
                raise errors.text_missing(field, _LABELS[field])
        _check(act, row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as twice:
            raise errors.proposed_already() from twice
        act.about("secondment_proposal", row.pk, people=0)
        act.emit(events.PROPOSED, [_subject(row)])
    return row.pk


def _drawn_up(actor: Actor, new: NewProposal) -> Proposal:
    if actor.role not in PROPOSERS:
        raise NotFound
    within = actor.scope.predicate()
    told: Secondment | None = None
    if new.kind is Asked.SECOND:
        community = KeyCommunity.objects.filter(within, pk=new.community_id or _NONE).first()
    else:
        told = Secondment.objects.filter(within, pk=new.secondment_id or _NONE).select_related("community").first()
        community = told.community if told is not None else None
    if community is None:
        raise NotFound
    if community.ended_at is not None or (told is not None and told.ended_at is not None):
        raise errors.ended_already()
    return Proposal(
        kind=new.kind, community=community, secondment=told, place_no=community.place_no,
        enterprise_id=community.enterprise_id, name=told.name if told is not None else new.name, phone=new.phone.strip(),
        from_on=new.from_on, last_on=new.last_on, rights=list(new.rights), document=new.document, why=new.why,
        proposed_name=actor.name[:64], state=ProposalState.OPEN,
    )  # fmt: skip


def _check(act: Act, row: Proposal) -> None:
    """What could never be confirmed is not proposed."""
    today = act.stamp.occurred_on
    rule = terms(today)
    if row.kind == Asked.END:
        return
    begins = row.secondment.from_on if row.secondment is not None else row.from_on
    if (
        begins is None
        or row.last_on is None
        or row.last_on < today
        or not lasts(begins, row.last_on, rule["most_days"])
    ):
        raise errors.days_not_possible(f"应不早于开始日期和今天，总共最长 {rule['most_days']} 天。")
    if begins < row.community.from_on or row.last_on >= row.community.until_on:
        raise errors.days_not_possible("应在重点社区的期限以内。")
    if row.secondment is not None and row.last_on < row.secondment.until_on:
        raise errors.days_not_possible("延期后的截止日期应晚于原来的。")
    if row.secondment is None:
        rights = rights_of(row.rights, rule["rights"])
        if rights is None:
            raise errors.rights_not_possible()
        row.rights = rights


def withdraw_proposal(*, actor: Actor, at: datetime, proposal_id: UUID) -> None:
    """The enterprise takes it back while nobody has answered. Conflict `secondments.answered_already`."""
    with perform(actor=actor, action="secondments.withdraw_proposal", at=at) as act:
        if actor.role not in PROPOSERS:
            raise NotFound
        _answer(act, _locked(actor, proposal_id), ProposalState.WITHDRAWN)


def decline_proposal(*, actor: Actor, at: datetime, proposal_id: UUID, why: str) -> None:
    """The receiving side does not agree, and says why. Invalid `secondments.text_missing`; Conflict `.answered_already`."""
    with perform(actor=actor, action="secondments.decline_proposal", at=at) as act:
        row = _to_answer(actor, proposal_id)
        row.answered_why = normalise_text(why).value[:200]
        if not row.answered_why:
            raise errors.text_missing("why", "不同意的理由")
        _answer(act, row, ProposalState.DECLINED)


def confirm_change(*, actor: Actor, at: datetime, proposal_id: UUID) -> None:
    """Prolong or end as it was proposed, in one act with the answer. Refuses as `prolong` and `end_secondment`."""
    with perform(actor=actor, action="secondments.confirm_change", at=at) as act:
        row = _to_answer(actor, proposal_id)
        if row.secondment_id is None:
            raise NotFound
        _answer(act, row, ProposalState.CONFIRMED)
        if row.kind == Asked.END:
            why = f"企业建议提前结束：{row.why}"[:200]
            end_secondment(actor=actor, at=at, secondment_id=row.secondment_id, why=why)
        elif row.last_on is not None:
            prolong(
                actor=actor, at=at, secondment_id=row.secondment_id, last_on=row.last_on, document=row.document
            )  # fmt: skip


def confirm_second(*, actor: Actor, at: datetime, proposal_id: UUID, new: NewSecondment) -> Seconded:
    """Second whom the enterprise proposed, with the account that the city gives; refuses as `second_officer`."""
    with perform(actor=actor, action="secondments.confirm_second", at=at) as act:
        row = _to_answer(actor, proposal_id)
        if row.kind != Asked.SECOND:
            raise NotFound
        made = second_officer(actor=actor, at=at, community_id=row.community_id, new=new)
        _answer(act, row, ProposalState.CONFIRMED)
    return made


def _locked(actor: Actor, proposal_id: UUID) -> Proposal:
    row = Proposal.objects.select_for_update().filter(actor.scope.predicate(), pk=proposal_id).first()
    if row is None:
        raise NotFound
    if row.state != ProposalState.OPEN:
        raise errors.answered_already()
    return row


def _to_answer(actor: Actor, proposal_id: UUID) -> Proposal:
    """The proposal, locked after what it is about: an end of that locks in the same order."""
    about = Proposal.objects.filter(actor.scope.predicate(), pk=proposal_id).first()
    if about is not None and about.secondment_id is not None:
        list(Secondment.objects.select_for_update().filter(pk=about.secondment_id))
    elif about is not None:
        list(KeyCommunity.objects.select_for_update().filter(pk=about.community_id))
    row = _locked(actor, proposal_id)
    if not may_answer(actor.role, Asked(row.kind)):
        raise NotFound
    return row


def _answer(act: Act, row: Proposal, state: ProposalState) -> None:
    row.state, row.answered_at = state, act.at
    row.answered_name, row.answered_unit = act.actor.name[:64], act.actor.unit[:120]
    row.save(update_fields=["state", "answered_at", "answered_name", "answered_unit", "answered_why"])
    act.about("secondment_proposal", row.pk, people=0)
    act.emit(events.PROPOSAL_ANSWERED, [_subject(row)])


def _subject(row: Proposal) -> Subject:
    return Subject(None, subject_id=row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no)
