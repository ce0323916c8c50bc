"""Paying online by the protocol of the provider: forged and replayed notices, two clicks, lost notices, another sum."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.dues import queries, services
from yinqiao.areas.dues.models import Order
from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.types import Book
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, Transfer
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.payments import NoticeRefused, take_notice
from yinqiao.platform.payments.standin import StandIn

pytestmark = [pytest.mark.db, pytest.mark.django_db]
URL = "https://city.example/dues/notices/"


@pytest.fixture
def branch(scene: Scene, settings: Any, tmp_path: Path) -> Branch:
    """A member in the register who owes for March; payments are taken by the stand-in."""
    settings.IS_DEMO, settings.PAYMENTS_MERCHANT, settings.PAYMENTS_STANDIN = True, None, tmp_path / "payments.json"
    found = Branch.of(Transfer.of(scene), CAST[0])
    found.opened(_102="5000")
    return found


def _me(branch: Branch) -> Actor:
    person = branch.transfer.member(102).retiree_id
    assert person
    return Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")


def _order(branch: Branch) -> UUID:
    made = services.ask_order(actor=_me(branch), at=NOW)
    assert services.place(actor=_me(branch), at=NOW, order_id=made, notify_url=URL).startswith("weixin://")
    return made


def _row(order_id: UUID) -> Order:
    with acting(SYSTEM):
        return Order.objects.get(pk=order_id)


def _standin(settings: Any) -> StandIn:
    return StandIn(settings.PAYMENTS_STANDIN)


def test_what_is_owed_is_ordered_paid_and_booked_to_the_clearing_account(branch: Branch, settings: Any) -> None:
    made = _order(branch)
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told
    assert services.settle(actor=SYSTEM, at=NOW, paid=take_notice(*told, at=NOW))
    row = _row(made)
    assert (row.state, row.paid_fen) == ("paid", 2500)
    assert branch.row(102).owed_months == 0 and branch.balances()[Book.CLEARING] == 2500
    me = _me(branch)
    with acting(me):
        assert queries.get_own_order(scope=me.scope, order_id=made).payment.receipt_no == "2026-0001"
        assert queries.account_lines(scope=me.scope, account_id=row.account_id)[-1].number == "2026-0001"


def test_two_clicks_are_one_order_and_a_replayed_notice_books_nothing(branch: Branch, settings: Any) -> None:
    made = _order(branch)
    assert _order(branch) == made
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told
    for is_new in (True, False, False):
        assert services.settle(actor=SYSTEM, at=NOW, paid=take_notice(*told, at=NOW)) is is_new
    assert branch.balances()[Book.CLEARING] == 2500
    with pytest.raises(Conflict):
        services.ask_order(actor=_me(branch), at=NOW)


def test_a_notice_that_is_forged_changed_or_old_is_refused(branch: Branch, settings: Any) -> None:
    made = _order(branch)
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told
    headers, body = told
    other = json.dumps({**json.loads(body), "summary": "x"}).encode()
    wrong = {**headers, "wechatpay-signature": "AAAA"}
    unknown = {**headers, "wechatpay-serial": "PUB_KEY_ID_OTHER"}
    for one, text, later, code in (
        (headers, other, 0, "wrong_signature"), (wrong, body, 0, "wrong_signature"), (unknown, body, 0, "unknown_key"),
        (headers, body, 6, "too_old"), (headers, body, -6, "too_old"), ({}, body, 0, "unknown_key"),
        ({**headers, "wechatpay-timestamp": "x"}, body, 0, "no_moment"),
    ):  # fmt: skip
        with pytest.raises(NoticeRefused) as refusal:
            take_notice(one, text, at=NOW + timedelta(minutes=later))
        assert refusal.value.args[0] == code
    assert _row(made).state == "open"


def test_another_sum_than_ordered_is_booked_as_it_came_and_marked(branch: Branch, settings: Any) -> None:
    made = _order(branch)
    told = _standin(settings).pay(_row(made).number, at=NOW, fen=2400)
    assert told
    services.settle(actor=SYSTEM, at=NOW, paid=take_notice(*told, at=NOW))
    assert _row(made).state == "differs" and branch.row(102).owed_fen == 100


def test_what_was_paid_while_nobody_listened_is_asked_for_and_a_late_notice_counts(
    branch: Branch, settings: Any
) -> None:
    made = _order(branch)
    assert services.ask_provider(actor=SYSTEM, at=NOW) == 0
    _standin(settings).pay(_row(made).number, at=NOW)
    late = NOW + timedelta(hours=5)
    assert services.ask_provider(actor=SYSTEM, at=late) == 1
    assert _row(made).state == "paid"
    told = _standin(settings).pay(_row(made).number, at=late)
    assert told and services.settle(actor=SYSTEM, at=late, paid=take_notice(*told, at=late)) is False


def test_an_order_that_ran_out_gives_way_to_another_and_both_may_be_paid(branch: Branch, settings: Any) -> None:
    first, later = _order(branch), NOW + timedelta(minutes=31)
    second = services.ask_order(actor=_me(branch), at=later)
    assert second != first


def test_who_owes_more_than_six_months_or_is_somebody_else_orders_nothing(branch: Branch) -> None:
    from datetime import date

    made = _order(branch)
    stranger = Actor(made, "retiree", "本人", Scope.of_person(made), "长辈版")
    with pytest.raises(NotFound):
        services.ask_order(actor=stranger, at=NOW)
    with pytest.raises(NotFound):
        services.place(actor=stranger, at=NOW, order_id=made, notify_url=URL)
    with pytest.raises(NotFound):
        services.ask_order(actor=branch.street, at=NOW)
    branch.run(date(2026, 9, 1))
    with pytest.raises(Refused) as refusal:
        services.ask_order(actor=_me(branch), at=NOW)
    assert refusal.value.code == "dues.over_six_self"


def test_the_member_reads_the_own_account_and_nobody_elses(branch: Branch) -> None:
    me = _me(branch)
    with acting(me):
        own = queries.find_own(scope=me.scope)
        assert own.pk == branch.account(102) and own.owed_fen == 2500
        assert len(queries.account_lines(scope=me.scope, account_id=own.pk)) == 1
        assert queries.account_lines(scope=me.scope, account_id=branch.account(103)) == []


def _daughter(branch: Branch, *matters: str) -> Actor:
    """Whom the member lets act, in these matters, by a signed paper."""
    person = _me(branch).id
    assert person
    # Row-level security asks the clock of the database.
    now = timezone.now()
    new = NewAuthorisation(
        "李小妹", "女儿", "13900000999", matters, (), now.date() + timedelta(days=30), Way.SIGNED, NOW.date()
    )
    street = replace(branch.street, role="street_officer")
    made = authorise(actor=street, at=now, retiree_id=person, new=new)
    return Actor(made, "proxy", "代办", Scope.of_warrant(person, made), "长辈版")


def test_whom_the_member_lets_pay_reads_the_account_and_pays_as_family(branch: Branch, settings: Any) -> None:
    daughter = _daughter(branch, "party_dues")
    with acting(daughter):
        own = queries.find_own(scope=daughter.scope)
        assert own.pk == branch.account(102) and own.owed_fen == 2500
    assert "长辈还有 25.00 元没有交" in text_of(Browser(daughter).ask(reverse("mydues:dues")))
    made = services.ask_order(actor=daughter, at=NOW)
    services.place(actor=daughter, at=NOW, order_id=made, notify_url=URL)
    told = _standin(settings).pay(_row(made).number, at=NOW)
    assert told and services.settle(actor=SYSTEM, at=NOW, paid=take_notice(*told, at=NOW))
    with acting(SYSTEM):
        payment = Order.objects.select_related("payment").get(pk=made).payment
    assert payment and payment.payer == "family" and branch.row(102).owed_months == 0


def test_whom_the_member_lets_do_something_else_learns_nothing_of_the_party(branch: Branch) -> None:
    order = _order(branch)
    daughter = _daughter(branch, "certificates")
    with acting(daughter):
        assert queries.find_own(scope=daughter.scope) is None
        assert not Order.objects.exists()
    assert "党费" not in text_of(Browser(daughter).ask(reverse("my:home")))
    for name, args in (("dues", []), ("order", [order])):
        with pytest.raises(Refused) as refusal:
            Browser(daughter).ask(reverse(f"mydues:{name}", args=args))
        assert refusal.value.code == "authorisations.not_within"
    with pytest.raises(Refused):
        services.ask_order(actor=daughter, at=NOW)
