"""People who live in another city: named a city, offered by a sealed package, answered; and a package that comes from one."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import PHONE, Visit
from yinqiao.areas.othercity.rules.messages import Answered, AnswerMessage, PackageMessage
from yinqiao.areas.othercity.rules.sealing import fingerprint, open_sealed, read_keys, seal, write_keys
from yinqiao.areas.othercity.tests.cities import far_keys, person
from yinqiao.areas.othercity.types import CityKeys, Covered, Decision

pytestmark = pytest.mark.journey
SHENZHEN = "4403"
OWN, PUBLIC = far_keys(SHENZHEN)
LONG_NAME = "努尔艾合买提江·阿卜杜热依木江"


def _upload(visit: Visit, name: str, content: bytes) -> None:
    visit.page.set_input_files("input[type=file]", [{"name": name, "mimeType": "application/json", "buffer": content}])


def _download(visit: Visit, row: int) -> bytes:
    """The file of a line of a package's files, after its purpose was told."""
    visit.follow(visit.page.get_by_role("link", name="下载", exact=True).nth(row))
    visit.page.fill("[name=purpose]", "发送深圳市经办机构")
    visit.look("othercity-download")
    with visit.download() as files:
        visit.page.get_by_role("button", name="下载").click()
    return files[0].getvalue()


def test_people_go_to_another_city_and_come_from_one(arrive: Arrive) -> None:
    city, desk = arrive("shi.huang"), arrive("shebao.deng")
    ours = _keys_are_exchanged(city, arrive("anquan.admin"))
    _and_let_go(desk, ours, _somebody_is_offered(desk, ours))
    _another_is_taken_back(desk)
    _somebody_comes(city, ours)
    _keys_are_revoked(arrive("anquan.admin"))
    _on_a_phone(arrive("shebao.deng", PHONE))


def _keys_are_exchanged(city: Visit, security: Visit) -> CityKeys:
    city.go("/other-city/keys/")
    city.look("othercity-keys-empty")
    with city.download() as files:
        city.page.get_by_role("link", name="下载本市公钥").click()
    ours = read_keys(files[0].getvalue())
    city.click(re.compile("登记外市公钥"))
    _upload(city, "keys.json", b"{}")
    city.send("登记")
    city.says("不是城市公钥文件")
    city.look("othercity-register-error")
    _upload(city, "keys.json", write_keys(PUBLIC))
    city.send("登记")
    city.says("待确认指纹")
    city.look("othercity-key")
    security.go("/")
    security.says("等待确认的外市公钥")
    security.look()
    security.follow(security.page.get_by_role("link", name="去核对"))
    security.look()
    security.follow(security.page.get_by_role("link", name="查看", exact=True))
    security.look()
    security.click("核对指纹并确认")
    security.page.fill("[name=tail]", fingerprint(PUBLIC)[-8:])
    security.look("othercity-confirm-keys")
    security.send("确认")
    security.says("已确认")
    security.look("othercity-key-confirmed")
    return ours


def _somebody_is_offered(desk: Visit, ours: CityKeys) -> PackageMessage:
    desk.go("/other-city/")
    desk.look("othercity-people")
    ready = desk.figure("可以移交")
    assert ready > 0
    _name_a_city(desk)
    desk.go("/other-city/?obstacle=ready")
    desk.look("othercity-ready")
    assert desk.total() == ready + 1
    desk.page.locator("tbody input[name=ids]").first.check()
    desk.follow(desk.page.get_by_role("button", name="移交外市"))
    desk.says("仍由本市管理", "只有对方城市能打开")
    desk.look("othercity-offer-asks")
    desk.send("生成移交包")
    desk.says("已生成 1 个移交包", "等待答复")
    desk.look("othercity-package")
    opened = open_sealed(_download(desk, 0), own=OWN, key_of={ours.sign_kid: ours.sign}.get).message
    assert isinstance(opened, PackageMessage)
    return opened


def _name_a_city(desk: Visit) -> None:
    """The officer knows better than the address where one of them lives."""
    desk.go("/other-city/?obstacle=no_rule")
    desk.look("othercity-no-rule")
    desk.page.locator("tbody input[name=ids]").first.check()
    desk.follow(desk.page.get_by_role("button", name="指定居住城市"))
    desk.page.fill("[name=city]", "深圳")
    desk.send("指定")
    desk.says("请从列表中选择")
    desk.look("othercity-name-city-error")
    desk.page.fill("[name=city]", "广东省深圳市")
    desk.look("othercity-name-city")
    desk.send("指定")
    desk.says("已指定居住城市")


