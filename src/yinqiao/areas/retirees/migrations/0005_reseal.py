"""Brings the six ciphertexts of each person into one. Only for registers of the demo: none with real people was released."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import migrations

from yinqiao.platform.crypto.cipher import decrypt_many, encrypt_many

SEALED = ("id_no", "phone", "address", "household_address", "building", "profile")
BATCH = 5000
SCOPE = "SELECT set_config('yq.nlo', '0', true), set_config('yq.nhi', '2147483647', true)"
REAL = "SELECT count(*) FROM retirees_retiree WHERE NOT is_synthetic"
NEXT = """
SELECT id, id_no, phone, address, household_address, building, profile FROM retirees_retiree
WHERE id > %s ORDER BY id LIMIT %s
"""
WRITE = """
INSERT INTO retirees_sealedfacts (retiree_id, facts) SELECT * FROM unnest(%s::uuid[], %s::bytea[])
"""


def reseal(apps: Any, schema_editor: Any) -> None:
    """Open and seal in batches; refuses a register with real people, whose history would lose its old ciphertexts."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SCOPE)
        cursor.execute(REAL)
        if cursor.fetchone()[0]:
            raise RuntimeError("this register holds real people: export it before the upgrade (docs/operators)")
        last = UUID(int=0)
        while True:
            cursor.execute(NEXT, [last, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            ids = [row[0] for row in rows]
            opened = [
                decrypt_many([value and bytes(value) for value in column], ids, table="retirees_retiree", column=name)
                for name, column in zip(SEALED, list(zip(*rows, strict=True))[1:], strict=True)
            ]
            texts = [
                json.dumps(
                    {name: value for name, value in zip(SEALED, person, strict=True) if value}, ensure_ascii=False
                )
                for person in zip(*opened, strict=True)
            ]
            sealed = encrypt_many(texts, ids, table="retirees_sealedfacts", column="facts")
            cursor.execute(WRITE, [ids, sealed])
            last = ids[-1]


class Migration(migrations.Migration):
    """One ciphertext per person."""

    dependencies = [("retirees", "0004_sealed_facts")]
    operations = [migrations.RunPython(reseal, migrations.RunPython.noop)]
