"""Who leads an organisation and how to reach him: sealed in its row, shown for a purpose, on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.branches import errors
from yinqiao.areas.branches.models import Organisation
from yinqiao.areas.branches.queries import get_organisation, side_in
from yinqiao.areas.branches.types import SIGNED, Side
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.log import record
from yinqiao.platform.crypto.fields import conceal_one, reveal
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts.
ENCRYPTED = EncryptedTable(Organisation._meta.db_table, ("secretary", "phone"))


def seal_contact(row: Organisation, secretary: str, phone: str) -> None:
    """Seal what is given; what is empty stays as it is."""
    if secretary:
        row.secretary = conceal_one(Organisation, "secretary", secretary, row.pk)
    if phone:
        row.phone = conceal_one(Organisation, "phone", phone, row.pk)


def reveal_contact(*, actor: Actor, at: datetime, organisation_id: UUID, purpose: str) -> tuple[str, str]:
    """Name and phone of who leads an organisation; an entry of kind `read` names the purpose.

    Invalid without a purpose; Conflict `branches.contact_is_theirs` for the enterprise once the place has signed.
    """
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        row = get_organisation(scope=actor.scope, organisation_id=organisation_id)
        if side_in(actor.scope) is Side.ENTERPRISE and row.state in SIGNED:
            raise errors.contact_is_theirs()
        record(
            actor, action="branches.reveal_contact", kind="read", at=at, subject=("party_organisation", row.pk), people=1,
            purpose=purpose.strip(), detail={},
        )  # fmt: skip
        return reveal(row, "secretary") or "", reveal(row, "phone") or ""
