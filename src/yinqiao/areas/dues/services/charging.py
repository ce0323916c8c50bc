"""The charges of each month: opened and ended accounts, one statement for all members, reverse entries where a sum changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.dues import events
from yinqiao.areas.dues.models import Run
from yinqiao.areas.dues.services.accounts import end_accounts, open_accounts
from yinqiao.areas.dues.services.locking import hold_charges
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access.types import PLACE_MAX, Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import array_text, set_based
from yinqiao.platform.database.named import named, within

# So many months back a charge can still come or change; what is older stays as it was booked.
MONTHS_BACK = 12
_MANY = 100_000
_ROOM = Path(__file__).parents[1]


def charge_members(*, actor: Actor, at: datetime) -> int:
    """Open and end the accounts of the scope as party relations and the register stand, and charge what is not charged.

    Returns how many months of members were charged. Once done it changes nothing; after missed nights it does all.
    """
    with perform(actor=actor, action="dues.charge_members", at=at) as act:
        hold_charges()
        opened = open_accounts(act)
        if changed := end_accounts(act):
            charge_anew(act, changed)
        charged = _charge_months(act)
        act.people = charged
        act.note(opened=opened, charged=charged)
    return charged


def _charge_months(act: Act) -> int:
    """The months that nobody charged yet for everybody; for the members of one place all that may be left."""
    months = months_back(act.stamp.occurred_on)
    if act.actor.scope.place_to != PLACE_MAX:
        return charge(act, months)
    done = set(Run.objects.filter(month__in=months).values_list("month", flat=True))
    left = [one for one in months if one not in done]
    if not left:
        return 0
    with set_based(_MANY):
        charged = charge(act, left)
    Run.objects.bulk_create(Run(month=one, act_id=act.id) for one in left)
    return charged


def months_back(today: date) -> list[date]:
    """The months that charges may still come for, this one last."""
    return [add_months(month_of(today), -back) for back in range(MONTHS_BACK, -1, -1)]


def charge(act: Act, months: Sequence[date], account_ids: Sequence[UUID] | None = None) -> int:
    """Charge these months where they are due and not charged; returns how many. Who calls holds the charges."""
    with connection.cursor() as cursor:
        cursor.execute(_statement("charge", act, months, account_ids))
        rows = cursor.fetchall()
    act.emit(
        events.CHARGED,
        [Subject(None, None, place_no, data={"charged": count, "fen": fen}) for place_no, count, fen in rows],
    )
    return sum(count for _, count, _ in rows)


def charge_anew(act: Act, account_ids: Sequence[UUID]) -> int:
    """Book back what would not be charged so any more, and charge it as it is now. Who calls holds the charges."""
    months = months_back(act.stamp.occurred_on)
    with connection.cursor() as cursor:
        cursor.execute(_statement("uncharge", act, months, account_ids))
        changed: int = cursor.fetchone()[0]
    return charge(act, months, account_ids) or changed


def _statement(name: str, act: Act, months: Sequence[date], account_ids: Sequence[UUID] | None) -> sql.Composed:
    chosen: sql.Composable = sql.SQL("true")
    charged: sql.Composable = sql.SQL("true")
    if account_ids is not None:
        chosen = sql.SQL("a.member_id = ANY ({}::uuid[])").format(sql.Literal(array_text(account_ids)))
        charged = sql.SQL("c.account_id = ANY ({}::uuid[])").format(sql.Literal(array_text(account_ids)))
    parts = {
        "months": sql.Literal(array_text(months)),
        "scope": within(act.actor.scope, "a"),
        "choice": chosen,
        "charged": charged,
    }
    return named(_ROOM, name).format(
        due=named(_ROOM, "due").format(**parts), today=sql.Literal(act.stamp.occurred_on),
        act=sql.SQL("{}::uuid").format(sql.Literal(str(act.id))), **parts,
    )  # fmt: skip
