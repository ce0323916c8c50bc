"""An office is registered, tells of a death and a move, and a community officer decides what the rules leave open."""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.steps import choose, make_key
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
DEATH = "cn.yinqiao.person.death.v1"
# Two people of the community near by whom no other walk meets.
PEOPLE = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, CAST_USERS
near = next(one.division for one in CAST_USERS if one.username == "shequ.li")
with acting(Actor.system("test")):
    people = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[near].place_no)
    rows = list(people.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[:2])
    print("|".join(f"{one.name},{facts['id_no']}" for one, facts in zip(rows, facts_of(rows))))
"""


def _registers(city: Visit) -> str:
    city.go("/inward/sources/?state=halted")
    city.look("inward-sources-empty")
    city.click("登记来源")
    city.look("inward-new-source")
    page = city.page
    page.get_by_label(re.compile("^单位名称")).fill("中湘第三建设退管中心")
    page.get_by_label(re.compile("^类别")).select_option("enterprise")
    page.get_by_label(re.compile("^来源标识")).fill("zhongxiang-tuiguan")
    for kind in (DEATH, "cn.yinqiao.person.phone.v1", "cn.yinqiao.person.death-withdrawn.v1"):
        page.locator(f"[name=types][value='{kind}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("国有企业退休人员社会化管理信息共享协议")
    page.get_by_label(re.compile("^条款")).fill("第三条")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    choose(city, "[name=key]", "退管单位报送")
    city.send("登记")
    city.says("已登记信息来源", "/sources/zhongxiang-tuiguan", "尚未收到")
    city.look("inward-source")
    return city.address()


def _send(site: str, key: str, *events: dict[str, Any]) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"{site}/api/v1/changes", json.dumps(events).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/cloudevents-batch+json"},
    )  # fmt: skip
    with urllib.request.urlopen(request) as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


def _event(no: int, kind: str, **data: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "specversion": "1.0", "id": f"tg-{no}", "source": "/sources/zhongxiang-tuiguan", "type": kind,
        "time": now.isoformat(timespec="seconds"), "data": data,
    }  # fmt: skip


def test_an_office_tells_and_a_community_officer_decides_what_contradicts(arrive: Arrive) -> None:
    city, officer = arrive("shi.huang"), arrive("shequ.li")
    (first, number), (second, other) = (one.split(",") for one in city.site.run(PEOPLE).strip().split("|"))
    key, source = make_key(arrive("jiedao.admin"), "退管单位报送"), _registers(city)
    day = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    receipts = _send(
        city.site.url, key, _event(1, DEATH, id_number=number, name=first, died_on=day, proof="家属电话告知"),
        _event(2, DEATH, id_number=other, name="司马查无", died_on=day), {"specversion": "1.0"},
    )  # fmt: skip
    assert [(one["outcome"], one["reason"]) for one in receipts] == [
        ("disputed", "weak_death"), ("disputed", "name_differs"), ("malformed", "malformed"),
    ]  # fmt: skip
    officer.go("/")
    officer.says("外来信息待核实")
    officer.look()
    officer.go("/inward/")
    officer.look("inward-claims")
    officer.follow(officer.page.locator("tbody a", has_text=second).first)
    officer.says("可能不是同一人", "司马查无")
    officer.look("inward-not-one-person")
    officer.send("不采用")
    officer.says("请选择不采用的原因")
    officer.look("inward-reason-missing")
    officer.page.get_by_label(re.compile("^不采用的原因")).select_option(label="不是同一人")
    officer.send("不采用")
    officer.says("未采用，来源会看到原因")
    officer.look()
    _takes(officer, first)
    _looks_after(city, source)
    seen = arrive("shequ.li", PHONE)
    seen.go("/inward/?state=all")
    seen.look("phone-inward-claims")
    seen.follow(seen.page.locator("tbody a", has_text=first).first)
    seen.look("phone-inward-claim")


def _takes(officer: Visit, name: str) -> None:
    """The person page tells of it; both sides; taken after asking once more."""
    officer.follow(officer.page.locator("tbody a", has_text=name).first)
    officer.look("inward-claim")
    officer.click("人员页面")
    officer.says("外来信息")
    officer.look("inward-panel")
    officer.page.go_back()
    officer.page.get_by_label(re.compile("^核实情况")).fill("已与家属通话")
    officer.send("属实，采用")
    officer.look("inward-take-asks")
    officer.send("确认登记死亡")
    officer.says("已采用，登记已按来源更正")
    officer.look("inward-claims-done")


def _looks_after(city: Visit, source: str) -> None:
    """The manager sees how the source does, its messages with receipts, enters a letter, pauses and rebinds it."""
    city.go(source)
    city.look("inward-source-health")
    city.says("近 30 日未接收")
    city.click("这个来源的全部信息")
    city.look("inward-messages")
    city.follow(city.page.locator("tbody a").first)
    city.says("签名回执")
    city.look("inward-message")
    city.go(source)
    city.click("登记来函")
    city.look("inward-letter")
    page = city.page
    for label, words in (("函号", "中湘退管函〔2026〕3号"), ("姓名", "郝无此人"), ("身份证号", "430999194806150024")):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    for label in ("函件日期", "死亡日期"):
        page.get_by_label(re.compile(f"^{label}")).fill("2026-03-01")
    scan = {"name": "来函.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n%%EOF\n"}
    page.set_input_files("[name=scan]", [scan])
    city.send("登记")
    city.says("等待人员登记", "中湘退管函〔2026〕3号")
    city.look("inward-letter-message")
    city.go(source)
    city.click("更换凭据")
    city.look("inward-key")
    city.go(source)
    city.click("暂停")
    page.get_by_label(re.compile("^说明")).fill("核对接口")
    city.look("inward-pause")
    city.send("暂停")
    city.says("已暂停")
    city.look("inward-source-paused")
    city.go(f"{source}release/")
    city.look("inward-release")
    city.go("/inward/sources/messages/")
    city.look()
    city.go("/inward/sources/")
    city.look("inward-sources")


@pytest.mark.parametrize("look", ["phone-largest", "largest"])
def test_the_list_of_claims_fits_in_the_largest_type(arrive: Arrive, look: str) -> None:
    officer = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
    officer.go("/appearance/")
    officer.page.locator("input[name=type_size][value='30']").check()
    officer.send("保存")
    officer.look()
    officer.go("/inward/?state=all")
    officer.look(f"{look}-inward-claims")
