"""A unit has its programme told of what happens: registers an address, sees a test arrive, finds out why nothing does."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.steps import choose, make_key
from tests.journeys.walk import PHONE, Visit
from yinqiao.platform.outward.tests.receiver import Got, Receiver, Reply, receiving
from yinqiao_client import verify

pytestmark = pytest.mark.journey
# An event of the feed that the receiver will have refused.
REFUSED = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.accounts.queries import list_key_actors
from yinqiao.areas.exchange.models import DeadLetter, Endpoint
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.platform.access import Actor, acting
with acting(Actor.system("journey")):
    there = Endpoint.objects.get(state="active", name="街道统计平台推送")
    reader = list_key_actors(key_ids={there.key_id}, today=timezone.localdate())[there.key_id]
    with acting(reader):
        first = list_feed(scope=reader.scope, after=0, limit=1).rows[0]
    DeadLetter.objects.create(endpoint=there, epoch=there.epoch, seq=first.seq, event_id=first.id, type=first.type,
        message_id="msg_1", code="refused", put_aside_at=timezone.now())
"""


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def _types(receiver: Receiver) -> list[str]:
    return [event["type"] for one in list(receiver.got) for event in json.loads(one.body)]


def test_a_unit_has_its_programme_told_and_finds_out_why_nothing_arrives(arrive: Arrive) -> None:
    unit = arrive("jiedao.admin")
    unit.go("/exchange/endpoints/")
    unit.look("endpoints-empty")
    make_key(unit, "街道统计平台推送凭据")
    with receiving() as receiver:
        secret = _registers(unit, receiver.url)
        unit.click("已存好，查看接收地址")
        unit.look()
        unit.send("发送测试")
        unit.says("已请求发送测试消息")
        unit.look()
        _until(lambda: "exchange.test" in _types(receiver))
        test = next(one for one in receiver.got if b"exchange.test" in one.body)
        assert verify(secret, test.headers, test.body).events[0].type == "exchange.test"
        unit.page.reload()
        unit.says("测试", "已送达")
        unit.look("endpoint")
        _fails(unit, receiver)
        _refuses(unit, receiver)
    _ends(unit)
    phone = arrive("jiedao.admin", PHONE)
    phone.go("/exchange/endpoints/")
    phone.look("phone-endpoints")
    phone.click("街道统计平台推送")
    phone.look("phone-endpoint")


def _registers(unit: Visit, url: str) -> str:
    unit.go("/exchange/endpoints/")
    unit.click("登记接收地址")
    unit.look("endpoint-register")
    unit.page.get_by_label(re.compile("^用途")).fill("街道统计平台推送")
    choose(unit, "[name=key]", "街道统计平台推送凭据")
    unit.page.get_by_label(re.compile("^接收地址")).fill("http://tongji.example.cn/")
    unit.page.locator("[name=from_start]").check()
    unit.send("下一步")
    unit.look("endpoint-register-asks")
    unit.send("确认登记")
    unit.says("地址必须以 https:// 开头")
    unit.look("endpoint-register-error")
    unit.page.get_by_label(re.compile("^接收地址")).fill(url)
    unit.send("下一步")
    unit.send("确认登记")
    unit.look("endpoint-secret")
    return str(unit.page.locator("#secret").input_value())


def _fails(unit: Visit, receiver: Receiver) -> None:
    """The receiver breaks down for a while; its administrator sees why, and has it tried again."""
    receiver.behaviour = lambda number, got: Reply(500)
    unit.send("发送测试")
    _until(lambda: _types(receiver).count("exchange.test") == 2)
    unit.page.reload()
    unit.says("接收方出错")
    unit.look("endpoint-failures")
    unit.send("暂停")
    unit.says("已暂停，位置已保留")
    unit.look("endpoint-paused")
    receiver.behaviour = lambda number, got: Reply()
    unit.send("恢复推送")
    unit.says("已恢复")
    unit.look()


def _refuses(unit: Visit, receiver: Receiver) -> None:
    """One event was refused: it is listed, read, and sent again."""
    unit.site.run(REFUSED)
    unit.page.reload()
    unit.says("未送达的事件", "拒收内容")
    unit.look("endpoint-letters")
    unit.follow(unit.page.locator("tbody a").last)
    unit.look("endpoint-letter")

    def came_again() -> bool:
        return any(_is_letter(one) for one in list(receiver.got))

    unit.send("重送这一条")
    unit.says("已请求重送")
    unit.look()
    _until(came_again)


def _is_letter(got: Got) -> bool:
    return got.headers.get("webhook-id") == "msg_1"


def _ends(unit: Visit) -> None:
    unit.go("/exchange/endpoints/")
    unit.look("endpoints")
    unit.click("街道统计平台推送")
    unit.send("更换签名密钥")
    unit.look("endpoint-rotate-asks")
    unit.send("确认更换")
    unit.look()
    unit.click("已存好，查看接收地址")
    unit.send("结束推送")
    unit.look("endpoint-end-asks")
    unit.send("确认结束")
    unit.says("已结束推送")
    unit.look("endpoint-ended")
