"""Quality and rounds: a sample is drawn and judged by another, bad ones go back; altered and missing blocks are told."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Scan
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import BatchState, PageRef
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.scans.tests.samples import pdf

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = NOW + timedelta(days=200)


def _batch(room: Room, scans: int = 4) -> UUID:
    batch = room.batch()
    for no in range(1, scans + 1):
        room.upload(batch, f"{FIRST}_1_{no}.pdf", pdf(no))
    return batch


def _drawn(batch: UUID) -> list[UUID]:
    with acting(SYSTEM):
        return list(Scan.objects.filter(batch_id=batch, sample="drawn").values_list("pk", flat=True))


def _code(act: object) -> str:
    with pytest.raises(DomainError) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.code


def test_a_sample_is_judged_by_another_and_a_good_one_passes_the_batch(room: Room) -> None:
    batch = _batch(room)
    assert services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch) == 3
    drawn = _drawn(batch)
    assert len(drawn) == 3 and room.tally(batch).drawn == 3
    assert _code(lambda: services.judge_scan(actor=room.clerk, at=NOW, scan_id=drawn[0], is_good=True)) == (
        "digitised.own_scan"
    )
    page = PageRef(drawn[0], 1)
    assert services.see_sample(actor=room.mate, at=NOW, page=page)[:2] == b"\xff\xd8"
    assert _code(lambda: services.see_sample(actor=room.clerk, at=NOW, page=page)) == "digitised.own_scan"
    states = [services.judge_scan(actor=room.mate, at=NOW, scan_id=one, is_good=True) for one in drawn]
    assert states == [BatchState.SAMPLING, BatchState.SAMPLING, BatchState.PASSED]
    assert _code(lambda: services.see_sample(actor=room.mate, at=NOW, page=page)) == "digitised.page_closed"
    assert _code(lambda: room.begin(batch, f"{FIRST}_1_9.pdf", 9)) == "digitised.batch_closed"


def test_a_bad_one_goes_back_with_its_reason_and_is_scanned_anew(room: Room) -> None:
    batch = _batch(room)
    services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch)
    bad, *good = _drawn(batch)
    assert _code(lambda: services.judge_scan(actor=room.mate, at=NOW, scan_id=bad, is_good=False)) == (
        "digitised.reason_missing"
    )
    services.judge_scan(actor=room.mate, at=NOW, scan_id=bad, is_good=False, reason="第1页歪斜")
    assert _code(lambda: services.judge_scan(actor=room.mate, at=NOW, scan_id=bad, is_good=True)) == (
        "digitised.not_drawn"
    )
    for one in good:
        services.judge_scan(actor=room.mate, at=NOW, scan_id=one, is_good=True)
    assert room.batch_row(batch).state == "failed" and room.scan(bad).state == "returned"
    room.upload(batch, room.scan(bad).name, pdf(7))
    assert (room.batch_row(batch).state, room.tally(batch).filed) == ("open", 4)
    assert services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch) == 3


def test_a_sample_is_drawn_from_what_is_all_there(room: Room) -> None:
    batch = room.batch()
    assert _code(lambda: services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch)) == "digitised.nothing_filed"
    room.begin(batch, f"{FIRST}_1_1.pdf", 10)
    assert _code(lambda: services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch)) == "digitised.still_working"


def test_a_round_tells_what_is_missing_or_altered_and_what_it_read(room: Room) -> None:
    scans = [room.filed(f"{FIRST}_1_{no}.pdf", pdf(no)) for no in (1, 2, 3)]
    assert services.check_fixity(actor=SYSTEM, at=NOW).blocks == 0
    altered, missing, _ = room.blocks()
    altered.write_bytes(altered.read_bytes()[:-1] + b"\x00")
    missing.unlink()
    told = services.check_fixity(actor=SYSTEM, at=LATER)
    assert (told.blocks, told.missing, told.altered) == (3, 1, 1)
    assert told.size == sum(room.scan(one).size for one in scans)
    assert sorted(room.scan(one).fixity for one in scans) == ["", "altered", "missing"]
    with acting(room.clerk):
        assert queries.count_hurt(scope=room.clerk.scope) == 2
    assert services.check_fixity(actor=SYSTEM, at=LATER).blocks == 0


def test_a_night_stops_at_what_it_may_read_and_the_next_goes_on(room: Room) -> None:
    for no in (1, 2):
        room.filed(f"{FIRST}_1_{no}.pdf", pdf(no))
    night = 51200 * 2**20
    first = services.check_fixity(actor=SYSTEM, at=LATER, spent=night - 1)
    assert first.blocks == 1
    assert services.check_fixity(actor=SYSTEM, at=LATER, spent=night).blocks == 0
    assert services.check_fixity(actor=SYSTEM, at=LATER).blocks == 1
