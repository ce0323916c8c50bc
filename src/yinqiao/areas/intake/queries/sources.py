"""Sources of an office and how each does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.types import InwardType, MessageState, SourceHealth, SourceKind, SourceState, inward_types
from yinqiao.platform.access import Scope

_OPEN = [MessageState.HELD.value, MessageState.WAITING.value]


def list_sources(*, scope: Scope, today: date) -> QuerySet[Source]:
    """The sources of the scope's own office, or the own one of a department; with today's counts."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    now = Q(messages__received_at__gte=midnight)
    return (
        Source.objects.filter(scope.sources())
        .select_related("key")
        .annotate(
            today=Count("messages", filter=now),
            refused_today=Count("messages", filter=now & Q(messages__state="refused")),
        )
        .order_by("name")
    )


def get_source(*, scope: Scope, source_id: UUID, today: date) -> Source:
    """One source; NotFound when absent or out of scope."""
    found = list_sources(scope=scope, today=today).filter(pk=source_id).first()
    if found is None:
        raise errors.not_found()
    return found


def count_troubled(*, scope: Scope) -> int:
    """Sources that halted by themselves and wait for somebody to look."""
    return Source.objects.filter(scope.sources(), state=SourceState.HALTED.value).count()


def find_types(*, scope: Scope, kind: SourceKind | None = None) -> list[InwardType]:
    """The types that there are, or that a kind of source may tell; the same for every scope that registers sources."""
    known = inward_types().values()
    may_ask = scope.place_to > scope.place_from or scope.office is not None
    return [one for one in known if may_ask and (kind is None or kind in one.kinds)]


def health_of(*, scope: Scope, source: Source, today: date) -> SourceHealth:
    """The last message, today's by outcome, refusals of a month by code, how long a message waits, silence."""
    messages = Message.objects.filter(source=source, source__in=Source.objects.filter(scope.sources()))
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    counted = messages.filter(received_at__gte=midnight).values_list("state").annotate(Count("id")).order_by()
    refused = messages.filter(state=MessageState.REFUSED.value, received_at__gte=midnight - timedelta(days=30))
    told = messages.filter(received_at__gte=midnight).aggregate(told=Min("told_at"), last=Max("received_at"))
    silent = (today - timezone.localdate(source.last_at or source.made_at)).days
    lag = int((told["last"] - told["told"]).total_seconds() // 60) if told["told"] else None
    open_ones = dict(messages.filter(state__in=_OPEN).values_list("state").annotate(Count("id")).order_by())
    return SourceHealth(
        source.last_at, dict(counted), dict(refused.values_list("reason").annotate(Count("id")).order_by()),
        max(lag, 0) if lag is not None else None, silent, silent > source.silent_days,
        open_ones.get(MessageState.HELD.value, 0), open_ones.get(MessageState.WAITING.value, 0),
    )  # fmt: skip
