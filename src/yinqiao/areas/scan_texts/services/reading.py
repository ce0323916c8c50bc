"""The text layers of filed scans are read one scan after the other: stopped at any moment, gone on with where it stood."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.digitised.queries import open_scan
from yinqiao.areas.scan_texts import errors
from yinqiao.areas.scan_texts.models import Halt, Page, Reading
from yinqiao.areas.scan_texts.queries import next_waiting
from yinqiao.areas.scan_texts.rules import tokens_of
from yinqiao.areas.scan_texts.types import KIND, TextState
from yinqiao.kernel.errors import Invalid, Unavailable
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable, array_text, parts_index
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.scans.confined import read_text
from yinqiao.platform.scans.limits import MOST_LETTERS

# A change of keys seals the texts anew and makes the tokens of them again.
ENCRYPTED: Final = EncryptedTable(
    Page._meta.db_table, ("text",), (BlindColumn("tokens", "text", KIND, parts=tokens_of),)
)
JOB: Final = "scan_texts.read"
_READER = Actor.system("读取扫描件文字")
_WRITE = """
INSERT INTO scan_texts_page (id, scan_id, place_no, page_no, text, tokens)
SELECT p.id, %s, %s, p.page_no, p.text, p.tokens::bigint[]
FROM unnest(%s::uuid[], %s::int[], %s::bytea[], %s::text[]) AS p (id, page_no, text, tokens)
"""


def start(*, act: Act) -> None:
    """Let the worker read what waits, once this act has committed. It finds by itself what that is."""
    enqueue(JOB, _READER, lock=JOB)


def read_next(*, actor: Actor, at: datetime) -> bool:
    """Read the scan that waits longest; whether there was one. None while the reading stands still."""
    with perform(actor=actor, action="scan_texts.read", at=at) as act:
        scan = None if Halt.objects.exists() else next_waiting(scope=actor.scope)
        if scan is None:
            return False
        act.about("scan", scan.pk, people=0)
        row = Reading(scan=scan, place_no=scan.place_no, state=TextState.NONE, read_at=at)
        try:
            texts = [told for told in read_text(open_scan(scan)) if tokens_of(told[1])]
        except (Invalid, Unavailable) as refusal:
            row.state, row.told = TextState.FAILED, refusal.code[:40]
        else:
            _keep(row, texts)
        row.save(force_insert=True)
        act.note(state=row.state, pages=row.pages, told=row.told)
    return True


def _keep(row: Reading, texts: list[tuple[int, str]]) -> None:
    """Sealed pages with their tokens, in one statement."""
    if not texts:
        return
    row.state, row.pages = TextState.TEXT, len(texts)
    row.cut = sum(len(text) >= MOST_LETTERS for _, text in texts)
    ids: list[UUID] = [uuid_utils.uuid7() for _ in texts]
    sealed = conceal(Page, "text", [text for _, text in texts], ids)
    tokens = [array_text(parts_index(tokens_of(text), KIND)) for _, text in texts]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [row.scan_id, row.place_no, ids, [no for no, _ in texts], sealed, tokens])


def fail_next(*, actor: Actor, at: datetime) -> None:
    """Put the scan that waits longest aside: reading it took one worker after the other down."""
    with perform(actor=actor, action="scan_texts.put_aside", at=at) as act:
        if scan := next_waiting(scope=actor.scope):
            act.about("scan", scan.pk, people=0)
            Reading.objects.create(
                scan=scan, place_no=scan.place_no, state=TextState.FAILED, told="scans.stopped", read_at=at
            )
            start(act=act)


def halt(*, actor: Actor, at: datetime) -> None:
    """Let the reading stand still, after the scan that is being read. Conflict `scan_texts.halted_already`."""
    with perform(actor=actor, action="scan_texts.halt", at=at):
        _, is_new = Halt.objects.get_or_create(id=1, defaults={"since": at, "author_name": actor.name[:64]})
        if not is_new:
            raise errors.halted_already()


def resume(*, actor: Actor, at: datetime) -> None:
    """Go on where it stood; what could not be read is tried again. Nothing is read twice that was read."""
    with perform(actor=actor, action="scan_texts.resume", at=at) as act:
        Halt.objects.all().delete()
        again, _ = Reading.objects.filter(
            place_no__gte=actor.scope.place_from, place_no__lt=actor.scope.place_to, state=TextState.FAILED
        ).delete()
        act.note(again=again)
        start(act=act)
