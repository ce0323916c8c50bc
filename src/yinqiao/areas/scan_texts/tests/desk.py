"""What the tests of the full text ask for: scans with text, the reading, a look-up that is open, a search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.digitised import services as scans
from yinqiao.areas.digitised.queries import get_open_lookup
from yinqiao.areas.digitised.tests.room import SYSTEM, Room
from yinqiao.areas.digitised.types import NewLookup
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.scan_texts import queries, services
from yinqiao.areas.scan_texts.models import Page, Reading
from yinqiao.areas.scan_texts.types import Found
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.scans.tests.texts import pdf_with


def file_text(room: Room, name: str, *pages: str) -> UUID:
    """A scan with these text layers, filed."""
    return room.filed(name, pdf_with(pages))


def read_all() -> int:
    """What the worker does; how many scans it read."""
    count = 0
    while services.read_next(actor=SYSTEM, at=NOW):
        count += 1
    return count


def states() -> list[tuple[str, int, str]]:
    """What came of each scan: state, pages, reason."""
    with acting(SYSTEM):
        return list(Reading.objects.order_by("read_at", "scan_id").values_list("state", "pages", "told"))


def pages() -> list[Page]:
    """Every page that is kept."""
    with acting(SYSTEM):
        return list(Page.objects.order_by("scan_id", "page_no"))


def search(actor: Actor, words: str, purpose: str = "pension_check") -> list[tuple[str, str, int]]:
    """Archive, class and page of each hit across the archives of an actor."""
    with acting(actor):
        return told(queries.search_archives(actor=actor, words=words, purpose=purpose, at=NOW))


def told(found: Found) -> list[tuple[str, str, int]]:
    """Hits in short."""
    return [(one.scan.item.archive.archive_no, one.scan.item.class_no, one.page_no) for one in found.hits]


def open_lookup(
    room: Room, classes: Sequence[str] = ("1", "5"), purpose: str = "political_review", at: datetime = NOW
) -> UUID:
    """A look-up of clerk and mate at which both are there."""
    assert room.mate.id is not None
    letter = "长监调〔2026〕7号" if purpose == "investigation" else ""
    new = NewLookup(purpose, "核对材料", letter, tuple(classes), room.mate.id, room.mate.name, True)
    made = scans.ask_lookup(actor=room.clerk, at=at, archive_id=room.archive().pk, new=new)
    scans.answer_lookup(actor=room.third, at=at, lookup_id=made, is_granted=True, answer="同意")
    scans.confirm_present(actor=room.mate, at=at, lookup_id=made)
    return made


def search_within(actor: Actor, lookup: UUID, words: str) -> list[tuple[str, str, int]]:
    """Hits within a look-up."""
    with acting(actor):
        row = get_open_lookup(scope=actor.scope, viewer=actor.id, lookup_id=lookup, at=NOW)
        return told(queries.search_lookup(actor=actor, words=words, lookup=row, at=NOW))


def refused(act: Any) -> str:
    """With which code something is refused."""
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code
