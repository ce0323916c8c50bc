"""What of a roster's rows is encrypted."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.retirees.services import FACTS_CELL, blind_indexes
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts; the ciphertexts are the register's already.
ENCRYPTED = EncryptedTable(
    "handover_rosterrow",
    ("facts",),
    blind_indexes("facts"),
    key=("batch_id", "row_no", "facts_id"),
    bind=lambda key: UUID(str(key[2])).bytes if key[2] else bytes(16),
    cell=FACTS_CELL,
    digest="facts_digest",
)
