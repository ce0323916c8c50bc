"""Who volunteers, who is proposed for a task and why, what hours a certificate may tell."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.volunteers.models import Part, Task, Volunteer
from yinqiao.areas.volunteers.rules import free_time, in_hours, is_insured, reasons_for
from yinqiao.areas.volunteers.types import BUSY, Hours, Proposal, Standing, State
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_BUSY = [one.value for one in BUSY]
# How near two places are by the deepest place that both lie in: levels below the city.
_NEAR = {4: "住在同一个社区", 3: "住在同一个街道", 2: "住在同一个区县", 1: "住在本市"}


def list_volunteers(*, scope: Scope) -> QuerySet[Volunteer]:
    """The volunteers of the scope, active ones first; with the minutes that were confirmed."""
    found = Volunteer.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    if scope.is_enterprise or not scope.sees_content:
        return found.none()
    served = Sum("parts__minutes", filter=Q(parts__state=Standing.DONE))
    return found.select_related("retiree").annotate(served=served).order_by("-ended_on", "retiree__name", "id")


def get_volunteer(*, scope: Scope, volunteer_id: UUID) -> Volunteer:
    """A volunteer of the scope; NotFound otherwise."""
    row = list_volunteers(scope=scope).filter(pk=volunteer_id).first()
    if row is None:
        raise NotFound
    return row


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Volunteer]:
    """As what a person is or was registered, the present one first; NotFound out of scope, none without content."""
    person = find_row(scope, retiree_id)
    found = Volunteer.objects.filter(retiree_id=person.pk).prefetch_related("trainings")
    is_read = scope.person is not None or (scope.sees_content and not scope.is_enterprise)
    return found.order_by("-ended_on", "id") if is_read else found.none()


def get_own(*, scope: Scope) -> Volunteer | None:
    """What the person who is signed in is registered as; None for who is no volunteer. NotFound for everybody else."""
    if scope.person is None:
        raise NotFound
    return Volunteer.objects.filter(retiree_id=scope.person, state=State.ACTIVE).first()


def list_parts_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Part]:
    """The services of a person, the latest first; as `list_of_person`."""
    person = find_row(scope, retiree_id)
    found = Part.objects.filter(retiree_id=person.pk).select_related("task", "certified").order_by("-starts_at", "id")
    is_read = scope.person is not None or (scope.sees_content and not scope.is_enterprise)
    return found if is_read else found.none()


def minutes_of(rows: QuerySet[Part]) -> int:
    """The minutes that were confirmed of parts read within a scope."""
    return rows.filter(state=Standing.DONE).aggregate(all=Sum("minutes"))["all"] or 0


def list_proposals(*, scope: Scope, task: Task, most: int = 20) -> list[Proposal]:
    """Volunteers of the scope for a task: who may come first, then by skill, nearness, time and fewest hours; each why.

    Left out is who lives elsewhere, who has something else at that time and who is in it already.
    """
    place = places().by_no.get(task.place_no)
    if place is None:
        return []
    busy = Part.objects.filter(
        volunteer=OuterRef("pk"), state__in=_BUSY, starts_at__lt=task.ends_at, ends_at__gt=task.starts_at
    )
    rows = list_volunteers(scope=scope).filter(
        ~Exists(busy), state=State.ACTIVE, retiree__status=RetireeStatus.MANAGED,
        retiree__place_no__gte=place.place_no, retiree__place_no__lt=place.place_end,
    ).exclude(parts__task=task)  # fmt: skip
    return [proposal for _, proposal in sorted((_weighed(row, task) for row in rows), key=lambda one: one[0])[:most]]


def _weighed(row: Any, task: Task) -> tuple[tuple[Any, ...], Proposal]:
    when, day = free_time(timezone.localtime(task.starts_at)), timezone.localdate(task.starts_at)
    shared = {one.place_no for one in places().path(task.place_no)}
    depth = sum(one.place_no in shared for one in places().path(row.retiree.place_no))
    lacks = "" if is_insured(task.needs_insurance, row.insured_until, day) else "保险没有到任务那天，先办理登记"
    reasons = reasons_for(task.skill, row.skills, _NEAR.get(depth, _NEAR[1]), row.times, when)
    order = (
        bool(lacks), bool(task.skill) and task.skill not in row.skills, -depth, when not in row.times, row.served or 0,
        row.retiree.name, row.pk,
    )  # fmt: skip
    return order, Proposal(row.pk, row.retiree_id, row.retiree.name, reasons, lacks)


def hours_to_certify(*, scope: Scope, retiree_id: UUID, instead_of: str = "") -> tuple[Hours | None, str]:
    """The confirmed hours of a person of the scope that stand on no certificate, or on the one that is replaced.

    None where there are none; beside it the number of the certificate that tells the last of them, if one does.
    """
    person = find_row(scope, retiree_id)
    done = Part.objects.filter(retiree_id=person.pk, state=Standing.DONE).select_related("task", "certified")
    free, number = [], ""
    for row in done.order_by("starts_at", "id"):
        told = row.certified.number if hasattr(row, "certified") else ""
        if told and told != instead_of:
            number = told
        else:
            free.append(row)
    return (_hours(free) if free else None), number


def _hours(rows: list[Part]) -> Hours:
    served, times = Counter[str](), Counter[str]()
    for row in rows:
        served[row.task.title] += row.minutes or 0
        times[row.task.title] += 1
    projects = "、".join(f"{title}{times[title]}次{in_hours(minutes)}小时" for title, minutes in served.items())
    first, last = (timezone.localdate(row.starts_at) for row in (rows[0], rows[-1]))
    return Hours(tuple(row.pk for row in rows), first, last, sum(served.values()), projects)
