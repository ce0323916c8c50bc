"""The community's officer: accept and return, first contact, find anybody by keyboard, keep the register true."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.rosters import hire
from tests.journeys.steps import submit, upload
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey
NAMED = "欧阳建国"
LONG_NAMED = "努尔艾合买提江·阿卜杜热依木江"
RARE_NAMED = "王䶮"


def test_many_are_accepted_one_is_returned_and_the_enterprise_answers(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/")
    officer.look("today")
    officer.go("/handover/waiting/")
    officer.look("waiting")
    before = officer.total()
    assert before >= 8, "the demo city leaves enough people waiting"
    for number in range(5):
        officer.page.locator("input[name=ids]").nth(number).check()
    officer.take("waiting-chosen")
    officer.send("接收")
    officer.says("5 人")
    officer.look("accept-asks")
    officer.send("接收")
    officer.says("已接收 5 人")
    officer.look()
    assert officer.total() == before - 5

    returned = _returns_one_of(officer, "湘曜第二机床集团有限责任公司（演示）")
    assert officer.total() == before - 6
    _answers_the_return(arrive("qiye.luo"), returned)
    officer.go("/handover/waiting/")
    assert officer.total() == before - 5
    officer.says("已与本人核实，仍住该社区")


def _returns_one_of(officer: Visit, enterprise: str) -> str:
    """Return the first person of one enterprise; the name."""
    row = officer.page.locator("tbody tr", has_text=enterprise).first
    name = row.locator("a").first.inner_text()
    row.locator("input[name=ids]").check()
    officer.send("退回企业")
    officer.look("return-asks")
    officer.page.locator("input[value=not_resident]").check()
    officer.page.get_by_role("textbox", name="说明").fill("上门两次，邻居反映已搬走。")
    officer.send("退回")
    officer.says("已退回 1 人")
    return name


def _answers_the_return(enterprise: Visit, name: str) -> None:
    enterprise.go("/handover/returned/")
    enterprise.look("returned")
    row = enterprise.page.locator("tbody tr", has_text=name).filter(has_text="上门两次，邻居反映已搬走").first
    enterprise.follow(row.get_by_role("link", name="答复或撤回"))
    enterprise.look("answer")
    enterprise.says("上门两次，邻居反映已搬走。")
    enterprise.page.get_by_label("答复").fill("已与本人核实，仍住该社区。")
    enterprise.send("再次移交")
    enterprise.says(f"已再次移交{name}")
    enterprise.look()


def test_an_accepted_person_is_contacted_and_given_a_card(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/handover/contacts/")
    officer.look("contacts")
    before = officer.total()
    officer.follow(officer.page.get_by_role("link", name="登记首次联系").last)
    name = officer.page.locator("h1").inner_text().split("：")[1]
    officer.page.get_by_label("本人", exact=True).check()
    officer.page.get_by_role("button", name="登记首次联系").click()
    assert officer.page.locator("input[name=verified]:invalid").count() == 1, (
        "nothing is kept before the data are verified"
    )
    officer.look("contact")
    officer.page.get_by_label("已与对方逐项核实").check()
    officer.send("登记首次联系")
    officer.says(f"已登记{name}的首次联系", "退休人员社会化管理服务联系卡", name)
    officer.look("card")
    officer.go("/handover/contacts/")
    assert officer.total() == before - 1


def test_anybody_is_found_while_typing_without_a_mouse(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/")
    officer.look()
    for typed in (NAMED, "建国", "ouyang", "oyjg", "欧阳 中湘"):
        _types(officer, typed)
        expect(officer.page.locator("#search-results")).to_contain_text(NAMED)
    officer.take("search")
    _opens_the_hit(officer, NAMED)
    officer.look("person")
    phone, number = _reveal(officer, "手机"), _reveal(officer, "身份证号")
    for typed in (phone, number, number[-4:]):
        _types(officer, typed)
        expect(officer.page.locator("#search-results")).to_contain_text(NAMED)
    _types(officer, "查无此人")
    expect(officer.page.locator("#search-results")).to_contain_text("没有找到相符的人员")
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/search/")
    officer.look("search-empty")


def _types(officer: Visit, words: str) -> None:
    """Go to the search box by the slash key and type."""
    officer.page.keyboard.press("Escape")
    officer.page.locator("main").focus()
    officer.page.keyboard.press("/")
    officer.page.keyboard.press("Control+a")
    officer.page.keyboard.type(words, delay=10)


def _opens_the_hit(officer: Visit, name: str) -> None:
    """Walk down the results by arrow keys to this name and open it by the enter key."""
    hits = officer.page.locator("#search-results a.hit")
    expect(hits.first).to_be_visible()
    for _ in range(hits.count()):
        officer.page.keyboard.press("ArrowDown")
        if officer.page.locator(":focus .hit-name").inner_text() == name:
            break
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/people/*/")
    assert officer.page.locator("h1").inner_text() == name


def _find(visit: Visit, name: str) -> str:
    """Open a person's page by the search box; the address."""
    visit.go("/")
    visit.look()
    _types(visit, name)
    expect(visit.page.locator("#search-results")).to_contain_text(name)
    _opens_the_hit(visit, name)
    return visit.address()


