"""Reads of succession: who answers for an enterprise today, for whom it answers, what it was called before."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When

from yinqiao.areas.organisations.models import Enterprise, FormerEnterpriseName
from yinqiao.areas.organisations.queries.enterprises import called, enterprise_names, get_enterprise
from yinqiao.areas.organisations.queries.places import unique_names
from yinqiao.areas.organisations.rules import answering, line_of
from yinqiao.areas.organisations.types import EnterpriseRow, EnterpriseSource
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

# Each has one who is over it: its group while it stands, its successor since. So whoever answers is one alone.
_ANSWERED = """
WITH RECURSIVE below AS (
    SELECT id FROM organisations_enterprise WHERE id = %s
    UNION
    SELECT e.id FROM organisations_enterprise e JOIN below b
        ON e.successor_id = b.id OR (e.successor_id IS NULL AND e.group_id = b.id))
SELECT id FROM below ORDER BY id
"""
_FORMER = ArrayAgg(
    "former_names__name",
    filter=Q(former_names__isnull=False),
    order_by=("-former_names__used_until", "-former_names__id"),
)


def successors() -> dict[int, int]:
    """Dissolved enterprise → whom it was left to; a few dozen in a city."""
    return dict(Enterprise.objects.filter(successor__isnull=False).values_list("id", "successor_id"))


def answering_enterprise(*, enterprise_id: int) -> EnterpriseRow:
    """Who answers for an enterprise today: itself while it stands, else the last in its line. NotFound when absent."""
    return get_enterprise(enterprise_id=answering(successors(), enterprise_id))


def list_successor_ids(*, enterprise_id: int) -> list[int]:
    """An enterprise and those who took over from it, one after the other."""
    return line_of(successors(), enterprise_id)


def list_answered_ids(*, enterprise_id: int) -> list[int]:
    """For whom an enterprise answers: itself, its subsidiaries, and whatever was left to any of them, all the way.

    A dissolved subsidiary belongs to its successor and no longer to its group, so that one side answers.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, [enterprise_id])
        return [row[0] for row in cursor.fetchall()]


def scope_of_enterprise(*, enterprise_id: int) -> Scope:
    """The scope of an enterprise: what it answers for, labelled by its name."""
    enterprise = get_enterprise(enterprise_id=enterprise_id)
    return Scope.of_enterprises(list_answered_ids(enterprise_id=enterprise_id), enterprise.name)


def standing_names(ids: Iterable[int] | None = None) -> dict[int, str]:
    """Id → name of the enterprises that stand, of some or of all: for whom something new may begin."""
    found = Enterprise.objects.filter(dissolved_on__isnull=True)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    return dict(found.values_list("id", "name"))


def name_in_full(*, enterprise_id: int) -> str:
    """The name, what it was called before and who answers for it: 甲公司（原：甲厂；承继：乙公司）. NotFound when absent."""
    told = Enterprise.objects.filter(pk=enterprise_id).annotate(former=_FORMER)
    found = told.values_list("name", "successor_id", "former").first()
    if found is None:
        raise NotFound
    name, successor_id, former = found
    after = answering_enterprise(enterprise_id=enterprise_id).name if successor_id else ""
    more = "；".join(f"{label}：{told}" for label, told in (("原", "、".join(former or ())), ("承继", after)) if told)
    return f"{name}（{more}）" if more else name


def list_former_names(*, enterprise_id: int) -> list[FormerEnterpriseName]:
    """What an enterprise was called before, the latest first."""
    return list(FormerEnterpriseName.objects.filter(enterprise_id=enterprise_id))


def list_left_to(*, enterprise_id: int) -> list[Enterprise]:
    """The dissolved enterprises that were left to this one, all the way, by name."""
    left = set(list_answered_ids(enterprise_id=enterprise_id)) - {enterprise_id}
    return list(Enterprise.objects.filter(pk__in=left, dissolved_on__isnull=False).order_by("name"))


def answering_names() -> dict[int, str]:
    """Dissolved enterprise → the name of who answers for it today."""
    left = successors()
    last = {one: answering(left, one) for one in left}
    names = enterprise_names(set(last.values()))
    return {one: names[who] for one, who in last.items()}


def possible_successors(*, enterprise_id: int) -> dict[str, int]:
    """Enterprises that stand, by name, without this one and the city's desk: whom it can be left to."""
    found = Enterprise.objects.filter(dissolved_on__isnull=True).exclude(pk=enterprise_id)
    listed = found.exclude(source=EnterpriseSource.DESK).order_by("name").values_list("name", "uscc", "id")
    return unique_names(listed)


def list_enterprise_rows(
    *, text: str = "", standing: str = "", source: str = "", group_id: int | None = None
) -> QuerySet[Enterprise]:
    """Enterprises under the filters of their list, each with `former` names and its `standing`, by name."""
    is_gone = When(dissolved_on__isnull=False, then=Value("dissolved"))
    found = Enterprise.objects.select_related("group").annotate(
        former=_FORMER, standing=Case(is_gone, default=Value("standing"))
    )
    if text:
        found = found.filter(called(text))
    if standing:
        found = found.filter(standing=standing)
    if source:
        found = found.filter(source=source)
    if group_id is not None:
        found = found.filter(Q(group_id=group_id) | Q(pk=group_id))
    return found.order_by("name", "id")


def get_enterprise_row(*, code: str) -> Enterprise:
    """One enterprise by its credit code; NotFound when absent."""
    found = Enterprise.objects.select_related("group", "successor").filter(uscc=code).first()
    if found is None:
        raise NotFound
    return found


def list_groups() -> list[tuple[int, str]]:
    """The enterprises that others belong to, by name."""
    groups = Enterprise.objects.exclude(group__isnull=True).values("group_id")
    return list(Enterprise.objects.filter(pk__in=groups).order_by("name").values_list("id", "name"))


def enterprises_by_word() -> dict[str, int]:
    """Name, former name, short name or credit code → the enterprise that answers under it today.

    A word that means several is left out.
    """
    after = successors()
    rows = [*Enterprise.objects.values_list("id", "uscc", "name", "short_name")]
    former = FormerEnterpriseName.objects.values_list("enterprise_id", "name", "short_name")
    rows += [(one, "", name, short) for one, name, short in former]
    meant: dict[str, set[int]] = {}
    for one, *words in rows:
        for word in filter(None, words):
            meant.setdefault(word, set()).add(answering(after, one))
    return {word: ids.pop() for word, ids in meant.items() if len(ids) == 1}
