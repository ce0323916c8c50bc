"""What a scope reads of statements: the twin of the policies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yinqiao.areas.reconciliation.models import Statement
from yinqiao.platform.access.types import Scope


def here(scope: Scope) -> Q:
    """Statements of the offices of the scope; none for an enterprise, who oversees, or the portal."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def beside(statement: Statement) -> QuerySet[Statement]:
    """The other statements of the same account that count and share days with one; the older first."""
    return (
        Statement.objects.filter(place_no=statement.place_no, kind=statement.kind, removed_on__isnull=True)
        .filter(first_on__lte=statement.last_on, last_on__gte=statement.first_on)
        .exclude(pk=statement.pk)
        .order_by("created_at", "pk")
    )
