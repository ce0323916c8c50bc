"""Which template is in force: the nearest office up the tree wins, the product's own where nobody has one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.papers.models import PaperTemplate
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def _path(scope: Scope) -> list[int]:
    """The offices whose layout a scope takes, the nearest first; an enterprise takes the city's."""
    tree = places()
    if scope.is_enterprise or not tree.path(scope.place_from):
        return [tree.city.place_no]
    return [one.place_no for one in reversed(tree.path(scope.place_from))]


def template_for(*, scope: Scope, kind: str, day: date) -> PaperTemplate | None:
    """The template that a paper printed on a day takes, or None for the one that comes with the product."""
    path = _path(scope)
    found = PaperTemplate.objects.filter(kind=kind, place_no__in=path, from_on__lte=day, withdrawn_at__isnull=True)
    rows = sorted(found, key=lambda one: (-path.index(one.place_no), one.from_on, one.created_at))
    return rows[-1] if rows else None


def list_templates(*, scope: Scope, kind: str) -> QuerySet[PaperTemplate]:
    """The versions that a scope's offices, or those above them, have sent of one kind, without their bytes, newest first."""
    found = PaperTemplate.objects.filter(kind=kind, place_no__in=_path(scope))
    return found.defer("content").order_by("-from_on", "-created_at")


def get_template(*, scope: Scope, template_id: UUID) -> PaperTemplate:
    """One version of the office or of those above it; NotFound otherwise."""
    row = PaperTemplate.objects.filter(pk=template_id, place_no__in=_path(scope)).first()
    if row is None:
        raise NotFound
    return row
