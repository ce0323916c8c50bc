"""Money that a branch moves on: into its bank account, from the provider, up to the superior committee."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Entry, Transfer
from yinqiao.areas.dues.queries.books import purse_of
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.services.locking import hold_book
from yinqiao.areas.dues.services.paying import book_back
from yinqiao.areas.dues.types import EntryKind, Move, Moved
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform


def move_money(*, actor: Actor, at: datetime, place_no: int, moved: Moved) -> UUID:
    """Book what the branch of a place moved on. Invalid `dues.not_enough`; Conflict `dues.voucher_taken`."""
    with perform(actor=actor, action="dues.move_money", at=at) as act:
        if not act.actor.scope.covers_place(place_no):
            raise NotFound
        if not moved.voucher_no.strip():
            raise errors.not_possible("voucher_no", "请填写凭证号。")
        if moved.moved_on > act.stamp.occurred_on:
            raise errors.not_possible("moved_on", "日期不能晚于今天。")
        if moved.fen <= 0:
            raise errors.not_possible("fen", "金额须大于 0。")
        hold_book(place_no)
        to, out_of = moved.move.books
        if purse_of(place_no).of(out_of) < moved.fen:
            raise errors.not_enough(out_of.label)
        number = moved.voucher_no.strip()
        if Transfer.objects.filter(place_no=place_no, move=moved.move, voucher_no=number, is_reversed=False).exists():
            raise errors.voucher_taken()
        row = Transfer.objects.create(
            place_no=place_no, move=moved.move, fen=moved.fen, moved_on=moved.moved_on, voucher_no=number,
            noted_by=actor.name, act_id=act.id,
        )  # fmt: skip
        Entry.objects.create(
            place_no=place_no, kind=EntryKind.TRANSFER, debit=to, credit=out_of, fen=moved.fen, transfer=row,
            booked_on=act.stamp.occurred_on, act_id=act.id,
        )  # fmt: skip
        act.about("dues_transfer", row.pk, people=0)
        act.emit(events.MOVED, [Subject(None, None, place_no, row.pk, data={"move": row.move, "fen": row.fen})])
    return row.pk


def reverse_move(*, actor: Actor, at: datetime, transfer_id: UUID, reason: str) -> None:
    """Undo a transfer by its reverse entry. Conflict `dues.reversed_already`, `dues.spent`."""
    if not reason.strip():
        raise errors.not_possible("reason", "请写明冲正原因。")
    with perform(actor=actor, action="dues.reverse_move", at=at) as act:
        row = Transfer.objects.filter(here(act.actor.scope), pk=transfer_id).first()
        if row is None:
            raise NotFound
        hold_book(row.place_no)
        row.refresh_from_db()
        if row.is_reversed:
            raise errors.reversed_already()
        if purse_of(row.place_no).of(member_of(Move, row.move).books[0]) < row.fen:
            raise errors.spent()
        row.is_reversed, row.reason = True, reason.strip()[:200]
        row.save(update_fields=["is_reversed", "reason"])
        book_back(act, "transfer_id", row.pk)
        act.about("dues_transfer", row.pk, people=0)
        act.emit(events.UNMOVED, [Subject(None, None, row.place_no, row.pk, data={"move": row.move, "fen": row.fen})])
