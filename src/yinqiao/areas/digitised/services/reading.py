"""Looking into an archive: two ask, a third lets them, both are there, and every page that is shown is written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.utils import timezone

from yinqiao.areas.digitised import errors, events
from yinqiao.areas.digitised.models import Lookup, PageSeen, Scan
from yinqiao.areas.digitised.queries import (
    get_kept,
    get_lookup,
    get_open_lookup,
    get_scan,
    namesakes_of,
    open_scan,
    purposes_on,
    require_running,
    rule,
)
from yinqiao.areas.digitised.rules import LOOKUP_FLOW, main_class, may_view
from yinqiao.areas.digitised.services.writing import sealed
from yinqiao.areas.digitised.types import LookupState, NewLookup, PageRef, Sample, ScanState
from yinqiao.kernel.archive_classes import class_label
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.scans.confined import draw


def ask_lookup(*, actor: Actor, at: datetime, archive_id: UUID, new: NewLookup) -> UUID:
    """Ask to look into an archive that the office keeps; returns the look-up.

    Invalid `digitised.wrong_classes`, `.letter_missing`, `.needs_two`, `.words_missing`; Refused `.related`; NotFound.
    """
    with perform(actor=actor, action="digitised.ask_lookup", at=at) as act:
        archive = get_kept(scope=actor.scope, archive_id=archive_id)
        purpose = purposes_on(day=act.stamp.occurred_on).get(new.purpose)
        if purpose is None or not new.words.strip():
            raise errors.words_missing("words", "请选择事由，写明查阅什么、做什么用。")
        if not new.is_unrelated:
            raise errors.related()
        if new.second == actor.id or actor.id is None:
            raise errors.needs_two()
        if purpose.is_secret and not new.letter_no.strip():
            raise errors.letter_missing()
        wrong = [one for one in new.classes if main_class(one) not in purpose.classes]
        if wrong or not new.classes:
            raise errors.wrong_classes("、".join(class_label(one) for one in wrong) or "空的类别")
        made: UUID = uuid_utils.uuid7()
        row = Lookup.objects.create(
            id=made, archive_id=archive.pk, place_no=archive.place_no, purpose=purpose.code,
            **sealed(Lookup, {"note": new.words[:300]}, made), letter_no=new.letter_no.strip()[:60], classes=list(new.classes), first_id=actor.id,
            first_name=actor.name[:64], first_unit=actor.unit[:120], second_id=new.second,
            second_name=new.second_name[:64], is_secret=purpose.is_secret, asked_at=at,
        )  # fmt: skip
        _tell(act, row)
    return row.pk


def answer_lookup(*, actor: Actor, at: datetime, lookup_id: UUID, is_granted: bool, answer: str = "") -> None:
    """Let the two look, for the hours of the purpose, or not. What the rule cannot know stays with who answers.

    Refused `digitised.own_lookup`; Conflict `.not_open`; Invalid `.answer_missing`.
    """
    with perform(actor=actor, action="digitised.answer_lookup", at=at) as act:
        row = _lock(act, lookup_id, "approve")
        approvers = rule("approval", act.stamp.occurred_on)["approvers"]
        if not may_view(approvers, asked_by=row.first_id, second=row.second_id, approver=actor.id, role=actor.role):
            raise errors.own_lookup()
        if not answer.strip() and (not is_granted or namesakes_of(scope=actor.scope, lookup=row)):
            raise errors.answer_missing()
        row.answered_id, row.answered_name, row.answered_at = actor.id, actor.name[:64], at
        row.answer_note = sealed(Lookup, {"answer_note": answer[:200]}, row.pk)["answer_note"]
        row.state = LookupState.APPROVED if is_granted else LookupState.REFUSED
        if is_granted:
            row.until = at + timedelta(hours=purposes_on(day=act.stamp.occurred_on)[row.purpose].hours)
        row.save(update_fields=["answered_id", "answered_name", "answered_at", "answer_note", "state", "until"])
        act.note(granted=is_granted)
        if is_granted:
            archive = row.archive
            subject = Subject(archive.retiree_id, archive.enterprise_id, row.place_no, data={"purpose": row.purpose})
            act.emit(events.LOOKUP_APPROVED, [subject])


def confirm_present(*, actor: Actor, at: datetime, lookup_id: UUID) -> None:
    """The second says, under the own account, to be there. Refused `digitised.not_a_viewer`; Conflict `.lookup_over`."""
    with perform(actor=actor, action="digitised.confirm_present", at=at) as act:
        row = _lock(act, lookup_id)
        require_running(row, at)
        if actor.id != row.second_id:
            raise errors.not_a_viewer()
        row.second_at = row.second_at or at
        row.save(update_fields=["second_at"])


def end_lookup(*, actor: Actor, at: datetime, lookup_id: UUID) -> None:
    """Give up a request, or end a look-up before its time: by who looks or who approved. Refused `.not_a_viewer`."""
    with perform(actor=actor, action="digitised.end_lookup", at=at) as act:
        row = _lock(act, lookup_id, "end")
        if actor.id not in (row.first_id, row.second_id, row.answered_id):
            raise errors.not_a_viewer()
        row.state = LookupState.ENDED
        row.save(update_fields=["state"])


def see_page(*, actor: Actor, at: datetime, lookup_id: UUID, page: PageRef) -> bytes:
    """A page as a picture with its mark; that it was seen is written down with it.

    Refused `digitised.not_a_viewer`, `.page_closed`; Conflict `.not_open`, `.lookup_over`, `.not_together`.
    """
    with perform(actor=actor, action="digitised.see_page", at=at) as act:
        _lock(act, lookup_id)
        row = get_open_lookup(scope=actor.scope, viewer=actor.id, lookup_id=lookup_id, at=at)
        scan = get_scan(scope=actor.scope, scan_id=page.scan_id)
        if not _opens(row, scan):
            raise errors.page_closed()
        title = purposes_on(day=act.stamp.occurred_on)[row.purpose].title
        act.note(scan=str(scan.pk), page=page.page_no)
        return _show(act, scan, page, f"{title} {row.first_name}、{row.second_name}同阅", row)


def see_sample(*, actor: Actor, at: datetime, page: PageRef) -> bytes:
    """A page of a scan that was drawn, for who judges it. Refused `digitised.page_closed`, `.own_scan`."""
    with perform(actor=actor, action="digitised.see_sample", at=at) as act:
        scan = get_scan(scope=actor.scope, scan_id=page.scan_id)
        if scan.sample != Sample.DRAWN or scan.state != ScanState.FILED:
            raise errors.page_closed()
        if scan.author_id == actor.id:
            raise errors.own_scan()
        act.about("scan", scan.pk, people=0)
        act.note(page=page.page_no)
        return _show(act, scan, page, "扫描质量抽检", None)


def _show(act: Act, scan: Scan, page: PageRef, why: str, lookup: Lookup | None) -> bytes:
    if act.actor.id is None:
        raise errors.not_a_viewer()
    mark = mark_of(act.actor, act.at, why)
    picture = draw(open_scan(scan), page.page_no, mark, str(settings.MARK_FONT))
    PageSeen.objects.create(
        scan=scan, lookup=lookup, place_no=scan.place_no, page_no=page.page_no, actor_id=act.actor.id,
        actor_name=act.actor.name[:64], at=act.at,
    )  # fmt: skip
    return picture


def mark_of(actor: Actor, at: datetime, why: str) -> list[str]:
    """Who, when, why: what stands over every page."""
    return [f"{actor.unit} {actor.name}".strip(), f"{timezone.localtime(at):%Y-%m-%d %H:%M}", why]


def _opens(row: Lookup, scan: Scan) -> bool:
    item = scan.item
    return (
        item is not None
        and scan.state == ScanState.FILED
        and item.archive_id == row.archive_id
        and item.class_no in row.classes
        and not item.is_classified
    )


def _lock(act: Act, lookup_id: UUID, step: str = "") -> Lookup:
    found = get_lookup(scope=act.actor.scope, lookup_id=lookup_id)
    row = Lookup.objects.select_for_update(of=("self",)).select_related("archive").get(pk=found.pk)
    state = LookupState(row.state)
    if step and step not in LOOKUP_FLOW[state]:
        raise errors.not_open(state.label)
    _tell(act, row)
    return row


def _tell(act: Act, row: Lookup) -> None:
    """An entry names the person; that of a look-up which law keeps secret names the look-up alone."""
    if row.archive.retiree_id and not row.is_secret:
        act.about("retiree", row.archive.retiree_id)
    else:
        act.about("archive_lookup", row.pk, people=1)
    act.note(purpose=row.purpose, lookup=str(row.pk))
