"""Look-ups, extracts and loans within a scope: what was asked, what is open to whom, what is due back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.certificates.queries import get_certificate
from yinqiao.areas.certificates.types import State
from yinqiao.areas.contacts.queries import list_contact_people
from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Extract, Loan, Lookup, PageSeen, Scan
from yinqiao.areas.digitised.queries.archives import ORDER, within
from yinqiao.areas.digitised.queries.batches import rule
from yinqiao.areas.digitised.rules import may_show, purposes_of
from yinqiao.areas.digitised.types import Audience, LookupState, Purpose, ScanState
from yinqiao.kernel.archive_classes import class_label
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.crypto.fields import reveal


def purposes_on(*, day: date) -> dict[str, Purpose]:
    """The purposes of the day."""
    return purposes_of(rule("purposes", day))


def list_lookups(*, scope: Scope, state: str = "", archive_id: UUID | None = None) -> QuerySet[Lookup]:
    """Look-ups at the scope's offices, the newest first."""
    found = Lookup.objects.filter(within(scope)).select_related("archive")
    found = found.filter(state=state) if state else found
    found = found.filter(archive_id=archive_id) if archive_id else found
    return found.order_by("-asked_at", "-id")


def get_lookup(*, scope: Scope, lookup_id: UUID) -> Lookup:
    """One look-up; NotFound when absent or out of scope."""
    row = list_lookups(scope=scope).filter(pk=lookup_id).first()
    if row is None:
        raise NotFound
    return row


def waiting_for(*, actor: Actor, at: datetime) -> tuple[int, int]:
    """How many look-ups somebody could decide, and at how many somebody is expected as the second."""
    if actor.id is None:
        return 0, 0
    mine = Q(first_id=actor.id) | Q(second_id=actor.id)
    asked = list_lookups(scope=actor.scope, state=LookupState.ASKED).exclude(mine)
    expected = list_lookups(scope=actor.scope, state=LookupState.APPROVED).filter(
        second_id=actor.id, second_at__isnull=True, until__gt=at
    )
    return asked.order_by().count(), expected.order_by().count()


def namesakes_of(*, scope: Scope, lookup: Lookup) -> list[str]:
    """Which of the two who look bear the name of the archive's person or of one whom the person named as contact."""
    known = {lookup.archive.name}
    if lookup.archive.retiree_id:
        # The archive lies here, the person may belong elsewhere: then the office knows no kin.
        with suppress(NotFound):
            known |= {one.name for one in list_contact_people(scope=scope, retiree_id=lookup.archive.retiree_id)}
    return [name for name in (lookup.first_name, lookup.second_name) if name in known]


def list_open_scans(*, scope: Scope, lookup: Lookup) -> list[Scan]:
    """The scans that a look-up opens, in the order of its classes."""
    found = (
        Scan.objects.filter(within(scope), item__archive_id=lookup.archive_id, state=ScanState.FILED)
        .filter(item__class_no__in=lookup.classes, item__is_classified=False)
        .select_related("item")
    )
    listed: list[Any] = list(found)
    return sorted(listed, key=lambda one: (lookup.classes.index(one.item.class_no), one.item.serial))


def get_open_lookup(*, scope: Scope, viewer: UUID | None, lookup_id: UUID, at: datetime) -> Lookup:
    """A look-up at which somebody may read now.

    Refused `digitised.not_a_viewer`; Conflict `.not_open`, `.lookup_over`, `.not_together`; NotFound.
    """
    row = get_lookup(scope=scope, lookup_id=lookup_id)
    require_running(row, at)
    if viewer not in (row.first_id, row.second_id):
        raise errors.not_a_viewer()
    if row.second_at is None:
        raise errors.not_together()
    return row


def require_running(row: Lookup, at: datetime) -> None:
    """Conflict `digitised.not_open`, `.lookup_over` unless a look-up was let and its hours last."""
    if row.state != LookupState.APPROVED:
        raise errors.not_open(LookupState(row.state).label)
    if row.until is None or at >= row.until:
        raise errors.lookup_over()


