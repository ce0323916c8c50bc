"""What of the old system's rows is encrypted."""

from __future__ import annotations

from yinqiao.areas.retirees.services import FACTS_CELL, blind_indexes
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts; the ciphertexts are the register's already.
ENCRYPTED = EncryptedTable(
    "opening_oldrow",
    ("facts",),
    blind_indexes("facts"),
    cell=FACTS_CELL,
    digest="facts_digest",
)
