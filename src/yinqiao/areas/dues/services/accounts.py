"""Accounts follow members: opened for who was received, ended for who died or whose relation left, open again for who lives."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.rules import first_month, last_month
from yinqiao.areas.dues.types import End
from yinqiao.areas.party.queries import list_moved_out, list_received
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import PLACE_MAX
from yinqiao.platform.acts import Act


def open_accounts(act: Act) -> int:
    """Open an account for every member whom a place of the scope has received and that has none; returns how many."""
    known = Account.objects.filter(pk=OuterRef("pk"))
    found = list_received(scope=act.actor.scope).filter(~Exists(known)).order_by("pk")
    rows = [
        Account(
            member_id=pk, retiree_id=retiree_id, place_no=place_no,
            first_month=first_month(paid_to, joined_on, received_on or act.stamp.occurred_on),
        )
        for pk, retiree_id, place_no, paid_to, joined_on, received_on in found.values_list(
            "pk", "retiree_id", "place_no", "dues_paid_to", "joined_on", "received_on"
        )
    ]  # fmt: skip
    Account.objects.bulk_create(rows, batch_size=5000)
    return len(rows)


def end_accounts(act: Act) -> list[UUID]:
    """End or open again those whose member died, left, or lives after all; returns which changed.

    Only who reaches everybody sees whether somebody lives: a member may live elsewhere than the branch is.
    """
    if act.actor.scope.place_to != PLACE_MAX:
        return []
    scope = act.actor.scope
    dead = people_within(scope=scope).filter(died_on__isnull=False)
    ends: dict[UUID | None, tuple[End, date | None]] = {
        row.pk: (End.DIED, row.died_on)
        for row in dead.filter(pk__in=Account.objects.filter(here(scope)).values("retiree_id")).only("died_on")
    }
    left = dict(list_moved_out(scope=scope).values_list("member_id", "since"))
    ended = {one.pk: one for one in Account.objects.filter(here(scope), last_month__isnull=False)}
    touched = Account.objects.filter(here(scope), retiree_id__in=list(ends)) | Account.objects.filter(
        here(scope), pk__in=[*left, *ended]
    )
    changed = []
    for one in touched:
        moved = (End.MOVED, left[one.pk].date()) if one.pk in left else None
        found = ends.get(one.retiree_id) or moved
        last = last_month(found[0], found[1]) if found and found[1] else None
        end = found[0].value if found else ""
        if (one.last_month, one.end) != (last, end):
            one.last_month, one.end = last, end
            changed.append(one)
    Account.objects.bulk_update(changed, ["last_month", "end"], batch_size=1000)
    return [one.pk for one in changed]
