"""SM2 signatures over SM3 (GB/T 32918.2-2016; encoded as GM/T 0009 says), by GmSSL.

A signature names nobody: the signer's identifier is the one that everybody uses who has agreed on none.
"""

from __future__ import annotations

from gmssl_pyx import GmsslInnerError, sm2_key_generate, sm2_sign, sm2_verify

PRIVATE, PUBLIC = 32, 64
"""Lengths in bytes: the number, and the point as x and y without the byte 04 before them."""
SIGNER_ID = b"1234567812345678"


def new_pair() -> bytes:
    """A new private key with its public key behind it."""
    public, private = sm2_key_generate()
    return bytes(private + public)


def public_of(pair: bytes) -> bytes:
    """The public half."""
    return pair[PRIVATE:]


def sign(pair: bytes, data: bytes) -> bytes:
    """The signature of `data` in DER; 2 to 3 ms, and another one each time."""
    return bytes(sm2_sign(pair[:PRIVATE], public_of(pair), data, SIGNER_ID))


def is_signed(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether this public key signed `data`; no for what is no key or no signature at all."""
    try:
        return bool(sm2_verify(public, data, signature, SIGNER_ID))
    except (GmsslInnerError, ValueError):
        return False
