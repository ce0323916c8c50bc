"""What officers do: certify one or a whole round of visits, take a wrong record back, remind, plan a visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yinqiao.areas.certification import errors, events
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.queries import find_clock, get_record
from yinqiao.areas.certification.rules import ASKED, BY_OFFICER, CERTIFY, ENTRUSTED, PLAN, UNDO
from yinqiao.areas.certification.services.judging import chosen, settle
from yinqiao.areas.certification.types import Certification, Entry, Method, Mistake, Origin, State
from yinqiao.areas.retirees.queries import list_rows, require_may, require_past, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

# A visit longer ago, or planned further ahead, is a slip of the pen.
_FARTHEST = timedelta(days=366)


def certify_people(*, actor: Actor, at: datetime, ids: Sequence[UUID], done: Certification) -> int:
    """An officer certifies these people, all in the same way on the same day; returns how many.

    All or nobody: NotFound when one is out of scope, Refused when one is not managed, Invalid for an impossible day, without
    the number of the agency's document where it must have entrusted the office, abroad without the provider's number.
    """
    with perform(actor=actor, action="certification.certify_people", at=at) as act:
        rows = _locked(act, ids)
        today = act.stamp.occurred_on
        _refuse(done, today)
        for row in rows:
            require_may(CERTIFY, role=actor.role, status=RetireeStatus(row.status))
            require_past(done.day, row, today, "day")
        made = [_record(act, row.pk, done) for row in rows]
        try:
            with transaction.atomic():
                Record.objects.bulk_create(made)
        except IntegrityError as problem:
            raise errors.reference_taken() from problem
        settle(act, chosen([row.pk for row in rows]))
        facts = {"day": done.day.isoformat(), "method": done.method.value, "origin": Origin.COMMUNITY.value}
        act.emit(events.CERTIFIED, [subject(row, **facts) for row in rows])
        if len(rows) == 1:
            act.about("retiree", rows[0].pk)
        act.people = len(rows)
        act.note(**facts, where=done.where.value, mandate_no=done.mandate_no)
    return len(rows)


def _refuse(done: Certification, today: date) -> None:
    if done.method not in BY_OFFICER:
        raise LookupError(f"no officer certifies by {done.method}")
    if done.method in ENTRUSTED and not done.mandate_no.strip():
        raise errors.mandate_missing()
    if done.method is Method.ABROAD and not done.reference.strip():
        raise errors.reference_missing()
    if done.day < today - _FARTHEST:
        raise errors.day_not_possible("day", "认证日期早于一年以前，没有保存。")


def _record(act: Act, person: UUID, done: Certification) -> Record:
    return Record(
        retiree_id=person, entry=Entry.RESULT, day=done.day, method=done.method, origin=Origin.COMMUNITY,
        reference=done.reference.strip(), where=done.where, mandate_no=done.mandate_no.strip(),
        author_name=act.actor.name, author_unit=act.actor.unit,
    )  # fmt: skip


def undo_record(*, actor: Actor, at: datetime, record_id: UUID, mistake: Mistake) -> UUID:
    """Take a certification back that an officer noted wrongly: a new row names the old; returns the person.

    Conflict `certification.not_undoable` for what others told or what was taken back before; NotFound out of scope.
    """
    with perform(actor=actor, action="certification.undo_record", at=at) as act:
        found = get_record(scope=actor.scope, record_id=record_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=UNDO)
        is_undone = Record.objects.filter(undoes_id=record_id).exists()
        if found.entry != Entry.RESULT or found.origin != Origin.COMMUNITY or is_undone or found.taken_from_id:
            raise errors.not_undoable()
        Record.objects.create(
            retiree_id=row.pk, entry=Entry.VOID, day=found.day, method=found.method, origin=found.origin,
            undoes_id=found.pk, mistake=mistake, author_name=actor.name, author_unit=actor.unit,
        )  # fmt: skip
        settle(act, chosen([row.pk]))
        act.emit(events.UNDONE, [subject(row, day=found.day.isoformat(), mistake=mistake.value)])
        act.note(record=str(record_id), mistake=mistake.value)
    return row.pk


def remind_people(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Note that these people were reminded today; returns how many. Whoever need not be asked is passed over.

    Refused `certification.none_required` when nobody is left.
    """
    with perform(actor=actor, action="certification.remind_people", at=at) as act:
        rows = {row.pk: row for row in _locked(act, ids)}
        for row in rows.values():
            require_may(CERTIFY, role=actor.role, status=RetireeStatus(row.status))
        asked = Clock.objects.filter(Q(state__in=[*ASKED, State.SUSPENDED]), pk__in=list(rows))
        found = list(asked.values_list("pk", flat=True))
        if not found:
            raise errors.none_required("提醒")
        asked.update(reminded_on=act.stamp.occurred_on, reminded_name=actor.name)
        act.emit(events.REMINDED, [subject(rows[one]) for one in found])
        act.people = len(found)
    return len(found)


def plan_visit(*, actor: Actor, at: datetime, retiree_id: UUID, visit_on: date | None) -> None:
    """Plan a visit for somebody who cannot come, for whatever reason; None drops the plan. Nothing is said of an illness.

    Invalid for a day that has passed or is too far away; Refused for who need not certify; NotFound out of scope.
    """
    with perform(actor=actor, action="certification.plan_visit", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=PLAN)
        today = act.stamp.occurred_on
        if visit_on and not today <= visit_on <= today + _FARTHEST:
            raise errors.day_not_possible("visit_on", "上门日期须在今天之后一年以内，没有保存。")
        clock = find_clock(scope=actor.scope, retiree_id=retiree_id)
        if clock is None or clock.state == State.NOT_REQUIRED:
            raise errors.none_required("上门认证")
        Clock.objects.filter(pk=retiree_id).update(visit_on=visit_on)
        if visit_on:
            act.emit(events.VISIT_PLANNED, [subject(row, visit_on=visit_on.isoformat())])
        else:
            act.emit(events.VISIT_DROPPED, [subject(row)])


def _locked(act: Act, ids: Sequence[UUID]) -> list[Any]:
    """The people of the choice, their clocks locked; NotFound unless all are within the actor's scope."""
    wanted = sorted(set(ids))
    rows = list_rows(scope=act.actor.scope, ids=wanted)
    if not wanted or len(rows) != len(wanted):
        raise NotFound
    list(Clock.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    return rows
