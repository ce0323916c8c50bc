"""One random walk through a branch's money, and what must be true at its end; for the tests of the room and the long run."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st

from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Payment, Standing, Transfer
from yinqiao.areas.dues.tests.branch import Branch, pension
from yinqiao.areas.dues.types import Book, Method, Move, Ruling
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting

ACTS = ("pay", "pay", "lump", "reverse", "tell", "relief", "deposit", "hand_up", "unmove", "month")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from((102, 103)), st.integers(1, 9_000)), max_size=25)


def walk(branch: Branch, steps: list[tuple[str, int, int]]) -> None:
    """Take the steps that are not refused, look at the ledger, and leave nothing behind."""
    undo = transaction.savepoint()
    branch.opened(_102="5000", _103="3286.50")
    day = TODAY
    for number, (act, who, fen) in enumerate(steps):
        if act == "month":
            day += timedelta(days=31)
        try:
            _take_step(branch, act, who, fen, day, number)
        except DomainError:
            continue
    _holds(branch)
    transaction.savepoint_rollback(undo)


def _take_step(branch: Branch, act: str, who: int, fen: int, day: date, number: int) -> None:
    if act == "pay":
        branch.take({who: fen}, day, method=(Method.CASH, Method.BANK)[fen % 2], meeting_on=day)
    elif act == "lump":
        branch.take({102: fen, 103: fen + 1}, day, meeting_on=day)
    elif act == "reverse":
        branch.reverse(_some(Payment, fen))
    elif act == "tell":
        branch.tell(who, pension(f"{fen}.{fen % 100:02d}", reason="更正"), day)
    elif act == "relief":
        branch.answer(branch.propose(who, Ruling.REDUCE, TODAY.replace(day=1), TODAY.replace(day=1), fen=fen), day=day)
    elif act == "deposit":
        branch.move(Move.DEPOSIT, fen, f"C-{number}")
    elif act == "hand_up":
        branch.move(Move.HAND_UP, fen, f"S-{number}")
    elif act == "unmove":
        services.reverse_move(actor=branch.street, at=NOW, transfer_id=_some(Transfer, fen), reason="登记错误")
    else:
        branch.run(day)


def _some(model: type[Payment] | type[Transfer], seed: int):  # type: ignore[no-untyped-def]
    with acting(SYSTEM):
        ids = list(model.objects.order_by("id").values_list("pk", flat=True))
    if not ids:
        raise DomainError("dues.none", "没有可冲正的。")
    found: UUID = ids[seed % len(ids)]
    return found


def _holds(branch: Branch) -> None:
    balances = branch.balances()
    with acting(SYSTEM):
        standing = list(Standing.objects.all())
        came = sum(one.fen for one in Payment.objects.filter(is_reversed=False))
        up = sum(one.fen for one in Transfer.objects.filter(is_reversed=False, move=Move.HAND_UP))
    assert sum(balances.values()) == 0
    assert balances[Book.RECEIVABLE] == sum(one.charged - one.paid for one in standing)
    assert -balances[Book.CHARGED] == sum(one.charged for one in standing)
    assert (
        balances[Book.CASH] + balances[Book.BANK] + balances[Book.HANDED_UP]
        == came
        == sum(one.paid for one in standing)
    )
    assert balances[Book.HANDED_UP] == up
    assert min(balances[one] for one in (Book.CASH, Book.BANK, Book.HANDED_UP)) >= 0
