"""Introduction letters: recorded for many members at once, made void when another takes their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yinqiao.areas.party import errors, events
from yinqiao.areas.party.queries import other_receivers
from yinqiao.areas.party.rules import is_run_out, letter_valid_to
from yinqiao.areas.party.services.selection import pick_members, tell_picked
from yinqiao.areas.party.types import NUMBER_LENGTH, LetterInput, MemberStep, Numbering
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS, array_text, set_based
from yinqiao.platform.rulebook import rulebook

_VOID = """
UPDATE party_letter SET voided_at = %s, void_act_id = %s
WHERE voided_at IS NULL AND member_id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""
# As the list shows them: by organisation, then by name.
_IN_ORDER = """
SELECT array_agg(k.id ORDER BY o.name, m.name, m.id)::text, count(*) FROM pg_temp.party_picked k
JOIN party_member m ON m.id = k.id JOIN party_organisation o ON o.id = m.organisation_id
"""
# The numbers go along with each statement: beside the act its temporary tables are out of reach.
_NUMBERED = sql.SQL(
    "unnest(%(members)s::uuid[], %(numbers)s::text[]) AS n (member_id, number) JOIN party_member m ON m.id = n.member_id"
)
_USED = sql.SQL("""
SELECT count(*) FROM {numbered} JOIN party_letter l ON l.enterprise_id = m.enterprise_id AND l.number = n.number
""").format(numbered=_NUMBERED)
# Without ON CONFLICT, for which each letter would be judged by the policy of what is read as well, by a query of its own.
_INSERT = sql.SQL("""
INSERT INTO party_letter (id, member_id, enterprise_id, number, medium, issued_on, valid_to, act_id)
{ids} SELECT {id}, n.member_id, m.enterprise_id, n.number, %(medium)s, %(issued_on)s, %(valid_to)s, %(act)s FROM {numbered}
""").format(ids=WITH_IDS, id=NEXT_ID, numbered=_NUMBERED)
_ISSUED = """
UPDATE party_member m SET state = 'letter_issued', state_on = %s, place_no = coalesce(%s, m.place_no),
    is_at_home = CASE WHEN %s::int IS NULL THEN m.is_at_home ELSE false END, reported_on = NULL, return_reason = '',
    return_note = ''
WHERE m.id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""

# A letter to another place sends the member there: what is told from now on is told to that place.
_GO_THERE = "UPDATE pg_temp.party_picked SET place_no = %s"


def record_letters(*, actor: Actor, at: datetime, ids: Sequence[UUID], letter: LetterInput) -> int:
    """Record the letters that were issued for these members, numbered on in the order of the list; returns how many.

    Who has a letter or was returned gets the new one in its place. Invalid `party.date_not_possible`,
    `party.letter_run_out`, `party.number_not_possible`, `party.letter_used`, `party.not_a_receiver`.
    """
    with perform(actor=actor, action="party.record_letters", at=at) as act:
        valid_to = _judge(letter, act.stamp.occurred_on)
        people = pick_members(act, ids, MemberStep.ISSUE)
        facts = sql.SQL("jsonb_build_object('medium', {}::text)").format(sql.Literal(letter.medium.value))
        with set_based(people), connection.cursor() as cursor:
            values = {**_number(letter.numbering), **_told(letter), "valid_to": valid_to, "act": act.id}
            # A letter that takes another's place waits until that one is void: then one transaction writes it all.
            beside = 0 if void_letters(act) else people
            try:
                with transaction.atomic(), act.beside(beside) as run:
                    run(lambda: _write(values))
                    cursor.execute(_ISSUED, [act.stamp.occurred_on, letter.place_no, letter.place_no])
                    if letter.place_no is not None:
                        cursor.execute(_GO_THERE, [letter.place_no])
                    tell_picked(act, events.LETTER_RECORDED, facts)
            except IntegrityError as taken:
                # Somebody else recorded them in this very moment.
                raise errors.letter_used(_count_used(values)) from taken
        act.note(medium=letter.medium.value, place=letter.place_no)
    return people


def _judge(letter: LetterInput, today: date) -> date:
    """The last day of the letter; refuses what cannot be."""
    if letter.issued_on > today:
        raise errors.date_not_possible("issued_on", "介绍信的开出日期不能晚于今天。")
    rule = rulebook().get("party.letter_days", region=settings.REGION, day=letter.issued_on)
    valid_to = letter_valid_to(letter.issued_on, rule.parameters)
    if is_run_out(valid_to, today):
        raise errors.letter_run_out(valid_to)
    if letter.place_no is not None and letter.place_no not in other_receivers().values():
        raise errors.not_a_receiver()
    if not letter.numbering.first.isascii() or not letter.numbering.first.isdigit():
        raise errors.number_not_possible("first")
    return valid_to


def _told(letter: LetterInput) -> dict[str, Any]:
    return {"medium": letter.medium.value, "issued_on": letter.issued_on}


def _number(numbering: Numbering) -> dict[str, Any]:
    """The picked members and their numbers; Invalid where one is too long or stands on another letter."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_ORDER)
        members, count = cursor.fetchone()
    numbers = [numbering.number(place) for place in range(count)]
    if len(numbers[-1]) > NUMBER_LENGTH:
        raise errors.number_not_possible("before")
    # Each list as one text: it goes along with every statement.
    values = {"members": members, "numbers": array_text(numbers)}
    if used := _count_used(values):
        raise errors.letter_used(used)
    return values


def _count_used(values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_USED, values)
        return int(cursor.fetchone()[0])


def _write(values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)


def void_letters(act: Act) -> int:
    """The letters of the picked members hold no longer; returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_VOID, [act.at, act.id])
        return int(cursor.rowcount)
