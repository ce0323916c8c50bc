"""A branch with members received in March, and the acts of those who collect and decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dues import queries, services
from yinqiao.areas.dues.models import Account, Decision, Entry, Refund
from yinqiao.areas.dues.types import (
    Basis,
    Book,
    Line,
    Method,
    Move,
    Moved,
    Payer,
    Proposal,
    Purse,
    Ruling,
    Slip,
    Source,
    Told,
    Verdict,
)  # fmt: skip
from yinqiao.areas.handover.tests.conftest import NOW, Person, place_actor, roster
from yinqiao.areas.party.tests.transfers import STREET, SYSTEM, TODAY, Transfer, lettered
from yinqiao.platform.access import Actor, acting

MARCH = date(2026, 3, 1)
SERIALS = (102, 103, 104)


def at(day: date) -> datetime:
    """Nine in the morning of a day."""
    return NOW + timedelta(days=(day - timezone.localdate(NOW)).days)


def pension(yuan: str, year: int = 2026, **changed: object) -> Told:
    """What a member drew a month."""
    told = {
        "year": year,
        "basis": Basis.PENSION,
        "base_fen": int(float(yuan) * 100),
        "source": Source.MEMBER,
        "evidence": "养老金存折",
    }
    return Told(**{**told, **changed})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Branch:
    """The street whose branch received three members paid to February."""

    transfer: Transfer

    @classmethod
    def of(cls, transfer: Transfer, *people: Person) -> Branch:
        """Offered, reported in, received on the second of March 2026; `people` stand in the register as well."""
        if people:
            transfer.scene.submit(roster(*people))
            transfer.accept_people()
        lines = [lettered(one, dues="2026-02") for one in SERIALS]
        transfer.offer(*lines)
        transfer.check_in(*SERIALS)
        transfer.accept(*SERIALS)
        return cls(transfer)

    @property
    def street(self) -> Actor:
        """Who collects."""
        return self.transfer.street

    @property
    def district(self) -> Actor:
        """The next level."""
        return self.transfer.district

    @property
    def place_no(self) -> int:
        """The branch's place."""
        return self.street.scope.place_from

    def other_at_street(self) -> Actor:
        """A second officer of the same street."""
        return place_actor("street_officer", STREET)

    def account(self, serial: int) -> UUID:
        """The account of a member."""
        return self.transfer.member(serial).pk

    def accounts(self, *serials: int) -> dict[UUID, int]:
        """Their accounts, each with nothing."""
        return {self.account(one): 0 for one in serials}

    def run(self, day: date = TODAY, by: Actor | None = None) -> int:
        """The nightly run of a day, or the same by an officer."""
        return services.charge_members(actor=by or SYSTEM, at=at(day))

    def tell(self, serial: int, told: Told, day: date = TODAY, by: Actor | None = None) -> int:
        """Keep the base of a member."""
        return services.tell_base(actor=by or self.street, at=at(day), account_id=self.account(serial), told=told)

    def opened(self, day: date = TODAY, **yuans: str) -> None:
        """Open the accounts, tell pensions by serial (`_102="5000"`), and charge."""
        self.run(day)
        for serial, amount in yuans.items():
            self.tell(int(serial[1:]), pension(amount, year=day.year), day)

    def take(
        self, fens: dict[int, int], day: date = TODAY, by: Actor | None = None, method: Method = Method.CASH,
        payer: Payer = Payer.SELF, meeting_on: date | None = None, note: str = "",
    ) -> UUID:  # fmt: skip
        """Money for these members, in fen."""
        parts = {self.account(one): fen for one, fen in fens.items()}
        slip = Slip(method, payer, day, parts, note, meeting_on)
        return services.take_payment(actor=by or self.street, at=at(day), slip=slip)

    def reverse(self, payment_id: UUID, by: Actor | None = None, reason: str = "收错人") -> None:
        """Undo a payment."""
        services.reverse_payment(actor=by or self.street, at=NOW, payment_id=payment_id, reason=reason)

    def refund(self, payment_id: UUID, fen: int, by: Actor | None = None) -> UUID:
        """Ask for money to go back."""
        return services.propose_refund(
            actor=by or self.street, at=NOW, payment_id=payment_id, fen=fen, reason="重复交费"
        )

    def answer_refund(self, refund_id: UUID, *, approves: bool = True, by: Actor | None = None) -> None:
        """What the second person says."""
        services.answer_refund(
            actor=by or self.district, at=NOW, refund_id=refund_id, lock_version=self.refunded(refund_id).lock_version,
            verdict=Verdict(approves, "" if approves else "没有多交"),
        )  # fmt: skip

    def refunded(self, refund_id: UUID) -> Refund:
        """It as it stands."""
        with acting(SYSTEM):
            return Refund.objects.select_related("order").get(pk=refund_id)

    def move(self, move: Move, fen: int, number: str = "P-1", by: Actor | None = None) -> UUID:
        """Move money on."""
        moved = Moved(move, fen, TODAY, number)
        return services.move_money(actor=by or self.street, at=NOW, place_no=self.place_no, moved=moved)

    def propose(
        self, serial: int, ruling: Ruling = Ruling.EXEMPT, first: date = MARCH, last: date | None = date(2026, 12, 1),
        day: date = TODAY, fen: int = 0, by: Actor | None = None,
    ) -> UUID:  # fmt: skip
        """What the branch discussed."""
        proposal = Proposal(ruling, first, last, day, "因病住院，生活困难", fen)
        return services.propose(actor=by or self.street, at=at(day), account_id=self.account(serial), proposal=proposal)

    def answer(self, decision_id: UUID, *, approves: bool = True, by: Actor | None = None, day: date = TODAY) -> None:
        """What the next level says."""
        services.answer(
            actor=by or self.district, at=at(day), decision_id=decision_id, approves=approves, note="同意" if approves else "理由不足",
            lock_version=self.decision(decision_id).lock_version,
        )  # fmt: skip

    def decision(self, decision_id: UUID) -> Decision:
        """It as it stands."""
        with acting(SYSTEM):
            return Decision.objects.get(pk=decision_id)

    def row(self, serial: int, day: date = TODAY, by: Actor | None = None) -> Account:
        """An account as the list shows it."""
        who = by or self.street
        with acting(who):
            found: Account = queries.get_account(scope=who.scope, account_id=self.account(serial), today=day)
            return found

    def lines(self, serial: int) -> list[Line]:
        """An account line by line."""
        with acting(self.street):
            return queries.account_lines(scope=self.street.scope, account_id=self.account(serial))

    def purse(self) -> Purse:
        """What the branch holds."""
        with acting(self.street):
            return queries.get_purse(scope=self.street.scope)

    def balances(self) -> dict[Book, int]:
        """Every account of the ledger, worked out entry by entry."""
        found: dict[Book, int] = dict.fromkeys(Book, 0)
        with acting(SYSTEM):
            for one in Entry.objects.all():
                found[Book(one.debit)] += one.fen
                found[Book(one.credit)] -= one.fen
        return found
