"""The national algorithms give what their standards say they give."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from yinqiao.platform.crypto.suites import SM4_GCM, aead, subkey

pytestmark = pytest.mark.fast

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
NONCE = bytes.fromhex("00001234567800000000abcd")
BOUND = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
PLAIN = bytes.fromhex("".join(16 * one for one in "abcdefea"))


def test_sm4_encrypts_the_block_of_its_standard() -> None:
    """GB/T 32907-2016, example 1."""
    made = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()  # noqa: S305  one block, as the standard has it
    assert made.update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_gives_the_digests_of_its_standard(text: bytes, digest: str) -> None:
    """GB/T 32905-2016, examples 1 and 2."""
    assert hashlib.new("sm3", text).hexdigest() == digest


def test_sm4_gcm_gives_the_ciphertext_and_tag_of_its_specification() -> None:
    """RFC 8998, A.1."""
    expected = (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    cipher = aead(SM4_GCM, KEY)
    sealed = cipher.encrypt(NONCE, PLAIN, BOUND)
    assert sealed.hex() == expected
    assert cipher.decrypt(NONCE, sealed, BOUND) == PLAIN
    for broken in (sealed[:-1] + b"\0", b"\0" + sealed[1:], sealed[:15], b""):
        with pytest.raises(InvalidTag):
            cipher.decrypt(NONCE, broken, BOUND)


def test_a_key_of_sm4_has_sixteen_bytes_and_each_column_another() -> None:
    one, other = (subkey(SM4_GCM, b"s" * 32, info) for info in (b"one", b"other"))
    assert len(one) == len(other) == 16 and one != other
