"""Reads of enterprises: which there are, what they are called, who belongs to whom."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from yinqiao.areas.organisations.models import Enterprise, FormerEnterpriseName
from yinqiao.areas.organisations.types import EnterpriseRow, EnterpriseSource
from yinqiao.kernel.errors import NotFound


def _row(enterprise: Enterprise) -> EnterpriseRow:
    return EnterpriseRow(
        enterprise.pk, enterprise.uscc, enterprise.name, EnterpriseSource(enterprise.source), enterprise.group_id,
        enterprise.successor_id, enterprise.dissolved_on,
    )  # fmt: skip


def get_enterprise(*, enterprise_id: int) -> EnterpriseRow:
    """One enterprise by id; NotFound when absent."""
    found = Enterprise.objects.filter(pk=enterprise_id).first()
    if found is None:
        raise NotFound
    return _row(found)


def find_enterprise_by_uscc(*, uscc: str) -> EnterpriseRow | None:
    """The enterprise of a credit code, or None."""
    found = Enterprise.objects.filter(uscc=uscc).first()
    return _row(found) if found else None


def list_enterprises(*, text: str = "", limit: int | None = None) -> list[EnterpriseRow]:
    """Enterprises whose name (the present or a former one), short name or credit code holds or begins with `text`, by id."""
    found = Enterprise.objects.order_by("id")
    if text:
        found = found.filter(called(text))
    return [_row(one) for one in found[:limit]]


def called(text: str) -> Q:
    """Enterprises that a text means: a part of the name or short name, present or former, or the beginning of the code."""
    former = FormerEnterpriseName.objects.filter(Q(name__contains=text) | Q(short_name__contains=text))
    by_name = Q(name__contains=text) | Q(short_name__contains=text) | Q(uscc__startswith=text)
    return by_name | Q(pk__in=former.values("enterprise_id"))


def enterprise_names(ids: set[int] | None) -> dict[int, str]:
    """Id → name for the enterprises of a page, or for all of them (several hundred)."""
    found = Enterprise.objects.all() if ids is None else Enterprise.objects.filter(pk__in=ids)
    return dict(found.values_list("id", "name"))


def enterprise_choices(rows: QuerySet[Any]) -> list[tuple[int, str]]:
    """The enterprises of these rows (by their `enterprise_id`), by name, to filter by.

    Enterprises are asked for one row each: all rows of a city are many times as many.
    """
    of_it = rows.order_by().filter(enterprise_id=OuterRef("pk"))
    found = Enterprise.objects.filter(Exists(of_it)).values_list("id", "name")
    return sorted(found, key=lambda one: one[1])


def usccs_of(ids: set[int]) -> list[str]:
    """The credit codes of some enterprises."""
    return list(Enterprise.objects.filter(pk__in=ids).values_list("uscc", flat=True))


def uscc_by_id(ids: set[int]) -> dict[int, str]:
    """Id → credit code for the enterprises of a page."""
    return dict(Enterprise.objects.filter(pk__in=ids).values_list("id", "uscc"))


def list_group_ids(*, enterprise_id: int) -> list[int]:
    """An enterprise and everything below it as the groups were made, dissolved ones too; who answers is asked elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below AS (SELECT id FROM organisations_enterprise WHERE id = %s"
            " UNION SELECT e.id FROM organisations_enterprise e JOIN below b ON e.group_id = b.id)"
            " SELECT id FROM below ORDER BY id",
            [enterprise_id],
        )
        return [row[0] for row in cursor.fetchall()]
