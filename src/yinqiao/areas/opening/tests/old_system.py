"""Brings tables of an old system to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.handover.tests.conftest import CITY, NOW, Scene, id_number, place_actor
from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.models import Mapping, OldRow, Run
from yinqiao.areas.opening.types import Explanation, Purpose, SignedPaper, Told, Totals
from yinqiao.platform.access import Actor, acting

SYSTEM = "市退休人员管理系统"
EVERYBODY = Actor.system("测试")
HEADER = "编号,姓名,身份证号,企业名称,居住区县,居住街道,居住社区,接收日期,最近联系日期,人员状态,手机,档案编号,档案存放地点,是否党员,常住地址\n"


@dataclass(frozen=True)
class Line:
    """One line of the old system's table."""

    old_no: str
    name: str
    serial: int
    firm: str = "中湘机床集团（演示）"
    district: str = "岳麓区"
    street: str = "望月湖街道"
    community: str = "月华社区"
    accepted: str = "2016-05-20"
    contacted: str = ""
    state: str = "在管"
    phone: str = ""
    archive: str = "DA-1"
    party: str = "否"
    number: str | None = None
    address: str = ""

    def text(self) -> str:
        """The line as the old system writes it."""
        number = id_number(self.serial) if self.number is None else self.number
        return (
            f"{self.old_no},{self.name},{number},{self.firm},{self.district},{self.street},{self.community},{self.accepted},"
            f"{self.contacted},{self.state},{self.phone},{self.archive},市档案馆,{self.party},{self.address}\n"
        )

    def but(self, **cells: Any) -> Line:
        """The same line with other cells."""
        return replace(self, **cells)


WANG = Line("TG-0001", "王桂英", 102, phone="13900000102", party="是")
OUYANG = Line("TG-0002", "欧阳建国", 103, contacted="2026-01-15")
ALI = Line("TG-0003", "阿依古丽·买买提", 104, community="荷叶塘社区", accepted="2018-09-01")
LI = Line(
    "TG-0004", "李秀兰", 106, "湘江纺织集团（演示）", "开福区", "望麓园街道", "富雅坪社区", accepted="2012-03-01"
)  # fmt: skip
FOUR = (WANG, OUYANG, ALI, LI)


def table(*lines: Line) -> bytes:
    """A table file of these lines."""
    return (HEADER + "".join(one.text() for one in lines or FOUR)).encode("utf-8-sig")


@dataclass(frozen=True)
class OldSystem:
    """The two city managers, and who has no part in it."""

    scene: Scene
    city: Actor
    second: Actor

    @classmethod
    def of(cls, scene: Scene) -> OldSystem:
        """The parties of the scene."""
        return cls(scene, scene.city, place_actor("city_manager", CITY))

    def upload(self, *lines: Line, purpose: Purpose = Purpose.LOAD) -> UUID:
        """Upload a table and do what waits for it."""
        run_id, _ = services.upload_table(
            actor=self.city, at=NOW, purpose=purpose, system=SYSTEM, file=io.BytesIO(table(*lines)), file_name="人员表.csv"
        )  # fmt: skip
        services.check_run(actor=self.city, at=NOW, run_id=run_id)
        return run_id

    def again(self, run_id: UUID) -> None:
        """Rehearse anew."""
        services.rehearse_again(actor=self.city, at=NOW, run_id=run_id)
        services.check_run(actor=self.city, at=NOW, run_id=run_id)

    def confirm(self, run_id: UUID, number: str = "长人社对〔2026〕1号") -> None:
        """Propose and confirm a rehearsal."""
        services.propose_load(actor=self.city, at=NOW, run_id=run_id)
        paper = SignedPaper(number, date(2026, 3, 1))
        services.confirm_load(actor=self.second, at=NOW, run_id=run_id, paper=paper)

    def load(self, *lines: Line) -> UUID:
        """Upload, rehearse, decide and load."""
        run_id = self.upload(*lines)
        self.confirm(run_id)
        services.load_run(actor=self.second, at=NOW, run_id=run_id)
        return run_id

    def undo(self, run_id: UUID) -> int:
        """Take a load back."""
        services.begin_undo(actor=self.city, at=NOW, run_id=run_id, reason="对账有误")
        return services.undo_run(actor=self.city, at=NOW, run_id=run_id)

    def run(self, run_id: UUID) -> Run:
        """The run as the city sees it."""
        with acting(self.city):
            return queries.get_run(scope=self.city.scope, run_id=run_id)

    def totals(self, run_id: UUID) -> Totals:
        """The figures of a run."""
        return queries.totals_of(self.run(run_id))

    def standing(self, run_id: UUID) -> dict[str, tuple[str, str]]:
        """Old number → state and reason."""
        with acting(self.city):
            rows = queries.list_rows(scope=self.city.scope, run_id=run_id)
            return {one.old_no: (one.state, one.reason) for one in rows}

    def row(self, run_id: UUID, old_no: str) -> OldRow:
        """One row."""
        with acting(self.city):
            return queries.list_rows(scope=self.city.scope, run_id=run_id).get(old_no=old_no)

    def explain(self, *ids: UUID, code: Explanation = Explanation.TWICE, words: str = "") -> int:
        """Explain rows."""
        return services.explain_rows(actor=self.city, at=NOW, ids=list(ids), told=Told(code, words))

    def mapping(self, name: str) -> Mapping:
        """One old name."""
        with acting(self.city):
            return queries.list_mappings(scope=self.city.scope).get(old_name=name)
