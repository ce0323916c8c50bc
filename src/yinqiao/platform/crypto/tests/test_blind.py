"""Blind indexes: equal to HMAC-SHA-256 of the standard library, a key per column, findable during rotation."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.platform.crypto.blind import (
    blind_candidates,
    blind_index,
    blind_many,
    short_candidates,
    short_index,
    short_many,
)
from yinqiao.platform.crypto.keys import Keyring, Purpose, new_keyring
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.crypto.tests.conftest import MADE_AT

pytestmark = pytest.mark.fast

RINGS: dict[Any, Keyring] = {hashlib.sha256: new_keyring(MADE_AT), "sm3": new_keyring(MADE_AT, Family.NATIONAL)}


@pytest.mark.parametrize("algorithm", list(RINGS))
@given(value=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_our_hmac_equals_the_standard_librarys(algorithm: Any, value: str) -> None:
    ring = RINGS[algorithm]
    secret = ring.derive(ring.active(Purpose.BLIND), b"blind\0phone")
    assert blind_index(value, "phone", ring=ring) == hmac.digest(secret, value.encode(), algorithm)[:16]


def test_equal_values_meet_within_a_column_and_never_across_columns(ring: Keyring) -> None:
    first, blank, second, other = blind_many(["13800000000", None, "13800000000", "13800000001"], "phone")
    assert first == second != other
    assert blank is None
    assert blind_index("13800000000", "account") != first


def test_another_keyring_gives_another_index(ring: Keyring) -> None:
    assert blind_index("x", "phone") != blind_index("x", "phone", ring=RINGS[hashlib.sha256])


def test_while_keys_change_a_search_tries_the_new_index_first_and_the_old_one_too(ring: Keyring) -> None:
    turned = ring.with_new_key(Purpose.BLIND, MADE_AT)
    expected = [blind_index("x", "phone", ring=turned), blind_index("x", "phone", ring=ring)]
    assert blind_candidates("x", "phone", ring=turned) == expected
    assert blind_candidates("x", "phone", ring=ring) == expected[1:]


@given(st.text(max_size=30))
def test_a_short_index_is_the_first_8_bytes_of_the_long_one_and_fits_a_bigint(value: str) -> None:
    long = blind_index(value, "phone", ring=RINGS[hashlib.sha256])
    short = short_index(value, "phone", ring=RINGS[hashlib.sha256])
    assert short.to_bytes(8, "big", signed=True) == long[:8]
    assert short_many([None, value], "phone", ring=RINGS[hashlib.sha256]) == [None, short]
    assert short_candidates(value, "phone", ring=RINGS[hashlib.sha256]) == [short]
