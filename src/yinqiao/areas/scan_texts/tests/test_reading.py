"""Text layers are read one scan after the other, kept sealed, stopped and gone on with, and go with their scan."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from yinqiao.areas.digitised import services as scans
from yinqiao.areas.digitised.models import Block
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewItem
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.scan_texts import jobs, queries, services
from yinqiao.areas.scan_texts.models import Halt
from yinqiao.areas.scan_texts.rules import tokens_of
from yinqiao.areas.scan_texts.services import ENCRYPTED
from yinqiao.areas.scan_texts.tests.desk import file_text, pages, read_all, refused, search, states
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import rotate_table
from yinqiao.platform.scans.limits import MOST_LETTERS
from yinqiao.platform.scans.tests.samples import pdf, picture
from yinqiao.platform.scans.tests.texts import OUTSIDE, pdf_with

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SECRET = "一九八五年调入矿务局子弟学校"


def test_the_pages_of_a_scan_are_kept_sealed_and_a_picture_or_a_bare_page_has_none(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", SECRET, "", "第三页有字")
    room.filed(f"{FIRST}_1_2.pdf", pdf(2))
    room.filed(f"{FIRST}_1_3.jpg", picture())
    assert read_all() == 2 and read_all() == 0
    assert states() == [("text", 2, ""), ("none", 0, "")]
    first, third = pages()
    assert (first.page_no, third.page_no) == (1, 3) and reveal(first, "text") == SECRET
    assert len(first.tokens) == len(tokens_of(SECRET)) and first.tokens == sorted(first.tokens)
    with acting(room.clerk):
        tally = queries.get_tally(scope=room.clerk.scope)
    assert (tally.filed, tally.with_text, tally.without, tally.pictures, tally.waiting, tally.pages) == (
        3,
        1,
        1,
        1,
        0,
        2,
    )


def test_no_word_of_a_page_stands_readable_in_any_column_of_the_database(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", SECRET)
    read_all()
    with acting(SYSTEM), connection.cursor() as cursor:
        for table in ("scan_texts_page", "scan_texts_reading", "audit_entry", "events_event"):
            counted = sql.SQL("SELECT count(*), count(*) FILTER (WHERE t::text ~ %s) FROM {} t").format(
                sql.Identifier(table)
            )
            cursor.execute(counted, [f"矿务|子弟|{'矿务局'.encode().hex()}"])
            rows, readable = cursor.fetchone()
            assert rows and not readable, table


@pytest.mark.parametrize(
    ("content", "state", "told"),
    [
        (pdf_with(["\x00张\ue123三\u202e丰\u200b"]), "text", ""),
        (pdf_with(["\ue123\ue124\u202e\u200b"]), "none", ""),
        (pdf_with(["页外的文字不算"], OUTSIDE), "none", ""),
    ],
)
def test_odd_letters_are_read_for_what_they_are_and_what_stands_off_the_page_is_not_on_it(
    room: Room, content: bytes, state: str, told: str
) -> None:
    room.filed(f"{FIRST}_1_1.pdf", content)
    read_all()
    assert [(one, why) for one, _, why in states()] == [(state, told)]
    if state == "text":
        assert search(room.clerk, "张三丰") == [("DA102", "1", 1)]


def test_of_a_page_with_more_letters_than_any_paper_a_part_is_read_and_that_is_told(room: Room) -> None:
    letters = "".join(chr(0x4E00 + no * 7919 % 3000) for no in range(MOST_LETTERS + 5000))
    file_text(room, f"{FIRST}_1_1.pdf", letters, "第二页照常")
    read_all()
    assert states() == [("text", 2, "")]
    with acting(room.clerk):
        assert queries.get_tally(scope=room.clerk.scope).cut == 1
    assert len(reveal(pages()[0], "text") or "") == MOST_LETTERS and search(room.clerk, "页照常") == [("DA102", "1", 2)]


def test_a_scan_whose_blocks_are_gone_is_put_aside_in_words_and_the_next_is_read(room: Room) -> None:
    lost = file_text(room, f"{FIRST}_1_1.pdf", "找不到的文字")
    file_text(room, f"{FIRST}_1_2.pdf", "找得到的文字")
    with acting(SYSTEM):
        address = Block.objects.get(scan_id=lost).address
    path = next(one for one in room.blocks() if one.name == address)
    kept = path.read_bytes()
    path.unlink()
    assert read_all() == 2 and states()[0] == ("failed", 0, "scans.block_missing")
    assert search(room.clerk, "得到的文字") == [("DA102", "1", 1)]
    path.write_bytes(kept)
    services.resume(actor=room.chief, at=NOW)
    assert read_all() == 1 and search(room.clerk, "找不到") == [("DA102", "1", 1)]


def test_a_scan_that_takes_the_worker_down_is_put_aside_and_the_rest_goes_on(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", "第一份")
    file_text(room, f"{FIRST}_1_2.pdf", "第二份")
    services.fail_next(actor=SYSTEM, at=NOW)
    assert read_all() == 1 and states() == [("failed", 0, "scans.stopped"), ("text", 1, "")]


def test_the_reading_is_stopped_and_resumed_and_reads_nothing_twice(room: Room) -> None:
    for no in (1, 2, 3):
        file_text(room, f"{FIRST}_1_{no}.pdf", f"第{no}份材料")
    assert services.read_next(actor=SYSTEM, at=NOW)
    services.halt(actor=room.chief, at=NOW)
    assert refused(lambda: services.halt(actor=room.chief, at=NOW)) == "scan_texts.halted_already"
    jobs.read.work(SYSTEM)
    assert len(states()) == 1
    services.resume(actor=room.chief, at=NOW)
    assert not Halt.objects.exists()
    jobs.read.work(SYSTEM)
    assert len(states()) == 3 and len(pages()) == 3


def test_a_scan_that_is_replaced_or_marked_as_classified_takes_its_text_along(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", "旧的扫描件")
    read_all()
    file_text(room, f"{FIRST}_1_1.pdf", "新的扫描件")
    read_all()
    assert search(room.clerk, "旧的扫描") == [] and search(room.clerk, "新的扫描") == [("DA102", "1", 1)]
    secret = NewItem("1", 1, is_classified=True)
    scans.correct_item(actor=room.clerk, at=NOW, item_id=room.item().pk, new=secret, is_sure=True)
    assert pages() == [] and states() == []


def test_a_change_of_keys_seals_the_texts_anew_and_makes_their_tokens_again(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", SECRET, "两页长短不同")
    read_all()
    before = pages()
    ring = current_keyring().with_new_key(Purpose.FIELD, NOW).with_new_key(Purpose.BLIND, NOW)
    with keyring_installed(ring):
        # While it has not come to them, they are found under the key of before.
        assert search(room.clerk, "矿务局子弟") == [("DA102", "1", 1)]
        assert rotate_table(ENCRYPTED, at=NOW) == 2 and rotate_table(ENCRYPTED, at=NOW) == 0
        after = pages()
        assert search(room.clerk, "矿务局子弟") == [("DA102", "1", 1)]
        assert [reveal(one, "text") for one in after] == [SECRET, "两页长短不同"]
    for old, new in zip(before, after, strict=True):
        assert bytes(old.text) != bytes(new.text) and not set(old.tokens) & set(new.tokens)


def test_filing_a_scan_wakes_the_worker(room: Room) -> None:
    def waiting() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [services.JOB])
            return cursor.fetchone()[0]

    before = waiting()
    file_text(room, f"{FIRST}_1_1.pdf", "有字")
    assert waiting() == before + 1
