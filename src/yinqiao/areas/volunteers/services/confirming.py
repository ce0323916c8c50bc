"""Hours: confirmed by somebody other than the volunteer, put right with a trace, never once they are certified."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.retirees.queries import subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.volunteers import errors, events
from yinqiao.areas.volunteers.models import Confirmation, Part
from yinqiao.areas.volunteers.queries import get_part, hours_rule
from yinqiao.areas.volunteers.rules import served_minutes
from yinqiao.areas.volunteers.services.joining import KEEP
from yinqiao.areas.volunteers.types import Served, Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def confirm(*, actor: Actor, at: datetime, part_id: UUID, served: Served) -> int:
    """Confirm how long somebody of the scope served, or put it right with a reason; returns the minutes.

    Refused `volunteers.not_by_oneself`; Conflict `.not_held_yet`, `.hours_certified`, `.busy_then`, `.closed`; Invalid
    `.not_complete` for times that were not served on the day of the task, or a correction without its reason.
    """
    with perform(actor=actor, action="volunteers.confirm", at=at) as act:
        row = _locked(act, part_id)
        minutes = served_minutes(
            served.starts_at, served.ends_at, served.break_minutes, hours_rule(act.stamp.occurred_on)
        )
        if wrong := _wrong(row, served, minutes, at):
            raise errors.not_complete(wrong)
        row.starts_at, row.ends_at, row.minutes, row.grade = served.starts_at, served.ends_at, minutes, served.grade
        row.state, row.confirmed_by = Standing.DONE, actor.name[:64]
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise errors.busy_then() from problem
        _trace(act, row, minutes, served.why)
        act.note(part=str(row.pk), minutes=minutes)
        act.emit(events.CONFIRMED, [subject(row.retiree, part=str(row.pk), minutes=minutes)])
    return minutes


def note_absent(*, actor: Actor, at: datetime, part_id: UUID, why: str = "") -> None:
    """Somebody of the scope did not come; hours that were confirmed by mistake go, with a reason. Refuses as `confirm`."""
    with perform(actor=actor, action="volunteers.note_absent", at=at) as act:
        row = _locked(act, part_id)
        if row.state == Standing.DONE and not why.strip():
            raise errors.not_complete({"why": "更正要写明原因。"})
        row.state, row.minutes, row.grade, row.confirmed_by = Standing.ABSENT, None, "", actor.name[:64]
        row.save()
        _trace(act, row, 0, why)
        act.note(part=str(row.pk), absent=True)


def _locked(act: Act, part_id: UUID) -> Part:
    """A part of somebody of the scope that is over, and whose hours stand on no certificate."""
    if act.actor.scope.person is not None:
        raise errors.not_by_oneself()
    found = get_part(scope=act.actor.scope, part_id=part_id)
    if found.retiree_id == act.actor.id:
        raise errors.not_by_oneself()
    lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
    row = Part.objects.select_for_update(of=("self",)).select_related("retiree", "task", "certified").get(pk=part_id)
    if hasattr(row, "certified"):
        raise errors.hours_certified(row.certified.number)
    if row.state not in (Standing.TAKEN, Standing.DONE, Standing.ABSENT):
        raise errors.closed()
    if row.task.starts_at > act.at:
        raise errors.not_held_yet()
    return row


def _wrong(row: Part, served: Served, minutes: int, at: datetime) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if served.ends_at <= served.starts_at:
        wrong["ends"] = "结束时间应晚于开始时间。"
    elif served.break_minutes < 0 or minutes < 1:
        wrong["break_minutes"] = "休息不能超过服务的时间。"
    if timezone.localdate(served.starts_at) != timezone.localdate(row.task.starts_at):
        wrong["begins"] = "应是任务当天的时间。"
    if served.ends_at > at:
        wrong["ends"] = "结束时间还没有到。"
    if row.state != Standing.TAKEN and not served.why.strip():
        wrong["why"] = "更正要写明原因。"
    return wrong


def _trace(act: Act, row: Part, minutes: int, why: str) -> None:
    Confirmation.objects.create(
        part=row, minutes=minutes, grade=row.grade, why=why.strip()[:200], at=act.at, author_id=act.actor.id,
        author_name=act.actor.name[:64],
    )  # fmt: skip
