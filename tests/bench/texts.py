"""The rows about full text: 10,000 pages with a text layer read by the job's own act, what they weigh, searches in them."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pikepdf
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from tests.bench.databases import pointed_at, register_of, scratch, superuser
from tests.bench.figures import Figure, at_most, p95
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.queries import kept_archives
from yinqiao.areas.scan_texts.queries import search_archives
from yinqiao.areas.scan_texts.services import read_next
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.loading.text_layer import with_text

PEOPLE, SCANS, PAGES, LETTERS, SEARCHES = 3_000, 200, 50, 420, 200
_SYSTEM, _OFFICER = Actor.system("bench"), "shi.huang"
_WEIGHT = "SELECT pg_total_relation_size('scan_texts_page'), pg_relation_size('scan_texts_page_tokens')"


def scan_texts() -> Iterator[Figure]:
    """Seconds for 10,000 pages and their weight; the 95th percentile of searches for common and for rare words."""
    with scratch(register_of(PEOPLE)) as copy, pointed_at(copy):
        user = get_user_model().objects.get(username=_OFFICER)
        officer = get_actor(user=user, grant_id=None, today=timezone.localdate(), request_id="")
        words = _Words()
        _file(officer, words)
        begun, scans = time.perf_counter(), 0
        while read_next(actor=_SYSTEM, at=timezone.now()):
            scans += 1
        seconds = time.perf_counter() - begun
        with acting(_SYSTEM), connection.cursor() as cursor:
            cursor.execute(_WEIGHT)
            weight, index = cursor.fetchone()
        with superuser(copy) as admin:
            admin.execute("VACUUM (ANALYZE) scan_texts_page")
        common, rare = ([_search(officer, one) for one in words.asked(is_rare)] for is_rare in (False, True))
    pages, load = SCANS * PAGES, f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    yield at_most("scan_texts_read", seconds, 300, note=f"{scans} scans, {pages:,} pages of {LETTERS} letters; {load}")
    yield at_most(
        "scan_texts_weight",
        weight / pages / 1024,
        12,
        unit="KiB a page",
        note=f"of it {index / pages / 1024:.1f} the index of the tokens",
    )
    yield at_most(
        "scan_texts_common", p95(common), 0.3, note=f"p95 of {SEARCHES} searches for words of many pages; {load}"
    )
    yield at_most("scan_texts_rare", p95(rare), 0.1, note=f"p95 of {SEARCHES} searches for names; {load}")


class _Words:
    """Words as a form has them: a few stand on every page, most on few, names on one or two."""

    def __init__(self) -> None:
        self._random = random.Random(59)
        self._words = ["".join(self._letters(self._random.choice((2, 2, 2, 3, 4)))) for _ in range(4_000)]
        self._weights = [1 / (place + 2) for place in range(len(self._words))]
        self._names: list[str] = []

    def _letters(self, count: int) -> list[str]:
        return [chr(0x4E00 + min(int(self._random.expovariate(1 / 500)), 6_000)) for _ in range(count)]

    def page(self) -> str:
        """The text of one page, with a name of its own."""
        name = "".join(self._letters(3))
        self._names.append(name)
        text = f"{name} {self._random.randint(1940, 1999)}年 "
        while len(text) < LETTERS:
            text += self._random.choices(self._words, self._weights)[0]
        return text[:LETTERS]

    def asked(self, is_rare: bool) -> list[str]:
        """What is searched for."""
        source = self._names if is_rare else self._words[:300]
        return [self._random.choice(source) for _ in range(SEARCHES)]


def _file(officer: Actor, words: _Words) -> None:
    """Scans of one archive after the other, by the acts of who uploads and of the job that checks."""
    with acting(officer):
        kept = list(kept_archives(scope=officer.scope).filter(place_no=officer.scope.place_from)[:20])
    batch = services.open_batch(actor=officer, at=timezone.now(), name="测全文")
    for no in range(SCANS):
        archive = kept[no % len(kept)]
        _send(officer, batch, f"{archive.archive_no}_9-1_{no // len(kept) + 100}.pdf", _pdf(words))


def _pdf(words: _Words) -> bytes:
    bare = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(PAGES):
            document.add_blank_page(page_size=(595, 842)).obj["/Resources"] = pikepdf.Dictionary()
        document.save(bare)
    return with_text(bare.getvalue(), [words.page() for _ in range(PAGES)])


def _send(officer: Actor, batch: UUID, name: str, content: bytes) -> None:
    now: Any = timezone.now()
    begun = services.begin_upload(actor=officer, at=now, batch_id=batch, name=name, size=len(content))
    services.take_blocks(actor=officer, at=now, scan_id=begun.scan_id, no=0, source=io.BytesIO(content))
    services.check_scan(actor=officer, at=now, scan_id=begun.scan_id)


def _search(officer: Actor, words: str) -> float:
    begun = time.perf_counter()
    with acting(officer):
        search_archives(actor=officer, words=words, purpose="pension_check", at=timezone.now())
    return time.perf_counter() - begun