def _and_let_go(desk: Visit, ours: CityKeys, sent: PackageMessage) -> None:
    told = Answered(ref=sent.people[0].ref, decision=Decision.ACCEPTED, decided_on=timezone.localdate())
    answer = AnswerMessage(
        jti=uuid4(), iss=SHENZHEN, aud=sent.iss, iat=timezone.now(), number=sent.number, answers=(told,)
    )  # fmt: skip
    content = seal(answer, own=OWN, to=ours)
    desk.go("/other-city/take-in/")
    _upload(desk, "答复.jwe", content[:-20])
    desk.send("上传并核对")
    desk.says("没有保存任何内容")
    desk.look("othercity-take-in-error")
    _upload(desk, "答复.jwe", content)
    desk.look("othercity-take-in")
    desk.send("上传并核对")
    desk.says("已登记对方对移交包", "已办结")
    desk.look("othercity-packages")
    desk.follow(desk.page.locator("tbody a", has_text=sent.number))
    desk.says("对方已接收")
    desk.look("othercity-package-answered")
    desk.follow(desk.page.locator("tbody a", has_text=sent.people[0].name))
    desk.says("外市（广东省深圳市）管理", "已迁出")
    desk.look("othercity-person")


def _another_is_taken_back(desk: Visit) -> None:
    desk.go("/other-city/?obstacle=ready")
    desk.page.locator("tbody input[name=ids]").first.check()
    desk.follow(desk.page.get_by_role("button", name="移交外市"))
    desk.send("生成移交包")
    desk.send("撤回移交包")
    desk.says("不算数")
    desk.look("othercity-take-back-asks")
    desk.send("撤回")
    desk.says("已撤回 1 人", "请下载撤回文件")
    desk.look("othercity-taken-back")


def _keys_are_revoked(security: Visit) -> None:
    security.go("/other-city/keys/")
    security.look("othercity-keys")
    security.follow(security.page.get_by_role("link", name="查看", exact=True))
    security.send("停用")
    security.says("包括还没有收到的答复")
    security.look("othercity-revoke-asks")
    security.send("停用")
    security.says("已停用")
    security.look()


def _somebody_comes(city: Visit, ours: CityKeys) -> None:
    city.go("/other-city/arrivals/")
    city.look("othercity-arrivals-empty")
    today = timezone.localdate()
    message = PackageMessage(
        jti=uuid4(), iss=SHENZHEN, aud=ours.city, iat=timezone.now(), number=f"{SHENZHEN}-{ours.city}-{today.year}-0001",
        sequence=1, valid_to=today + timedelta(days=60), covers=(Covered.SOCIAL,), rule_of_sender="深圳市文件（演示）",
        rule_of_receiver="长沙市文件（演示）", people=(person(), person(804, name=LONG_NAME)),
    )  # fmt: skip
    city.click(re.compile("上传交换文件"))
    city.look()
    _upload(city, "移交包.jwe", seal(message, own=OWN, to=ours))
    city.send("上传并核对")
    city.says("已收到移交包", "未入册", LONG_NAME)
    city.look("othercity-arrivals")
    for box in city.page.locator("tbody input[name=ids]").all():
        box.check()
    city.follow(city.page.get_by_role("button", name="下载转入名册"))
    city.look("othercity-roster")
    city.page.fill("[name=purpose]", "交由企业上传名册")
    with city.download():
        city.page.get_by_role("button", name="下载").click()
    city.go("/other-city/arrivals/")
    city.page.locator("tbody tr", has_text=LONG_NAME).locator("input[name=ids]").check()
    city.follow(city.page.get_by_role("button", name="接收", exact=True))
    city.look("othercity-accept-asks")
    city.send("接收并答复")
    city.says("还没有由本市社区或经办机构接收")
    city.look("othercity-accept-error")
    city.go("/other-city/arrivals/")
    city.page.locator("tbody tr", has_text=LONG_NAME).locator("input[name=ids]").check()
    city.follow(city.page.get_by_role("button", name="退回", exact=True))
    city.page.get_by_label("不在本市居住").check()
    city.look("othercity-return")
    city.send("退回")
    city.says("已生成签名的退回答复")
    expect(city.page.get_by_text("答复", exact=True).first).to_be_visible()
    city.look("othercity-incoming")


def _on_a_phone(desk: Visit) -> None:
    desk.go("/other-city/")
    desk.look("phone-othercity-people")
    desk.go("/other-city/packages/")
    desk.look("phone-othercity-packages")
    desk.follow(desk.page.locator("tbody a").first)
    desk.look("phone-othercity-package")
