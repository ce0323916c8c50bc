"""What a scope reads of party life: the twin of the policies."""

from __future__ import annotations

from django.db.models import Q

from yinqiao.platform.access.types import Scope


def here(scope: Scope) -> Q:
    """Rows of the branches whose places lie in the scope; none for an enterprise or for who oversees."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
