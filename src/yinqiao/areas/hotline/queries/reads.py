"""Orders, sheets and clusters within a scope. No overseer reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from yinqiao.areas.cases.queries import list_cases
from yinqiao.areas.cases.types import Caller as Called
from yinqiao.areas.cases.types import CaseState
from yinqiao.areas.hotline.models import Answer, AnswerOrder, Batch, Caller, Cluster, ClusterOrder, Order
from yinqiao.areas.hotline.types import OrderState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import get_file


def _here(scope: Scope) -> Q:
    """What the scope's own offices have; none for an enterprise, who oversees, or the portal."""
    if not scope.sees_content or scope.person is not None or scope.place_from >= scope.place_to:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def list_batches(*, scope: Scope) -> QuerySet[Batch]:
    """The sheets of the scope's offices, the newest first."""
    return Batch.objects.filter(_here(scope)).order_by("-created_at", "-pk")


def find_batch(*, scope: Scope, batch_id: UUID) -> Batch:
    """One sheet; NotFound when absent or out of scope."""
    row = list_batches(scope=scope).filter(pk=batch_id).first()
    if row is None:
        raise NotFound
    return row


def list_answers(*, scope: Scope, batch_id: UUID) -> list[Answer]:
    """What went back of a sheet, in order."""
    return list(Answer.objects.filter(_here(scope), batch_id=batch_id).order_by("number"))


def get_sheet(*, scope: Scope, batch_id: UUID, number: int) -> StoredFile:
    """The annotated copy of a sheet (number 0) or an answer of it; NotFound when absent or out of scope."""
    batch = find_batch(scope=scope, batch_id=batch_id)
    if number:
        answer = Answer.objects.filter(_here(scope), batch_id=batch_id, number=number).first()
        key = answer.file_id if answer else None
    else:
        key = batch.copy_id
    if key is None:
        raise NotFound
    return get_file(key)


def list_orders(*, scope: Scope, today: date, state: str = "", topic: str = "", text: str = "") -> QuerySet[Order]:
    """The orders that the scope's offices got or whose case they may read, with `state`, the newest first."""
    if not scope.sees_content or scope.person is not None or scope.place_from >= scope.place_to:
        return Order.objects.none()
    cases = list_cases(scope=scope, today=today).order_by().values("pk")
    closed = cases.filter(pk=OuterRef("case_id"), state=CaseState.CLOSED)
    found = Order.objects.filter(_here(scope) | Q(case_id__in=cases)).annotate(
        state=Case(
            When(~Exists(closed), then=Value(OrderState.OPEN.value)),
            When(Exists(AnswerOrder.objects.filter(order_id=OuterRef("pk"))), then=Value(OrderState.ANSWERED.value)),
            default=Value(OrderState.DONE.value), output_field=CharField(),
        )
    )  # fmt: skip
    found = found.filter(state=state) if state else found
    found = found.filter(topic=topic) if topic else found
    if text:
        found = found.filter(Q(number__contains=text) | Q(estate__contains=text))
    return found.order_by("-received_on", "-number")


def get_order(*, scope: Scope, order_id: UUID, today: date) -> Any:
    """One order with `state`; NotFound when absent or out of scope."""
    row = list_orders(scope=scope, today=today).filter(pk=order_id).first()
    if row is None:
        raise NotFound
    return row


def words_of_order(order: Order) -> dict[str, str]:
    """What it says: `text`, `address`; the caller notes why it was read."""
    told = json.loads(reveal(order, "sealed") or "{}")
    return {"text": told.get("text", ""), "address": told.get("address", "")}


def caller_of_order(order: Order) -> Called | None:
    """Who called, as far as the reader may know."""
    row = Caller.objects.filter(order=order).first()
    if row is None:
        return None
    told = json.loads(reveal(row, "sealed") or "{}")
    return Called(told.get("name", ""), told.get("phone", ""), row.is_hidden)


def list_due_answers(*, scope: Scope, batch_id: UUID, today: date) -> list[tuple[Order, Any]]:
    """The orders of a sheet whose case is over and whose end the hotline has not been told, with their cases, by row."""
    orders = list(Order.objects.filter(_here(scope), batch_id=batch_id).order_by("row_no"))
    ids = {one.case_id for one in orders}
    over = {one.pk: one for one in list_cases(scope=scope, today=today).filter(pk__in=ids, state=CaseState.CLOSED)}
    told = set(AnswerOrder.objects.filter(order__batch_id=batch_id).values_list("order_id", "rework"))
    due = [(one, over[one.case_id]) for one in orders if one.case_id in over]
    return [(one, case) for one, case in due if (one.pk, case.reworks) not in told]


def list_clusters(*, scope: Scope, state: str = "", topic: str = "") -> QuerySet[Cluster]:
    """The clusters whose desk lies in the scope, what waits first, then the newest."""
    found = Cluster.objects.filter(_here(scope))
    found = found.filter(state=state) if state else found
    found = found.filter(topic=topic) if topic else found
    waits = Case(When(state="found", then=Value(0)), default=Value(1))
    return found.order_by(waits, "-last_on", "-orders", "-pk")


def find_cluster(*, scope: Scope, cluster_id: UUID) -> Cluster:
    """One cluster; NotFound when absent or out of scope."""
    row = list_clusters(scope=scope).filter(pk=cluster_id).first()
    if row is None:
        raise NotFound
    return row


def estates_of(cluster: Cluster) -> Sequence[tuple[str, int]]:
    """The housing estates of a cluster with their orders, the most first."""
    counted = cluster.members.exclude(estate="").order_by().values_list("estate").annotate(found=Count("pk"))
    return list(counted.order_by("-found", "estate"))


def members_of(cluster: Cluster) -> list[ClusterOrder]:
    """The orders of a cluster as its desk reads them, the newest first."""
    return list(cluster.members.all())


def case_of_order(*, scope: Scope, order: Order, today: date) -> Any:
    """The case of an order, or None where the reader may not open it."""
    return list_cases(scope=scope, today=today).filter(pk=order.case_id).first()


def case_of_cluster(*, scope: Scope, cluster: Cluster, today: date) -> Any:
    """The case about the cause, or None."""
    return list_cases(scope=scope, today=today).filter(pk=cluster.case_id).first() if cluster.case_id else None


def alike_count(*, order: Order) -> int:
    """How many other orders of the same wording share its case, as far as the reader sees them."""
    return Order.objects.filter(case_id=order.case_id).exclude(pk=order.pk).count()


def answers_of(*, order: Any) -> list[Answer]:
    """The sheets in which the hotline was told of an order."""
    return list(Answer.objects.filter(lines__order=order).select_related("batch").order_by("created_at"))
