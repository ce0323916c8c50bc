"""Files that offices sent to the city of the matrix: one that waits to be taken in, one that was, with its receipts."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID, uuid4

from tests.probe_matrix.city import CITY, SIDES, City, clerk
from tests.probe_matrix.offices import registered
from yinqiao.areas.dropbox import services
from yinqiao.areas.dropbox.types import Cover
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, Scope

DEATH = "cn.yinqiao.person.death.v1"


def _file(serial: int) -> BytesIO:
    """Two people of no register, of whom the second has no day."""
    numbers = [head + check_digit(head) for head in (f"99010119500912{serial + 2 * at:03d}" for at in range(2))]
    text = f"姓名,身份证号,死亡日期\n冯戊,{numbers[0]},2026-01-01\n冯己,{numbers[1]},\n"
    file = BytesIO(text.encode("utf-8-sig"))
    file.name = "死亡名单.csv"
    return file


def lay_files(city: City) -> None:
    """One of each office, by its own officer; the city takes it in."""
    desk = clerk("city_manager", CITY)

    def sent(serial: int, side: str) -> UUID:
        source = registered(city, side)
        who = Actor(uuid4(), "department_officer", "部门经办人", Scope.of_office(source, "部门"), "部门")
        file_id, _ = services.upload_file(
            actor=who, at=city.at, source_id=source, kind=DEATH, cover=Cover(), file=_file(serial)
        )
        city.put("sending_source", side, source)
        services.check_file(actor=who, at=city.at, file_id=file_id)
        services.annotate_file(actor=who, at=city.at, file_id=file_id)
        return file_id

    for at, side in enumerate(SIDES):
        city.put("sent_file", side, sent(101 + 20 * at, side))
        taken = sent(501 + 20 * at, side)
        services.begin_taking(actor=desk, at=city.at, file_id=taken)
        services.take_in(actor=desk, at=city.at, file_id=taken)
        city.put("taken_file", side, taken)
