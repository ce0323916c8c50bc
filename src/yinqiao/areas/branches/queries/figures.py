"""Figures of party organisations: listed, sent, signed for, really there; members agreed against members received."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from yinqiao.areas.branches.queries.members import count_members
from yinqiao.areas.branches.queries.reads import FILTERS, list_organisations
from yinqiao.areas.branches.types import Figures, Headcount
from yinqiao.platform.access.types import Scope


def get_figures(*, scope: Scope, today: date, enterprise_id: int | None = None) -> Figures:
    """How far the organisations in scope have come, of one enterprise or of all; three statements."""
    found = list_organisations(scope=scope).order_by()
    if enterprise_id is not None:
        found = found.filter(enterprise_id=enterprise_id)
    told = found.aggregate(
        **{f"n_{name}": Count("id", filter=FILTERS[name]) for name in ("sent", "signed", "settled", "kept", "returned")},
        n_listed=Count("id"), members=Sum("members", filter=FILTERS["sent"], default=0),
    )  # fmt: skip
    sent = found.filter(FILTERS["sent"]).values_list("pk", flat=True)
    known = count_members(scope=scope, organisation_ids=sent, today=today).values()
    return Figures(
        told["n_listed"], told["n_sent"], told["n_signed"], told["n_settled"], told["n_kept"], told["n_returned"],
        told["members"], Headcount(sum(one.members for one in known), sum(one.received for one in known)),
    )  # fmt: skip


def list_overdue(*, scope: Scope, today: date, owed_by: str) -> QuerySet[Any]:
    """Organisations whose next step a side has and whose day has passed."""
    return list_organisations(scope=scope, wanted="open", owed_by=owed_by).filter(Q(due_on__lt=today))
