"""Brings catalogues and archives to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from uuid import UUID

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.models import Archive, Catalogue, Custody
from yinqiao.areas.archives.types import CATALOGUE, ArchiveState, Scanned, Tally
from yinqiao.areas.handover.tests.conftest import CITY, NOW, Scene, id_number, place_actor
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import get_batch, list_findings
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

STREET, DISTRICT, DESK = "430104001000", "430104000000", "430100000D01"
SYSTEM = Actor.system("测试")
HEADER = "序号,档号,姓名,身份证号,条形码,盒号,份数,页数,缺件说明\n"


def volume(serial: int, name: str = "王桂英", **cells: str) -> str:
    """The line of one archive: number DA102, barcode 9900102, unless said otherwise."""
    told = {
        "no": f"DA{serial}", "id_no": id_number(serial), "barcode": f"9900{serial}", "box": "A-1", "items": "12",
        "pages": "120页", "note": "",
    } | cells  # fmt: skip
    return f"1,{told['no']},{name},{told['id_no']},{told['barcode']},{told['box']},{told['items']},{told['pages']},{told['note']}\n"


THREE = (volume(102), volume(103, "欧阳建国"), volume(104, "阿依古丽·买买提", barcode="", note="缺招工表"))


@dataclass(frozen=True)
class Store:
    """Who sends and who receives."""

    scene: Scene
    firm: Actor
    rival: Actor
    street: Actor
    mate: Actor
    district: Actor
    city: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Store:
        """The parties of the scene; `mate` sits beside the street's officer."""
        return cls(
            scene, scene.officer, scene.rival, scene.street, place_actor("street_officer", STREET),
            place_actor("district_manager", DISTRICT), place_actor("city_manager", CITY),
            place_actor("street_officer", "430105001000"),
        )  # fmt: skip

    def check(self, *lines: str, by: Actor | None = None, header: str = HEADER) -> UUID:
        """Upload and check a catalogue."""
        who = by or self.firm
        batch_id, _ = lists.upload_list(
            actor=who, at=NOW, kind=CATALOGUE, enterprise_id=who.scope.enterprises[0], file_name="目录.csv",
            file=io.BytesIO((header + "".join(lines or THREE)).encode("utf-8-sig")),
        )  # fmt: skip
        lists.check_batch(actor=who, at=NOW, batch_id=batch_id)
        return batch_id

    def offer(self, *lines: str, by: Actor | None = None, to: str = STREET) -> UUID:
        """Upload, check and submit a catalogue."""
        who = by or self.firm
        batch_id = self.check(*lines, by=who)
        self.submit(batch_id, by=who, to=to)
        return batch_id

    def submit(self, batch_id: UUID, by: Actor | None = None, to: str = STREET) -> None:
        """Submit a checked catalogue."""
        who, place_no = by or self.firm, places().by_code[to].place_no
        services.begin_offer(actor=who, at=NOW, batch_id=batch_id, place_no=place_no)
        services.submit_batch(actor=who, at=NOW, batch_id=batch_id)

    def undo(self, batch_id: UUID) -> None:
        """Take a catalogue back."""
        lists.begin_undo(actor=self.firm, at=NOW, kind=CATALOGUE, batch_id=batch_id, reason="目录版本有误")
        services.undo_batch(actor=self.firm, at=NOW, batch_id=batch_id)

    def scan(self, batch_id: UUID, code: str, by: Actor | None = None) -> Scanned:
        """Scan one code."""
        return services.scan_code(actor=by or self.street, at=NOW, catalogue_id=batch_id, code=code)

    def finish(self, batch_id: UUID, by: Actor | None = None) -> None:
        """Finish a reception with the figures as they are."""
        who = by or self.street
        services.finish_reception(actor=who, at=NOW, catalogue_id=batch_id, seen=self.tally(batch_id, who))

    def tally(self, batch_id: UUID, by: Actor | None = None) -> Tally:
        """The figures as somebody sees them."""
        who = by or self.street
        with acting(who):
            return queries.get_tally(scope=who.scope, catalogue_id=batch_id)

    def batch(self, batch_id: UUID) -> Batch:
        """The batch, as its enterprise sees it."""
        with acting(self.firm):
            return get_batch(scope=self.firm.scope, kind=CATALOGUE, batch_id=batch_id)

    def row(self, batch_id: UUID) -> Catalogue:
        """The catalogue, whoever may see it."""
        with acting(SYSTEM):
            return Catalogue.objects.get(pk=batch_id)

    def archive(self, number: str) -> Archive:
        """An archive, whoever may see it."""
        with acting(SYSTEM):
            return Archive.objects.get(archive_no=number)

    def state(self, number: str) -> ArchiveState:
        """The state of an archive."""
        return ArchiveState(self.archive(number).state)

    def holders(self, number: str) -> list[tuple[int | None, int | None, bool]]:
        """Who held an archive one after the other: enterprise, place, whether still."""
        with acting(SYSTEM):
            held = Custody.objects.filter(archive__archive_no=number).order_by("no")
            return [(one.holder_enterprise_id, one.holder_place_no, one.until is None) for one in held]

    def found(self, batch_id: UUID) -> list[tuple[int, str, str]]:
        """Row, code and severity of every finding, what was mended left out."""
        with acting(self.firm):
            rows = list_findings(scope=self.firm.scope, batch_id=batch_id).exclude(severity="mended")
            return [(one.row_no, one.code, one.severity) for one in rows]
