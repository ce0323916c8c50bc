"""丧葬悼念: a death opens its file; the community goes there, explains, settles; the enterprise does its part; the portal's guide."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.test_effects import OFFICER
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody of the community near by, of an enterprise with a signed agreement, whom no other walk meets, died five days ago.
PERSON = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.agreements.queries import agreed_enterprises
from yinqiao.areas.organisations.queries import places, scope_of_division
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
here = places().by_code[NEAR]
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=here.place_no)
    firms = agreed_enterprises(scope=Scope.everything(), enterprises=set(near.values_list("enterprise_id", flat=True)))
    near = near.filter(enterprise_id__in=firms).exclude(name__in=[one.name for one in CAST])
    row = near.order_by("-born_on", "id")[3]
    print(f"{row.name},{row.pk},{row.enterprise_id}")
officer = Actor(None, "community_officer", "李红", scope_of_division(division_id=here.id), here.name)
day = timezone.localdate() - timedelta(days=5)
told = Death(day, Source.RELATIVE, "死亡医学证明", row.lock_version)
record_death(actor=officer, at=timezone.now(), retiree_id=row.pk, death=told)
"""


def _goes_there(officer: Visit, person: str) -> None:
    page = officer.page
    officer.go("/")
    officer.says("待办的身后事项")
    officer.look()
    officer.go("/people/bereavement/")
    officer.look("bereavement-files")
    officer.go(f"/people/{person}/")
    officer.says("丧葬悼念", "还有")
    officer.look("bereavement-panel")
    officer.go(f"/people/bereavement/{person}/")
    officer.says("家属要办的", "原企业要办的", "遗属待遇预估", "还没有登记吊唁慰问")
    officer.look("bereavement-file")
    officer.click("登记吊唁慰问")
    officer.look("bereavement-condole")
    officer.send("保存")
    officer.look("bereavement-condole-error")
    page.get_by_label(re.compile("^慰问人")).fill("社区书记张某")
    page.get_by_label(re.compile("^慰问金")).fill("500")
    page.get_by_label(re.compile("^慰问品")).fill("花圈一个")
    officer.send("保存")
    officer.says("已登记吊唁慰问", "慰问金 500.00 元")
    officer.look("bereavement-condoled")
    officer.click("一次性告知")
    officer.says("家里要办的事", "取得死亡证明", "要带")
    officer.look("bereavement-notice")


def _reads(arrive: Arrive, officer: Visit, name: str, person: str) -> None:
    """The family is given a code and reads by it, without sign-in, what is left; nothing of whom it lost."""
    officer.go(f"/people/bereavement/{person}/")
    officer.look()
    officer.click("家属查看码")
    officer.look("bereavement-family-asks")
    officer.page.get_by_label("子女").check()
    officer.send("生成查看码")
    officer.says("只显示这一次")
    officer.look("bereavement-family-code")
    code = officer.page.locator("dl.facts strong").inner_text()
    family = arrive(size=PHONE)
    family.go("/public/after-a-death/")
    family.look("phone-bereavement-family-enter")
    family.page.get_by_label("查看码").fill("ABCD-EFGH-JKMN")
    family.send("查看")
    family.says("没有找到这个查看码")
    family.look()
    family.page.get_by_label("查看码").fill(code)
    family.send("查看")
    family.says("家里要办的", "注销户口", "原企业")
    assert name not in family.words()
    family.look("phone-bereavement-family")


def _settles(who: Visit, name: str, item: str, picture: str) -> None:
    who.go("/people/bereavement/turns/")
    who.look(f"bereavement-turns-{picture}")
    who.follow(who.page.locator("tbody tr", has_text=item).filter(has_text=name).locator("a").first)
    who.look(f"bereavement-item-{picture}")
    who.send("登记结果")
    who.says("请选择办理结果")
    who.look()
    who.page.get_by_label("已办理").check()
    who.send("登记结果")
    who.says("已登记办理结果")
    who.look()


def test_a_death_is_followed_by_those_who_have_something_to_do(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    name, person, firm = officer.site.run(PERSON).strip().split(",")
    _goes_there(officer, person)
    _reads(arrive, officer, name, person)
    _settles(officer, name, "把家属要办的事一次说清", "community")
    enterprise = officer.site.run(OFFICER.format(firm=firm)).split()[0]
    _settles(arrive(enterprise), name, "原企业慰问家属", "enterprise")
    officer.go(f"/people/bereavement/{person}/")
    officer.says("已办理")
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for page, address in (("file", f"/people/bereavement/{person}/"), ("notice", f"/people/bereavement/{person}/notice/"),
                              ("turns", "/people/bereavement/turns/")):  # fmt: skip
            seen.go(address)
            seen.look(f"{look}-bereavement-{page}")
