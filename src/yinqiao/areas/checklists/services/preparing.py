"""The checklist of an agreement: made at its first proposal, and brought to what each later version agrees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.agreements import events as agreement_events
from yinqiao.areas.agreements.queries import get_agreement, list_agreements, list_versions
from yinqiao.areas.agreements.types import AgreementKind, AgreementState, Terms
from yinqiao.areas.checklists import errors, events
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.rules import LIVE, arises, due_on, items, next_state
from yinqiao.areas.checklists.types import ItemState, ItemStep
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.events.models import Event
from yinqiao.platform.rulebook import rulebook


def follow_proposals(*, act: Act) -> None:
    """Make or renew the checklist of every main agreement that this act proposed.

    One that was taken over as signed long ago has nothing left to prepare.
    """
    proposed = Event.objects.filter(act_id=act.id, type=agreement_events.PROPOSED.code)
    found = list_agreements(scope=act.actor.scope).filter(kind=AgreementKind.MAIN, state=AgreementState.PROPOSED)
    for row in found.filter(pk__in=proposed.values("subject_id")):
        _prepare(act, row)


def prepare_checklist(*, actor: Actor, at: datetime, agreement_id: UUID) -> None:
    """Make the checklist of an agreement that was proposed before there were any; no harm where it stands already.

    NotFound out of scope; Conflict `checklists.not_proposed`, `checklists.agreement_over`.
    """
    with perform(actor=actor, action="checklists.prepare_checklist", at=at) as act:
        row = get_agreement(scope=actor.scope, agreement_id=agreement_id)
        if row.kind != AgreementKind.MAIN or row.proposed_version == 0:
            raise errors.not_proposed()
        if row.state not in LIVE:
            raise errors.agreement_over(row.stand.state.label)
        act.about("agreement", row.pk, people=0)
        _prepare(act, row)


@dataclass(slots=True)
class _Plan:
    made: list[ChecklistItem] = field(default_factory=list)
    changed: list[ChecklistItem] = field(default_factory=list)
    entries: list[ChecklistEntry] = field(default_factory=list)


def _prepare(act: Act, row: Any) -> None:
    terms = _terms_of(act, row)
    today = act.stamp.occurred_on
    rule = rulebook().get("checklists.dates", region=settings.REGION, day=today)
    standing = {one.code: one for one in ChecklistItem.objects.select_for_update().filter(agreement=row)}
    plan = _Plan()
    for code, spec in items().items():
        due = due_on(spec.days, terms.starts_on or today, today, rule.parameters)
        item, is_due = standing.get(code), arises(spec, terms.numbers)
        if item is None:
            if is_due:
                plan.made.append(
                    ChecklistItem(
                        agreement=row, enterprise_id=row.enterprise_id, place_no=row.place_no, code=code,
                        weight=spec.weight, state=ItemState.OPEN, due_on=due,
                    )
                )  # fmt: skip
            continue
        _follow(act, plan, item, ItemStep.RENEW if is_due else ItemStep.DROP)
        if item.state == ItemState.OPEN and not item.is_due_chosen and item.due_on != due:
            item.due_on = due
            if item not in plan.changed:
                plan.changed.append(item)
    # Who prepares the same agreement at the same moment makes the same items.
    ChecklistItem.objects.bulk_create(plan.made, ignore_conflicts=True)
    ChecklistItem.objects.bulk_update(plan.changed, ["state", "due_on", "lock_version"])
    ChecklistEntry.objects.bulk_create(plan.entries)
    act.note(items_made=len(plan.made), items_changed=len(plan.changed))
    if plan.made or plan.changed:
        subject = Subject(
            None, row.enterprise_id, row.place_no, subject_id=None, data={"agreement_no": row.agreement_no}
        )
        act.emit(events.PREPARED, [subject])


def _follow(act: Act, plan: _Plan, item: ChecklistItem, step: ItemStep) -> None:
    """What the new version says of an item: it arises again, or no longer; nothing where the flow knows no such step."""
    state = next_state(member_of(ItemState, item.state), step)
    if state is None:
        return
    item.state, item.lock_version = state, item.lock_version + 1
    plan.changed.append(item)
    plan.entries.append(
        ChecklistEntry(
            item=item, step=step, act_id=act.id, author_name=act.actor.name, author_unit=act.actor.unit or "",
            written_at=act.at,
        )
    )  # fmt: skip


def _terms_of(act: Act, row: Any) -> Terms:
    """The terms of the last version that both sides have seen."""
    versions = list_versions(scope=act.actor.scope, agreement_id=row.pk)
    return next(one.terms for one in versions if one.number == row.proposed_version)
