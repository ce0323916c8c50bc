"""The paper original out of its store room: on approval and a letter, until a day; back with what it looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Loan
from yinqiao.areas.digitised.queries import get_kept, get_loan
from yinqiao.areas.digitised.services.writing import sealed
from yinqiao.areas.digitised.types import NewLoan
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def lend_original(*, actor: Actor, at: datetime, archive_id: UUID, new: NewLoan) -> UUID:
    """Lend an original that the office keeps. Conflict `digitised.lent_already`; Invalid `.due_before`; NotFound."""
    with perform(actor=actor, action="digitised.lend_original", at=at) as act:
        archive = get_kept(scope=actor.scope, archive_id=archive_id)
        if new.due_on < act.stamp.occurred_on:
            raise errors.due_before()
        made: UUID = uuid_utils.uuid7()
        try:
            with transaction.atomic():
                row = Loan.objects.create(
                    id=made, archive_id=archive.pk, place_no=archive.place_no, unit=new.unit, borrower=new.borrower,
                    **sealed(Loan, {"note": new.words}, made), letter_no=new.letter_no, approver=new.approver, lent_on=act.stamp.occurred_on,
                    due_on=new.due_on, author_name=actor.name[:64],
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.lent_already() from problem
        act.about("archive", archive.pk, people=0)
        act.note(due_on=new.due_on.isoformat())
    return row.pk


def take_back_original(*, actor: Actor, at: datetime, loan_id: UUID, words: str = "") -> None:
    """The original is back. Conflict `digitised.returned_already`."""
    with perform(actor=actor, action="digitised.take_back_original", at=at) as act:
        found = get_loan(scope=actor.scope, loan_id=loan_id)
        row = Loan.objects.select_for_update().get(pk=found.pk)
        if row.returned_on is not None:
            raise errors.returned_already()
        row.returned_on = act.stamp.occurred_on
        row.returned_note = sealed(Loan, {"returned_note": words[:200]}, row.pk)["returned_note"]
        row.save(update_fields=["returned_on", "returned_note"])
        act.about("archive", row.archive_id, people=0)
