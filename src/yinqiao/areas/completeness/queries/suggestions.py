"""What other sources know of a missing fact: catalogues of archives, rosters of members, contacts that the roster named.

One statement per source; contacts are opened person by person. Nothing is taken over here: an officer does so, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.archives.queries import list_archives
from yinqiao.areas.completeness.types import Cause, Suggestion
from yinqiao.areas.contacts.queries import list_told_contacts
from yinqiao.areas.party.queries import list_members
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.access.types import Scope

_STATUS = {one.value: one.label for one in PoliticalStatus}


def suggest(*, scope: Scope, today: date, rows: Sequence[Any]) -> Mapping[str, Suggestion]:
    """Row id → what another source within the scope knows; rows of which nobody knows more are left out."""
    found: dict[str, Suggestion] = {}
    people = {cause: [row.retiree_id for row in rows if row.cause == cause] for cause in Cause}
    archives = _archives(scope, people[Cause.ARCHIVE_NO_MISSING])
    of_party = [one for cause in _OF_MEMBER for one in people[cause]]
    members = _members(scope, today, of_party)
    for row in rows:
        cause = Cause(row.cause)
        if cause is Cause.ARCHIVE_NO_MISSING and row.retiree_id in archives:
            found[row.id] = archives[row.retiree_id]
        elif cause in _OF_MEMBER and row.retiree_id in members:
            if told := _OF_MEMBER[cause](members[row.retiree_id]):
                found[row.id] = told
        elif cause is Cause.NO_ONE_TO_CALL and (contact := _contact(scope, row.retiree_id)):
            found[row.id] = contact
    return found


def _archives(scope: Scope, people: Sequence[UUID]) -> dict[UUID, Suggestion]:
    if not people:
        return {}
    rows = list_archives(scope=scope).filter(retiree_id__in=people).exclude(state="withdrawn")
    told = rows.values_list("retiree_id", "archive_no", "catalogue__batch_no")
    return {
        person: Suggestion(f"档号 {number}", f"档案目录 {batch}", number)
        for person, number, batch in told
        if person is not None and number
    }


def _members(scope: Scope, today: date, people: Sequence[UUID]) -> dict[UUID, Any]:
    if not people:
        return {}
    return {row.retiree_id: row for row in list_members(scope=scope, today=today).filter(retiree_id__in=people)}


def _branch(member: Any) -> Suggestion | None:
    name = member.organisation.name
    return Suggestion(f"所在党支部 {name}", "党员移交名册", name)


def _status(member: Any) -> Suggestion | None:
    label = _STATUS.get(member.political_status, "")
    return Suggestion(f"政治面貌 {label}", "党员移交名册", member.political_status) if label else None


def _channel(member: Any) -> Suggestion | None:
    if not member.has_channel:
        return None
    return Suggestion("党员名册留有联系渠道", "党员移交名册", url_name="party:channel", url_id=member.pk)


_OF_MEMBER: Mapping[Cause, Callable[[Any], Suggestion | None]] = {
    Cause.MEMBER_WITHOUT_BRANCH: _branch,
    Cause.LISTED_NOT_MEMBER: _status,
    Cause.PHONE_MISSING: _channel,
    Cause.PHONE_SHARED: _channel,
}


def _contact(scope: Scope, person: UUID) -> Suggestion | None:
    """The first contact whom the roster named; registered by the form of contacts, after it was verified."""
    told = next(iter(list_told_contacts(scope=scope, retiree_id=person)), None)
    if told is None:
        return None
    words = f"名册所载联系人{f'（{told.relation}）' if told.relation else ''}，核实后登记"
    return Suggestion(words, "移交名册", url_name="contacts:add", url_id=person, query=f"?told={told.key}")
