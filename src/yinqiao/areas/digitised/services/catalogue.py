"""The materials of an archive: listed, corrected, marked as classified; what is marked is shown to nobody here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Item, Scan
from yinqiao.areas.digitised.queries import get_item, get_kept
from yinqiao.areas.digitised.services.writing import drop_blocks
from yinqiao.areas.digitised.types import NewItem, ScanState
from yinqiao.kernel.masking import hide_numbers
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def add_item(*, actor: Actor, at: datetime, archive_id: UUID, new: NewItem) -> UUID:
    """List a material of an archive that the office keeps. Conflict `digitised.item_exists`; NotFound."""
    with perform(actor=actor, action="digitised.add_item", at=at) as act:
        archive = get_kept(scope=actor.scope, archive_id=archive_id)
        try:
            with transaction.atomic():
                row = Item.objects.create(
                    archive_id=archive.pk, place_no=archive.place_no, class_no=new.class_no, serial=new.serial,
                    title=hide_numbers(new.title.strip())[:120], made_on=new.made_on, pages=new.pages,
                    is_classified=new.is_classified, author_name=actor.name[:64], made_at=at,
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.item_exists() from problem
        act.about("archive", archive.pk, people=0)
        act.note(class_no=new.class_no, classified=new.is_classified)
    return row.pk


def correct_item(*, actor: Actor, at: datetime, item_id: UUID, new: NewItem, is_sure: bool = False) -> None:
    """Correct a material's title, day, pages and mark; class and number stay.

    Marked as classified, a scan of it is destroyed at once, for it must not lie here: Conflict
    `digitised.scanned_already` unless that was confirmed.
    """
    with perform(actor=actor, action="digitised.correct_item", at=at) as act:
        found = get_item(scope=actor.scope, item_id=item_id)
        row = Item.objects.select_for_update().get(pk=found.pk)
        scans = Scan.objects.filter(item=row).exclude(state=ScanState.REFUSED)
        if new.is_classified and not row.is_classified and scans.exists():
            if not is_sure:
                raise errors.scanned_already()
            drop_blocks(list(scans.values_list("pk", flat=True)))
            count = scans.update(state=ScanState.REFUSED, told="digitised.classified", received=0)
            act.note(destroyed=count)
        row.title, row.made_on = hide_numbers(new.title.strip())[:120], new.made_on
        row.pages, row.is_classified = new.pages, new.is_classified
        row.save(update_fields=["title", "made_on", "pages", "is_classified"])
        act.about("archive", row.archive_id, people=0)
        act.note(class_no=row.class_no, classified=new.is_classified)
