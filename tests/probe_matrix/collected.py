"""Dues of the matrix: on each side a member who paid, for whom less is proposed, and one who pays nothing for a while."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk, holder
from tests.probe_matrix.relations import Side
from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Account, Order
from yinqiao.areas.dues.types import Basis, Method, Move, Moved, Payer, Proposal, Ruling, Slip, Source, Told
from yinqiao.areas.dues_use.services import note_use
from yinqiao.areas.dues_use.types import NewUse, Purpose
from yinqiao.areas.party.services import accept_members
from yinqiao.areas.reconciliation.models import Line
from yinqiao.areas.reconciliation.services import remove_statement, settle_line, take_statement
from yinqiao.areas.reconciliation.types import Kind, Reason, Settlement
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.payments import Paid


def lay_dues(city: City) -> None:
    """Two members received on every side; called when there are relations."""
    for name in HOMES:
        side, officer = Side(city, name), holder(name)
        side.serial += 20
        members = [side.reported(), side.reported()]
        accept_members(
            actor=officer, at=city.at, ids=members, receipt_no="", received_on=timezone.localdate(city.at)
        )  # fmt: skip
        services.charge_members(actor=officer, at=city.at)
        for one in members:
            _tell(city, officer, one)
        _fill(city, name, officer, members)


def _tell(city: City, officer: Actor, member: UUID) -> None:
    told = Told(city.at.year, Basis.PENSION, 500_000, Source.MEMBER, "养老金存折")
    services.tell_base(actor=officer, at=city.at, account_id=member, told=told)


def _own(city: City, name: str, member: UUID) -> None:
    """The account belongs to somebody who can sign in to the portal, and who has begun to pay."""
    person = city.targets["accepted_person"][name]
    with acting(Actor.system("matrix")):
        Account.objects.filter(pk=member).update(retiree_id=person)
    me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    made = services.ask_order(actor=me, at=city.at)
    services.place(actor=me, at=city.at, order_id=made, notify_url="https://city.example/dues/notices/")
    city.put("own_dues_order", name, made)


def _pay_online(city: City, name: str, member: UUID) -> None:
    """An order that was paid twice over, of which the city's own officer asks a part to go back."""
    with acting(Actor.system("matrix")):
        row = Account.objects.get(pk=member)
        order = Order.objects.create(
            account=row, place_no=row.place_no, number=f"DF-{name}", fen=100, asked_at=city.at, expires_at=city.at,
            state="open",
        )  # fmt: skip
    services.settle(actor=Actor.system("matrix"), at=city.at, paid=Paid(order.number, f"T-{name}", 100, True))
    with acting(Actor.system("matrix")):
        payment_id = Order.objects.values_list("payment_id", flat=True).get(pk=order.pk)
    city.put("dues_paid_online", name, payment_id)
    made = services.propose_refund(
        actor=clerk("city_manager", CITY), at=city.at, payment_id=payment_id, fen=50, reason="重复交费"
    )
    city.put("dues_refund", name, made)


def _compare(city: City, name: str, officer: Actor) -> None:
    """A bank's statement with a line that nobody settled, one that waits for a second person, one to ask the provider about; and one to remove."""
    today = timezone.localdate(city.at)
    content = f"交易日期,收入\n{today:%Y%m%d},1\n{today:%Y%m%d},2\n{today:%Y%m%d},3\n"
    told = take_statement(actor=officer, at=city.at, kind=Kind.BANK, file=BytesIO(content.encode()))
    city.put("statement", name, told.statement_id)
    with acting(Actor.system("matrix")):
        order = Order.objects.get(pk=city.targets["own_dues_order"][name])
        found = {one.fen: one for one in Line.objects.filter(statement_id=told.statement_id, row_no__gt=0)}
        Line.objects.filter(pk=found[200].pk).update(found="differs", our_fen=100)
        Line.objects.filter(pk=found[300].pk).update(found="unbooked", ref_id=order.pk, our_fen=order.fen)
    city.put("statement_line", name, found[100].pk)
    settle_line(actor=officer, at=city.at, line_id=found[200].pk, settlement=Settlement(Reason.CORRECTED, "回单为准"))
    city.put("proposed_line", name, found[200].pk)
    city.put("unbooked_line", name, found[300].pk)
    other = f"交易日期,收入\n{today:%Y%m%d},4\n"
    mistaken = take_statement(actor=officer, at=city.at, kind=Kind.BANK, file=BytesIO(other.encode())).statement_id
    with acting(Actor.system("matrix")):
        line = Line.objects.get(statement_id=mistaken, row_no__gt=0)
    settle_line(actor=officer, at=city.at, line_id=line.pk, settlement=Settlement(Reason.OTHER_MONEY, "不是党费"))
    remove_statement(actor=officer, at=city.at, statement_id=mistaken, reason="传错了账户")
    city.put("statement_to_remove", name, mistaken)


def _fill(city: City, name: str, officer: Actor, members: list[UUID]) -> None:
    today = timezone.localdate(city.at)
    city.put("dues_account", name, members[0])
    slip = Slip(Method.CASH, Payer.SELF, today, {members[0]: 200})
    city.put("dues_payment", name, services.take_payment(actor=officer, at=city.at, slip=slip))
    other = Slip(Method.CASH, Payer.SELF, today, {members[1]: 200})
    services.take_payment(actor=officer, at=city.at, slip=other)
    _own(city, name, members[0])
    _pay_online(city, name, members[1])
    _compare(city, name, officer)
    moved = Moved(Move.DEPOSIT, 100, today, "存款0001")
    place_no = officer.scope.place_from
    city.put("dues_transfer", name, services.move_money(actor=officer, at=city.at, place_no=place_no, moved=moved))
    given = NewUse(Purpose.RECEIVED, 5000, today, "拨款0001", "全年返还", None)
    city.put("dues_use", name, note_use(actor=officer, at=city.at, place_no=place_no, new=given))
    for kind, member in (("dues_proposal", members[0]), ("dues_exemption", members[1])):
        proposal = Proposal(Ruling.EXEMPT, today.replace(day=1), today.replace(day=1), today, "生活困难")
        made = services.propose(actor=officer, at=city.at, account_id=member, proposal=proposal)
        city.put(kind, name, made)
    services.answer(
        actor=clerk("city_manager", CITY), at=city.at, decision_id=city.targets["dues_exemption"][name], lock_version=1, approves=True
    )  # fmt: skip
