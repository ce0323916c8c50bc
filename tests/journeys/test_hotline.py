"""A sheet of 12345 goes in and is answered; a cluster of complaints is seen with its evidence and taken up as one case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit
from yinqiao.shell.demo.cast import NEAR

pytestmark = pytest.mark.journey
TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()
WHAT = (
    "屋面漏水要维修", "下水堵了没人管", "水管爆裂停水三天", "墙皮掉落砸到人", "电梯常常停用", "暖气片漏水", "化粪池满了",
    "外墙渗水发霉", "物业不修路灯",
)  # fmt: skip
# The street ends what it leads of the sheet.
CLOSE = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.cases import services
from yinqiao.areas.cases.queries import list_cases
from yinqiao.areas.cases.types import Outcome, Result
from yinqiao.areas.hotline.models import Order
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, Scope, acting
now, system = timezone.now(), Actor.system("test")
with acting(system):
    case = list_cases(scope=Scope.everything(), today=timezone.localdate(now)).get(pk=Order.objects.get(number="R26110001").case_id)
row = places().by_no[case.place_no]
lead = Actor(system.id, "street_officer", "测试", Scope.place(row.place_no, row.place_end, row.name), row.name)
services.accept(actor=lead, at=now, case_id=case.pk)
services.close(actor=lead, at=now, case_id=case.pk, outcome=Outcome(Result.SOLVED, "已上门告知", "屋面老化", "屋面已修好"))
"""


def _sheet() -> bytes:
    rows = [(f"R26070{at:03d}", 60 + at * 40, f"{what}，已反映") for at, what in enumerate(WHAT[:3])]
    rows += [(f"R2611{at:04d}", at, f"{what}，多次反映{what[:3]}的事没有人来看") for at, what in enumerate(WHAT)]
    lines = [
        f"{number},{TODAY - timedelta(days=back):%Y-%m-%d} 09:30:00,周大姐,13911112222,是,{words},{NEAR},桃花小区{back}栋"
        for number, back, words in rows
    ]
    wrong = f",{TODAY:%Y-%m-%d},,,,没有编号的一行,,"
    return "\n".join(["工单号,来电时间,来电人,来电号码,要求保密,工单内容,所属社区,问题地址", *lines, wrong]).encode(
        "gb18030"
    )


def _takes_in(city: Visit) -> str:
    city.go("/hotline/sheets/")
    city.look("hotline-sheets-empty")
    city.go("/hotline/sheets/new/")
    city.look("hotline-upload")
    upload = [{"name": "说明.csv", "mimeType": "text/csv", "buffer": "甲,乙\n1,2".encode()}]
    city.page.set_input_files("input[type=file]", upload)  # type: ignore[arg-type]
    city.send("导入")
    city.says("没有导入任何工单")
    city.look("hotline-upload-error")
    city.page.set_input_files(
        "input[type=file]", [{"name": "工单.csv", "mimeType": "text/csv", "buffer": _sheet()}]
    )  # fmt: skip
    city.send("导入")
    city.says("已导入，逐行结果见下。", "13 行", "没有新办结")
    city.look("hotline-sheet")
    made = city.address()
    with city.download():
        city.page.get_by_role("link", name="批注副本").click()
    return made


def test_orders_go_in_a_cluster_is_taken_up_and_answers_go_back(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    made = _takes_in(city)
    city.go("/hotline/")
    city.says("R26110001", "住房维修")
    city.look("hotline-orders")
    city.click("R26110001")
    city.says("下水堵了没人管")
    assert "周大姐" not in city.words()
    city.look("hotline-order")
    city.go("/hotline/clusters/?state=found")
    city.look("hotline-clusters")
    city.follow(city.page.locator("tbody a").first)
    city.says("近期 9 件", "桃花小区 9 件", "立项查原因")
    assert "周大姐" not in city.words()
    city.look("hotline-cluster")
    here = city.address()
    city.go(f"{here}dismiss/")
    city.send("保存")
    city.says("请选择理由")
    city.look("hotline-dismiss-error")
    city.go(f"{here}take/")
    city.look("hotline-take")
    city.send("立项")
    city.says("已立项", "已立项查原因")
    city.look("hotline-cluster-taken")
    city.site.run(CLOSE)
    city.go(made)
    city.says("有 1 件已办结")
    city.send("生成答复表")
    city.says("已生成答复表", "第 1 次答复")
    city.look("hotline-answered")
    with city.download() as files:
        city.page.get_by_role("link", name="第 1 次答复").click()
    assert files[0].getvalue().startswith(b"PK")
    city.go("/hotline/sheets/")
    city.look("hotline-sheets")


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_the_hotline_is_read_on_a_phone_and_in_the_largest_type(arrive: Arrive, look: str) -> None:
    visit = arrive("shi.huang", PHONE)
    if look == "phone-largest":
        visit.go("/appearance/")
        visit.page.locator("input[name=type_size][value='30']").check()
        visit.send("保存")
        visit.look()
    for where, name in (("", "orders"), ("sheets/", "sheets"), ("clusters/", "clusters")):
        visit.go(f"/hotline/{where}")
        visit.look(f"{look}-hotline-{name}")
        visit.follow(visit.page.locator("tbody a").first)
        visit.look(f"{look}-hotline-{name}-one")
