"""Reception at the place: archives counted by scan, marked when damaged, and received with a list of differences."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from psycopg import sql

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Archive, Catalogue, Scan
from yinqiao.areas.archives.queries import get_archive, get_extra, get_tally
from yinqiao.areas.archives.rules import next_archive_state
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.areas.archives.services.locking import lock_catalogue, tell, tell_archives
from yinqiao.areas.archives.types import (
    CODE_LENGTH,
    ArchiveState,
    ArchiveStep,
    CatalogueState,
    CatalogueStep,
    Damage,
    Scanned,
    ScanResult,
    Tally,
)
from yinqiao.kernel.text import normalise_code
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import set_based

_COUNTED = sql.SQL("a.catalogue_id = {}::uuid AND a.state = 'counted'")


def scan_code(*, actor: Actor, at: datetime, catalogue_id: UUID, code: str) -> Scanned:
    """Count the archive of a scanned code: found by barcode, else by archive number.

    The first scan begins the reception. An archive counts once, whoever scans it and however often. A code of another
    catalogue at this place is told as such; one that stands nowhere is kept as extra until the reception is finished.
    An archive that was missing is received at once. Invalid `archives.code_unreadable`.
    """
    text = normalise_code(code).value
    if not 0 < len(text) <= CODE_LENGTH:
        raise errors.code_unreadable()
    with perform(actor=actor, action="archives.scan_code", at=at) as act:
        # The lock on the catalogue lets two officers with one archive in their hands come one after the other.
        row = lock_catalogue(act, catalogue_id, CatalogueStep.SCAN)
        if row.begun_at is None:
            row.begun_at = at
            tell(act, events.RECEPTION_BEGUN, row, archives=row.archives)
        row.save(update_fields=["state", "begun_at"])
        archive = _find(row, text)
        result, told = (_count(act, row, archive), "") if archive else _judge_stranger(act, row, text)
        scanned = Scanned(result, text, archive.pk if archive else None, told)
        _keep_scan(act, row, scanned)
        act.note(result=result.value)
    return scanned


def _find(row: Catalogue, text: str) -> Archive | None:
    listed = Archive.objects.filter(catalogue=row).exclude(state=ArchiveState.WITHDRAWN)
    return listed.filter(barcode=text).first() or listed.filter(archive_no=text).first()


def _count(act: Act, row: Catalogue, archive: Archive) -> ScanResult:
    state = ArchiveState(archive.state)
    if counted := next_archive_state(state, ArchiveStep.COUNT):
        archive.state, archive.counted_at, archive.counted_name = counted, act.at, act.actor.name
        archive.save(update_fields=["state", "counted_at", "counted_name"])
        return ScanResult.COUNTED
    if received := next_archive_state(state, ArchiveStep.FIND):
        archive.state, archive.counted_at, archive.counted_name = received, act.at, act.actor.name
        archive.received_at, archive.absence_on = act.at, None
        archive.absence_reason = archive.absence_office = archive.absence_note = archive.absence_name = ""
        archive.save()
        CUSTODY.pass_to_place(act, [archive.pk])
        act.emit(events.RECEIVED, [Subject(archive.retiree_id, row.enterprise_id, row.place_no, archive.pk)])
        return ScanResult.FOUND
    return ScanResult.AGAIN


def _judge_stranger(act: Act, row: Catalogue, text: str) -> tuple[ScanResult, str]:
    """What a code is that stands in no row of this catalogue, and the number of the other catalogue in which it does."""
    others = Archive.objects.filter(act.actor.scope.predicate(), Q(barcode=text) | Q(archive_no=text))
    others = others.exclude(catalogue=row).exclude(state=ArchiveState.WITHDRAWN)
    if (elsewhere := others.values_list("catalogue__batch_no", flat=True).first()) is not None:
        return ScanResult.ELSEWHERE, elsewhere
    is_known = Scan.objects.filter(catalogue=row, code=text, result=ScanResult.EXTRA).exists()
    is_late = row.state == CatalogueState.FINISHED
    return ScanResult.UNLISTED if is_known or is_late else ScanResult.EXTRA, ""


def _keep_scan(act: Act, row: Catalogue, scanned: Scanned) -> None:
    Scan.objects.create(
        catalogue=row, enterprise_id=row.enterprise_id, place_no=row.place_no, archive_id=scanned.archive_id,
        code=scanned.code, result=scanned.result, told=scanned.told, author_id=act.actor.id, author_name=act.actor.name, scanned_at=act.at,
    )  # fmt: skip


def mark_damage(*, actor: Actor, at: datetime, archive_id: UUID, damage: Damage) -> None:
    """Say that a counted archive is damaged and how, or that it is not after all; it stands in the list of differences.

    Invalid `archives.damage_needs_words`; Conflict `archives.archive_not_counted` before its scan and after reception.
    """
    if damage.is_damaged and not damage.note.strip():
        raise errors.damage_needs_words()
    with perform(actor=actor, action="archives.mark_damage", at=at) as act:
        seen = get_archive(scope=actor.scope, archive_id=archive_id)
        lock_catalogue(act, seen.catalogue_id, CatalogueStep.SCAN)
        archive = Archive.objects.get(pk=archive_id)
        if next_archive_state(ArchiveState(archive.state), ArchiveStep.MARK) is None:
            raise errors.archive_not_counted(ArchiveState(archive.state).label)
        archive.is_damaged = damage.is_damaged
        archive.damage_note = damage.note.strip() if damage.is_damaged else ""
        archive.save(update_fields=["is_damaged", "damage_note"])
        act.note(is_damaged=damage.is_damaged)


def drop_extra(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """Take an extra code off the list of differences: misread, or typed wrongly. The scan itself stays on record."""
    with perform(actor=actor, action="archives.drop_extra", at=at) as act:
        seen = get_extra(scope=actor.scope, scan_id=scan_id)
        row = lock_catalogue(act, seen.catalogue_id, CatalogueStep.FINISH)
        Scan.objects.filter(catalogue=row, pk=scan_id, result=ScanResult.EXTRA).update(result=ScanResult.DROPPED)


def finish_reception(*, actor: Actor, at: datetime, catalogue_id: UUID, seen: Tally) -> None:
    """Receive what was counted: it is the place's from now on; the rest is missing and stays with the enterprise.

    `seen` are the figures that the officer agreed to: Conflict `archives.counted_meanwhile` when they have changed.
    """
    with perform(actor=actor, action="archives.finish_reception", at=at) as act:
        row = lock_catalogue(act, catalogue_id, CatalogueStep.FINISH)
        if get_tally(scope=actor.scope, catalogue_id=catalogue_id) != seen:
            raise errors.counted_meanwhile()
        volumes = Archive.objects.filter(catalogue=row)
        counted = _COUNTED.format(sql.Literal(str(row.pk)))
        with set_based(seen.counted), act.beside(seen.counted) as run:
            run(lambda: CUSTODY.pass_to_place(act, counted))
            run(
                lambda: volumes.filter(state=ArchiveState.COUNTED).update(state=ArchiveState.RECEIVED, received_at=at)
            )  # fmt: skip
            # Beside the act they are counted still, as far as it sees; none was received before.
            tell_archives(act, events.RECEIVED, row.pk, ArchiveState.COUNTED, ArchiveState.RECEIVED)
        missing = volumes.filter(state=ArchiveState.OFFERED).update(state=ArchiveState.MISSING)
        row.finished_at, row.finished_name = at, actor.name
        row.save(update_fields=["state", "finished_at", "finished_name"])
        act.about("catalogue", row.pk, people=seen.counted + missing)
        act.note(received=seen.counted, missing=missing)
        tell(act, events.RECEPTION_FINISHED, row, received=seen.counted, missing=missing)
        tell_archives(act, events.MISSING, row.pk, ArchiveState.MISSING)
