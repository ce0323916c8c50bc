"""The premises of the demo city: two lists, on all four paths, in every state, received by the street and the district.

The square metres of each list reconcile: what was listed is what is settled, what is open and what was sent back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.assets import services as assets
from yinqiao.areas.assets.queries import get_asset, list_assets, steps_of
from yinqiao.areas.assets.types import (
    ASSET_LIST,
    Condition,
    HandoverPath,
    Need,
    PathStep,
    ReturnReason,
    Side,
    StepFacts,
    Survey,
)
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.loading.sending import send_list

_HEADER = (
    "序号,资产编号,名称,类别,地址,建筑面积（平方米）,权属状况,产权证号,是否可分割,承担的职能,评估报告编号,评估基准日,评估价值（元）,"
    "拟移交方式,集团批复文号,批复日期,所在社区\n"
)
_STEP_DAYS = 8  # from one step to the next
_FACTS = {
    Need.NUMBER: "演示资〔2026〕{serial}号",
    Need.NOTE: "周一至周五白天开放，水电由接收单位承担。",
}
_RENT = Decimal(12_000)
_YEARS = 3


@dataclass(frozen=True, slots=True)
class Premises:
    """One asset as its list has it, and how far it has come.

    `steps`: how many of its path are done, None before anybody has been there; `all` of them settle it. `found` is the
    area that the receiver measured where it is another. `proposed`: the receiver has asked for this path instead.
    """

    name: str
    kind: str
    path: HandoverPath
    area: str = ""
    title: str = "有产权证"
    is_separable: bool = True
    duties: str = "无"
    steps: int | None = None
    found: str = ""
    returned: ReturnReason | None = None
    proposed: HandoverPath | None = None


_P = HandoverPath
ALL = 9
# A venue of each path, in each state. The first list goes to the cast's street, the second to its district.
STREET_LIST = (
    Premises("退休职工活动中心", "活动场所", _P.TRANSFER, "320.50", steps=ALL),
    Premises("退休办办公用房", "办公用房", _P.TRANSFER, "86.00", steps=3),
    Premises("职工俱乐部棋牌室", "活动场所", _P.SHARED_USE, "142.30", "无产权证", False, "工会、老年大学", ALL),
    Premises("老年大学教室", "活动场所", _P.SHARED_USE, "96.00", "共有", False, "老年大学", 1),
    Premises("临街库房", "其他房屋", _P.TRANSFER, "65.00", "无产权证", False, steps=2, proposed=_P.LEASE),
    Premises("门球场看台和更衣室", "其他房屋", _P.LEASE, "58.40"),
    Premises("乒乓球台和音响设备", "设备", _P.TRANSFER, steps=0),
    Premises("单身宿舍一楼活动室", "活动场所", _P.TRANSFER, "74.00", returned=ReturnReason.TITLE_DISPUTED),
)
DISTRICT_LIST = (
    Premises("机床厂老干部活动室", "活动场所", _P.TRANSFER, "180.00", steps=1, found="172.60"),
    Premises("厂区东门合唱排练厅", "活动场所", _P.LEASE, "120.00", "租用", False, steps=ALL),
    Premises("工会图书室", "活动场所", _P.STAYS, "54.00", is_separable=False, duties="工会", steps=ALL),
    Premises("退休职工医务室", "其他房屋", _P.STAYS, "30.00", is_separable=False, steps=1),
    Premises("书画室", "活动场所", _P.TRANSFER, "36.00"),
)


@dataclass(frozen=True, slots=True)
class Estate:
    """Whose premises they are, who receives them, when they were listed, where they lie, how their numbers begin."""

    firm: Actor
    receiver: Actor
    at: datetime
    community: str
    listed: Sequence[Premises]
    series: str = "FW"


def load_premises(*, estate: Estate, now: datetime) -> UUID:
    """List these premises and bring each to where it stands today; returns the batch."""
    firm, at = estate.firm, estate.at
    content = (_HEADER + "".join(_line(estate, number) for number in range(len(estate.listed)))).encode("utf-8-sig")
    batch_id = send_list(actor=firm, at=at, kind=ASSET_LIST, content=content, name="移交资产清单.csv")
    place_no = estate.receiver.scope.place_from
    assets.begin_offer(actor=firm, at=at, batch_id=batch_id, place_no=place_no)
    assets.submit_batch(actor=firm, at=at, batch_id=batch_id)
    with acting(firm):
        known = dict(list_assets(scope=firm.scope).filter(list_id=batch_id).values_list("name", "pk"))
    for one in estate.listed:
        _Walk(estate, known[one.name], now).go(one)
    return batch_id


def _line(estate: Estate, number: int) -> str:
    one, day = estate.listed[number], timezone.localdate(estate.at)
    row = places().by_code[estate.community]
    is_approved = one.path is HandoverPath.TRANSFER
    cells = (
        str(number + 1), f"{estate.series}-{number + 1:03d}", one.name, one.kind,
        f"{places().label(row.place_no).replace(' · ', '')}月华巷{12 + 2 * number}号", one.area, one.title,
        f"演示不动产权第{number + 1:07d}号" if one.title == "有产权证" else "", "是" if one.is_separable else "否", one.duties,
        f"评报字〔{day.year}〕第{18 + number:03d}号", f"{day - timedelta(days=60):%Y-%m-%d}",
        str(round(Decimal(one.area) * 3900)) if one.area else "26000", one.path.label,
        f"集团资〔{day.year}〕{15 + number}号" if is_approved else "",
        f"{day - timedelta(days=30):%Y-%m-%d}" if is_approved else "", row.name,
    )  # fmt: skip
    return ",".join(cells) + "\n"


class _Walk:
    """Brings one listed asset on its way."""

    def __init__(self, estate: Estate, asset_id: UUID, now: datetime) -> None:
        self.estate, self.asset_id, self.now = estate, asset_id, now
        self.at = estate.at

    def go(self, one: Premises) -> None:
        """Survey, steps, a proposal or a return."""
        if one.returned:
            note = "产权证上的面积与现场不符，与邻近单位有争议。"
            assets.return_asset(
                actor=self.estate.receiver, at=self._later(), asset_id=self.asset_id, reason=one.returned, note=note
            )
        if one.steps is None:
            return
        self._survey(one)
        for number, step in enumerate(steps_of(one.path)[: one.steps]):
            self._do(step, number)
        if one.proposed:
            why = "房屋不可分割，不能办理划转，建议改为租赁。"
            assets.propose_path(
                actor=self.estate.receiver, at=self._later(), asset_id=self.asset_id, path=one.proposed, why=why
            )

    def _survey(self, one: Premises) -> None:
        with acting(self.estate.receiver):
            listed = get_asset(scope=self.estate.receiver.scope, asset_id=self.asset_id).area
        area = Decimal(one.found) if one.found else listed
        note = f"实测比清单少{(listed or 0) - (area or 0)}平方米，楼梯间不计入。" if one.found else ""
        survey = Survey(area, Condition.GOOD, one.is_separable, note)
        assets.survey_asset(actor=self.estate.receiver, at=self._later(), asset_id=self.asset_id, survey=survey)

    def _do(self, step: PathStep, number: int) -> None:
        at = self._later()
        actor = self.estate.firm if step.side is Side.ENTERPRISE else self.estate.receiver
        facts = _facts(step, timezone.localdate(at), number)
        assets.record_step(actor=actor, at=at, asset_id=self.asset_id, code=step.code, facts=facts)

    def _later(self) -> datetime:
        """The next moment at which something is done, today at the latest."""
        self.at = min(self.at + timedelta(days=_STEP_DAYS), self.now)
        return self.at


def _facts(step: PathStep, day: date, serial: int) -> StepFacts:
    words = {need: text.format(serial=serial + 1) for need, text in _FACTS.items() if need in step.needs}
    return StepFacts(
        done_on=day,
        number=words.get(Need.NUMBER, ""),
        until=day.replace(year=day.year + _YEARS, day=1) if Need.UNTIL in step.needs else None,
        amount=_RENT if Need.AMOUNT in step.needs else None,
        note=words.get(Need.NOTE, ""),
    )
