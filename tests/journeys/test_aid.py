"""Civil affairs tell of hardship in three ways; the medical side of a visit, only with consent or a basis; the community goes."""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.steps import choose, make_key
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
HARDSHIP, ENDED = "cn.yinqiao.hardship.recognised.v1", "cn.yinqiao.hardship.ended.v1"
HEALTH, BACK = "cn.yinqiao.visit.health-due.v1", "cn.yinqiao.message.withdrawn.v1"
# Three of the community near by whom no other walk meets.
PEOPLE = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    rows = list(near.exclude(name__in=[one.name for one in CAST]).order_by("born_on", "id")[40:43])
    for one, facts in zip(rows, facts_of(rows)):
        print(one.name, facts["id_no"], one.pk, sep=",")
"""


@dataclass(frozen=True)
class Person:
    """Somebody of the register."""

    name: str
    number: str
    pk: str


def _people(visit: Visit) -> list[Person]:
    return [Person(*line.split(",")) for line in visit.site.run(PEOPLE).strip().splitlines()]


def _day(ago: int = 3) -> str:
    return (datetime.now(UTC) - timedelta(days=ago)).date().isoformat()


def _registers(city: Visit, name: str, kind: str, code: str, *types: str, key: str = "") -> str:
    city.go("/inward/sources/new/")
    city.look()
    page = city.page
    for label, words in (("单位名称", name), ("来源标识", code), ("条款", "第三条")):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label(re.compile("^类别")).select_option(kind)
    for one in types:
        page.locator(f"[name=types][value='{one}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("社会救助暂行办法")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    if key:
        choose(city, "[name=key]", key)
    city.send("登记")
    city.says("已登记信息来源")
    city.look()
    return city.address()


def _tells(site: str, key: str, number: int, kind: str, **data: str) -> str:
    event = {
        "specversion": "1.0", "id": f"mz-{number}", "source": "/sources/minzheng-jiuzhu", "type": kind,
        "time": datetime.now(UTC).isoformat(timespec="seconds"), "data": data,
    }  # fmt: skip
    head = {"Authorization": f"Bearer {key}", "Content-Type": "application/cloudevents-batch+json"}
    request = urllib.request.Request(f"{site}/api/v1/changes", json.dumps([event]).encode(), head)
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["items"][0]["outcome"])


def _writes(city: Visit, source: str, kind: str, who: Person, outcome: str, **more: str) -> None:
    """The desk enters a letter; a list for what is one of a list."""
    city.go(f"{source}letter/?type={kind}")
    city.look()
    page = city.page
    for label, words in (("函号", "长民函〔2026〕9号"), ("身份证号", who.number), ("姓名", who.name), *more.items()):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    for label in ("函件日期", "起始日期" if kind == HARDSHIP else "自何日起"):
        page.get_by_label(re.compile(f"^{label}")).fill(_day())
    if kind == HARDSHIP:
        page.get_by_label(re.compile("^困难类别")).select_option(label="特困人员")
        city.look("aid-letter")
    city.send("登记")
    city.says(outcome)
    city.look()


def _sends_a_file(city: Visit, who: Person) -> None:
    rows = f"身份证号,姓名,起始日期,救助类别,认定文书\n{who.number},{who.name},{_day()},低保边缘户,长民救〔2026〕31号\n"
    city.go("/dropbox/sources/")
    city.look()
    city.click("长沙市民政局社会救助处")
    city.page.select_option("[name=kind]", HARDSHIP)
    file = {"name": "救助.csv", "mimeType": "text/csv", "buffer": rows.encode("gb18030")}
    city.page.set_input_files("input[type=file]", [file])
    city.look()
    city.send("上传并检查")
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)
    assert (city.figure("总行数"), city.figure("将采用")) == (1, 1)
    city.look("aid-file")
    city.send("办理")
    city.look()
    city.send("办理")
    expect(city.page.get_by_text("交给报送单位").first).to_be_visible(timeout=90_000)
    city.look()


def _goes_there(officer: Visit, first: Person, others: list[Person]) -> None:
    """Today's list, the work list, the person, the visit; what was due is done by that."""
    officer.go("/people/duties/?standard=duties.hardship_visit")
    officer.says(first.name, *(one.name for one in others), "困难对象走访")
    officer.look("aid-visits")
    officer.go(f"/people/aid/{first.pk}/")
    officer.says("最低生活保障对象", "长民救〔2026〕18号", "应走访")
    officer.look("aid-person")
    officer.click("登记走访")
    officer.look()
    officer.page.get_by_label(re.compile("^内容")).fill("上门走访，生活安排妥当。")
    officer.page.locator("main form button[type=submit]").first.click()
    officer.page.wait_for_url("**/people/*/")
    officer.says("困难状况与应走访", "最低生活保障对象")
    officer.look("aid-panel")
    officer.go(f"/people/aid/{first.pk}/")
    officer.says("已走访")
    officer.look()


