"""Contact persons of a retiree: those whom an officer entered, and those whom the roster named; phones masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from yinqiao.areas.contacts import events
from yinqiao.areas.contacts.models import ContactPerson
from yinqiao.areas.contacts.types import ContactPersonRow, Relation, ToldContact, sign_readers
from yinqiao.areas.retirees.queries import facts_of, find_row, people_within, profile_of, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import mask_phone
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.fields import reveal_many

# The events with which a contact person is entered, changed or removed.
CONTACT_EVENTS = (events.CONTACT_ADDED.code, events.CONTACT_CHANGED.code, events.CONTACT_REMOVED.code)
_TOLD = ("spouse", "contact1", "contact2")


def list_contact_people(*, scope: Scope, retiree_id: UUID, in_full: bool = False) -> list[ContactPersonRow]:
    """The contact persons of a retiree, the longest known first; none without content, NotFound out of scope.

    `in_full` shows the phones: only for a caller that leaves its own audit entry.
    """
    find_row(scope, retiree_id)
    if not scope.sees_contacts:
        return []
    found = ContactPerson.objects.filter(retiree_id__in=with_merged(scope, retiree_id)).order_by("since", "id")
    return to_contact_rows(list(found), in_full=in_full)


def get_contact(*, scope: Scope, contact_id: UUID) -> ContactPerson:
    """One contact person with the retiree; NotFound when absent or out of scope, for an enterprise and an overseer."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = ContactPerson.objects.filter(within, pk=contact_id).select_related("retiree").first()
    if found is None or not scope.sees_content:
        raise NotFound
    return found


def to_contact_rows(found: Sequence[ContactPerson], *, in_full: bool = False) -> list[ContactPersonRow]:
    """Rows in the order given; phones in full only for a caller that leaves its own audit entry."""
    labels = {one.value: one.label for one in Relation}
    names, phones = reveal_many(found, "name"), reveal_many(found, "phone")
    return [
        ContactPersonRow(
            row.pk, row.retiree_id, name or "", row.relation, labels.get(row.relation, row.relation),
            (phone if in_full else mask_phone(phone)) if phone else "", row.since,
        )
        for row, name, phone in zip(found, names, phones, strict=True)
    ]  # fmt: skip


def list_told_contacts(*, scope: Scope, retiree_id: UUID) -> list[ToldContact]:
    """Spouse and contacts as the roster named them, phones masked; none without content in the scope."""
    row = find_row(scope, retiree_id)
    if not scope.sees_content:
        return []
    told = profile_of(facts_of([row])[0])
    return [
        ToldContact(
            key, told[f"{key}_name"], told.get(f"{key}_relation", "配偶" if key == "spouse" else ""),
            mask_phone(told[f"{key}_phone"]) if told.get(f"{key}_phone") else "",
        )
        for key in _TOLD if told.get(f"{key}_name")
    ]  # fmt: skip


def told_contact_phone(row: Any, key: str) -> str:
    """The phone of a contact whom the roster named; empty when unknown."""
    return profile_of(facts_of([row])[0]).get(f"{key}_phone", "") if key in _TOLD else ""


def last_signs(ids: Sequence[UUID]) -> dict[UUID, date]:
    """The last day on which each is known to have lived: visited, called, or what other rooms tell."""
    if not ids:
        return {}
    spoken = Q(notes__kind__in=["visit", "call"])
    rows = people_within(scope=Scope.everything()).filter(pk__in=ids).order_by()
    found = {
        pk: day
        for pk, day in rows.annotate(day=Max("notes__occurred_on", filter=spoken)).values_list("pk", "day")
        if day
    }
    for reader in sign_readers():
        for pk, day in reader(ids).items():
            found[pk] = max(day, found.get(pk, day))
    return found
