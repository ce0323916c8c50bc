"""Who is looked for by many values at once is found as `IN` finds them, whatever kind of column and value."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.db.models import BinaryField, UUIDField, Value

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_texts_numbers_and_references_are_found_as_by_in() -> None:
    known = list(Permission.objects.order_by("pk")[:5])
    assert len(known) == 5
    for name, values in (
        ("codename", {one.codename for one in known} | {'x"\\y', "", "NULL"}),
        ("pk", {one.pk for one in known} | {-1}),
        ("content_type", {one.content_type_id for one in known}),
        ("content_type_id", {one.content_type_id for one in known}),
    ):
        found = Permission.objects.filter(**{f"{name}__among": values})
        assert set(found) == set(Permission.objects.filter(**{f"{name}__in": values})) != set(), name


def test_nobody_is_found_among_none() -> None:
    assert not Permission.objects.filter(codename__among=frozenset()).exists()
    assert Permission.objects.exclude(codename__among=frozenset()).count() == Permission.objects.count()


@pytest.mark.parametrize(
    ("field", "value", "others"),
    [(UUIDField(), UUID(int=7), {UUID(int=8)}), (BinaryField(), b"\x00\\x\xff", {b"", b"\x00"})],
)
def test_ids_and_bytes_are_told_apart(field: Any, value: Any, others: set[Any]) -> None:
    rows = Permission.objects.annotate(one=Value(value, output_field=field))
    assert rows.filter(one__among=others | {value}).count() == Permission.objects.count()
    assert not rows.filter(one__among=others).exists()
