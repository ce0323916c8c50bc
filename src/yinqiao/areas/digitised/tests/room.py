"""Brings scans to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.archives.tests.volumes import STREET, Store
from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Item, Scan, ScanBatch
from yinqiao.areas.digitised.types import BatchTally, Progress
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.scans.sealing import BLOCK
from yinqiao.platform.scans.tests.samples import pdf

SYSTEM = Actor.system("测试")
FIRST = "9900102"
"""The barcode of the first archive."""


@dataclass(frozen=True)
class Room:
    """The store, the officers of its street, and one who has no part in it."""

    store: Store
    clerk: Actor
    mate: Actor
    third: Actor
    chief: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Room:
        """The street has received DA102, DA103 and DA104."""
        scene.submit(roster(*CAST[:3]))
        store = Store.of(scene)
        batch = store.offer()
        for code in ("DA102", "DA103", "DA104"):
            store.scan(batch, code)
        store.finish(batch)
        officers = [place_actor("street_officer", STREET) for _ in range(3)]
        chief = place_actor("district_manager", "430104000000")
        return cls(store, *officers, chief, store.elsewhere)

    def archive(self, number: str = "DA102") -> Any:
        """An archive."""
        return self.store.archive(number)

    def batch(self, by: Actor | None = None, at: datetime = NOW) -> UUID:
        """A new batch."""
        return services.open_batch(actor=by or self.clerk, at=at, name="三月第一批")

    def begin(self, batch: UUID, name: str, size: int, by: Actor | None = None) -> Progress:
        """Announce a file."""
        return services.begin_upload(actor=by or self.clerk, at=NOW, batch_id=batch, name=name, size=size)

    def send(self, scan_id: UUID, content: bytes, first: int = 0, last: int | None = None) -> Progress | None:
        """Send the blocks of a file from one to another."""
        told = None
        for no in range(first, -(-len(content) // BLOCK) if last is None else last):
            piece = io.BytesIO(content[no * BLOCK : (no + 1) * BLOCK])
            told = services.take_blocks(actor=self.clerk, at=NOW, scan_id=scan_id, no=no, source=piece)
        return told

    def upload(self, batch: UUID, name: str, content: bytes | None = None) -> UUID:
        """A file, all of it, and its check; a package is unpacked."""
        content = pdf() if content is None else content
        scan_id = self.begin(batch, name, len(content)).scan_id
        if self.scan(scan_id).state == "receiving":
            self.send(scan_id, content)
            work = services.unpack_package if self.scan(scan_id).item_id is None else services.check_scan
            work(actor=self.clerk, at=NOW, scan_id=scan_id)
        return scan_id

    def filed(self, name: str = f"{FIRST}_1_1.pdf", content: bytes | None = None) -> UUID:
        """A scan that is filed."""
        return self.upload(self.batch(), name, content)

    def check_all(self) -> None:
        """What the worker would do by now."""
        with acting(SYSTEM):
            waiting = list(Scan.objects.filter(state="checking").values_list("pk", flat=True))
        for one in waiting:
            services.check_scan(actor=self.clerk, at=NOW, scan_id=one)

    def scan(self, pk: UUID) -> Scan:
        """A scan, whoever may see it."""
        with acting(SYSTEM):
            return Scan.objects.select_related("item__archive", "batch").get(pk=pk)

    def item(self, class_no: str = "1", serial: int = 1, number: str = "DA102") -> Item:
        """A material."""
        with acting(SYSTEM):
            return Item.objects.select_related("archive").get(
                archive__archive_no=number, class_no=class_no, serial=serial
            )

    def batch_row(self, pk: UUID) -> ScanBatch:
        """A batch."""
        with acting(SYSTEM):
            return ScanBatch.objects.get(pk=pk)

    def report(self, pk: UUID) -> dict[str, str]:
        """Each file of a batch with its state, or why it is not filed."""
        with acting(SYSTEM):
            return {one.name: one.told or one.state for one in Scan.objects.filter(batch_id=pk)}

    def tally(self, pk: UUID) -> BatchTally:
        """The figures."""
        with acting(self.clerk):
            return queries.get_batch_tally(scope=self.clerk.scope, batch_id=pk)

    def blocks(self) -> list[Path]:
        """What lies in the store once all of it has committed."""
        for _, work, _ in connection.run_on_commit:
            work()
        connection.run_on_commit.clear()
        return sorted((Path(settings.FILES_FOLDER) / "scans").glob("??/??/*"))

    def leftovers(self) -> list[Path]:
        """Beginnings of blocks."""
        return sorted((Path(settings.FILES_FOLDER) / "scans").glob("*.part"))
