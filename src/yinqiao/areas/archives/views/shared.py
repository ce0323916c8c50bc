"""What the pages of archives share: the address of a list of archives, enterprises to filter by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from yinqiao.areas.organisations.queries import enterprise_names


def archives_url(**query: object) -> str:
    """The list of archives under these filters; what is empty is left out."""
    chosen = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse('archives:archives')}?{chosen}".rstrip("?")


def enterprise_choices(rows: QuerySet[Any]) -> list[tuple[int, str]]:
    """The enterprises of these rows, by name."""
    ids = set(rows.order_by().values_list("enterprise_id", flat=True).distinct())
    return sorted(enterprise_names(ids).items(), key=lambda one: one[1])
