"""Officers of departments tell by hand and take back, and explain what is questioned."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody of the community near by whom no other walk meets.
PERSON = """
import django; django.setup()
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, CAST_USERS
near = next(one.division for one in CAST_USERS if one.username == "shequ.li")
with acting(Actor.system("test")):
    people = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[near].place_no)
    row = people.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")[%d]
    print(f"{row.name},{facts_of([row])[0]['id_no']},{row.pk}")
"""


def _tells(officer: Visit, number: str, name: str) -> None:
    page = officer.page
    page.get_by_label(re.compile("^身份证号")).fill(number)
    page.get_by_label(re.compile("^姓名")).fill(name)
    page.get_by_label(re.compile("^死亡日期")).fill((datetime.now(UTC) - timedelta(days=2)).date().isoformat())
    page.get_by_label(re.compile("^依据的证明及编号")).fill("户口注销证明")
    officer.send("报送")


def test_an_officer_of_public_security_tells_and_takes_back(arrive: Arrive) -> None:
    officer, community = arrive("gongan.long"), arrive("shequ.li")
    name, number, person = officer.site.run(PERSON % 4).strip().split(",")
    officer.go("/")
    expect(officer.page.get_by_role("search")).to_have_count(0)
    officer.look("department-today-empty")
    officer.go("/department/")
    officer.says("本单位还没有报送信息")
    officer.look("department-empty")
    officer.click("报送信息")
    officer.says("社会保险经办条例")
    officer.look("department-tell")
    _tells(officer, number[:-1] + ("0" if number[-1] != "0" else "1"), name)
    officer.says("没有登记")
    officer.look("department-tell-error")
    _tells(officer, number, name)
    officer.says("确认报送", "资格认证提醒", number, name)
    officer.look("department-tell-asks")
    officer.send("返回修改")
    expect(officer.page.get_by_label(re.compile("^身份证号"))).to_have_value(number)
    officer.look("department-tell-mend")
    officer.send("报送")
    officer.send("确认报送")
    officer.says("已采用", "签名回执")
    assert number not in officer.page.content() and name not in officer.page.content()
    officer.look("department-message")
    told = officer.address()
    community.go(f"/people/{person}/")
    community.says("已故")
    community.look()
    officer.click("撤回")
    officer.look("department-take-back")
    officer.page.get_by_label(re.compile("^撤回原因")).fill("核对户籍后确认本人在世")
    officer.send("撤回")
    officer.look("department-take-back-asks")
    officer.send("确认撤回")
    officer.says("来源已撤回")
    officer.look("department-withdrawn")
    community.go(f"/people/{person}/")
    expect(community.page.get_by_text("已故", exact=True)).to_have_count(0)
    community.look()
    officer.go("/department/")
    officer.look("department-messages")
    officer.go("/department/health/")
    officer.look("department-health")
    for look in ("phone", "phone-largest", "largest"):
        _fits(arrive, look, told)


def _sized(seen: Visit, look: str) -> Visit:
    """The same tab, in the largest type where the look says so."""
    if "largest" in look:
        seen.go("/appearance/")
        seen.page.locator("input[name=type_size][value='30']").check()
        seen.send("保存")
        seen.look()
    return seen


def _fits(arrive: Arrive, look: str, told: str) -> None:
    """On a phone, in the largest type, and both."""
    seen = _sized(arrive("gongan.long", PHONE if look.startswith("phone") else OFFICE), look)
    pages = (
        ("/department/tell/", "tell"),
        ("/department/", "messages"),
        (told, "message"),
        ("/department/health/", "health"),
    )
    for where, name in pages:
        seen.go(where)
        seen.look(f"{look}-department-{name}")


def test_an_officer_explains_a_claim_that_the_community_questions(arrive: Arrive) -> None:
    officer, community = arrive("yibao.fang"), arrive("shequ.li")
    name, number, person = officer.site.run(PERSON % 5).strip().split(",")
    officer.go("/department/tell/")
    officer.look()
    _tells(officer, number, name)
    officer.look()
    officer.send("确认报送")
    officer.says("待核实")
    officer.look()
    told = officer.address()
    community.go(f"/people/{person}/")
    community.look()
    community.follow(community.page.locator("#panel-intake\\.disputes").get_by_role("link").first)
    community.page.get_by_label(re.compile("^核实情况")).fill("家属称本人在住院")
    community.look()
    community.send("请来源核对")
    community.look()
    officer.go("/")
    officer.look("department-today-asked")
    officer.go(told)
    officer.says("社区请本单位核对")
    assert "住院" not in officer.words()
    officer.look("department-asked")
    officer.click("说明核对情况")
    officer.look("department-explain")
    officer.page.get_by_label(re.compile("^核对情况")).fill("已向住院处查阅病案：本人于当日死亡，死亡证明由医院出具。")
    _attaches(officer, b"MZ")
    officer.says("文件没有保存")
    officer.look("department-explain-error")
    _attaches(officer, b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    officer.says("已说明", "办理单位还没有查看")
    officer.look("department-explained")
    community.go("/")
    community.says("来源单位已说明的外来信息")
    community.look()
    community.go("/department/explanations/")
    community.look("department-answers")
    community.follow(community.page.locator("main").get_by_role("link", name=name))
    community.says("来源单位的说明", "死亡证明由医院出具")
    community.look("department-said")
    officer.go(told)
    officer.says("办理单位已于")
    officer.look("department-read")
    community.page.get_by_label(re.compile("^不采用的原因")).select_option(label="不是同一人")
    community.send("不采用")
    community.look()
    for look in ("phone", "phone-largest", "largest"):
        _seen(arrive, look, told)


def _attaches(officer: Visit, content: bytes) -> None:
    paper = {"name": "死亡证明.pdf", "mimeType": "application/pdf", "buffer": content}
    officer.page.locator("input[type=file]").set_input_files(paper)  # type: ignore[arg-type]
    officer.send("提交说明")


def _seen(arrive: Arrive, look: str, told: str) -> None:
    """The words on a phone, in the largest type, and both."""
    seen = _sized(arrive("yibao.fang", PHONE if look.startswith("phone") else OFFICE), look)
    seen.go(told)
    seen.look(f"{look}-department-read")


def test_an_officer_sends_the_sheet_of_the_old_system(arrive: Arrive) -> None:
    officer = arrive("renshe.xie")
    name, number, _ = officer.site.run(PERSON % 7).strip().split(",")
    day = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    lines = (
        f"{number},{name},已认证,{day},刷脸",
        f"430999194806150024,司马查无,已认证,{day},刷脸",
        f"{number},{name},待定,,",
    )
    content = ("公民身份号码,姓名,待遇状态,状态日期,认证渠道\n" + "\n".join(lines) + "\n").encode("gb18030")
    officer.go("/dropbox/")
    officer.look("department-files-empty")
    officer.click("上传报送文件")
    officer.look("department-file-upload")
    page = officer.page
    expect(page.get_by_label(re.compile("来函函号"))).to_have_count(0)
    page.select_option("[name=kind]", "comparison")
    page.set_input_files("input[type=file]", [{"name": "比对.csv", "mimeType": "text/csv", "buffer": content}])
    officer.send("上传并检查")
    expect(page.locator("#findings-title")).to_be_visible(timeout=90_000)
    officer.says("可以报送", "不显示登记中的情况")
    assert "登记中没有" not in officer.words() and "将采用" not in officer.words()
    officer.look("department-file-checked")
    file = officer.address()
    officer.go(f"{file}lines/")
    officer.look("department-file-lines")
    officer.go("/")
    officer.says("待办理的报送文件")
    officer.look()
    officer.go(file)
    officer.send("办理")
    officer.look("department-file-take-asks")
    officer.send("办理")
    expect(page.locator("#findings-title")).to_be_visible(timeout=90_000)
    officer.says("已办理", "请下载留存", "等待人员登记")
    officer.look("department-file-taken")
    with officer.download():
        page.get_by_role("link", name="回执表").click()
    officer.go(f"{file}lines/")
    officer.look("department-file-told")
    officer.go(f"{file}withdraw/")
    officer.look()
    for look in ("phone", "phone-largest", "largest"):
        seen = _sized(arrive("renshe.xie", PHONE if look.startswith("phone") else OFFICE), look)
        for where, picture in ((file, "file"), (f"{file}lines/", "file-lines"), ("/dropbox/", "files")):
            seen.go(where)
            seen.look(f"{look}-department-{picture}")


def test_an_officer_reads_and_answers_a_letter(arrive: Arrive) -> None:
    community, officer = arrive("shequ.li"), arrive("gongan.long")
    officer.go("/letters/inbox/")
    officer.look("department-inbox-empty")
    community.go("/letters/people/?purpose=residence&who=all")
    community.look()
    boxes = community.page.locator("tbody input[type=checkbox]")
    for at in (6, 7):
        boxes.nth(at).check()
    community.send("列入去函")
    community.page.get_by_label(re.compile("^在本系统中有账户的单位")).select_option(label="市公安局")
    community.look("letter-addressed")
    community.send("取号并生成函件")
    community.says("市公安局", "可网上答复")
    community.look()
    written = community.address()
    officer.go("/")
    officer.says("待答复的来函")
    officer.look()
    officer.go("/letters/inbox/")
    officer.look("department-inbox")
    officer.follow(officer.page.locator("tbody a").first)
    officer.look("department-letter")
    letter = officer.address()
    with officer.download():
        officer.page.get_by_role("link", name="函件和名单").click()
    officer.page.locator("tbody input[type=checkbox]").first.check()
    officer.send("网上答复")
    officer.look("department-answer")
    officer.page.get_by_label("没有变更").check()
    officer.page.get_by_label(re.compile("^说明")).fill("户籍未迁出")
    officer.send("提交答复")
    officer.says("已答复 1 人", "户籍未迁出", "待答复")
    officer.look("department-answered")
    community.go(written)
    community.says("网上答复", "户籍未迁出", "龙卫国")
    community.look("letter-answered-online")
    for look in ("phone", "phone-largest", "largest"):
        seen = _sized(arrive("gongan.long", PHONE if look.startswith("phone") else OFFICE), look)
        for where, picture in ((letter, "letter"), ("/letters/inbox/", "inbox")):
            seen.go(where)
            seen.look(f"{look}-department-{picture}")


def test_a_department_looks_after_its_own_accounts(arrive: Arrive) -> None:
    admin = arrive("gongan.admin")
    admin.go("/accounts/users/")
    admin.says("龙卫国")
    expect(admin.page.get_by_text("方海燕")).to_have_count(0)
    admin.look()
    admin.click("邀请人员")
    admin.says("部门经办人")
    admin.look("department-invite")
