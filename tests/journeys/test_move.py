"""A move through all faces: the police tell it by programme, on paper and in a file; old and new community, what follows."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.steps import choose, make_key
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.platform.outward.tests.receiver import Receiver, receiving
from yinqiao.shell.demo.cast import BESIDE, FAR

pytestmark = pytest.mark.journey
RESIDENCE, BACK = "cn.yinqiao.person.residence.v1", "cn.yinqiao.message.withdrawn.v1"
NEW_HOME = "开福区新居路 7 号迁居小区 3 栋 101"
# Four of the community near by of whom nobody, and no other walk, has told anything of late. Of the first the street holds the archive and the community the
# party relation, as taken over with lists of old.
PEOPLE = """
import datetime, io
import django; django.setup()
import polars as pl
from django.utils import timezone
from yinqiao.areas.archives.services import take_over_archives
from yinqiao.areas.archives.types import CATALOGUE
from yinqiao.areas.lists.services import OldList, take_over_list
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.services import take_over_members
from yinqiao.areas.party.types import ROSTER
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.cast import CAST, NEAR, STREET
from yinqiao.shell.demo.loading.blocks import LOADER
day = timezone.now() - datetime.timedelta(days=40)
on = timezone.localdate(day)
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    near = near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
    late = str(timezone.localdate() - datetime.timedelta(days=30))
    told = lambda one: max((entry[1] or "" for entry in one.sources.values() if len(entry) > 1), default="")
    rows = [one for one in near.exclude(political_status="01")[12:60] if told(one) < late][:4]
    numbers = [facts["id_no"] for facts in facts_of(rows)]
first = rows[0]
def listed(kind, number, name):
    text = io.BytesIO(f"{first.name},{numbers[0]}".encode("utf-8-sig"))
    counts = {"rows": 1, "ready": 1, "blocked": 0, "offered": 1, "overtaken": 0}
    with perform(actor=LOADER, action="demo.load_list", at=day) as act:
        batch = take_over_list(act=act, taken=OldList(kind, number, first.enterprise_id, text, name, counts))
    return {"batch_id": [batch.bytes], "batch_no": [number], "enterprise_id": [first.enterprise_id],
            "name": [first.name], "id_no": [numbers[0]]}
street = places().by_code[STREET].place_no
members = pl.DataFrame(listed(ROSTER, "QY-P1", "党员.csv") | {
    "named_no": [street], "branch": ["迁居党支部"], "channel": ["phone"], "joined_on": [on], "full_on": [on],
    "dues_paid_to": [on], "file_holder": ["企业党委"], "is_attached": [False], "attached_to": [""], "state": ["received"],
    "state_on": [on], "letter_no": ["组介迁居1号"], "letter_on": [on], "reported_on": [on], "received_on": [on],
    "return_reason": [""]})
archives = pl.DataFrame(listed(CATALOGUE, "QY-C1", "档案.csv") | {
    "place_no": [street], "archive_no": ["QY0001"], "barcode": ["98900000001"], "box_no": ["0001"], "items": [9],
    "pages": [60], "state": ["received"], "damage_note": [""]})
with perform(actor=LOADER, action="demo.load_members", at=day) as act:
    act.people = take_over_members(act=act, members=members)
with perform(actor=LOADER, action="demo.load_archives", at=day) as act:
    act.people = take_over_archives(act=act, archives=archives)
for one, number in zip(rows, numbers):
    print(one.name, number, one.pk, sep=",")
