"""What people write beside look-ups, extracts and loans: ciphertext in every dump, opened on pages, rotated, once readable."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Extract, Loan, Lookup, Scan
from yinqiao.areas.digitised.services import ENCRYPTED
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewLoan, NewLookup
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.crypto.cipher import decrypt_many
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.rotate import rotate_table

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOTES = ("复核旧账本", "核对后同意查", "要招工旧表", "请到窗口取", "借去核工龄", "缺角已补好", "第2页盖住了印章")


def _write(room: Room) -> tuple[UUID, UUID, UUID]:
    """A look-up, an extract and a loan, each with both notes; and a scan that went back."""
    assert room.mate.id is not None
    batch = room.batch()
    bad = room.upload(batch, f"{FIRST}_1_1.pdf")
    services.draw_sample(actor=room.clerk, at=NOW, batch_id=batch)
    services.judge_scan(actor=room.mate, at=NOW, scan_id=bad, is_good=False, reason=NOTES[6])
    archive = room.archive()
    new = NewLookup("proof", NOTES[0], "", ("1",), room.mate.id, room.mate.name, True)
    lookup = services.ask_lookup(actor=room.clerk, at=NOW, archive_id=archive.pk, new=new)
    services.answer_lookup(actor=room.third, at=NOW, lookup_id=lookup, is_granted=True, answer=NOTES[1])
    me = Actor(archive.retiree_id, "retiree", "本人", Scope.of_person(archive.retiree_id))
    extract = services.ask_extract(actor=me, at=NOW, archive_id=archive.pk, words=NOTES[2])
    services.answer_extract(actor=room.clerk, at=NOW, extract_id=extract, pages=[], answer=NOTES[3])
    lent = NewLoan("某局", "张某", NOTES[4], "介1号", "刘某", NOW.date() + timedelta(days=3))
    loan = services.lend_original(actor=room.clerk, at=NOW, archive_id=archive.pk, new=lent)
    services.take_back_original(actor=room.mate, at=NOW, loan_id=loan, words=NOTES[5])
    return lookup, extract, loan


def _notes() -> list[str]:
    with acting(SYSTEM):
        rows = [
            (Lookup.objects.get(), "answer_note"),
            (Extract.objects.get(), "answer_note"),
            (Loan.objects.get(), "returned_note"),
        ]
        notes = [queries.note_of(row, field) for row, second in rows for field in ("note", second)]
        return [*notes, queries.note_of(Scan.objects.get(), "bad_note")]


def test_a_dump_of_the_database_holds_no_readable_note(room: Room) -> None:
    _write(room)
    assert _notes() == list(NOTES)
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            # A bytea is told in hexadecimal: the bytes of a text that is not sealed would stand there.
            patterns = [*NOTES, *(one.encode().hex() for one in NOTES)]
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ %s", ["|".join(patterns)])  # noqa: S608
            assert cursor.fetchone() == (0,), table


def test_the_notes_are_opened_on_the_pages_and_for_the_person(room: Room) -> None:
    lookup, extract, _loan = _write(room)
    mate = Browser(room.mate)
    page = unescape(text_of(mate.ask(reverse("digitised:lookup", args=[lookup]))))
    assert NOTES[0] in page and NOTES[1] in page
    with acting(room.mate):
        (back,) = queries.list_scans(scope=room.mate.scope)
    for name in ("digitised:batch", "digitised:sample"):
        assert NOTES[6] in unescape(text_of(mate.ask(reverse(name, args=[back.batch_id]))))
    page = unescape(text_of(mate.ask(reverse("digitised:extract", args=[extract]))))
    assert NOTES[2] in page and NOTES[3] in page
    assert NOTES[2] in unescape(text_of(mate.ask(reverse("digitised:extracts"))))
    assert NOTES[5] in unescape(text_of(mate.ask(reverse("digitised:loans"))))
    person = room.archive().retiree_id
    mine = text_of(Browser(Actor(person, "retiree", "本人", Scope.of_person(person))).ask(reverse("my:archive")))
    assert NOTES[2] in unescape(mine) and NOTES[3] in unescape(mine)


def test_a_change_of_keys_seals_the_notes_anew(room: Room) -> None:
    _write(room)
    with keyring_installed(current_keyring().with_new_key(Purpose.FIELD, NOW)):
        assert [rotate_table(one, at=NOW) for one in ENCRYPTED] == [1, 1, 1, 1]
        assert [rotate_table(one, at=NOW) for one in ENCRYPTED] == [0, 0, 0, 0]
        assert _notes() == list(NOTES)


def test_notes_of_before_are_sealed_batch_by_batch_and_a_killed_run_goes_on_with_the_rest(room: Room) -> None:
    step = import_module("yinqiao.areas.digitised.migrations.0005_notes_sealed")
    ids = sorted(uuid4() for _ in range(step.BATCH + 500))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE digitised_old (id uuid PRIMARY KEY, words text NOT NULL, note bytea)")
        cursor.execute(
            "INSERT INTO digitised_old SELECT id, CASE WHEN no = 1 THEN '' ELSE '旧的说明' || no END"
            " FROM unnest(%s::uuid[]) WITH ORDINALITY AS o (id, no)", [ids],
        )  # fmt: skip
        assert step._seal_some(connection, "digitised_old", "words", "note") is True
        cursor.execute("SELECT count(note) FROM digitised_old")
        assert cursor.fetchone() == (step.BATCH,)
        # Killed here; the next run has the rest to do, and then nothing.
        assert step._seal_some(connection, "digitised_old", "words", "note") is False
        cursor.execute("SELECT note FROM digitised_old ORDER BY id")
        sealed = [bytes(note) for (note,) in cursor.fetchall()]
    opened = decrypt_many(sealed, ids, table="digitised_old", column="note")
    assert opened == ["", *(f"旧的说明{no}" for no in range(2, len(ids) + 1))]


def test_reasons_of_before_are_sealed_and_what_was_good_stays_without(room: Room) -> None:
    step = import_module("yinqiao.areas.digitised.migrations.0010_bad_reason_sealed")
    ids = sorted(uuid4() for _ in range(step.BATCH + 500))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE digitised_old (id uuid PRIMARY KEY, bad_reason text NOT NULL, bad_note bytea)"
        )
        cursor.execute(
            "INSERT INTO digitised_old SELECT id, CASE WHEN no = 1 THEN '' ELSE '歪斜' || no END"
            " FROM unnest(%s::uuid[]) WITH ORDINALITY AS o (id, no)", [ids],
        )  # fmt: skip
        assert step.seal_some(connection, "digitised_old") is True
        # Killed here; the next run has the rest to do, and then nothing.
        assert step.seal_some(connection, "digitised_old") is False
        assert step.seal_some(connection, "digitised_old") is False
        cursor.execute("SELECT bad_note FROM digitised_old ORDER BY id")
        good, *bad = [note for (note,) in cursor.fetchall()]
    opened = decrypt_many([bytes(one) for one in bad], ids[1:], table="digitised_old", column="bad_note")
    assert good is None and opened == [f"歪斜{no}" for no in range(2, len(ids) + 1)]
