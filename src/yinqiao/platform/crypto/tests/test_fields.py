"""Encrypted cells of models: explicit both ways, and bound to their row and column."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import models
from django.test.utils import isolate_apps

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.crypto.fields import (
    conceal,
    conceal_one,
    reveal,
    reveal_many,
    reveal_values,
)
from yinqiao.platform.crypto.keys import Keyring

pytestmark = pytest.mark.fast

with isolate_apps("yinqiao.platform.audit"):

    class Person(models.Model):
        """A model that no migration knows."""

        id = models.UUIDField(primary_key=True)
        name = models.CharField(max_length=10)
        phone = models.BinaryField(null=True)
        address = models.BinaryField(null=True)

        class Meta:
            app_label = "audit"
            db_table = "drill_person"


IDS = [UUID(int=1), UUID(int=2)]


def test_what_is_concealed_is_revealed_for_the_same_row_and_field(ring: Keyring) -> None:
    sealed = conceal(Person, "phone", ["13800000000", None], IDS)
    rows = [Person(id=one, phone=value) for one, value in zip(IDS, sealed, strict=True)]
    assert reveal_many(rows, "phone") == ["13800000000", None]
    assert reveal(rows[0], "phone") == "13800000000"
    assert reveal_values(Person, "phone", [memoryview(sealed[0] or b"")], IDS[:1]) == ["13800000000"]
    assert reveal_many([], "phone") == []


def test_ciphertext_copied_to_another_row_or_field_is_refused(ring: Keyring) -> None:
    sealed = conceal_one(Person, "phone", "13800000000", IDS[0])
    for row, field in ((Person(id=IDS[1], phone=sealed), "phone"), (Person(id=IDS[0], address=sealed), "address")):
        with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
            reveal(row, field)


def test_a_field_that_holds_no_ciphertext_cannot_be_concealed(ring: Keyring) -> None:
    with pytest.raises(TypeError, match="no encrypted field"):
        conceal_one(Person, "name", "x", IDS[0])
