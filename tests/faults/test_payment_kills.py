"""The site dies while a payment is on its way, at each point: the provider and the member go on, the money is booked once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.faults.outcomes import invariants_hold
from tests.faults.payment_site import Phone, Site, payment_site
from yinqiao.areas.dues import services
from yinqiao.areas.dues.models import Entry, Order, Payment
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.types import Book
from yinqiao.areas.handover.tests.conftest import CAST, NOW, make_scene
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.party.tests.transfers import SYSTEM, Transfer
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.payments import RefundState
from yinqiao.platform.payments.standin import StandIn

pytestmark = [pytest.mark.db, pytest.mark.fault]
OWED = 2500
KILLED = [signal.SIGKILL]
PAGE = "/my/dues/"


@dataclass(frozen=True)
class Till:
    """The branch, the provider, the member's phone and the site between them."""

    branch: Branch
    provider: StandIn
    site: Site
    phone: Phone

    def orders(self) -> list[Order]:
        """Every order of ours, as it stands."""
        with acting(SYSTEM):
            return list(Order.objects.select_related("payment").order_by("asked_at", "pk"))

    def ordered(self) -> Order:
        """The member has pressed 交党费 and sees the code: the only order."""
        self.site.start()
        self.phone.press(PAGE, f"{PAGE}pay/")
        (order,) = self.orders()
        self.site.stop()
        return order

    def tell(self, number: str) -> int:
        """The provider tells that an order was paid until it is heard, each time signed anew; how often."""
        for tries in range(1, 6):
            told = self.provider.pay(number, at=timezone.now())
            assert told
            if self.site.hear(told) == 204:
                return tries
        raise AssertionError("never heard")

    def booked_once(self) -> None:
        """One payment of what was owed, one receipt that the member sees, nothing owed any more."""
        with acting(SYSTEM):
            (payment,) = Payment.objects.all()
            assert Entry.objects.filter(kind="payment").count() == 1
        assert (payment.receipt_no, payment.fen) == (f"{timezone.localdate().year}-0001", OWED)
        assert [one.state for one in self.orders() if one.payment_id] == ["paid"]
        assert self.branch.balances()[Book.CLEARING] == OWED
        page = self.phone.open(PAGE)
        assert "您的党费已经交清" in page and page.count(payment.receipt_no) == 1
        invariants_hold()


@pytest.fixture
def till(fresh_database: None, tmp_path: Path, settings: Any) -> Iterator[Till]:
    """A member in the register who owes for March and is signed in; the site stands still."""
    settings.IS_DEMO, settings.PAYMENTS_MERCHANT, settings.PAYMENTS_STANDIN = True, None, tmp_path / "payments.json"
    settings.KEYRING_FILE = tmp_path / "keys.json"
    init_keyring(settings.KEYRING_FILE, at=NOW)
    with keyring_installed(load_keyring(settings.KEYRING_FILE)), payment_site(tmp_path) as site:
        branch = Branch.of(Transfer.of(make_scene()), CAST[0])
        branch.opened(_102="5000")
        person: UUID = branch.transfer.member(102).retiree_id  # type: ignore[assignment]
        token = open_session(
            actor=Actor.system("长辈版入口"), at=timezone.now(), proof=Proof(person, Means.PHONE_CODE), device=Device("手机")
        )  # fmt: skip
        yield Till(branch, StandIn(settings.PAYMENTS_STANDIN), site, Phone(site, token))
    forget_places()


@pytest.mark.parametrize(
    "point", ["dues.notice_before_booking", "dues.settle_before_commit", "dues.settle_after_commit"]
)
def test_a_notice_whose_hearer_dies_is_told_again_and_booked_once(point: str, till: Till) -> None:
    order = till.ordered()
    till.site.start(point)
    assert till.tell(order.number) == 2
    assert till.site.deaths == KILLED
    assert till.tell(order.number) == 1
    till.booked_once()


@pytest.mark.parametrize("point", ["dues.place_before_provider", "dues.place_before_commit", "dues.place_after_commit"])
def test_who_presses_pay_again_after_the_site_died_is_asked_for_the_money_once(point: str, till: Till) -> None:
    till.site.start(point)
    shown = till.phone.press(PAGE, f"{PAGE}pay/")
    assert till.site.deaths == KILLED
    assert till.phone.press(PAGE, f"{PAGE}pay/") == shown
    (order,) = till.orders()
    assert str(order.pk) in shown and "请用微信扫这个码付款" in till.phone.open(shown)
    assert till.tell(order.number) == 1
    till.booked_once()


def test_two_clicks_at_once_are_one_order(till: Till) -> None:
    till.site.start()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: till.phone.click(PAGE, f"{PAGE}pay/"), range(2))
    assert first == second and len(till.orders()) == 1


@pytest.mark.parametrize("point", ["dues.settle_before_commit", "dues.settle_after_commit"])
def test_a_notice_that_never_comes_is_asked_for_even_if_the_site_dies_while_asking(point: str, till: Till) -> None:
    order = till.ordered()
    assert till.provider.pay(order.number, at=timezone.now())
    till.site.start(point)
    page = f"{PAGE}pay/{order.pk}/"
    assert till.phone.click(page, page) is None and till.site.deaths == KILLED
    if point == "dues.settle_before_commit":
        assert till.phone.press(page, page)
    assert "党费收到了" in till.phone.open(page)
    assert services.ask_provider(actor=SYSTEM, at=timezone.now()) == 0
    assert till.tell(order.number) == 1
    till.booked_once()


def test_what_nobody_asked_for_is_found_by_the_night(till: Till) -> None:
    order = till.ordered()
    assert till.provider.pay(order.number, at=timezone.now())
    assert services.ask_provider(actor=SYSTEM, at=timezone.now() + timedelta(hours=5)) == 1
    till.site.start()
    till.booked_once()


@pytest.mark.parametrize("point", ["dues.refund_before_commit", "dues.refund_after_commit"])
def test_a_notice_of_a_refund_whose_hearer_dies_is_booked_once(point: str, till: Till) -> None:
    order = till.ordered()
    till.site.start(point)
    till.tell(order.number)
    (order,) = till.orders()
    back = till.branch.refund(order.payment_id, OWED)  # type: ignore[arg-type]
    till.branch.answer_refund(back)
    assert services.send_refund(actor=SYSTEM, at=timezone.now(), refund_id=back)
    number = till.branch.refunded(back).number
    heard = []
    while 204 not in heard:
        told = till.provider.end_refund(number, at=timezone.now(), state=RefundState.SUCCESS)
        assert told and len(heard) < 5
        heard.append(till.site.hear(told))
    assert heard == [None, 204] and till.site.deaths == KILLED
    assert till.branch.refunded(back).state == "done"
    assert till.branch.balances()[Book.REFUNDING] == till.branch.balances()[Book.CLEARING] == 0
    invariants_hold()
