"""Archives of the matrix: on each side a catalogue that is checked, one offered, one being counted, one received."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from tests.probe_matrix.city import AWAY, CITY, DESK, HOMES, STREET, City, clerk, firm_clerk
from yinqiao.areas.archives import services
from yinqiao.areas.archives.models import Archive, Scan
from yinqiao.areas.archives.queries import get_tally
from yinqiao.areas.archives.types import CATALOGUE, Absence
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, Scope, acting

_RECEIVERS = {"own": STREET, "sibling": STREET, "other": "430105001000", AWAY: DESK}
_MISSING, _STATED, _EXPLAINED = range(3)
_HEADER = "档号,姓名,身份证号,条形码,盒号\n"


class _Side:
    """The enterprise and the receiver of one side; its archives are nobody's of the register."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm, self.receiver = firm_clerk(city, side), clerk("city_manager", CITY)
        self.serial = 700 + 40 * HOMES.index(side)

    def line(self) -> str:
        self.serial += 1
        head = f"99010119490101{self.serial:03d}"
        return f"DH-{self.serial},冯{self.side},{head + check_digit(head)},TM{self.serial},A-1\n"

    def checked(self, lines: int = 2) -> UUID:
        content = (_HEADER + "".join(self.line() for _ in range(lines))).encode("utf-8-sig")
        batch_id, _ = lists.upload_list(
            actor=self.firm, at=self.at, kind=CATALOGUE, enterprise_id=self.city.firms[self.side],
            file=BytesIO(content), file_name="目录.csv",
        )  # fmt: skip
        lists.check_batch(actor=self.firm, at=self.at, batch_id=batch_id)
        return batch_id

    def offered(self) -> UUID:
        one, place_no = self.checked(), places().by_code[_RECEIVERS[self.side]].place_no
        services.begin_offer(actor=self.firm, at=self.at, batch_id=one, place_no=place_no)
        services.submit_batch(actor=self.firm, at=self.at, batch_id=one)
        return one

    def counting(self) -> UUID:
        one = self.offered()
        for code in (f"TM{self.serial}", f"X-{self.serial}"):
            services.scan_code(actor=self.receiver, at=self.at, catalogue_id=one, code=code)
        return one

    def finished(self) -> UUID:
        one = self.counting()
        with acting(Actor.system("matrix")):
            seen = get_tally(scope=Scope.everything(), catalogue_id=one)
        services.finish_reception(actor=self.receiver, at=self.at, catalogue_id=one, seen=seen)
        return one

    def absent(self, standing: int) -> UUID:
        """A volume that was missing, of which nothing was stated, something, or something agreed to."""
        finished = self.finished()
        with acting(Actor.system("matrix")):
            one: UUID = Archive.objects.get(catalogue_id=finished, state="missing").pk
        if standing >= _STATED:
            absence = Absence("destroyed", note="销毁清册")
            services.state_absence(actor=self.firm, at=self.at, ids=[one], absence=absence)
        if standing >= _EXPLAINED:
            services.agree_absence(actor=self.receiver, at=self.at, ids=[one])
        return one


def lay_stores(city: City) -> None:
    """Catalogues and archives on every side; called when the enterprises stand."""
    for name in HOMES:
        side = _Side(city, name)
        checked = side.checked()
        lists.annotate_batch(actor=side.firm, at=city.at, batch_id=checked)
        city.put("checked_catalogue", name, checked)
        city.put("offered_catalogue", name, side.offered())
        counting = side.counting()
        city.put("catalogue", name, counting)
        with acting(Actor.system("matrix")):
            city.put("counted_archive", name, Archive.objects.get(catalogue_id=counting, state="counted").pk)
            city.put("extra_scan", name, Scan.objects.get(catalogue_id=counting, result="extra").pk)
        city.put("finished_catalogue", name, side.finished())
        for target, state in (
            ("missing_archive", _MISSING),
            ("stated_archive", _STATED),
            ("explained_archive", _EXPLAINED),
        ):
            city.put(target, name, side.absent(state))
