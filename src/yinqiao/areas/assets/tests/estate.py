"""Brings lists and assets to where a test wants them, by the acts of the people who would do it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from yinqiao.areas.assets import queries, services
from yinqiao.areas.assets.models import Asset, AssetCustody, AssetList, AssetStep
from yinqiao.areas.assets.rules import step_named
from yinqiao.areas.assets.types import (
    ASSET_LIST,
    AssetState,
    Condition,
    Delivered,
    HandoverPath,
    Need,
    ReturnReason,
    Side,
    StepFacts,
    Survey,
)
from yinqiao.areas.handover.tests.conftest import CITY, NOW, Scene, place_actor
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import get_batch, list_findings
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

STREET, DISTRICT, DESK, COMMUNITY = "430104001000", "430104000000", "430100000D01", "430104001001"
SYSTEM = Actor.system("测试")
COLUMNS = {
    "no": "资产编号", "name": "名称", "kind": "类别", "address": "地址", "area": "建筑面积", "title": "权属状况",
    "certificate": "产权证号", "separable": "是否可分割", "duties": "承担的职能", "report": "评估报告编号",
    "valued": "评估基准日", "value": "评估价值", "path": "拟移交方式", "approval": "集团批复文号", "approved": "批复日期",
    "community": "所在社区", "remark": "备注",
}  # fmt: skip
DAY = date(2026, 3, 1)


def asset(number: str = "FW1", **cells: str) -> dict[str, str]:
    """The line of one asset: a separable venue of 320.50 m² with title and approval, to be transferred."""
    return {
        "no": number, "name": f"活动中心{number}", "kind": "活动场所", "address": "月华巷12号", "area": "320.50",
        "title": "有产权证", "certificate": "湘2019第1号", "separable": "是", "duties": "无", "report": "评字1号",
        "valued": "2026-01-31", "value": "1268000", "path": "无偿划转", "approval": "集资1号", "approved": "2026-02-01",
        "community": "月华社区", "remark": "",
    } | cells  # fmt: skip


def sheet(*lines: dict[str, str], headers: dict[str, str] | None = None) -> bytes:
    """The lines as a file; `headers` replaces words of the header."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(COLUMNS | (headers or {})).values()])
    writer.writerows([[line[key] for key in COLUMNS] for line in lines])
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Estate:
    """Who sends and who receives."""

    scene: Scene
    firm: Actor
    rival: Actor
    street: Actor
    district: Actor
    city: Actor
    community: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Estate:
        """The parties of the scene."""
        return cls(
            scene, scene.officer, scene.rival, scene.street, place_actor("district_manager", DISTRICT),
            place_actor("city_manager", CITY), scene.community, place_actor("street_officer", "430105001000"),
        )  # fmt: skip

    def check(self, *lines: dict[str, str], by: Actor | None = None, headers: dict[str, str] | None = None) -> UUID:
        """Upload and check a list."""
        who = by or self.firm
        batch_id, _ = lists.upload_list(
            actor=who, at=NOW, kind=ASSET_LIST, enterprise_id=who.scope.enterprises[0], file_name="清单.csv",
            file=io.BytesIO(sheet(*(lines or (asset(),)), headers=headers)),
        )  # fmt: skip
        lists.check_batch(actor=who, at=NOW, batch_id=batch_id)
        return batch_id

    def submit(self, batch_id: UUID, by: Actor | None = None, to: str = STREET) -> None:
        """Submit a checked list."""
        who, place_no = by or self.firm, places().by_code[to].place_no
        services.begin_offer(actor=who, at=NOW, batch_id=batch_id, place_no=place_no)
        services.submit_batch(actor=who, at=NOW, batch_id=batch_id)

    def offer(self, *lines: dict[str, str], by: Actor | None = None, to: str = STREET) -> UUID:
        """Upload, check and submit a list."""
        batch_id = self.check(*lines, by=by)
        self.submit(batch_id, by=by, to=to)
        return batch_id

    def undo(self, batch_id: UUID) -> None:
        """Take a list back."""
        lists.begin_undo(actor=self.firm, at=NOW, kind=ASSET_LIST, batch_id=batch_id, reason="清单版本有误")
        services.undo_batch(actor=self.firm, at=NOW, batch_id=batch_id)

    def survey(self, number: str = "FW1", by: Actor | None = None, **found: object) -> None:
        """Look at an asset on the spot: as listed, good, separable, unless said otherwise."""
        row = self.asset(number)
        told = {"area": row.area, "condition": Condition.GOOD, "is_separable": True, "note": ""} | found
        services.survey_asset(
            actor=by or self.street, at=NOW, asset_id=row.pk, survey=Survey(**told)  # type: ignore[arg-type]
        )  # fmt: skip

    def facts(self, path: HandoverPath, code: str) -> StepFacts:
        """Everything that a step needs."""
        step = step_named(path, code)
        assert step is not None
        return StepFacts(
            DAY, "文号1" if Need.NUMBER in step.needs else "", date(2030, 1, 1) if Need.UNTIL in step.needs else None,
            Decimal("12000.50") if Need.AMOUNT in step.needs else None, "已说明" if Need.NOTE in step.needs else "",
        )  # fmt: skip

    def step(self, code: str, number: str = "FW1", by: Actor | None = None, facts: StepFacts | None = None) -> None:
        """Do one step, by the side whose it is."""
        row = self.asset(number)
        due = step_named(row.stand.path, code)
        who = by or (self.street if due and due.side is Side.PLACE else self.firm)
        told = facts or (self.facts(row.stand.path, code) if due else StepFacts(DAY))
        services.record_step(actor=who, at=NOW, asset_id=row.pk, code=code, facts=told)

    def walk(self, number: str = "FW1") -> None:
        """Do every step that is left."""
        while code := self.asset(number).next_step:
            self.step(code, number)

    def send_back(self, number: str = "FW1", reason: ReturnReason = ReturnReason.NOT_AS_LISTED, note: str = "") -> None:
        """Return an asset."""
        services.return_asset(
            actor=self.street, at=NOW, asset_id=self.asset(number).pk, reason=reason, note=note
        )  # fmt: skip

    def propose(self, path: HandoverPath, by: Actor | None = None, number: str = "FW1") -> None:
        """Propose another path."""
        services.propose_path(
            actor=by or self.firm, at=NOW, asset_id=self.asset(number).pk, path=path, why="与生产用房相连"
        )  # fmt: skip

    def answer(self, path: HandoverPath, *, is_agreed: bool, by: Actor | None = None, number: str = "FW1") -> None:
        """Answer a proposal."""
        services.answer_path(
            actor=by or self.street, at=NOW, asset_id=self.asset(number).pk, path=path, is_agreed=is_agreed
        )  # fmt: skip

    def asset(self, number: str = "FW1") -> Asset:
        """An asset, whoever may see it."""
        with acting(SYSTEM):
            return Asset.objects.select_related("list").get(asset_no=number)

    def state(self, number: str = "FW1") -> AssetState:
        """The state of an asset."""
        return AssetState(self.asset(number).state)

    def list(self, batch_id: UUID) -> AssetList:
        """The list at its place, whoever may see it."""
        with acting(SYSTEM):
            return AssetList.objects.get(pk=batch_id)

    def batch(self, batch_id: UUID) -> Batch:
        """The batch, as its enterprise sees it."""
        with acting(self.firm):
            return get_batch(scope=self.firm.scope, kind=ASSET_LIST, batch_id=batch_id)

    def told(self, number: str = "FW1") -> list[AssetStep]:
        """The recorded steps of an asset in their order."""
        with acting(SYSTEM):
            return [*AssetStep.objects.filter(asset__asset_no=number).order_by("id")]

    def holders(self, number: str = "FW1") -> list[tuple[int | None, int | None, bool]]:
        """Who had an asset one after the other: enterprise, place, whether still."""
        with acting(SYSTEM):
            held = AssetCustody.objects.filter(asset__asset_no=number).order_by("no")
            return [(one.holder_enterprise_id, one.holder_place_no, one.until is None) for one in held]

    def delivered(self, batch_id: UUID, by: Actor | None = None) -> Delivered:
        """What became of a list, as somebody sees it."""
        who = by or self.street
        with acting(who):
            return queries.delivered(scope=who.scope, batch_ids=[batch_id]).get(batch_id, Delivered())

    def found(self, batch_id: UUID) -> list[tuple[int, str, str]]:
        """Row, code and severity of every finding, what was mended left out."""
        with acting(self.firm):
            rows = list_findings(scope=self.firm.scope, batch_id=batch_id).exclude(severity="mended")
            return [(one.row_no, one.code, one.severity) for one in rows]
