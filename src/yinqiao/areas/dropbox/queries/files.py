"""Reads of files: the unit at which the source is registered sees its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from yinqiao.areas.dropbox import errors
from yinqiao.areas.dropbox.models import File, Finding, Line
from yinqiao.areas.dropbox.types import Checked
from yinqiao.areas.intake.queries import find_enterprise_source, list_messages
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope

_RECEIPTS_AT_ONCE = 2000


def own_unit(scope: Scope, office: str = "source_id") -> Q:
    """What belongs to the units of a scope, or to the source that an officer of a department speaks for."""
    return scope.sources(office=office)


def speaking_for(actor: Actor) -> Actor:
    """An enterprise's officer as the source of the own enterprise: its files are reached, and nobody of the register.

    Refused `dropbox.no_source` where the city has registered none whose key reaches this enterprise alone.
    """
    source = find_enterprise_source(scope=actor.scope, types=())
    if source is None:
        raise errors.no_source()
    return actor.within(Scope.of_office(source.pk, source.name))


def _of_unit(scope: Scope) -> Q:
    return own_unit(scope, "file__source_id")


def list_files(*, scope: Scope, state: str = "") -> QuerySet[File]:
    """The files of the sources of the scope's own office, newest first; of one state or of all."""
    found = File.objects.filter(own_unit(scope)).select_related("source")
    return (found.filter(state=state) if state else found).order_by("-created_at")


def get_file(*, scope: Scope, file_id: UUID) -> File:
    """One file; NotFound when absent or out of scope."""
    found = list_files(scope=scope).filter(pk=file_id).first()
    if found is None:
        raise NotFound
    return found


def list_lines(*, scope: Scope, file_id: UUID) -> QuerySet[Line]:
    """The lines of a file in its order, without what they say; none for who may not read content."""
    found = Line.objects.filter(_of_unit(scope), file_id=file_id).defer("body")
    return (found if scope.sees_content else found.none()).order_by("row_no")


def list_own_lines(*, scope: Scope, file_id: UUID) -> QuerySet[Line]:
    """The lines of a file as its office reads them: `checked` in place of what the check foresees.

    Which lines became events tells which of them say nothing new: type and id are shown beside the outcome.
    """
    said = [When(state=one.value, then=Value(one.value)) for one in (Checked.REPEATED, Checked.BLOCKED)]
    found = list_lines(scope=scope, file_id=file_id).defer("body", "state", "reason")
    return found.annotate(
        checked=Case(*said, default=Value(Checked.READY.value)),
        told_type=Case(When(outcome="", then=Value("")), default=F("type")),
        told_event=Case(When(outcome="", then=Value("")), default=F("event_id")),
    )


def list_findings(*, scope: Scope, file_id: UUID) -> QuerySet[Finding]:
    """The findings of a file in the order of its lines."""
    return Finding.objects.filter(_of_unit(scope), file_id=file_id).order_by("row_no", "id")


def count_outcomes(*, scope: Scope, file_id: UUID) -> dict[str, int]:
    """Outcome → lines; empty text for those that have none yet."""
    counted: Iterable[Any] = (
        Line.objects.filter(_of_unit(scope), file_id=file_id).values_list("outcome").annotate(Count("id")).order_by()
    )
    return dict(counted)


def list_receipts(*, scope: Scope, file_id: UUID) -> Iterable[tuple[Line, str]]:
    """Every line with the signed receipt of its message, or with nothing where it needed none; in the order of the file."""
    page: list[Line] = []
    for line in list_lines(scope=scope, file_id=file_id).iterator(_RECEIPTS_AT_ONCE):
        page.append(line)
        if len(page) == _RECEIPTS_AT_ONCE:
            yield from _with_receipts(scope, page)
            page = []
    yield from _with_receipts(scope, page)


def _with_receipts(scope: Scope, lines: list[Line]) -> Iterable[tuple[Line, str]]:
    ids = [one.message_id for one in lines if one.message_id]
    found = dict(list_messages(scope=scope).filter(pk__in=ids).order_by().values_list("pk", "receipt")) if ids else {}
    return [(one, found.get(one.message_id, "") if one.message_id else "") for one in lines]


def signed_line(row_no: int, outcome: str, message_id: UUID | None) -> str:
    """One line of the list whose digest the city signs."""
    return f"{row_no},{outcome},{message_id or ''}\n"


def list_signed(*, scope: Scope, file_id: UUID) -> Iterable[str]:
    """The lines of the signed list, in the order of the file."""
    rows = list_lines(scope=scope, file_id=file_id).values_list("row_no", "outcome", "message_id")
    for row in rows.iterator(10_000):
        yield signed_line(*row)
