"""What a scope reads of statements: the twin of the policies."""

from __future__ import annotations

from django.db.models import Q

from yinqiao.platform.access.types import Scope


def here(scope: Scope) -> Q:
    """Statements of the offices of the scope; none for an enterprise, who oversees, or the portal."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
