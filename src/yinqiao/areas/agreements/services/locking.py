"""What every act on an agreement does first and last: lock it, judge the step, say what happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yinqiao.areas.agreements import errors
from yinqiao.areas.agreements.models import Agreement, AgreementVersion
from yinqiao.areas.agreements.queries import get_holding, list_benefits_agreed, visible_in
from yinqiao.areas.agreements.rules import faults, is_theirs, next_state, standing_benefits, target_fault
from yinqiao.areas.agreements.types import HOLDING, AgreementKind, Numbers, Seen, Side, Step, Terms
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.rulebook import rulebook


def lock_agreement(act: Act, seen: Seen, step: Step) -> Agreement:
    """The agreement within the actor's scope, locked, its state moved on by `step`; of a supplement its main first.

    NotFound when absent, out of scope or not yet for this side to see; Conflict `agreements.changed_meanwhile` when it
    is not as the officer saw it, `agreements.step_not_open` when its state forbids the step; Refused
    `agreements.not_your_step` when the step is somebody else's.
    """
    found = Agreement.objects.filter(visible_in(act.actor.scope))
    peek = found.filter(pk=seen.id).values_list("main_id", flat=True).first()
    # Whoever changes what holds takes the main agreement first: two supplements never pass each other.
    main = found.filter(pk=peek).select_for_update().first() if peek else None
    row = found.filter(pk=seen.id).select_for_update().first()
    if row is None:
        raise NotFound
    if row.lock_version != seen.lock_version:
        raise errors.changed_meanwhile()
    if main and step is not Step.CANCEL and next_state(main.stand, Step.SUPPLEMENT) is None:
        raise errors.step_not_open(f"主协议{main.stand.state.label}")
    state = next_state(row.stand, step)
    if state is None:
        raise errors.step_not_open(row.stand.state.label)
    if not is_theirs(row.stand, step, act.actor.role):
        raise errors.not_your_step()
    row.state = state
    row.lock_version += 1
    act.about("agreement", row.pk, people=0)
    return row


def hold_agreement(*, act: Act, agreement_id: UUID) -> Agreement:
    """A signed main agreement within the actor's scope, held as it is until the act ends: nobody closes it meanwhile.

    For rooms that write under an agreement; two of them wait for each other. NotFound when absent, out of scope, not
    signed or a supplement.
    """
    found = Agreement.objects.filter(visible_in(act.actor.scope), pk=agreement_id, main__isnull=True, state__in=HOLDING)
    row = found.select_for_update().first()
    if row is None:
        raise NotFound
    return row


def tell(act: Act, kind: EventType, row: Agreement, **facts: Any) -> None:
    """Emit what happened to an agreement; of a draft that was never proposed only to the side that writes it."""
    is_open, by = row.proposed_version > 0, row.proposed_by
    subject = Subject(
        None,
        enterprise_id=row.enterprise_id if is_open or by == Side.ENTERPRISE else None,
        place_no=row.place_no if is_open or by == Side.PLACE else None,
        subject_id=row.pk,
        data={"version": row.version, **facts},
    )
    act.emit(kind, [subject])


def current_terms(row: Agreement) -> Terms:
    """The terms of an agreement's latest version."""
    found = AgreementVersion.objects.filter(agreement=row, number=row.version)
    return Terms.of_json(found.values_list("terms", flat=True).get())


def require_possible(act: Act, row: Agreement, terms: Terms) -> None:
    """Invalid `agreements.terms_not_possible` unless the terms can stand beside what holds already.

    Call it under the lock of the main agreement.
    """
    rule = rulebook().get("agreements.limits", region=settings.REGION, day=act.stamp.occurred_on)
    before, unknown = Numbers(), ""
    if row.main_id is not None:
        before = get_holding(scope=act.actor.scope, main_id=row.main_id)
        papers = list_benefits_agreed(scope=act.actor.scope, agreement_ids=[row.main_id])
        unknown = target_fault(terms, standing_benefits(papers))
    wrong = faults(terms, member_of(AgreementKind, row.kind), before, rule.parameters)
    if unknown:
        wrong.setdefault("benefits", unknown)
    if wrong:
        raise errors.terms_not_possible(wrong)


@contextmanager
def named_refusals() -> Iterator[None]:
    """What a constraint of ours refuses because somebody was faster is said in words; anything else is our fault."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        name = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", None)
        refusal = errors.of_constraint(name)
        if refusal is None:
            raise
        raise refusal from problem
