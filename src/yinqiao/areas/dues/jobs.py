"""Background work: every night the months that are due are charged; orders of which no notice came are asked for."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dues.services import ask_provider, ask_refunds, charge_members, send_refund
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job, nightly
from yinqiao.platform.payments import can_pay

_ASKER = Actor.system("党费支付")
_COLLECTOR = Actor.system("党费计收")


@job("dues.send_refund")
def send(actor: Actor, *, refund_id: str, notify_url: str) -> None:
    """Give the provider a refund that was approved. One that it does not take is sent again at night."""
    send_refund(actor=actor, at=timezone.now(), refund_id=UUID(refund_id), notify_url=notify_url)


@nightly("dues.charge_members", cron="50 2 * * *")
def charge(timestamp: int) -> None:
    """Accounts follow members, and what is due is charged; after missed nights all of it."""
    charge_members(actor=_COLLECTOR, at=timezone.now())


@nightly("dues.ask_provider", cron="10 3 * * *")
def ask(timestamp: int) -> None:
    """Orders and refunds of which nothing was heard are asked for: a notice is lost while we are down."""
    if can_pay():
        ask_provider(actor=_ASKER, at=timezone.now())
        ask_refunds(actor=_ASKER, at=timezone.now())
