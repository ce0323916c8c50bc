"""One random walk through a branch's money, and what must be true at its end; for the tests of the room and the long run."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st

from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Order, Payment, Refund, Standing, Transfer
from yinqiao.areas.dues.tests.branch import Branch, pension
from yinqiao.areas.dues.types import HELD_BACK, Book, Method, Move, Ruling
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.payments import Paid, Refunded, RefundState

ACTS = (
    "pay", "pay", "lump", "reverse", "tell", "relief", "deposit", "hand_up", "unmove", "month", "online", "online",
    "settle", "refund", "answer", "end", "end",
)  # fmt: skip
_MONEY = (Book.CASH, Book.BANK, Book.CLEARING, Book.REFUNDING, Book.HANDED_UP)
# What a provider says of a refund, in any order and again.
_ENDS = tuple(RefundState)
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
    elif act in _ONLINE:
        _ONLINE[act](branch, who, fen, number)
    elif act == "unmove":
        services.reverse_move(actor=branch.street, at=NOW, transfer_id=_some(Transfer, fen), reason="登记错误")
    else:
        branch.run(day)


def _pay_online(branch: Branch, who: int, fen: int, number: int) -> None:
    """An order and its notice, which is said twice; a thousandth of the sums differ from what was ordered."""
    with acting(SYSTEM):
        Order.objects.create(
            account_id=branch.account(who), place_no=branch.place_no, number=f"DF{number}", fen=fen, asked_at=NOW,
            expires_at=NOW + timedelta(minutes=30), state="open",
        )  # fmt: skip
    for _ in range(2):
        services.settle(actor=SYSTEM, at=NOW, paid=Paid(f"DF{number}", f"T{number}", fen + (fen % 7 == 0), True))


def _refund(branch: Branch, who: int, fen: int, number: int) -> None:
    del who, number
    branch.refund(_some(Payment, fen), fen)


def _answer(branch: Branch, who: int, fen: int, number: int) -> None:
    del who, number
    branch.answer_refund(_some(Refund, fen), approves=fen % 5 > 0)


def _end(branch: Branch, who: int, fen: int, number: int) -> None:
    """Whatever the provider says of some refund, twice, and once of a sum that was not asked for."""
    del who, number
    with acting(SYSTEM):
        row = Refund.objects.select_related("order").get(pk=_some(Refund, fen))
    for more in (0, 0, 1):
        told = Refunded(row.number, row.order.number, "R1", row.fen + more, _ENDS[fen % len(_ENDS)])
        services.settle_refund(actor=SYSTEM, at=NOW, told=told)


_ONLINE = {
    "online": _pay_online, "refund": _refund, "answer": _answer, "end": _end,
    "settle": lambda branch, _, fen, number: branch.move(Move.SETTLE, fen, f"W-{number}"),
}  # fmt: skip


def _some(model: type[Payment] | type[Transfer] | type[Refund], seed: int):  # type: ignore[no-untyped-def]
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
        back = sum(one.fen for one in Refund.objects.filter(state="done"))
        away = sum(one.fen for one in Refund.objects.filter(state__in=("sending", "abnormal")))
        for one in Order.objects.filter(paid_fen__isnull=False).prefetch_related("refunds"):
            assert sum(it.fen for it in one.refunds.all() if it.state in HELD_BACK) <= (one.paid_fen or 0)
        up = sum(one.fen for one in Transfer.objects.filter(is_reversed=False, move=Move.HAND_UP))
    assert sum(balances.values()) == 0
    assert balances[Book.RECEIVABLE] == sum(one.charged - one.paid for one in standing)
    assert -balances[Book.CHARGED] == sum(one.charged for one in standing)
    assert sum(balances[one] for one in _MONEY) == came - back == sum(one.paid for one in standing)
    assert balances[Book.HANDED_UP] == up
    assert balances[Book.REFUNDING] == away
    assert min(balances[one] for one in _MONEY) >= 0
