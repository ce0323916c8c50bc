"""A sheet of the hotline is taken in: each order once, corrected ones as a new version, the same words as one case."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import numpy as np
import uuid_utils.compat as uuid_utils
from django.db import connection
from django.utils import timezone

from yinqiao.areas.cases.queries import kind_on, list_cases
from yinqiao.areas.cases.services import note_passages, open_many
from yinqiao.areas.cases.types import Caller as CaseCaller
from yinqiao.areas.cases.types import CaseState, NewCase
from yinqiao.areas.hotline import errors, events
from yinqiao.areas.hotline.models import Batch, Caller, Order, OrderVersion
from yinqiao.areas.hotline.queries import repeats_on, topics_on
from yinqiao.areas.hotline.rules import same_wording, signatures
from yinqiao.areas.hotline.rules.wording import LENGTH, Signatures
from yinqiao.areas.hotline.services.reading import Read, read_orders
from yinqiao.areas.hotline.types import KIND_OF_TOPIC, MAX_BYTES, Row, Told
from yinqiao.kernel.masking import hide_numbers
from yinqiao.platform.access import acting, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.blind import blind_index, blind_many
from yinqiao.platform.crypto.fields import conceal, conceal_one, reveal
from yinqiao.platform.files.store import NewFile, hash_of, store_file
from yinqiao.platform.sheets.annotate import annotate
from yinqiao.platform.sheets.types import CellNote, NoteSeverity
from yinqiao.platform.workdays import work_calendar

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# One sheet of an office after the other: what the first one told is known to the next.
_TURN = "SELECT pg_advisory_xact_lock(7305067, %s)"


def take_orders(*, actor: Actor, at: datetime, file: BinaryIO) -> Told:
    """Take in a sheet that the hotline sent to the actor's office. Sent again it is the one that is there.

    Orders that are known and unchanged stay as they are. Invalid `hotline.not_readable` or a code of `sheets`: nothing
    is taken of a file that is refused.
    """
    place_no = actor.scope.place_from
    sha256, size = hash_of(file)
    if size > MAX_BYTES:
        raise errors.not_readable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，")
    same = Batch.objects.filter(place_no=place_no, file_sha256=sha256)
    with acting(actor):
        known = same.first()
    if known is not None:
        return Told(known.pk, is_new=False)
    content, today = file.read(), timezone.localdate(at)
    read = read_orders(content, topics_on(today), today)
    with perform(actor=actor, action="hotline.take_orders", at=at) as act:
        with connection.cursor() as cursor:
            cursor.execute(_TURN, [place_no])
        if (known := same.all().first()) is not None:
            return Told(known.pk, is_new=False)
        batch = _batch(act, read, sha256, str(getattr(file, "name", "")))
        batch.save(force_insert=True)
        notes = _take(act, batch, read.rows)
        batch.copy_id = _annotated(act, content, read, notes, batch.file_name)
        batch.save()
        act.about("hotline_batch", batch.pk, people=batch.opened + batch.joined)
        act.note(rows=batch.rows, opened=batch.opened, joined=batch.joined, refused=batch.refused)
        act.emit(events.TAKEN_IN, [Subject(None, None, place_no, batch.pk, data={"rows": batch.rows})])
    return Told(batch.pk, is_new=True)


def _batch(act: Act, read: Read, sha256: str, name: str) -> Batch:
    return Batch(
        id=uuid_utils.uuid7(), place_no=act.actor.scope.place_from, file_name=hide_numbers(Path(name).name)[:200] or "未命名",
        file_sha256=sha256, headers=list(read.headers), columns=dict(read.columns), rows=read.lines, opened=0, joined=0,
        changed=0, same=0, refused=read.refused, created_at=act.at, created_name=act.actor.name,
    )  # fmt: skip


def _take(act: Act, batch: Batch, rows: Sequence[Row]) -> list[CellNote]:
    """Sort the rows into known, corrected and new ones, and say of the first two what they are."""
    digests = blind_many(["\x1f".join((*one.cells, one.caller, one.phone)) for one in rows], "hotline_row")
    there = {one.number: one for one in Order.objects.select_for_update().filter(
        place_no=batch.place_no, number__in=[one.number for one in rows])}  # fmt: skip
    fresh: list[tuple[Row, bytes]] = []
    notes: list[CellNote] = []
    for row, digest in zip(rows, digests, strict=True):
        known = there.get(row.number)
        if known is None:
            fresh.append((row, digest or b""))
        elif bytes(known.digest) == digest:
            batch.same += 1
            notes.append(CellNote(row.row_no, None, NoteSeverity.MENDED, "此前已导入，没有重复登记。"))
        else:
            batch.changed += 1
            _correct(act, batch, known, row, digest or b"")
            words = f"热线更正了内容，已记为第 {known.version} 版。"
            notes.append(CellNote(row.row_no, None, NoteSeverity.MENDED, words))
    return [*notes, *_open(act, batch, fresh)]


def _correct(act: Act, batch: Batch, order: Order, row: Row, digest: bytes) -> None:
    """The same order with other words: the earlier ones are kept, whoever leads is told on the timeline."""
    key = uuid_utils.uuid7()
    OrderVersion.objects.create(
        id=key, order=order, version=order.version, replaced_at=act.at,
        sealed=conceal_one(OrderVersion, "sealed", reveal(order, "sealed"), key),
    )  # fmt: skip
    order.version += 1
    order.batch, order.row_no, order.digest, order.due_on = batch, row.row_no, digest, row.due_on
    order.sealed = conceal_one(Order, "sealed", _words(row), order.pk)
    order.save()
    _keep_callers([(order, row)])
    note_passages(
        act=act, lines=[(order.case_id, "热线更正工单", f"工单 {order.number} 第 {order.version} 版，内容见工单页。")]
    )


def _open(act: Act, batch: Batch, fresh: Sequence[tuple[Row, bytes]]) -> list[CellNote]:
    """New orders: a case each, but for those that say the same as one before within the days of the rule."""
    rows = [row for row, _ in fresh]
    seed = blind_index("wording", "hotline_wording")
    marks = signatures([one.text for one in rows], seed)
    earlier = _earlier(act, batch.place_no, rows)
    joins = _joins(act, batch.place_no, earlier, rows, marks)
    news = [_new_case(act, one, batch.place_no) for one, join in zip(rows, joins, strict=True) if join is None]
    opened = iter(open_many(act=act, news=news))
    made: list[Order] = []
    notes: list[CellNote] = []
    for (row, digest), mark, join in zip(fresh, marks, joins, strict=True):
        first = None if join is None else [*earlier, *made][join]
        case_id = next(opened) if first is None else first.case_id
        made.append(_order(batch, row, digest, mark.tobytes(), case_id))
        if first is not None:
            made[-1].is_repeat = True
            words = f"与工单 {first.number} 内容相同，并为一件办理，分别答复。"
            notes.append(CellNote(row.row_no, None, NoteSeverity.MENDED, words))
    batch.opened, batch.joined = len(news), len(made) - len(news)
    for one, sealed in zip(
        made, conceal(Order, "sealed", [_words(one) for one in rows], [one.pk for one in made]), strict=True
    ):
        one.sealed = sealed or b""
    Order.objects.bulk_create(made)
    _keep_callers(list(zip(made, rows, strict=True)))
    counts: dict[UUID, int] = {}
    for one in made:
        if one.is_repeat:
            counts[one.case_id] = counts.get(one.case_id, 0) + 1
    note_passages(
        act=act,
        lines=[(case, "并入内容相同的工单", f"{count} 件，办结后分别答复热线。") for case, count in counts.items()],
    )
    return notes


def _earlier(act: Act, place_no: int, rows: Sequence[Row]) -> list[Order]:
    """Orders whose case still runs, of the days in which the same words are the same order."""
    if not rows:
        return []
    days = repeats_on(act.stamp.occurred_on)["days"]
    begins = min(one.received_on for one in rows) - timedelta(days=days)
    running = list_cases(scope=act.actor.scope, today=act.stamp.occurred_on).exclude(state=CaseState.CLOSED)
    found = Order.objects.filter(
        place_no=place_no, received_on__gte=begins, case_id__in=running.order_by().values("pk")
    )
    return list(found.order_by("received_on", "number"))


def _joins(
    act: Act, place_no: int, earlier: Sequence[Order], rows: Sequence[Row], marks: Signatures
) -> list[int | None]:
    """For each new row the position (earlier orders first) of the one whose case it joins; None opens a case."""
    rule = repeats_on(act.stamp.occurred_on)
    kept = np.array([np.frombuffer(bytes(one.signature), np.uint32) for one in earlier], np.uint32).reshape(-1, LENGTH)
    blocks = [(one.base_place_no, one.topic) for one in earlier]
    blocks += [(one.place_no or place_no, one.topic.value) for one in rows]
    leaders = same_wording(np.concatenate([kept, marks]), blocks, rule["percent"])
    days = [one.received_on for one in earlier] + [one.received_on for one in rows]
    alike: dict[int, list[int]] = {}
    found: list[int | None] = []
    for at, leader in enumerate(leaders):
        before = alike.setdefault(leader, [])
        near = (one for one in reversed(before) if abs((days[at] - days[one]).days) <= rule["days"])
        if at >= len(earlier):
            found.append(next(near, None))
        before.append(at)
    return found


def _new_case(act: Act, row: Row, place_no: int) -> NewCase:
    """The case of an order: its kind by topic, the hotline's limit where it is the shorter one."""
    kind, today = kind_on(KIND_OF_TOPIC[row.topic], act.stamp.occurred_on), act.stamp.occurred_on
    days = kind.days
    if row.due_on is not None:
        left = work_calendar().count(today, row.due_on) if kind.is_working else (row.due_on - today).days
        days = max(1, min(days, left))
    told = f"12345 工单 {row.number}，{row.received_on} 受理。{_plain(row)}"
    return NewCase(
        kind.code, f"{told}\n地点：{row.address}" if row.address else told, row.place_no or place_no, firm_id=row.firm_id,
        against_place_no=row.against_no, caller=CaseCaller(row.caller, row.phone, row.is_hidden), days=days,
    )  # fmt: skip