def _reveal(visit: Visit, label: str, name: str = "") -> str:
    """Open the eye beside a masked value, giving the purpose when asked; the whole value.

    `name` is the person whose value it is where it stands under that name.
    """
    term = f"dt:has-text('{name}')" if name else f"dt:text-is('{label}')"
    box = visit.page.locator("dl div", has=visit.page.locator(term)).first
    masked = box.locator(".masked-value").inner_text()
    box.get_by_role("link", name=f"查看完整{label}").click()
    asked, shown = box.get_by_label("查看用途"), box.get_by_text("已显示，本次查看已记录")
    expect(asked.or_(shown)).to_be_visible()
    if asked.count():
        asked.select_option("电话联系本人或家属")
        visit.take("reveal-asks")
        box.get_by_role("button", name=f"显示{label}").click()
    expect(shown).to_be_visible()
    whole = box.locator(".masked-value").inner_text()
    assert "*" in masked or "＊" in masked or "•" in masked, masked
    assert whole != masked and whole.strip()
    return whole


def test_the_register_is_kept_true_from_the_person_page(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    person = _find(officer, LONG_NAMED)
    officer.look("person-long-name")
    officer.click("更正联系方式与住址")
    officer.page.get_by_label(re.compile("^手机")).fill("12345")
    officer.send("保存更正")
    officer.look("correct-error")
    assert officer.page.locator(".form-error").count() >= 1
    officer.page.get_by_label(re.compile("^手机")).fill("13907310001")
    officer.page.get_by_label("信息来源").select_option("call")
    officer.send("保存更正")
    officer.says("已保存更正", "来源：电话核实")
    assert _reveal(officer, "手机") == "13907310001"

    officer.click("登记走访")
    officer.look("note")
    officer.page.get_by_label("内容").fill("身体尚好，想参加社区书法班。")
    officer.send("保存")
    officer.says("已保存", "身体尚好，想参加社区书法班。")
    officer.look()
    _reads_a_note_for_a_purpose(arrive("shi.huang"), person, "身体尚好，想参加社区书法班。")
    _records_a_death_that_the_street_takes_back(officer, arrive("jiedao.peng"), person)


def _reads_a_note_for_a_purpose(manager: Visit, person: str, words: str) -> None:
    """Above the street what was said at a visit stands behind an eye."""
    manager.go(person)
    assert words not in manager.page.content()
    manager.look()
    manager.page.get_by_role("link", name="查看完整走访内容").first.click()
    manager.page.get_by_label("查看用途").select_option("报送上级部门")
    manager.take("note-asks")
    manager.page.get_by_role("button", name="显示走访内容").click()
    expect(manager.page.get_by_text(words)).to_be_visible()


def _records_a_death_that_the_street_takes_back(officer: Visit, street: Visit, person: str) -> None:
    officer.click("死亡登记")
    officer.look("death")
    officer.page.get_by_label("死亡日期").fill("2026-11-02")
    officer.page.get_by_label("信息来源").select_option("relative")
    officer.page.get_by_label("依据的证明材料").fill("居民死亡医学证明（推断）书，家属送达")
    officer.send("登记死亡")
    officer.says("已登记死亡", "已故")
    officer.look("person-deceased")
    assert officer.page.get_by_role("link", name="撤销死亡登记").count() == 0, "a second office looks at it"
    officer.go(f"{person}death/")
    officer.look("death-recorded")
    officer.says("2026-11-02", "家属提供", "由街道以上经办人撤销")
    officer.click("返回人员页面")
    officer.look()

    street.go(person)
    street.look()
    street.click("撤销死亡登记")
    street.look("death-withdrawn-asks")
    street.page.get_by_label("撤销原因").fill("同名同姓，家属已更正。")
    street.send("撤销登记")
    street.says("已撤销死亡登记")
    assert street.page.locator(".is-still").count() == 0
    street.look()


def test_a_relative_is_kept_to_call_and_let_go_again(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go(_find(officer, NAMED))
    officer.click("登记联系人")
    officer.look("contact-person")
    officer.page.get_by_label(re.compile("^联系人姓名")).fill("欧阳小兰")
    officer.page.get_by_label(re.compile("^电话")).fill("13907310002")
    officer.page.get_by_label(re.compile("^何时起")).fill("2026-11-20")
    officer.page.locator("main form button[type=submit]").first.click()
    officer.page.wait_for_url("**/people/*/")
    officer.says("欧阳小兰")
    officer.look()
    assert _reveal(officer, "欧阳小兰的电话", "欧阳小兰") == "13907310002"
    officer.click(re.compile("修改 ?联系人欧阳小兰"))
    officer.look()
    officer.page.get_by_label(re.compile("^电话")).fill("13907310003")
    officer.send("保存")
    officer.click(re.compile("移除 ?联系人欧阳小兰"))
    officer.look()
    officer.send("移除")
    officer.says("已移除联系人。")
    assert officer.page.locator("dt", has_text="欧阳小兰").count() == 0
    officer.look()


def test_a_person_moves_to_another_community(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    _find(officer, RARE_NAMED)
    officer.look()
    officer.click("迁居登记")
    officer.look("move")
    officer.page.get_by_label("迁居日期").fill("2026-11-10")
    officer.page.get_by_label("迁往社区").fill("岳麓区 · 岳麓街道 · 科学村社区")
    officer.page.get_by_label("新的常住地址").fill("岳麓区岳麓街道科学村社区 2 栋 101")
    officer.page.get_by_label("信息来源").select_option("self")
    officer.send("登记迁居")
    officer.says("已登记迁居，等待新社区接收")
    officer.look()
    receiver = arrive("shequ.tan")
    receiver.go("/handover/waiting/")
    receiver.look()
    receiver.says(RARE_NAMED)


def test_the_roll_is_printed_and_the_call_list_taken_out(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/people/")
    officer.look("people")
    officer.click("按楼栋名册")
    officer.look("roll-asks")
    officer.page.get_by_label("用途").fill("重阳节入户走访")
    officer.send("生成名册")
    officer.says("重阳节入户走访")
    officer.look("roll")
    assert officer.page.locator("section.roll-place h3").count() > 1, "people stand by building"
    officer.page.emulate_media(media="print")
    officer.take("roll-print")
    officer.page.emulate_media(media="screen")

    officer.go("/people/")
    officer.click("电话联系表")
    officer.look("export-asks")
    officer.page.get_by_label("用途").fill("电话联系")
    with officer.download() as files:
        officer.page.get_by_role("button", name=re.compile("^ *导出")).click()
    sheet = load_workbook(files[0]).worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("电话联系" in word and "李红霞" in word for word in words), "who, why and when stand in the file"
    phones = [word for word in words if re.fullmatch(r"1\d{10}", word)]
    assert len(phones) > 10


def test_a_filter_that_one_comes_back_to_is_kept_and_let_go(arrive: Arrive) -> None:
    officer = arrive("shequ.li")
    officer.go("/people/")
    officer.look()
    with officer.page.expect_navigation():
        officer.page.get_by_label("状态").select_option(label="在管")
    officer.look()
    officer.page.get_by_text("存为常用筛选").click()
    officer.page.get_by_label("名称").fill("在管人员")
    officer.send("保存")
    officer.says("已存为常用筛选。", "常用筛选")
    officer.look("kept-filter")
    officer.send("删去常用筛选“在管人员”")
    officer.says("已删去。")
    officer.look()


def test_the_street_sends_people_from_its_desk_to_a_community(arrive: Arrive) -> None:
    enterprise = arrive("qiye.admin")
    upload(enterprise, "住址不详.xlsx", hire(2, seed=78).without_community().clean())
    enterprise.look()
    submit(enterprise, 2)
    street = arrive("jiedao.peng")
    street.go("/handover/desk/")
    street.look("desk")
    before = street.total()
    assert before >= 2, "the street knows the people whose community nobody knows"
    street.page.locator("input[name=ids]").first.check()
    street.send("分派到社区")
    street.look("route-asks")
    first = street.page.locator("datalist option").first.get_attribute("value")
    street.page.get_by_label("分派到").fill(first or "")
    street.send("分派")
    street.says("已将 1 人分派到")
    street.look()
    assert street.total() == before - 1
