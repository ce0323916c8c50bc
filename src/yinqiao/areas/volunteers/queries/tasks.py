"""Tasks, which hold no personal data, and who takes part in them within a scope."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.volunteers.models import Part, Task
from yinqiao.areas.volunteers.types import BUSY, Standing, TaskState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

_BUSY = [one.value for one in BUSY]


def hours_rule(day: date) -> int:
    """In which steps of minutes hours are counted, as the rule of the day says."""
    return int(rulebook().get("volunteers.hours", region=settings.REGION, day=day).parameters["step_minutes"])


def list_tasks(*, scope: Scope) -> QuerySet[Task]:
    """Tasks of the places of the scope and of those above it, the latest first; with who of the scope has taken them."""
    if scope.is_enterprise or scope.is_oversight or scope.place_from >= scope.place_to:
        return Task.objects.none()
    above = [one.place_no for one in places().path(scope.place_from)]
    near = Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to) | Q(place_no__in=above)
    taken = Count("parts", filter=Q(parts__state__in=_BUSY))
    return Task.objects.filter(near).annotate(taken=taken).order_by("-starts_at", "title", "id")


def get_task(*, scope: Scope, task_id: UUID, is_own: bool = False) -> Task:
    """A task near the scope (with `is_own`: that lies in it); NotFound otherwise."""
    row = list_tasks(scope=scope).filter(pk=task_id).first()
    if row is None or (is_own and not scope.covers_place(row.place_no)):
        raise NotFound
    return row


def is_full(row: Task) -> bool:
    """Whether a task that was read within a scope is taken by as many as it wants, as far as that scope sees."""
    taken: int = getattr(row, "taken", 0)
    return taken >= row.wanted


def _within(scope: Scope) -> QuerySet[Part]:
    found = Part.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    return found.none() if scope.is_enterprise or not scope.sees_content else found


def list_parts(*, scope: Scope, task_id: UUID) -> QuerySet[Part]:
    """Who of the scope takes part in a task, who still counts first."""
    found = _within(scope).filter(task_id=task_id).select_related("retiree", "task", "certified")
    return found.order_by("-state", "retiree__name", "id")


def get_part(*, scope: Scope, part_id: UUID) -> Part:
    """A part of somebody of the scope; NotFound otherwise."""
    row = _within(scope).filter(pk=part_id).select_related("retiree", "task", "certified").first()
    if row is None:
        raise NotFound
    return row


def list_records(*, scope: Scope) -> QuerySet[Part]:
    """志愿服务记录: the confirmed services of people of the scope, the latest first."""
    found = _within(scope).filter(state=Standing.DONE).select_related("retiree", "task", "certified")
    return found.order_by("-starts_at", "retiree__name", "id")


def list_to_confirm(*, scope: Scope, now: datetime) -> QuerySet[Part]:
    """Whose service is over and not confirmed, the oldest first."""
    found = _within(scope).filter(state=Standing.TAKEN, ends_at__lte=now).select_related("retiree", "task")
    return found.order_by("ends_at", "retiree__name", "id")


def count_to_confirm(*, scope: Scope, now: datetime) -> int:
    """How many."""
    return list_to_confirm(scope=scope, now=now).order_by().count()


def list_own_tasks(*, scope: Scope, now: datetime) -> QuerySet[Task]:
    """What the person who is signed in to the portal may take, the soonest first; NotFound for everybody else."""
    if scope.person is None:
        raise NotFound
    chain = [one.place_no for one in places().path(find_row(scope, scope.person).place_no)]
    found = Task.objects.filter(state=TaskState.OPEN, starts_at__gt=now, place_no__in=chain)
    return found.order_by("starts_at", "id")


def list_own_parts(*, scope: Scope) -> QuerySet[Part]:
    """The own parts of the person who is signed in, the latest first; NotFound for everybody else."""
    if scope.person is None:
        raise NotFound
    return Part.objects.filter(retiree_id=scope.person).select_related("task").order_by("-starts_at", "id")
