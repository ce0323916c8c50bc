"""What a change of keys re-encrypts: what offices told, and the index of the number that it was about."""

from __future__ import annotations

import json

from yinqiao.areas.intake.models import Message
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable


def number_in(body: str) -> str | None:
    """The ID number in the body of a message, in its normal form; None where it tells of none."""
    told = json.loads(body).get("number")
    return str(told) if told else None


ENCRYPTED = EncryptedTable(
    Message._meta.db_table, ("body",), (BlindColumn("id_no_index", "body", ID_NUMBER, number_in),)
)
