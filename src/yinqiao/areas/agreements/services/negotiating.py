"""The talk of the two sides: one proposes, the other agrees or sends back; the proposer may take back until then."""

from __future__ import annotations

from datetime import datetime

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.models import Agreement, AgreementRemark
from yinqiao.areas.agreements.services.locking import current_terms, lock_agreement, require_possible, tell
from yinqiao.areas.agreements.types import AgreementKind, Seen, Step
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def propose_agreement(*, actor: Actor, at: datetime, seen: Seen) -> None:
    """Put the latest version before the other side, which sees it from now on.

    Invalid `agreements.note_required` when a main agreement does not say who is covered and when, and
    `agreements.terms_not_possible` when a supplement does not fit what holds by now.
    """
    with perform(actor=actor, action="agreements.propose_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.PROPOSE)
        terms = current_terms(row)
        require_possible(act, row, terms)
        if row.kind == AgreementKind.MAIN and not (terms.covered and terms.starts_on and terms.ends_on):
            raise errors.note_required("covered", "提请对方答复前，请写明移交人员范围和移交起止日期。")
        row.proposed_version, row.proposed_on = row.version, act.stamp.occurred_on
        row.save(update_fields=["state", "lock_version", "proposed_version", "proposed_on"])
        _note(act, row)
        tell(act, events.PROPOSED, row)


def take_agreement_back(*, actor: Actor, at: datetime, seen: Seen) -> None:
    """Take a proposal back before it is answered; the version stays readable for both sides."""
    with perform(actor=actor, action="agreements.take_agreement_back", at=at) as act:
        row = lock_agreement(act, seen, Step.TAKE_BACK)
        row.save(update_fields=["state", "lock_version"])
        _note(act, row)
        tell(act, events.TAKEN_BACK, row)


def agree_to_terms(*, actor: Actor, at: datetime, seen: Seen) -> None:
    """Agree to what the other side proposed; from now on the terms stand for the signature."""
    with perform(actor=actor, action="agreements.agree_to_terms", at=at) as act:
        row = lock_agreement(act, seen, Step.AGREE)
        row.agreed_on = act.stamp.occurred_on
        row.save(update_fields=["state", "lock_version", "agreed_on"])
        _note(act, row)
        tell(act, events.AGREED, row)


def send_agreement_back(*, actor: Actor, at: datetime, seen: Seen, remark: str) -> None:
    """Send a proposal back to who wrote it, with what should change. Invalid `agreements.note_required` without words."""
    if not remark.strip():
        raise errors.note_required("remark", "请写明需要修改的内容。")
    with perform(actor=actor, action="agreements.send_agreement_back", at=at) as act:
        row = lock_agreement(act, seen, Step.SEND_BACK)
        row.save(update_fields=["state", "lock_version"])
        AgreementRemark.objects.create(
            agreement=row, number=row.version, remark=remark.strip()[:500], act_id=act.id, author_name=actor.name,
            written_at=at,
        )  # fmt: skip
        _note(act, row)
        tell(act, events.SENT_BACK, row)


def _note(act: Act, row: Agreement) -> None:
    act.note(version=row.version)
