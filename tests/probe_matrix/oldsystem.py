"""The old system in the matrix: a rehearsal, a proposal, a load, and a period side by side with an open difference."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, HOMES, City, clerk
from yinqiao.areas.opening import services
from yinqiao.areas.opening.models import Difference, Mapping, OldRow
from yinqiao.areas.opening.types import Explanation, Purpose, SignedPaper, Told
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, acting

_HEADER = "编号,姓名,身份证号,企业名称,居住社区,接收日期\n"


def _table(serial: int, people: int) -> bytes:
    """People of no register; the last has no day, the last but one an enterprise that nobody knows."""
    lines = []
    for at in range(people):
        head = f"99010119501012{serial + 2 * at:03d}"
        firm = "红旗厂" if at == people - 2 else "914301007000000011"
        day = "" if at == people - 1 else "2016-05-20"
        lines.append(f"JX-{serial + at},冯{'甲乙丙丁'[at]},{head + check_digit(head)},{firm},月华社区,{day}\n")
    return (_HEADER + "".join(lines)).encode("utf-8-sig")


def _upload(city: City, who: Actor, content: bytes, purpose: Purpose = Purpose.LOAD) -> UUID:
    run_id, _ = services.upload_table(
        actor=who, at=city.at, purpose=purpose, system="旧系统", file=BytesIO(content), file_name="人员表.csv"
    )
    services.check_run(actor=who, at=city.at, run_id=run_id)
    return run_id


def lay_old_system(city: City) -> None:
    """One of each for the whole city; called when everything else stands."""
    first, second = clerk("city_manager", CITY), clerk("city_manager", CITY)
    load = _upload(city, first, _table(101, 3))
    services.propose_load(actor=first, at=city.at, run_id=load)
    paper = SignedPaper("1号", timezone.localdate(city.at) - timedelta(days=1))
    services.confirm_load(actor=second, at=city.at, run_id=load, paper=paper)
    services.load_run(actor=second, at=city.at, run_id=load)
    proposal = _upload(city, first, _table(201, 3))
    services.propose_load(actor=first, at=city.at, run_id=proposal)
    table = _upload(city, first, _table(301, 4))
    services.begin_period(actor=first, at=city.at, system="旧系统")
    _upload(city, first, _table(401, 2), Purpose.COMPARE)
    with acting(Actor.system("matrix")):
        rows = list(OldRow.objects.filter(run_id=table, state="held").order_by("row_no").values_list("pk", flat=True))
        difference = Difference.objects.filter(state="open").values_list("pk", flat=True)[0]
        name = Mapping.objects.get(old_name="红旗厂").pk
    services.explain_rows(actor=first, at=city.at, ids=[rows[1]], told=Told(Explanation.TWICE, ""))
    for kind, one in (
        ("old_table", table), ("old_proposal", proposal), ("old_load", load), ("old_name", name), ("old_row", rows[0]),
        ("old_row_told", rows[1]), ("old_difference", difference),
    ):  # fmt: skip
        for side in HOMES:
            city.put(kind, side, one)
