"""Orders that have come to an end go back to the hotline in the columns of its own sheet."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.cases.queries import words_of
from yinqiao.areas.cases.types import Result
from yinqiao.areas.hotline import errors, events
from yinqiao.areas.hotline.models import Answer, AnswerOrder, Batch, Order
from yinqiao.areas.hotline.queries import find_batch, list_due_answers
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.files.store import NewFile, store_file
from yinqiao.platform.sheets.writer import ColumnSpec, write_workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TOLD = (("result", "办理结果"), ("closed", "办结日期"), ("office", "答复单位"))


def answer_orders(*, actor: Actor, at: datetime, batch_id: UUID) -> UUID:
    """Write the answers of a sheet's orders that are over and not answered yet; returns the answer. It is kept as made.

    The columns are those of the sheet, whoever called left out: the hotline knows. Conflict `hotline.nothing_to_answer`.
    """
    with perform(actor=actor, action="hotline.answer_orders", at=at) as act:
        found = find_batch(scope=actor.scope, batch_id=batch_id)
        batch = Batch.objects.select_for_update().get(pk=found.pk)
        due = list_due_answers(scope=actor.scope, batch_id=batch.pk, today=act.stamp.occurred_on)
        if not due:
            raise errors.nothing_to_answer()
        number = batch.answers.count() + 1
        target = io.BytesIO()
        headers, rows = _sheet(batch, due)
        write_workbook(target, [ColumnSpec(one, width=20) for one in headers], rows, sheet_name="答复")
        name = f"12345答复-{act.stamp.occurred_on:%Y%m%d}-{number}.xlsx"
        kept = store_file(target, NewFile("hotline", name, _XLSX, "hotline_file", None, batch.place_no, actor.id))
        answer = Answer.objects.create(
            id=uuid_utils.uuid7(), batch=batch, place_no=batch.place_no, number=number, file_id=kept.id, rows=len(due),
            created_at=at, created_name=actor.name,
        )  # fmt: skip
        AnswerOrder.objects.bulk_create(
            AnswerOrder(id=uuid_utils.uuid7(), answer=answer, order=order, rework=case.reworks) for order, case in due
        )
        act.about("hotline_answer", answer.pk, people=len(due))
        act.note(orders=len(due), number=number)
        act.emit(events.ANSWERED, [Subject(None, None, batch.place_no, batch.pk, data={"orders": len(due)})])
    return answer.pk


def _sheet(batch: Batch, due: Sequence[tuple[Order, object]]) -> tuple[list[str], list[list[str]]]:
    """The hotline's columns with the answer in its own ones, or in three more at the end."""
    headers, columns = list(batch.headers), dict(batch.columns)
    for field, label in _TOLD:
        if field not in columns:
            columns[field] = len(headers)
            headers.append(label)
    sealed = reveal_many([order for order, _ in due], "sealed")
    rows = []
    for (_, case), words in zip(due, sealed, strict=True):
        cells = list(json.loads(words or "{}").get("cells", ()))
        cells += [""] * (len(headers) - len(cells))
        for field, told in zip(("result", "closed", "office"), _answer(case), strict=True):
            cells[columns[field]] = told
        rows.append(cells)
    return headers, rows


def _answer(case: object) -> tuple[str, str, str]:
    """What came of it, when, by which office: the words that were written for whoever handed it in."""
    result, closed_on, lead = case.result, case.closed_on, case.place_no  # type: ignore[attr-defined]
    reply = words_of(case)["reply"]  # type: ignore[arg-type]
    label = Result(result).label
    return f"{label}。{reply}" if reply else f"{label}，已告知本人。", f"{closed_on:%Y-%m-%d}", places().label(lead)
