"""An agreement about money between the enterprise and its street, and the acts of both on it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from yinqiao.areas.agreements import services as agreements
from yinqiao.areas.agreements.tests.talks import PDF, SYSTEM, TERMS, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState, Instalment, Numbers, Terms, Wording
from yinqiao.areas.funds import services
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.queries import get_account
from yinqiao.areas.funds.types import Account, SeenPayment, SendBack, Voucher
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.platform.access import Actor, acting

# 12,000 for services, half a month ago; 8,000 for archives, in half a month.
PAST, COMING = TODAY - timedelta(days=15), TODAY + timedelta(days=15)
PLAN = (Instalment("service", Decimal(12_000), PAST), Instalment("archive", Decimal(8_000), COMING))
NOT_ARRIVED = SendBack("not_arrived")


def money_terms(instalments: tuple[Instalment, ...] = PLAN, **changed: object) -> Terms:
    """The usual terms with this plan of payment."""
    amount = sum((one.amount for one in instalments), Decimal(0))
    numbers = replace(TERMS.numbers, amount=amount)
    return replace(TERMS, numbers=numbers, instalments=instalments, **changed)  # type: ignore[arg-type]


def voucher(
    amount: str, number: str = "HD-1", kind: str = "service", paid_on: date = TODAY, remark: str = ""
) -> Voucher:
    """What a bank's slip says."""
    return Voucher(kind, Decimal(amount), paid_on, number, io.BytesIO(PDF), "回单.pdf", remark)


@dataclass(frozen=True)
class Purse:
    """The two sides, and the agreement whose money it is."""

    talks: Talks
    agreement_id: UUID

    @classmethod
    def of(cls, talks: Talks, terms: Terms | None = None, to: AgreementState = AgreementState.FILED) -> Purse:
        """An agreement about money in this state."""
        return cls(talks, talks.standing(to, terms or money_terms()))

    @property
    def firm(self) -> Actor:
        """Who pays."""
        return self.talks.enterprise

    @property
    def street(self) -> Actor:
        """Who receives."""
        return self.talks.street

    def row(self, number: int) -> Payment:
        """One payment by its number, whoever may see it."""
        with acting(SYSTEM):
            return Payment.objects.select_related("agreement", "corrects").get(
                agreement_id=self.agreement_id, number=number
            )

    def rows(self) -> list[Payment]:
        """All of them."""
        with acting(SYSTEM):
            return list(Payment.objects.filter(agreement_id=self.agreement_id).order_by("number"))

    def seen(self, number: int) -> SeenPayment:
        """It as it stands now."""
        return self.row(number).seen

    def states(self) -> list[str]:
        """Where each stands, in the order of their numbers."""
        return [one.state for one in self.rows()]

    def account(self, actor: Actor | None = None) -> Account:
        """The sums as one side reads them."""
        who = actor or SYSTEM
        with acting(who):
            return get_account(scope=who.scope, agreement_id=self.agreement_id)

    def pay(self, slip: Voucher) -> UUID:
        """The enterprise notes a payment."""
        return services.note_payment(actor=self.firm, at=NOW, agreement_id=self.agreement_id, voucher=slip)

    def refund(self, slip: Voucher) -> UUID:
        """The street notes a refund."""
        return services.note_refund(actor=self.street, at=NOW, agreement_id=self.agreement_id, voucher=slip)

    def confirm(self, number: int, by: Actor | None = None, received_on: date = TODAY) -> None:
        """The other side, or who is named, confirms."""
        services.confirm_payment(actor=by or self.street, at=NOW, seen=self.seen(number), received_on=received_on)

    def send_back(self, number: int, by: Actor | None = None, answer: SendBack = NOT_ARRIVED) -> None:
        """The other side sends it back."""
        services.send_payment_back(actor=by or self.street, at=NOW, seen=self.seen(number), answer=answer)

    def withdraw(self, number: int, by: Actor | None = None) -> None:
        """Who noted it takes it back."""
        services.withdraw_payment(actor=by or self.firm, at=NOW, seen=self.seen(number))

    def renew(self, number: int, slip: Voucher, by: Actor | None = None) -> UUID:
        """Note it anew."""
        return services.renew_payment(actor=by or self.firm, at=NOW, seen=self.seen(number), voucher=slip)

    def correct(self, number: int, slip: Voucher, by: Actor | None = None) -> UUID:
        """Say how it should read."""
        return services.correct_payment(actor=by or self.firm, at=NOW, seen=self.seen(number), voucher=slip)

    def supplement(self, amount: str, instalments: tuple[Instalment, ...] = ()) -> UUID:
        """A filed supplement that changes the money."""
        wording = Wording(Terms(Numbers(amount=Decimal(amount)), "经费变更", instalments=instalments))
        main = self.agreement_id
        made = agreements.draft_supplement(actor=self.firm, at=NOW, seen=self.talks.seen(main), wording=wording)
        return self.talks.walk(made, AgreementState.FILED)

    def close(self, note: str = "") -> None:
        """The street closes the agreement."""
        agreements.close_agreement(actor=self.street, at=NOW, seen=self.talks.seen(self.agreement_id), note=note)