"""


@dataclass(frozen=True)
class Mover:
    """Somebody of the register who moves."""

    name: str
    number: str
    pk: str


def _movers(visit: Visit) -> list[Mover]:
    return [Mover(*line.split(",")) for line in visit.site.run(PEOPLE).strip().splitlines()]


def _day() -> str:
    return (datetime.now(UTC) - timedelta(days=3)).date().isoformat()


def _registers(city: Visit) -> str:
    city.go("/inward/sources/new/")
    city.look()
    page = city.page
    for label, words in (("单位名称", "长沙市公安局人口管理支队"), ("来源标识", "gongan-qianyi"), ("条款", "第十条")):
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    page.get_by_label(re.compile("^类别")).select_option("police")
    for kind in (RESIDENCE, BACK):
        page.locator(f"[name=types][value='{kind}']").check()
    page.get_by_label(re.compile("^依据文件")).fill("户口登记条例")
    page.get_by_label(re.compile("^依据起始日期")).fill("2024-01-01")
    choose(city, "[name=key]", "人口信息报送")
    city.send("登记")
    city.says("已登记信息来源")
    city.look()
    return city.address()


def _asks(site: str, key: str, path: str, body: Any = None, kind: str = "") -> Any:
    head = {"Authorization": f"Bearer {key}", **({"Content-Type": kind} if kind else {})}
    request = urllib.request.Request(f"{site}{path}", json.dumps(body).encode() if body else None, head)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def _tells(site: str, key: str, number: int, kind: str, **data: str) -> str:
    event = {
        "specversion": "1.0", "id": f"qy-{number}", "source": "/sources/gongan-qianyi", "type": kind,
        "time": datetime.now(UTC).isoformat(timespec="seconds"), "data": data,
    }  # fmt: skip
    told = _asks(site, key, "/api/v1/changes", [event], "application/cloudevents-batch+json")
    return str(told["items"][0]["outcome"])


def _enters_by_hand(city: Visit, source: str, who: Mover) -> None:
    """The desk enters what came on paper."""
    city.go(source)
    city.click("登记来函")
    city.look("move-letter")
    page = city.page
    told = {"函号": "长公人口函〔2026〕7号", "身份证号": who.number, "姓名": who.name, "常住地址": NEW_HOME,
            "所在社区的 12 位区划代码": BESIDE}  # fmt: skip
    for label, words in told.items():
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    for label in ("函件日期", "自何日起在此居住或登记"):
        page.get_by_label(re.compile(f"^{label}")).fill(_day())
    city.send("登记")
    city.says("已采用", "长公人口函〔2026〕7号")
    city.look("move-letter-taken")


def _sends_a_file(city: Visit, who: Mover) -> None:
    """The office's table with one line of a new address."""
    rows = f"公民身份号码,姓名,迁入日期,现住址,社区代码\n{who.number},{who.name},{_day()},{NEW_HOME},{BESIDE}\n"
    city.go("/dropbox/sources/")
    city.look()
    city.click("长沙市公安局人口管理支队")
    city.page.select_option("[name=kind]", RESIDENCE)
    file = {"name": "迁入.csv", "mimeType": "text/csv", "buffer": rows.encode("gb18030")}
    city.page.set_input_files("input[type=file]", [file])
    city.look()
    city.send("上传并检查")
    expect(city.page.locator("#findings-title")).to_be_visible(timeout=90_000)
    assert (city.figure("总行数"), city.figure("将采用")) == (1, 1)
    city.look("move-file")
    city.send("办理")
    city.look()
    city.send("办理")
    expect(city.page.get_by_text("交给报送单位").first).to_be_visible(timeout=90_000)
    city.look("move-file-taken")


def _is_told(unit: Visit, url: str) -> None:
    unit.go("/exchange/endpoints/")
    unit.look()
    unit.click("登记接收地址")
    unit.look()
    unit.page.get_by_label(re.compile("^用途")).fill("迁居接收")
    choose(unit, "[name=key]", "迁居推送")
    unit.page.get_by_label(re.compile("^接收地址")).fill(url)
    unit.send("下一步")
    unit.look()
    unit.send("确认登记")
    unit.look()


def _is_told_no_more(unit: Visit) -> None:
    unit.go("/exchange/endpoints/")
    unit.look()
    unit.click("迁居接收")
    unit.look()
    unit.send("结束推送")
    unit.look()
    unit.send("确认结束")
    unit.says("已结束推送")
    unit.look()


def _until_told(receiver: Receiver, who: Mover, *types: str) -> None:
    """The webhook brings each of these of the person, and nothing of what the person's life says."""
    deadline, wanted = time.monotonic() + 60, set(types)
    while True:
        bodies = [one.body.decode() for one in list(receiver.got)]
        told = {event["type"] for body in bodies for event in json.loads(body) if who.pk in json.dumps(event)}
        if wanted <= told:
            break
        assert time.monotonic() < deadline, wanted - told
        time.sleep(0.3)
    assert not any(word in body for body in bodies for word in (who.number, who.name, NEW_HOME))


def _until_fed(site: str, key: str, who: Mover, *types: str) -> None:
    """The feed has each of these of the person."""
    found, after = set(), 0
    while True:
        page = _asks(site, key, f"/api/v1/events?after={after}&limit=500")
        found |= {one["type"] for one in page["items"] if who.pk in json.dumps(one)}
        if not page["has_more"]:
            break
        after = page["next"]
    assert set(types) <= found


