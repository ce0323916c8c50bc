"""Scans of the matrix: on each side an archive with a material, batches at every step, a look-up, an extract, a loan."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.models import Extract, ScanBatch
from yinqiao.areas.digitised.types import NewItem, NewLoan, NewLookup
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.scans.tests.samples import pdf

_SYSTEM = Actor.system("matrix")


class _Desk:
    """Who keeps the archives of one side: batches are of the office that keeps them."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.actor, self.serial = clerk("city_manager", CITY), 1
        finished = city.targets["finished_catalogue"][side]
        with acting(_SYSTEM):
            self.archive = Archive.objects.get(catalogue_id=finished, state="received")

    def batch(self) -> UUID:
        made = services.open_batch(actor=self.actor, at=self.at, name="三月第一批")
        with acting(_SYSTEM):
            batch = ScanBatch.objects.get(pk=made)
            batch.place_no = self.archive.place_no
            batch.save(update_fields=["place_no"])
        return made

    def begun(self, batch: UUID) -> UUID:
        self.serial += 1
        told = services.begin_upload(
            actor=self.actor, at=self.at, batch_id=batch, name=f"{self.archive.archive_no}_1_{self.serial}.pdf",
            size=len(pdf(self.serial)),
        )  # fmt: skip
        return told.scan_id

    def filed(self, batch: UUID) -> UUID:
        scan = self.begun(batch)
        services.take_blocks(actor=self.actor, at=self.at, scan_id=scan, no=0, source=io.BytesIO(pdf(self.serial)))
        services.check_scan(actor=self.actor, at=self.at, scan_id=scan)
        return scan

    def extract(self) -> UUID:
        with acting(_SYSTEM):
            made = uuid4()
            return Extract.objects.create(
                id=made, archive=self.archive, retiree_id=self.city.targets["accepted_person"][self.side],
                place_no=self.archive.place_no, note=conceal_one(Extract, "note", "招工表", made), asked_at=self.at,
            ).pk  # fmt: skip

    def attestation(self) -> UUID:
        with acting(_SYSTEM):
            made = uuid4()
            return Attestation.objects.create(
                id=made, archive=self.archive, retiree_id=self.city.targets["accepted_person"][self.side], channel="portal",
                kind="record_custody", place_no=self.archive.place_no, note=conceal_one(Attestation, "note", "存档", made),
                asked_at=self.at,
            ).pk  # fmt: skip


def lay_scans(city: City) -> None:
    """Scans on every side; called when archives are received and people accepted."""
    for side in HOMES:
        desk = _Desk(city, side)
        archive = desk.archive
        city.put("kept_archive", side, archive.pk)
        item = services.add_item(actor=desk.actor, at=city.at, archive_id=archive.pk, new=NewItem("1", 1, "履历表"))
        city.put("archive_item", side, item)
        open_batch = desk.batch()
        city.put("scan_batch", side, open_batch)
        city.put("begun_scan", side, desk.begun(open_batch))
        filed = desk.batch()
        desk.filed(filed)
        city.put("filed_batch", side, filed)
        drawn = desk.batch()
        scan = desk.filed(drawn)
        services.draw_sample(actor=desk.actor, at=city.at, batch_id=drawn)
        city.put("drawn_scan", side, scan)
        new = NewLookup("proof", "出具存档证明", "", ("1",), uuid4(), "同阅人", True)
        city.put(
            "asked_lookup", side,
            services.ask_lookup(actor=desk.actor, at=city.at, archive_id=archive.pk, new=new),
        )  # fmt: skip
        city.put("asked_extract", side, desk.extract())
        city.put("asked_attestation", side, desk.attestation())
        with acting(_SYSTEM):
            other = Archive.objects.exclude(pk=archive.pk).filter(state="received", place_no=archive.place_no).first()
        due = timezone.localdate(city.at) + timedelta(days=10)
        loan = NewLoan("长沙市某局", "张某", "核对", "介1号", "刘某", due)
        lent = services.lend_original(actor=desk.actor, at=city.at, archive_id=(other or archive).pk, new=loan)
        city.put("open_loan", side, lent)
