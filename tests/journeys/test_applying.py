"""A retiree applies on a phone with a photograph, brings what was missing, takes back; the officer sees it; without script."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.tabs import Tabs
from tests.journeys.test_portal import LOOKS, PEOPLE, Person, _with_type, comes_in
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
OFFICER = "shequ.li"


def _people(site: Site) -> list[Person]:
    """Those whom no other walk meets."""
    told = PEOPLE.replace("others[60:66]", "others[66:72]").replace("*named[:1], ", "")
    return [Person(*line.split(",")) for line in site.run(told).strip().splitlines()]


def _photo() -> dict[str, Any]:
    picture = Image.new("RGB", (1200, 800), (226, 234, 240))
    ImageDraw.Draw(picture).rectangle((80, 80, 460, 560), fill=(170, 186, 200))
    target = BytesIO()
    picture.save(target, "JPEG")
    return {"name": "身份证.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def _fills_in(visit: Visit, phone: str, *, pictures: str = "") -> None:
    def look(name: str) -> None:
        visit.look(f"{pictures}-applying-{name}" if pictures else "")

    page = visit.page
    visit.go("/my/")
    visit.look()
    visit.click(re.compile("我要办事"))
    visit.look()
    visit.click("亲人去世后怎么办")
    visit.says("取得死亡证明", "去世后 20 个工作日以内")
    look("after-a-death")
    visit.go("/my/apply/")
    visit.click(re.compile("联系方式变更"))
    look("item")
    visit.click(re.compile("开始填"))
    visit.says("登记的是", "第 1 步，共 3 步")
    look("page")
    page.locator("#id_phone").fill("1390000")
    visit.send("下一步")
    visit.says("电话格式不对")
    look("page-error")
    page.locator("#id_phone").fill(phone)
    visit.send("下一步")
    look("address")
    visit.send("下一步")
    look("materials")
    page.locator("input[type=file]").set_input_files({**_photo(), "buffer": b"no picture"})
    visit.send("交这张")
    visit.says("文件不是 PDF、JPG 或 PNG 扫描件")
    look("refused")
    page.locator("input[type=file]").set_input_files(_photo())
    visit.send("交这张")
    visit.says("已交 1 页")
    look("sent-photo")
    visit.send("下一步")
    visit.says(phone, "和登记的一样", "已交 1 页")
    look("read-back")


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_a_retiree_applies_with_a_photograph_and_brings_what_was_missing(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    person = _people(site)[["phone", "phone-largest"].index(look)]
    visit = arrive(size=size)
    _with_type(visit, letters)
    comes_in(visit, person)
    visit.look()
    _fills_in(visit, "13900006543", pictures=look)
    small = visit.page.evaluate(
        "() => [...document.querySelectorAll('main a, main button, main input:not([type=hidden])')]"
        ".filter(e => e.getBoundingClientRect().height < 60).map(e => e.outerHTML.slice(0, 120))"
    )
    assert small == []
    visit.send("没有错，交给社区")
    visit.says("1 个工作日内告知是否受理", "办件编号", "打电话给")
    visit.look(f"{look}-applying-receipt")
    if look == "phone":
        _is_worked_on(arrive, visit)
    else:
        visit.click("不办了，撤回申请")
        visit.look("applying-withdraw")
        visit.send("撤回申请")
        visit.says("申请已撤回")
        visit.look()


def _is_worked_on(arrive: Arrive, visit: Visit) -> None:
    """The community looks, asks once, gets it from the phone, decides."""
    officer = arrive(OFFICER)
    found = re.search(r"[0-9]{12}-[0-9]{4}-[0-9]{5}", visit.words())
    assert found
    number = found[0]
    officer.go(f"/services/?number={number}")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text=number).first)
    officer.says("网上", "本人身份证")
    assert officer.page.locator(".thumb img").first.evaluate("e => e.complete ? e.naturalWidth : 1") > 0
    officer.look("applying-officer")
    case = officer.address()
    officer.click("添加材料图片")
    officer.look("applying-attach")
    officer.go(case)
    officer.look()
    officer.click("一次性告知")
    officer.look()
    officer.page.locator("[name=materials][value=id_card]").check()
    officer.page.get_by_label(re.compile("^要补正的内容")).fill("照片反光，看不清，请重拍一张")
    officer.send("告知补正")
    officer.look()
    visit.go(visit.address())
    visit.says("还缺：本人身份证")
    visit.look("applying-asked")
    visit.click("在手机上补")
    visit.says("照片反光")
    visit.look("applying-supply")
    visit.page.locator("input[type=file]").set_input_files(_photo())
    visit.send("交这张")
    visit.look()
    visit.send("都补齐了，交给社区")
    visit.says("已经补交给社区")
    visit.look("applying-supplied")
    officer.go(case)
    officer.look()
    officer.click("办结")
    officer.look()
    officer.send("办结")
    officer.says("已办结")
    officer.look()
    visit.go(visit.address())
    visit.says("已办结", "登记信息已按申请更正")
    visit.look("applying-done")
    _is_rated(visit, arrive("jiedao.peng"), number)
    _wish_is_rated(visit, officer)


def _is_rated(visit: Visit, street: Visit, number: str) -> None:
    """Not content; the street follows it up."""
    visit.click("评一评办得怎么样")
    visit.page.get_by_label("不满意", exact=True).check()
    visit.page.get_by_label("想说的话").fill("等得久，没有人说要等多久")
    visit.look("applying-rate")
    visit.send("提交")
    visit.says("谢谢您", "您的评价：不满意")
    visit.look("applying-rated")
    street.go("/ratings/")
    street.says(number, "待回访")
    street.look("ratings")
    street.follow(street.page.locator("tbody a", has_text=number).first)
    street.says("等得久")
    street.look("rating")
    street.click("登记回访")
    street.page.get_by_label("回访和处理结果").fill("已打电话致歉，说明办理时限，社区今后当场告知。")
    street.look("rating-close")
    street.send("保存")
    street.says("已回访")
    street.look()
    street.go(f"/services/?number={number}")
    street.look()
    street.follow(street.page.locator("tbody a", has_text=number).first)
    street.look()
    street.click("代记评价")
    street.look("rating-note")


def _wish_is_rated(visit: Visit, officer: Visit) -> None:
    """A copy of the own data, answered by the community; how that went is asked once."""
    visit.go("/my/ask/copy/")
    visit.page.get_by_label("怎么拿给您").fill("我自己去社区拿")
    visit.look()
    visit.send("提交给社区")
    visit.look()
    officer.go("/people/requests/")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text="查阅、复制").first)
    officer.page.get_by_label("已办理").check()
    officer.page.get_by_label("答复内容").fill("已打印一份，当面交给本人。")
    officer.look()
    officer.send("提交答复")
    officer.look()
    visit.go("/my/requests/")
    visit.says("已打印一份")
    visit.look("applying-wish-answered")
    visit.click("评一评办得怎么样")
    visit.page.get_by_label("满意", exact=True).check()
    visit.look("applying-wish-rate")
    visit.send("提交")
    visit.says("谢谢您", "您的评价：满意")
    visit.look("applying-wish-rated")


def test_what_was_begun_is_given_up_after_a_question(arrive: Arrive, site: Site) -> None:
    visit = arrive(size=LOOKS["phone"][0])
    comes_in(visit, _people(site)[2])
    visit.look()
    _fills_in(visit, "13900006545")
    visit.click("不办了")
    visit.look("applying-drop")
    visit.send("不办了，清除")
    visit.says("没有提交的内容已经清除")
    visit.look()


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_a_daughter_acts_for_her_mother_until_it_is_taken_back(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    mother = _people(site)[4 + ["phone", "phone-largest"].index(look)]
    phone = f"1370000880{['phone', 'phone-largest'].index(look)}"
    if look == "phone":
        own = arrive(size=size)
        _with_type(own, letters)
        comes_in(own, mother)
        own.look()
        own.click("请家人代办")
        own.look("proxies-none")
        own.click("请一位家人代办")
        own.send("同意授权")
        own.says("请填写代办人的姓名", "手机号是 11 位数字", "请选一选可以代办哪些事")
        own.look("authorise-error")
        for name, text in (("name", "王小妹"), ("relation", "女儿"), ("phone", phone)):
            own.page.locator(f"#id_{name}").fill(text)
        own.page.get_by_label("联系方式变更").check()
        own.page.get_by_label("登记的资料").check()
        own.look("authorise")
        own.send("同意授权")
        own.says("女儿 王小妹", "可以办：联系方式变更")
        own.look("proxies")
    else:
        officer = arrive(OFFICER)
        officer.go(f"/authorisations/people/{mother.pk}/")
        officer.look("authorisations-none")
        officer.click("登记代办授权")
        officer.page.get_by_label("签字的委托书").check()
        for name, text in (("name", "王小妹"), ("relation", "女儿"), ("phone", phone)):
            officer.page.locator(f"#id_{name}").fill(text)
        officer.page.get_by_label("联系方式变更").check()
        officer.look("authorisation-give")
        officer.send("保存")
        officer.says("王小妹", "签字的委托书", "有效")
        officer.look("authorisations")
    daughter = arrive(size=size)
    _with_type(daughter, letters)
    comes_in(daughter, Person("王小妹", phone, "", ""))
    daughter.role = "proxy"
    daughter.says(f"您在替{mother.name}办事")
    daughter.look(f"{look}-proxy-home")
    daughter.click(re.compile("替长辈办事"))
    daughter.look(f"{look}-proxy-offers")
    daughter.click(re.compile("联系方式变更"))
    daughter.look()
    daughter.click(re.compile("开始填"))
    daughter.look()
    daughter.page.locator("#id_phone").fill("13900006549")
    daughter.send("下一步")
    daughter.look()
    daughter.send("下一步")
    daughter.says("代办人身份证")
    daughter.look(f"{look}-proxy-materials")
    daughter.send("下一步")
    daughter.look()
    daughter.send("没有错，交给社区")
    daughter.says("办件编号")
    daughter.look(f"{look}-proxy-receipt")
    found = re.search(r"[0-9]{12}-[0-9]{4}-[0-9]{5}", daughter.words())
    assert found
    officer = arrive(OFFICER)
    officer.go(f"/authorisations/people/{mother.pk}/")
    officer.look()
    officer.click("收回")
    officer.look("authorisation-revoke" if look == "phone" else "")
    officer.send("收回")
    officer.says("社区代为收回")
    officer.look("authorisation-revoked" if look == "phone" else "")
    officer.go(f"/services/?number={found[0]}")
    officer.look()
    officer.follow(officer.page.locator("tbody a", has_text=found[0]).first)
    officer.says("代办授权已经收回或到期", "女儿 王小妹 代办", "家属代办（王小妹，女儿）")
    officer.look("case-unwarranted" if look == "phone" else "")
    daughter.go("/my/")
    daughter.role = ""
    daughter.says("您的手机号")
    daughter.look()


def test_applying_needs_no_script(site: Site, tabs: Tabs, arrive: Arrive) -> None:
    visit = arrive(size=LOOKS["phone"][0])
    comes_in(visit, _people(site)[3])
    visit.look()
    context = tabs.browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", java_script_enabled=False,
        storage_state=visit.page.context.storage_state(),
    )  # fmt: skip
    try:
        page = context.new_page()
        page.goto(f"{site.url}/my/apply/contact_change/")
        page.get_by_role("button", name="开始填").click()
        page.locator("#id_phone").fill("13900006546")
        for _ in range(2):
            page.get_by_role("button", name="下一步").click()
        page.locator("input[type=file]").set_input_files(_photo())
        page.get_by_role("button", name="交这张").click()
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="没有错，交给社区").click()
        assert "办件编号" in page.locator("main").inner_text()
        page.get_by_role("link", name="不办了，撤回申请").click()
        page.get_by_role("button", name="撤回申请").click()
        assert "申请已撤回" in page.locator("main").inner_text()
    finally:
        context.close()