def _keeps_until_accepted(old: Visit, who: Mover) -> None:
    """The register shows what was told, from whom, since when; the person is still the old community's."""
    old.go(f"/people/{who.pk}/")
    old.says(who.name, f"来源：公安部门，{_day()} 起", "登记走访")
    old.look("move-person")
    old.click("变动经过")
    old.says("常住地址变更", "长沙市公安局人口管理支队", "移交社区，等待接收", "effects.move_offered@2019-01-01")
    old.look("move-effects-waiting")


def _accepts(new: Visit, who: Mover) -> None:
    new.go("/handover/waiting/")
    new.says(who.name)
    new.look()
    new.page.locator("tbody tr", has_text=who.name).locator("input[name=ids]").check()
    new.send("接收")
    new.says("已接收 1 人")
    new.look()
    new.go(f"/people/effects/{who.pk}/")
    new.says("常住地址变更", "社区接收", "原社区转出", "迁居后档案随转", "迁居后组织关系随转")
    new.look("move-effects-accepted")


def _has_to_send_on(street: Visit, who: Mover, kind: str, outcome: str) -> None:
    """The old street holds archive and party relation, and is reminded of both."""
    street.go("/people/effects/")
    street.says(kind)
    street.look("move-followups")
    street.follow(street.page.locator("tbody tr", has_text=kind).filter(has_text=who.name).locator("a").first)
    street.look()
    street.page.get_by_label(outcome).check()
    street.send("登记结果")
    street.says("已登记办理结果")
    street.look()


def test_a_move_goes_through_all_faces(arrive: Arrive) -> None:
    unit, city, old, new = arrive("jiedao.admin"), arrive("shi.huang"), arrive("shequ.li"), arrive("shequ.he")
    first, second, third, fourth = _movers(city)
    key, reading = make_key(unit, "人口信息报送"), make_key(unit, "迁居推送")
    source, site = _registers(city), city.site.url
    with receiving() as receiver:
        _is_told(unit, receiver.url)
        told = {"since": _day(), "address": NEW_HOME}
        for number, (one, to) in enumerate(((first, FAR), (fourth, BESIDE)), 1):
            said = {**told, "id_number": one.number, "name": one.name, "division_code": to}
            assert _tells(site, key, number, RESIDENCE, **said) == "applied"
        _enters_by_hand(city, source, second)
        _sends_a_file(city, third)
        for one in (first, second, third):
            _keeps_until_accepted(old, one)
            _until_told(receiver, one, "retirees.move_recorded", "handover.person_offered")
        _until_fed(site, reading, first, "retirees.move_recorded", "handover.person_offered")
        _accepts(new, first)
        beside = arrive("shequ.tan")
        beside.go("/handover/waiting/")
        beside.says(second.name, third.name, fourth.name)
        beside.look()
        old.go(f"/people/{first.pk}/")
        assert old.status == 404
        old.look()
        street = arrive("jiedao.peng")
        _has_to_send_on(street, first, "迁居后档案随转", "已转递")
        _has_to_send_on(street, first, "迁居后组织关系随转", "本人要求暂留原处")
        _was_wrong(city, key, old, beside, fourth)
    _is_told_no_more(unit)
    _fits_everywhere(arrive, first)


def _fits_everywhere(arrive: Arrive, who: Mover) -> None:
    """The chain on a telephone and in the largest type."""
    for size, look in ((PHONE, "phone"), (PHONE, "phone-largest"), (OFFICE, "largest")):
        seen = arrive("shequ.he", size)
        if "largest" in look:
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        seen.go(f"/people/effects/{who.pk}/")
        seen.look(f"{look}-move-effects")


def _was_wrong(city: Visit, key: str, old: Visit, beside: Visit, who: Mover) -> None:
    """The office takes back what it told of the last one: the offer is gone, the old address stands, the chain says so."""
    assert _tells(city.site.url, key, 3, BACK, withdraws="qy-2", reason="同名人员误报") == "applied"
    beside.go("/handover/waiting/")
    assert who.name not in beside.words()
    beside.look()
    old.go(f"/people/effects/{who.pk}/")
    old.says("已撤回", "常住地址变更", "撤回移交", "effects.move_not_offered@2019-01-01")
    old.look("move-effects-withdrawn")
