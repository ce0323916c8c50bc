"""Whether an SM2 signature over SM3 holds (GB/T 32918.2-2016): the verifier's own arithmetic, of public values alone.

Part of `verify_audit.py`; shares no code with the platform, nor the library that signs there. Slow and plain: 20 ms.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SM3, Hash

# The curve of GB/T 32918.5-2017.
_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_ID = b"1234567812345678"
Point = tuple[int, int] | None


def is_signed(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the key (x and y, 64 bytes) signed `data`; the signature is r and s in DER."""
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    key = int.from_bytes(public[:32], "big"), int.from_bytes(public[32:], "big")
    if len(public) != 64 or not _is_on_curve(key) or not (0 < r < _N and 0 < s < _N) or (r + s) % _N == 0:
        return False
    found = _add(_times(s, _G), _times((r + s) % _N, key))
    digest = int.from_bytes(_sm3(_identity(public) + data), "big")
    return found is not None and (digest + found[0]) % _N == r


def _identity(public: bytes) -> bytes:
    """What stands before the message: who signs, the curve, the key."""
    curve = b"".join(one.to_bytes(32, "big") for one in (_A, _B, *_G))
    return _sm3((8 * len(_ID)).to_bytes(2, "big") + _ID + curve + public)


def _sm3(data: bytes) -> bytes:
    made = Hash(SM3())
    made.update(data)
    return made.finalize()


def _is_on_curve(point: tuple[int, int]) -> bool:
    x, y = point
    return x < _P and y < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0


def _add(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % _P == 0:
            return None
        slope = (3 * one[0] * one[0] + _A) * pow(2 * one[1], -1, _P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, _P)
    x = (slope * slope - one[0] - other[0]) % _P
    return x, (slope * (one[0] - x) - one[1]) % _P


def _times(number: int, point: tuple[int, int]) -> Point:
    total: Point = None
    part: Point = point
    while number:
        if number & 1:
            total = _add(total, part)
        part = _add(part, part)
        number >>= 1
    return total
