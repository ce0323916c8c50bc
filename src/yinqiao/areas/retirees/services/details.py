"""Corrects what the register says of a person; each new value comes with its source and the day since when it holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.facts import Facts
from yinqiao.areas.retirees.queries.guard import require_past, subject
from yinqiao.areas.retirees.rules import ACTS, CLEARABLE, CORRECTABLE, read_values
from yinqiao.areas.retirees.services.changes import refresh_terms
from yinqiao.areas.retirees.services.columns import ID_NUMBER, ID_TAIL, PHONE, SEALED
from yinqiao.areas.retirees.services.facts import change_facts, present_facts
from yinqiao.areas.retirees.services.guard import lock_person, save_person, with_sources
from yinqiao.areas.retirees.services.terms import people_for_terms
from yinqiao.areas.retirees.types import Correction
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.blind import blind_index, short_index


def correct_details(*, actor: Actor, at: datetime, retiree_id: UUID, correction: Correction) -> list[str]:
    """Correct a person's details; returns the names of the fields that changed.

    Blank values change nothing, `correction.cleared` empties what is known to be wrong. Refuses: a role or state that
    may not, an impossible value (Invalid with the field), nothing new (`retirees.nothing_to_change`), a version seen
    that is not the present one (`retirees.changed_meanwhile`), an ID number that a living entry holds
    (`retirees.id_number_taken`).
    """
    with perform(actor=actor, action="retirees.correct_details", at=at) as act:
        row = lock_person(
            act=act, retiree_id=retiree_id, rule=ACTS["correct_details"], lock_version=correction.lock_version
        )
        today = act.stamp.occurred_on
        require_past(correction.since, row, today, "since")
        changed = _changed(row, _wanted(correction, today))
        if not changed:
            raise errors.nothing_to_change()
        names = list(changed)
        sources = with_sources(row, names, correction.source, correction.since)
        terms_before = people_for_terms([row.pk])
        _save(row, changed, sources)
        refresh_terms(terms_before)
        act.emit(events.DETAILS_CORRECTED, [subject(row, fields=names, source=correction.source.value)])
        act.note(fields=names, source=correction.source.value)
    return names


def _wanted(correction: Correction, today: date) -> dict[str, Any]:
    """The values that shall stand, in normal form; None for what is cleared."""
    if unknown := set(correction.values) - CORRECTABLE:
        raise LookupError(f"fields that no correction takes: {sorted(unknown)}")
    if not_clearable := set(correction.cleared) - CLEARABLE:
        raise LookupError(f"fields that cannot be emptied: {sorted(not_clearable)}")
    return {**dict.fromkeys(correction.cleared), **read_values(correction.values, today=today)}


def _changed(row: Retiree, wanted: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from what is stored."""
    facts = present_facts(row)
    return {name: value for name, value in wanted.items() if (value or None) != (_present(row, facts, name) or None)}


def _present(row: Retiree, facts: Facts, name: str) -> Any:
    return facts.get(name) if name in SEALED else getattr(row, name)


def _stored(changed: dict[str, Any]) -> dict[str, object]:
    """The open columns to write, among them the blind indexes of sealed facts."""
    stored: dict[str, object] = {}
    for name, value in changed.items():
        if name not in SEALED:
            stored[name] = value if value is not None else ""
            continue
        if name == "phone":
            stored["phone_index"] = short_index(value, PHONE) if value else None
        if name == "id_no":
            stored["id_no_index"] = blind_index(value, ID_NUMBER)
            stored["id_tail_index"] = short_index(value[-4:], ID_TAIL)
    return stored


def _save(row: Retiree, changed: dict[str, Any], sources: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            if sealed := {name: value for name, value in changed.items() if name in SEALED}:
                change_facts(row, sealed)
            save_person(row, {**_stored(changed), "facts_digest": row.facts_digest, "sources": sources})
    except IntegrityError as problem:
        if "retirees_id_no_once" in str(problem):
            raise errors.number_taken() from problem
        raise
