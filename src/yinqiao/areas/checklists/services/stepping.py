"""Steps of one item: the side that owes it reports, the other confirms, sends back or waives; each leaves an entry."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinqiao.areas.agreements.queries import side_of
from yinqiao.areas.checklists import errors, events
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.queries import list_items
from yinqiao.areas.checklists.rules import LIVE, is_theirs, items, next_state
from yinqiao.areas.checklists.types import Assignment, Evidence, ItemState, ItemStep, SeenItem
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile

RETENTION = "checklist_evidence"
# A term further away than this is a slip of the pen.
_FARTHEST = timedelta(days=3 * 366)


def report_item(*, actor: Actor, at: datetime, seen: SeenItem, evidence: Evidence) -> None:
    """Say that an item is ready, with the scan that shows it; the other side confirms or sends back.

    Invalid `checklists.words_required` without words, or without the paper that this item needs;
    `files.not_a_scan` for a file that is none.
    """
    with perform(actor=actor, action="checklists.report_item", at=at) as act:
        item = _lock(act, seen, ItemStep.REPORT)
        if not evidence.remark.strip():
            raise errors.words_required("remark", "请说明准备情况，例如数量、文号、日期。")
        file_id = None
        if evidence.scan is not None:
            what = NewFile("checklist", evidence.name, "", RETENTION, item.enterprise_id, item.place_no, actor.id)
            file_id = keep_scan(evidence.scan, what)
        elif items()[item.code].needs_file:
            raise errors.words_required("scan", "这一事项须附文件扫描件。")
        _finish(act, item, ItemStep.REPORT, events.REPORTED, remark=evidence.remark, file_id=file_id)


def take_report_back(*, actor: Actor, at: datetime, seen: SeenItem) -> None:
    """Take a report back before it is answered."""
    with perform(actor=actor, action="checklists.take_report_back", at=at) as act:
        _finish(act, _lock(act, seen, ItemStep.TAKE_BACK), ItemStep.TAKE_BACK, events.TAKEN_BACK)


def assign_item(*, actor: Actor, at: datetime, seen: SeenItem, assignment: Assignment) -> None:
    """Say who takes care of an item and until when. Invalid `checklists.due_not_possible` for a day that has passed."""
    with perform(actor=actor, action="checklists.assign_item", at=at) as act:
        item = _lock(act, seen, ItemStep.ASSIGN)
        today = act.stamp.occurred_on
        if assignment.due_on != item.due_on:
            if assignment.due_on < today:
                raise errors.due_not_possible("期限不能早于今天。")
            if assignment.due_on > today + _FARTHEST:
                raise errors.due_not_possible("期限太远，请核对年份。")
            item.due_on, item.is_due_chosen = assignment.due_on, True
        item.owner_name = assignment.owner_name.strip()[:60]
        remark = f"责任人：{item.owner_name or '未定'}，期限：{item.due_on:%Y-%m-%d}"
        _finish(act, item, ItemStep.ASSIGN, events.ASSIGNED, remark=remark)


def confirm_item(*, actor: Actor, at: datetime, seen: SeenItem) -> None:
    """Confirm that what the other side reported is ready."""
    with perform(actor=actor, action="checklists.confirm_item", at=at) as act:
        _finish(act, _lock(act, seen, ItemStep.CONFIRM), ItemStep.CONFIRM, events.CONFIRMED)


def send_item_back(*, actor: Actor, at: datetime, seen: SeenItem, remark: str) -> None:
    """Send a report back, with what is missing. Invalid `checklists.words_required` without words."""
    _answer(actor, at, seen, ItemStep.SEND_BACK, events.SENT_BACK, remark)


def waive_item(*, actor: Actor, at: datetime, seen: SeenItem, remark: str) -> None:
    """Agree that an item does not apply here, with the reason; it no longer counts."""
    _answer(actor, at, seen, ItemStep.WAIVE, events.WAIVED, remark)


def reopen_item(*, actor: Actor, at: datetime, seen: SeenItem, remark: str) -> None:
    """Take back that an item is ready or does not apply, with the reason."""
    _answer(actor, at, seen, ItemStep.REOPEN, events.REOPENED, remark)


def _answer(actor: Actor, at: datetime, seen: SeenItem, step: ItemStep, kind: EventType, remark: str) -> None:
    if not remark.strip():
        raise errors.words_required("remark", "请写明原因，对方会看到。")
    with perform(actor=actor, action=f"checklists.{_ACTIONS[step]}", at=at) as act:
        _finish(act, _lock(act, seen, step), step, kind, remark=remark)


_ACTIONS = {
    ItemStep.SEND_BACK: "send_item_back",
    ItemStep.WAIVE: "waive_item",
    ItemStep.REOPEN: "reopen_item",
}


def _lock(act: Act, seen: SeenItem, step: ItemStep) -> ChecklistItem:
    """The item within the actor's scope, locked, its state moved on; NotFound, Conflict or Refused otherwise."""
    found = list_items(scope=act.actor.scope).filter(pk=seen.id)
    item = found.select_for_update(of=("self",)).first()
    if item is None:
        raise NotFound
    if item.lock_version != seen.lock_version:
        raise errors.changed_meanwhile()
    if item.agreement.state not in LIVE:
        raise errors.agreement_over(item.agreement.stand.state.label)
    state = member_of(ItemState, item.state)
    to = next_state(state, step)
    if to is None:
        raise errors.step_not_open(state.label)
    if not is_theirs(items()[item.code], step, side_of(act.actor.role)):
        raise errors.not_your_step()
    item.state = to
    item.lock_version += 1
    act.about("checklist_item", item.pk, people=0)
    return item


def _finish(
    act: Act, item: ChecklistItem, step: ItemStep, kind: EventType, *, remark: str = "", file_id: UUID | None = None
) -> None:
    item.save(update_fields=["state", "owner_name", "due_on", "is_due_chosen", "lock_version"])
    ChecklistEntry.objects.create(
        item=item, step=step, remark=remark.strip()[:500], file_id=file_id, act_id=act.id, author_name=act.actor.name,
        author_unit=act.actor.unit or "", written_at=act.at,
    )  # fmt: skip
    act.note(item=item.code)
    act.emit(
        kind, [Subject(None, item.enterprise_id, item.place_no, subject_id=item.pk, data={"item": item.code})]
    )  # fmt: skip
