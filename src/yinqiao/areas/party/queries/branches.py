"""Branches as rosters name them, with their members counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.party.queries.reads import list_members
from yinqiao.areas.party.types import MemberState
from yinqiao.platform.access.types import Scope


def list_branches(*, scope: Scope, today: date) -> QuerySet[Any, Any]:
    """A line per branch with members in scope who were not taken back: how many, how many of them received.

    Each has `organisation_id`, `enterprise_id`, `organisation__name`, `…__kind`, `…__upper`, `members`, `received`. One
    statement; a place counts its own members.
    """
    of_branch = ("organisation_id", "enterprise_id", *(f"organisation__{one}" for one in ("name", "kind", "upper")))
    found = list_members(scope=scope, today=today).order_by().values(*of_branch)
    counted = found.annotate(members=Count("id"), received=Count("id", filter=Q(state=MemberState.RECEIVED)))
    return counted.order_by("enterprise_id", "organisation__name")
