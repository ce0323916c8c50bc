"""The algorithms that a key may be for: by name in the keyring, by one byte in what was encrypted.

AES-256-GCM with HKDF-SHA-256, or SM4-GCM (GB/T 32907, RFC 8998) with HKDF over SM3 (GB/T 32905); Ed25519 or SM2.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yinqiao.platform.crypto import sm2

TAG = 16


class Family(StrEnum):
    """Whose algorithms a new key is made for (setting `CRYPTO_FAMILY`); keys that are there keep their own."""

    INTERNATIONAL = "international"
    NATIONAL = "national"


AES_256_GCM, SM4_GCM = "aes-256-gcm", "sm4-gcm"
HMAC_SHA_256, HMAC_SM3 = "hmac-sha-256", "hmac-sm3"
ED25519, SM2_SM3 = "ed25519", "sm2-sm3"
# The byte that stands in ciphertext.
CODES = {AES_256_GCM: 1, SM4_GCM: 2}
_NATIONAL = frozenset({SM4_GCM, HMAC_SM3})


class Aead(Protocol):
    """Encrypts with a tag of 16 bytes behind; the nonce has 12 bytes and is never used twice under a key."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """Ciphertext and tag."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        """The plain bytes; `InvalidTag` when anything was altered."""


class _Sm4Gcm:
    """SM4-GCM by OpenSSL: the library has no ready-made class for it as it has for AES."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        made = Cipher(self._algorithm, GCM(nonce)).encryptor()
        made.authenticate_additional_data(associated_data)
        return made.update(data) + made.finalize() + made.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        if len(data) < TAG:
            raise InvalidTag
        opened = Cipher(self._algorithm, GCM(nonce, data[-TAG:])).decryptor()
        opened.authenticate_additional_data(associated_data)
        return opened.update(data[:-TAG]) + opened.finalize()


def aead(suite: str, key: bytes) -> Aead:
    """The cipher of a suite under a key of `subkey`."""
    return _Sm4Gcm(key) if suite == SM4_GCM else AESGCM(key)


def new_secret(suite: str) -> bytes:
    """What a new key of a suite is made of: 32 random bytes, or a pair of SM2."""
    return sm2.new_pair() if suite == SM2_SM3 else secrets.token_bytes(32)


def subkey(suite: str, secret: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    """A key for one column or one file (HKDF, RFC 5869): 16 bytes for SM4, 32 for what else there is."""
    algorithm: HashAlgorithm = SM3() if suite in _NATIONAL else SHA256()
    length = 16 if suite == SM4_GCM else 32
    return HKDF(algorithm=algorithm, length=length, salt=salt, info=info).derive(secret)