def _plain(row: Row) -> str:
    """The words without whoever called: that stands in a row of its own."""
    text = row.text
    for private, instead in ((row.caller, "来电人"), (row.phone, "（电话另存）")):
        text = text.replace(private, instead) if len(private) > 1 else text
    return text


def _words(row: Row) -> str:
    told = {"text": _plain(row), "address": row.address, "cells": row.cells}
    return json.dumps(told, ensure_ascii=False)


def _order(batch: Batch, row: Row, digest: bytes, mark: bytes, case_id: UUID) -> Order:
    return Order(
        id=uuid_utils.uuid7(), batch=batch, row_no=row.row_no, place_no=batch.place_no,
        base_place_no=row.place_no or batch.place_no, number=row.number, version=1, digest=digest, topic=row.topic,
        firm_id=row.firm_id, estate=row.estate, received_on=row.received_on, due_on=row.due_on, signature=mark,
        case_id=case_id, is_repeat=False,
    )  # fmt: skip


def _keep_callers(told: Sequence[tuple[Order, Row]]) -> None:
    """Who called of each order, in place of what was known before."""
    named = [(uuid_utils.uuid7(), order, row) for order, row in told if row.caller or row.phone]
    words = [json.dumps({"name": row.caller, "phone": row.phone}, ensure_ascii=False) for _, _, row in named]
    sealed = conceal(Caller, "sealed", words, [key for key, _, _ in named])
    with widened("hotline.take_orders"):
        Caller.objects.filter(order__in=[order for order, _ in told]).delete()
        Caller.objects.bulk_create(
            Caller(id=key, order=order, case_id=order.case_id, sealed=cipher, is_hidden=row.is_hidden)
            for (key, order, row), cipher in zip(named, sealed, strict=True)
        )


def _annotated(act: Act, content: bytes, read: Read, notes: Sequence[CellNote], name: str) -> UUID:
    """The sheet with what was found of each row, kept for the office that sent it."""
    target = io.BytesIO()
    annotate(content, read.table, [*read.notes, *notes], target, header_row=read.header_row)
    stem = Path(name).stem
    kept = NewFile(
        "hotline", f"{stem}（批注）.xlsx", _XLSX, "hotline_file", None, act.actor.scope.place_from, act.actor.id
    )
    return store_file(target, kept).id
