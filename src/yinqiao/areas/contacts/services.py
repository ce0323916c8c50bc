"""Relatives and proxies to call in a retiree's stead: name and phone are sealed, enterprises never see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.contacts import errors, events
from yinqiao.areas.contacts.models import ContactPerson
from yinqiao.areas.contacts.queries import get_contact, told_contact_phone
from yinqiao.areas.contacts.rules import KEEP, MOST_CONTACTS, REVEAL
from yinqiao.areas.contacts.types import ContactInput
from yinqiao.areas.retirees import errors as person_errors
from yinqiao.areas.retirees.queries import read_values, require_may, require_past, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.log import record
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.fields import reveal as decrypt
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts.
ENCRYPTED = EncryptedTable(ContactPerson._meta.db_table, ("name", "phone"))


def add_contact(*, actor: Actor, at: datetime, retiree_id: UUID, contact: ContactInput) -> UUID:
    """Enter a contact person; returns its id.

    A blank phone takes over that of the roster's contact `taken_from`, if there is one. Invalid for a name or phone
    that cannot be; Refused `retirees.too_many_contacts` from the sixth on.
    """
    with perform(actor=actor, action="retirees.add_contact", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=KEEP)
        if ContactPerson.objects.filter(retiree=row).count() >= MOST_CONTACTS:
            raise errors.too_many_contacts(MOST_CONTACTS)
        values = _read(contact, row, act.stamp.occurred_on)
        phone = values.get("phone") or told_contact_phone(row, contact.taken_from)
        contact_id = uuid_utils.uuid7()
        ContactPerson.objects.create(
            id=contact_id,
            retiree=row,
            name=conceal_one(ContactPerson, "name", values["name"], contact_id),
            relation=contact.relation.value,
            phone=conceal_one(ContactPerson, "phone", phone or None, contact_id),
            since=contact.since,
        )
        act.emit(events.CONTACT_ADDED, [subject(row)])
        act.note(contact=str(contact_id), relation=contact.relation.value)
    return contact_id


def change_contact(*, actor: Actor, at: datetime, contact_id: UUID, contact: ContactInput) -> None:
    """Bring a contact person to what is said now; a blank phone keeps the present one."""
    with perform(actor=actor, action="retirees.change_contact", at=at) as act:
        found = _locked(contact_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
        values = _read(contact, row, act.stamp.occurred_on)
        found.name = conceal_one(ContactPerson, "name", values["name"], found.pk) or b""
        found.relation, found.since = contact.relation.value, contact.since
        if values.get("phone"):
            found.phone = conceal_one(ContactPerson, "phone", values["phone"], found.pk)
        found.save(update_fields=["name", "relation", "phone", "since"])
        act.emit(events.CONTACT_CHANGED, [subject(row)])
        act.note(contact=str(found.pk), relation=found.relation)


def remove_contact(*, actor: Actor, at: datetime, contact_id: UUID) -> None:
    """Remove a contact person for good: nothing of name and phone is kept, only that one was removed."""
    with perform(actor=actor, action="retirees.remove_contact", at=at) as act:
        found = _locked(contact_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
        found.delete()
        act.emit(events.CONTACT_REMOVED, [subject(row)])
        act.note(contact=str(contact_id), relation=found.relation)


def reveal_contact(*, actor: Actor, at: datetime, contact_id: UUID, purpose: str) -> str:
    """The full phone of a contact person, empty when there is none; an entry of kind `read` names the purpose.

    Invalid without a purpose; Refused for roles that do no casework; NotFound out of scope.
    """
    if not purpose.strip():
        raise person_errors.purpose_missing()
    with acting(actor):
        found = get_contact(scope=actor.scope, contact_id=contact_id)
        require_may(REVEAL, role=actor.role, status=RetireeStatus(found.retiree.status))
        record(
            actor, action="retirees.reveal_contact", kind="read", at=at, subject=("retiree", found.retiree_id),
            people=1, purpose=purpose.strip(), detail={"contact": str(contact_id)},
        )  # fmt: skip
        return decrypt(found, "phone") or ""


def _locked(contact_id: UUID) -> ContactPerson:
    """The contact's row, locked; whether the person is in scope `lock_person` asks next."""
    found = ContactPerson.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    if found is None:
        raise NotFound
    return found


def _read(contact: ContactInput, row: Any, today: date) -> dict[str, Any]:
    """Name and phone in their normal forms; the day lies between the retiree's birth and today."""
    require_past(contact.since, row, today, "since")
    if not contact.name.strip():
        raise person_errors.missing_text("name", "请填写联系人姓名。")
    return read_values({"name": contact.name, "phone": contact.phone}, today=today)
