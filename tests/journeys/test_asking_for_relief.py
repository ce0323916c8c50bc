"""困难帮扶 on a phone: a person is asked one thing a page, does not agree, agrees, sends, follows, takes back; the community reads it."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.test_portal import LOOKS, _with_type
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
# Somebody of the community near by whom no other walk meets, and a session in the portal.
TOKEN = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.portal.services.sessions import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
system = Actor.system("test")
with acting(system):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    person = near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[{no}].pk
print(person, open_session(actor=system, at=timezone.now(), proof=Proof(person, Means.PHONE_CODE), device=Device("手机")), sep=",")
"""


def _comes(arrive: Arrive, look: str, no: int) -> tuple[Visit, str]:
    size, type_size = LOOKS[look]
    phone = arrive(size=size)
    person, token = phone.site.run(TOKEN.replace("{no}", str(no))).strip().split(",")
    phone.page.context.add_cookies([{"name": "yq_my", "value": token, "url": phone.site.url}])
    _with_type(phone, type_size)
    return phone, person


def _answers(phone: Visit, look: str, consent: str) -> None:
    page = phone.page
    phone.click("开始填，共 6 步")
    phone.look(f"{look}-relief-kind")
    phone.send("下一步")
    phone.says("请选一个")
    phone.look()
    page.get_by_label("临时救助").check()
    phone.send("下一步")
    page.get_by_label("是，等不及").check()
    phone.look()
    phone.send("下一步")
    page.get_by_label("几个人").fill("两")
    phone.send("下一步")
    phone.says("请填一个数")
    phone.look(f"{look}-relief-error")
    page.get_by_label("几个人").fill("2")
    phone.send("下一步")
    page.get_by_label("每月多少元").fill("2600")
    phone.look()
    phone.send("下一步")
    page.locator("textarea").fill("老伴做手术，借了一笔钱。")
    phone.look(f"{look}-relief-words")
    phone.send("下一步")
    page.get_by_label(consent, exact=True).check()
    phone.look(f"{look}-relief-consent")
    phone.send("下一步")


@pytest.mark.parametrize("look", LOOKS)
def test_a_person_asks_for_relief_on_a_phone_and_nobody_looks_before_the_consent(arrive: Arrive, look: str) -> None:
    phone, person = _comes(arrive, look, 60 + list(LOOKS).index(look))
    phone.go("/my/apply/")
    phone.look()
    phone.click("困难帮扶")
    phone.says("您还没有申请过")
    phone.look()
    phone.click("申请救助")
    phone.look(f"{look}-relief-begin")
    _answers(phone, look, "不同意")
    phone.says("不同意，没有关系", "老伴做手术")
    phone.look(f"{look}-relief-not-agreed")
    phone.click("再想一想，回去改")
    phone.page.get_by_label("同意核对", exact=True).check()
    phone.send("下一步")
    phone.look(f"{look}-relief-send")
    phone.click("不办了")
    phone.look()
    phone.click("还要办，回去接着填")
    phone.look()
    phone.go("/my/aid/apply/send/")
    phone.send("没有错，交给社区")
    phone.says("申请收到了", "最晚")
    phone.look(f"{look}-relief-own")
    officer = arrive("shequ.li")
    officer.go(f"/people/aid/{person}/")
    officer.look()
    officer.click("临时救助")
    officer.says("老伴做手术", "没有核对", "本人电子方式同意")
    officer.look("relief-told" if look == "phone" else "")
    phone.click("不办了，收回")
    phone.look(f"{look}-relief-withdraw")
    phone.send("收回")
    phone.says("已经收回")
    phone.look()