def _is_told_of_health(city: Visit, officer: Visit, who: Person) -> None:
    """Nothing without a ground; then with the consent, and never what it is."""
    source = _registers(city, "长沙市医疗保障局", "medical_insurance", "yibao-zoufang", HEALTH, BACK)
    _writes(city, source, HEALTH, who, "没有登记法定依据，也没有本人同意")
    officer.go(f"/people/aid/{who.pk}/")
    officer.look()
    officer.click("登记本人同意")
    officer.look("aid-consent")
    officer.page.get_by_label("本人书面同意").check()
    officer.page.get_by_label(re.compile("^同意书编号")).fill("同意书2026-7")
    officer.send("保存")
    officer.says("已登记本人同意")
    officer.look()
    _writes(city, source, HEALTH, who, "已采用")
    officer.go("/people/duties/?standard=duties.health_visit")
    officer.says(who.name, "健康原因")
    officer.look("aid-health")
    officer.go(f"/people/aid/{who.pk}/")
    officer.look("aid-person-health")
    officer.send("登记撤回同意")
    officer.says("已登记撤回同意", "已撤销")
    officer.look()
    city.go("/people/aid/sources/")
    city.says("长沙市医疗保障局", "仅限本人同意")
    city.look("aid-sources")
    city.click(re.compile("登记依据"))
    city.look("aid-basis")
    page = city.page
    page.get_by_label(re.compile("^依据文件")).fill("市级健康类信息共享清单（长政办〔2026〕3号）")
    page.get_by_label(re.compile("^条款")).fill("第二项")
    page.get_by_label(re.compile("^起始日期")).fill("2026-01-01")
    city.send("保存")
    city.says("已登记依据", "可提示")
    city.look("aid-sources-open")
    city.click(re.compile("终止依据"))
    city.says("已终止依据", "仅限本人同意")
    city.look()


def test_hardship_is_told_in_three_ways_and_health_only_on_a_ground(arrive: Arrive) -> None:
    officer, city = arrive("shequ.li"), arrive("shi.huang")
    first, second, third = _people(city)
    key = make_key(arrive("jiedao.admin"), "社会救助报送")
    types = (HARDSHIP, ENDED, BACK)
    source = _registers(city, "长沙市民政局社会救助处", "civil_affairs", "minzheng-jiuzhu", *types, key="社会救助报送")
    told = {"id_number": first.number, "name": first.name, "basis": "长民救〔2026〕18号"}
    assert _tells(city.site.url, key, 1, HARDSHIP, **told, since=_day(), grade="minimum_living") == "applied"
    _writes(city, source, HARDSHIP, second, "已采用", 认定依据="长民救〔2026〕19号")
    _sends_a_file(city, third)
    _goes_there(officer, first, [second, third])
    assert _tells(city.site.url, key, 2, ENDED, **told, since=_day(1)) == "applied"
    officer.go(f"/people/effects/{first.pk}/")
    officer.says("困难状况终止", "困难状况认定", "effects.hardship_visited@2019-01-01", "应走访已走访")
    officer.look("aid-effects")
    assert _tells(city.site.url, key, 3, BACK, withdraws="mz-2", reason="终止有误") == "applied"
    officer.go(f"/people/aid/{first.pk}/")
    officer.says("有效")
    officer.look()
    officer.go(f"/people/{second.pk}/")
    officer.says("特困人员", "特困")
    officer.look()
    _is_told_of_health(city, officer, third)
    for size, look in ((PHONE, "phone"), (PHONE, "phone-largest"), (OFFICE, "largest")):
        _fits(arrive("shequ.li", size), look, first)


def _fits(officer: Visit, look: str, first: Person) -> None:
    """The pages on a telephone and in the largest type."""
    if "largest" in look:
        officer.go("/appearance/")
        officer.page.locator("input[name=type_size][value='30']").check()
        officer.send("保存")
        officer.look()
    officer.go("/people/duties/?standard=duties.hardship_visit&case=all")
    officer.look(f"{look}-aid-visits")
    officer.go(f"/people/aid/{first.pk}/")
    officer.look(f"{look}-aid-person")
