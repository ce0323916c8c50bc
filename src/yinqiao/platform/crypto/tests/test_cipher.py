"""Field encryption: round trip, the cell bound in, and each way in which it must fail loudly."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.errors import Invalid, Unavailable
from yinqiao.platform.crypto.cipher import (
    OVERHEAD,
    decrypt_many,
    decrypt_value,
    encrypt_many,
    encrypt_value,
    key_id_of,
)
from yinqiao.platform.crypto.keys import Keyring, Purpose, new_keyring
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.crypto.tests.conftest import MADE_AT

pytestmark = pytest.mark.fast

RING = new_keyring(MADE_AT)
ROW = UUID(int=7)
CELL = {"table": "retirees_retiree", "column": "phone"}


@given(st.lists(st.none() | st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_every_text_comes_back_as_it_went_in(values: list[str | None]) -> None:
    ids = [uuid4() for _ in values]
    sealed = encrypt_many(values, ids, ring=RING, **CELL)
    assert decrypt_many(sealed, ids, ring=RING, **CELL) == values
    assert [s is None for s in sealed] == [v is None for v in values]


def test_rare_characters_and_the_middle_dot_survive(ring: Keyring) -> None:
    for name in ("䶮", "㛃㛃", "𬭎", "阿依古丽·买买提"):
        assert decrypt_value(encrypt_value(name, ROW, **CELL), ROW, **CELL) == name


def test_the_same_value_twice_gives_two_ciphertexts_of_known_length(ring: Keyring) -> None:
    one, other = encrypt_many(["13800000000"] * 2, [ROW, ROW], **CELL)
    assert one != other
    assert one is not None and len(one) == 11 + OVERHEAD and b"138" not in one


def test_a_flipped_byte_at_any_place_is_refused(ring: Keyring) -> None:
    sealed = encrypt_value("430104195001011234", ROW, **CELL)
    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises((Invalid, Unavailable)) as caught:
            decrypt_value(bytes(broken), ROW, **CELL)
        names_a_key = 2 <= place < 6
        assert caught.value.code == ("crypto.key_missing" if names_a_key else "crypto.data_damaged")


def test_a_cut_value_at_any_length_is_refused(ring: Keyring) -> None:
    sealed = encrypt_value("430104195001011234", ROW, **CELL)
    for length in range(len(sealed)):
        with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
            decrypt_value(sealed[:length], ROW, **CELL)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (UUID(int=8), CELL),
        (ROW, {"table": "retirees_retiree", "column": "address"}),
        (ROW, {"table": "retirees_contact", "column": "phone"}),
    ],
    ids=["another row", "another column", "another table"],
)
def test_a_value_moved_to_another_cell_is_refused(ring: Keyring, row: UUID, cell: dict[str, str]) -> None:
    sealed = encrypt_value("13800000000", ROW, **CELL)
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        decrypt_value(sealed, row, **cell)


def test_a_foreign_keyring_is_told_apart_from_damaged_data(ring: Keyring) -> None:
    sealed = encrypt_value("13800000000", ROW, **CELL)
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        decrypt_value(sealed, ROW, ring=new_keyring(MADE_AT), **CELL)


def test_after_rotation_old_values_are_read_and_new_ones_stand_under_the_new_key(ring: Keyring) -> None:
    old = encrypt_value("old", ROW, ring=ring, **CELL)
    turned = ring.with_new_key(Purpose.FIELD, MADE_AT)
    new = encrypt_value("new", ROW, ring=turned, **CELL)
    assert decrypt_many([old, new], [ROW, ROW], ring=turned, **CELL) == ["old", "new"]
    assert (key_id_of(old), key_id_of(new)) == (ring.active(Purpose.FIELD).id, turned.active(Purpose.FIELD).id)
    assert key_id_of(old) != key_id_of(new)


@pytest.mark.parametrize("family", list(Family))
def test_a_key_of_either_family_follows_the_other_and_both_are_read(ring: Keyring, family: Family) -> None:
    old = encrypt_value("old", ROW, ring=ring, **CELL)
    turned = ring.with_new_key(Purpose.FIELD, MADE_AT, family)
    new = encrypt_value("new", ROW, ring=turned, **CELL)
    assert decrypt_many([old, new], [ROW, ROW], ring=turned, **CELL) == ["old", "new"]
    assert new[1] == {Family.INTERNATIONAL: 1, Family.NATIONAL: 2}[family]


def test_a_ciphertext_cannot_choose_how_its_key_is_used(ring: Keyring) -> None:
    sealed = bytearray(encrypt_value("13800000000", ROW, **CELL))
    sealed[1] = 3 - sealed[1]
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        decrypt_value(bytes(sealed), ROW, **CELL)


def test_forgetting_a_retired_key_erases_what_stood_under_it(ring: Keyring) -> None:
    old = encrypt_value("old", ROW, ring=ring, **CELL)
    bare = ring.with_new_key(Purpose.FIELD, MADE_AT).without(key_id_of(old))
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        decrypt_value(old, ROW, ring=bare, **CELL)


def test_an_active_key_cannot_be_forgotten(ring: Keyring) -> None:
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        ring.without(ring.active(Purpose.FIELD).id)


def test_a_blind_key_does_not_open_field_data(ring: Keyring) -> None:
    sealed = bytearray(encrypt_value("13800000000", ROW, **CELL))
    sealed[2:6] = ring.active(Purpose.BLIND).id.to_bytes(4, "big")
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        decrypt_value(bytes(sealed), ROW, **CELL)


def test_each_value_needs_its_row_id(ring: Keyring) -> None:
    with pytest.raises(ValueError, match="one row id"):
        encrypt_many(["a", "b"], [ROW], **CELL)
