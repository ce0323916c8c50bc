"""Encrypted model fields: explicit both ways, and no way for plain text to slip through."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.crypto.fields import (
    EncryptedTextField,
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
        phone = EncryptedTextField(null=True)
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


@pytest.mark.parametrize("value", ["13800000000", 138, b"13800000000", b"13800000000" * 9])
def test_plain_text_never_reaches_the_database(ring: Keyring, value: object) -> None:
    with pytest.raises((TypeError, Invalid)):
        Person._meta.get_field("phone").get_db_prep_value(value, connection)


def test_ciphertext_and_null_reach_the_database_as_they_are(ring: Keyring) -> None:
    field = Person._meta.get_field("phone")
    sealed = conceal_one(Person, "phone", "x", IDS[0])
    assert field.get_db_prep_value(sealed, connection).obj == sealed
    assert field.get_db_prep_value(None, connection) is None
    assert field.formfield() is None


def test_a_field_that_holds_no_ciphertext_cannot_be_concealed(ring: Keyring) -> None:
    with pytest.raises(TypeError, match="no encrypted field"):
        conceal_one(Person, "name", "x", IDS[0])
