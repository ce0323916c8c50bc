"""What of an archive is encrypted: the number of its person, compared when a person is looked for and never shown whole."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.archives.queries import SEALED_NUMBER
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable


def _sealed(table: str) -> EncryptedTable:
    """What a change of keys re-encrypts: ciphertexts move from the rows to the archives as they are."""
    return EncryptedTable(
        table,
        ("id_no",),
        (BlindColumn("id_no_index", "id_no", ID_NUMBER),),
        key=("id", "seal_id"),
        bind=lambda key: UUID(str(key[1])).bytes if key[1] else bytes(16),
        cell=SEALED_NUMBER,
    )


ENCRYPTED = (_sealed("archives_archive"), _sealed("archives_cataloguerow"))
