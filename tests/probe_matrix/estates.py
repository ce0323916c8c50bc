"""Assets of the matrix: on each side a list that is checked, one offered, and assets at every turn of their way."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import CITY, SIDES, STREET, City, clerk, firm_clerk
from yinqiao.areas.assets import services
from yinqiao.areas.assets.models import Asset, AssetStep
from yinqiao.areas.assets.types import ASSET_LIST, Condition, HandoverPath, StepFacts, Survey
from yinqiao.areas.lists import services as lists
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

_RECEIVERS = {"own": STREET, "sibling": STREET, "other": "430105001000"}
_COMMUNITIES = {"own": "月华社区", "sibling": "荷叶塘社区", "other": "富雅坪社区"}
_HEADER = "资产编号,名称,类别,地址,建筑面积,权属状况,是否可分割,拟移交方式,所在社区\n"


class _Side:
    """The enterprise and the receiver of one side."""

    def __init__(self, city: City, side: str) -> None:
        self.city, self.at, self.side = city, city.at, side
        self.firm, self.receiver = firm_clerk(city, side), clerk("city_manager", CITY)
        self.serial = 0

    def checked(self) -> UUID:
        self.serial += 1
        number = f"FW-{self.side}-{self.serial}"
        line = f"{number},活动室{self.serial},活动场所,月华巷12号,80,有产权证,是,无偿划转,{_COMMUNITIES[self.side]}\n"
        # A row that is held back, so that there is an annotated copy.
        broken = f"{number}-X,库房,其他房屋,月华巷13号,,有产权证,是,留企,\n"
        batch_id, _ = lists.upload_list(
            actor=self.firm, at=self.at, kind=ASSET_LIST, enterprise_id=self.city.firms[self.side],
            file=BytesIO((_HEADER + line + broken).encode("utf-8-sig")), file_name="清单.csv",
        )  # fmt: skip
        lists.check_batch(actor=self.firm, at=self.at, batch_id=batch_id)
        return batch_id

    def offered(self) -> UUID:
        one, place_no = self.checked(), places().by_code[_RECEIVERS[self.side]].place_no
        services.begin_offer(actor=self.firm, at=self.at, batch_id=one, place_no=place_no)
        services.submit_batch(actor=self.firm, at=self.at, batch_id=one)
        return one

    def waiting(self) -> UUID:
        batch_id = self.offered()
        with acting(Actor.system("matrix")):
            return Asset.objects.get(list_id=batch_id).pk

    def surveyed(self) -> UUID:
        one, found = self.waiting(), Survey(None, Condition.NOT_FOUND, True, "门牌已改")
        services.survey_asset(actor=self.receiver, at=self.at, asset_id=one, survey=found)
        return one

    def walking(self) -> UUID:
        """Two steps on: the next one may be done by either side."""
        one = self.surveyed()
        for code in ("group_approval", "valuation"):
            facts = StepFacts(timezone.localdate(self.at), "文1号")
            services.record_step(actor=self.firm, at=self.at, asset_id=one, code=code, facts=facts)
        return one

    def questioned(self) -> UUID:
        one = self.surveyed()
        services.propose_path(actor=self.firm, at=self.at, asset_id=one, path=HandoverPath.LEASE, why="另有用途")
        return one


def lay_estates(city: City) -> None:
    """Lists and assets on every side; called when the enterprises stand."""
    for name in SIDES:
        side = _Side(city, name)
        checked = side.checked()
        lists.annotate_batch(actor=side.firm, at=city.at, batch_id=checked)
        city.put("checked_list", name, checked)
        offered = side.offered()
        city.put("offered_list", name, offered)
        city.put("submitted_list", name, offered)
        city.put("waiting_asset", name, side.waiting())
        city.put("surveyed_asset", name, side.surveyed())
        city.put("questioned_asset", name, side.questioned())
        walking = side.walking()
        city.put("asset", name, walking)
        city.put("walking_asset", name, walking)
        with acting(Actor.system("matrix")):
            city.put("enterprise_step", name, AssetStep.objects.filter(asset_id=walking).earliest("id").pk)
