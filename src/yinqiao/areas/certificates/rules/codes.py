"""The verification code of a certificate: 120 random bits that people can read aloud and type."""

from __future__ import annotations

# Crockford's: without I, L, O and U, which are read as others.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 24
_AS_READ = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code_of(number: int) -> str:
    """Twenty-four characters of a number below 2^120."""
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def grouped(code: str) -> str:
    """As it is printed: by fours.

    >>> grouped("ABCD1234")
    'ABCD-1234'
    """
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """A code as it was typed, in its one form; empty where it can be none.

    >>> read_code("oabc-defg hjkm npqr stvw xyz1")
    '0ABCDEFGHJKMNPQRSTVWXYZ1'
    """
    read = typed.strip().upper().translate(_AS_READ)
    return read if len(read) == LENGTH and set(read) <= set(ALPHABET) else ""