def list_open_lookups(*, scope: Scope, viewer: UUID | None, at: datetime) -> QuerySet[Lookup]:
    """The look-ups at which somebody may read now, the newest first."""
    mine = Q(first_id=viewer) | Q(second_id=viewer)
    running = list_lookups(scope=scope, state=LookupState.APPROVED)
    return running.filter(mine, second_at__isnull=False, until__gt=at)


def note_of(row: Lookup | Extract | Loan | Scan, field: str = "note") -> str:
    """What somebody wrote in a row that was found within a scope, opened; empty where nothing was written."""
    return reveal(row, field) or ""


def list_seen(*, scope: Scope, lookup_id: UUID) -> QuerySet[PageSeen]:
    """Which pages were seen by whom, the newest first."""
    return PageSeen.objects.filter(within(scope), lookup_id=lookup_id).select_related("scan__item").order_by("-at")


def list_extracts(*, scope: Scope, state: str = "") -> QuerySet[Extract]:
    """What was asked of archives that the scope's offices keep, the newest first."""
    found = Extract.objects.filter(within(scope)).select_related("archive")
    return (found.filter(state=state) if state else found).order_by("-asked_at")


def get_extract(*, scope: Scope, extract_id: UUID) -> Extract:
    """One of them; NotFound when absent or out of scope."""
    row = list_extracts(scope=scope).filter(pk=extract_id).first()
    if row is None:
        raise NotFound
    return row


def is_certified(*, scope: Scope, extract: Extract) -> bool:
    """Whether a sealed paper of an extract is in force; one that was revoked makes room for another."""
    if extract.certificate_id is None:
        return False
    try:
        return bool(get_certificate(scope=scope, certificate_id=extract.certificate_id).state == State.ISSUED)
    except NotFound:
        return False


def list_loans(*, scope: Scope, today: date, standing: str = "") -> QuerySet[Loan]:
    """Originals that were lent, those due first; `out` those that are not back, `late` those overdue."""
    found = Loan.objects.filter(within(scope)).select_related("archive")
    if standing:
        found = found.filter(returned_on__isnull=True)
    if standing == "late":
        found = found.filter(due_on__lt=today)
    return found.order_by("due_on", "id")


def get_loan(*, scope: Scope, loan_id: UUID) -> Loan:
    """One loan; NotFound when absent or out of scope."""
    row = Loan.objects.filter(within(scope), pk=loan_id).select_related("archive").first()
    if row is None:
        raise NotFound
    return row


def find_open_loan(*, scope: Scope, archive_id: UUID) -> Any:
    """Where the original of an archive is, if it is out."""
    return Loan.objects.filter(within(scope), archive_id=archive_id, returned_on__isnull=True).first()


def list_givable_pages(*, scope: Scope, archive_id: UUID, day: date) -> list[tuple[str, str]]:
    """The pages of an archive that its person may be given: `scan:page` and words. None of the closed classes."""
    closed = rule("closed_classes", day)
    scans = Scan.objects.filter(within(scope), item__archive_id=archive_id, state=ScanState.FILED)
    listed: list[Any] = list(scans.filter(item__is_classified=False).select_related("item"))
    told = []
    for scan in sorted(listed, key=lambda one: (ORDER.get(one.item.class_no, 99), one.item.serial)):
        if may_show(closed, scan.item.class_no, Audience.PERSON):
            words = f"{class_label(scan.item.class_no)} {scan.item.title or f'第{scan.item.serial}份'}"
            told += [(f"{scan.pk}:{no}", f"{words} 第{no}页") for no in range(1, (scan.pages or 0) + 1)]
    return told


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Extract]:
    """What a person asked of archives that the scope's offices keep."""
    return list_extracts(scope=scope).filter(retiree_id=retiree_id)
