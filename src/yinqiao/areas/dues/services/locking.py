"""What the acts on dues hold: the charges as a whole, one account, the book of one branch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.queries.reach import here
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import Rule, rulebook

_CHARGES, _BOOKS = 7305046, 7305047


def hold_charges() -> None:
    """Only one act at a time charges, until its transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHARGES])


def hold_book(place_no: int) -> None:
    """Only one act at a time gives numbers to, and moves money of, a branch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_BOOKS, place_no])


def lock_accounts(act: Act, account_ids: Iterable[UUID]) -> list[Account]:
    """These accounts in the actor's scope, held in one order; NotFound when one is absent or out of scope."""
    wanted = set(account_ids)
    found = Account.objects.filter(here(act.actor.scope), pk__in=wanted).select_for_update(of=("self",))
    rows = list(found.order_by("pk"))
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def lock_account(act: Act, account_id: UUID) -> Account:
    """One of them."""
    row = lock_accounts(act, [account_id])[0]
    act.about("dues_account", account_id)
    return row


def rule_of(act: Act, name: str) -> Rule:
    """A rule of the day of the act."""
    return rulebook().get(name, region=settings.REGION, day=act.stamp.occurred_on)


def author(act: Act) -> dict[str, Any]:
    """Day and act of what is written."""
    return {"act_id": act.id}
