"""What is missing is asked of the enterprise and taken over; who cannot be reached is tried, declared lost and found."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.steps import submit
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.kernel.id_number import check_digit

pytestmark = pytest.mark.journey
# Two people without phone and without number of archive, whose home is known as far as the street.
ROSTER = "姓名,性别,身份证号,参加工作时间,退休年月,常住地址,退休类别\n"


def _person(name: str, serial: int) -> str:
    head = f"99010119530413{serial:03d}"
    sex = "男" if serial % 2 else "女"
    return f"{name},{sex},{head + check_digit(head)},1972-05,2013-04,岳麓区岳麓街道,正常退休\n"


def _waits_for_counts(visit: Visit) -> None:
    """The figures at the head come by themselves."""
    expect(visit.page.locator(".stat").first).to_be_visible()


def _hands_over(firm: Visit) -> None:
    firm.go("/handover/rosters/upload/")
    firm.look()
    content = (ROSTER + _person("隋缺一", 802) + _person("隋缺二", 803)).encode("utf-8-sig")
    firm.page.set_input_files("input[type=file]", [{"name": "名册.csv", "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    submit(firm, 2)
    firm.look()


def _names_an_archive(firm: Visit) -> None:
    """A catalogue that came after the roster knows the number of somebody's archive."""
    head = f"99010119530413{803:03d}"
    content = f"档号,姓名,身份证号,条形码\nRD-803,隋缺二,{head + check_digit(head)},TM803\n".encode("utf-8-sig")
    firm.go("/archives/catalogues/upload/")
    firm.look()
    firm.page.set_input_files("input[type=file]", [{"name": "补.csv", "mimeType": "text/csv", "buffer": content}])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()
    firm.click("选择接收单位并提交")
    firm.look()
    firm.page.fill("[name=place]", "岳麓区 · 岳麓街道")
    firm.send("提交")
    expect(firm.page.get_by_text("接收单位：")).to_be_visible(timeout=60_000)
    firm.look()


def test_what_is_missing_is_asked_of_the_enterprise_answered_and_taken_over(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    _hands_over(firm)
    firm.go("/people/gaps/?name=隋缺")
    _waits_for_counts(firm)
    firm.says("档号缺失", "补报档号")
    firm.look("gaps-enterprise")
    assert firm.total() == 2
    street.go("/people/gaps/?name=隋缺")
    _waits_for_counts(street)
    street.says("手机缺失", "住处未到社区", "档号缺失", "走访时登记本人手机", "移交企业")
    street.look("gaps-items")
    assert street.total() == 6
    street.page.locator("[data-pick-all]").check()
    street.send("请企业补充")
    street.says("已请企业补充 2 项", "另有 4 项")
    street.look("gaps-asked")
    _answers(firm)
    _names_an_archive(firm)
    _takes_over(street)
    phone = arrive("jiedao.peng", PHONE)
    phone.go("/people/gaps/?name=隋缺")
    _waits_for_counts(phone)
    phone.look("phone-gaps")
    phone.go("/people/gaps/requests/")
    phone.look("phone-gap-requests")


def _answers(firm: Visit) -> None:
    firm.go("/")
    firm.says("社区请补充的信息")
    firm.look()
    firm.go("/people/gaps/requests/?name=隋缺")
    firm.look("gap-requests-enterprise")
    firm.follow(firm.page.locator("tbody a", has_text="隋缺一"))
    firm.look("gap-answer")
    firm.send("提交答复")
    firm.says("答复没有保存")
    firm.look("gap-answer-error")
    firm.page.fill("[name=value]", "RD-802")
    firm.send("提交答复")
    firm.says("已答复，由接收单位核对后采用。")
    firm.look()
    firm.go("/people/gaps/requests/?name=隋缺二")
    firm.look()
    firm.follow(firm.page.locator("tbody a", has_text="隋缺二"))
    firm.page.check("[name=is_unknown]")
    firm.look()
    firm.send("提交答复")
    firm.look()


def _takes_over(street: Visit) -> None:
    street.go("/")
    street.says("企业已答复的补充信息", "企业答复不掌握的信息")
    street.look()
    street.go("/people/gaps/requests/?name=隋缺")
    street.look("gap-requests")
    street.follow(street.page.locator("tbody a", has_text="隋缺一"))
    street.says("RD-802")
    street.look("gap-settle")
    street.send("采用")
    street.says("已采用，登记已更正")
    street.look()
    street.go("/people/gaps/requests/?name=隋缺二")
    street.look()
    street.follow(street.page.locator("tbody a", has_text="隋缺二"))
    street.says("不掌握")
    street.look("gap-settle-unknown")
    street.follow(street.page.get_by_role("link", name="待补信息"))
    street.says("档号缺失", "责任方", "自行填写", "去分派")
    street.says("档号 RD-803", "档案目录")
    street.look("gaps-person")
    street.send("采用，更正登记")
    street.says("已采用，登记已更正")
    street.look("gaps-taken")
    street.follow(street.page.get_by_role("link", name="人员页面"))
    street.says("待补信息 2 项")
    street.look("gaps-panel")


def test_the_list_says_when_nothing_is_missing(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/people/gaps/")
    _waits_for_counts(city)
    city.look("city-gaps")
    assert city.total() > 0
    city.go("/people/gaps/?name=没有这个人")
    _waits_for_counts(city)
    city.says("没有符合筛选条件的内容")
    city.look("gaps-empty")


def test_somebody_who_cannot_be_reached_is_tried_declared_lost_and_found(arrive: Arrive) -> None:
    community = arrive("shequ.li")
    community.go("/")
    community.says("达到失联标准、待认定的人员")
    community.look()
    community.go("/people/lost/")
    _waits_for_counts(community)
    community.says("失联率", "达到标准、待认定", "首次联系已过期限")
    community.look("lost-people")
    community.go("/people/lost/?standing=ripe")
    _waits_for_counts(community)
    community.look()
    community.follow(community.page.locator("tbody a").first)
    community.says("查找线索", "原企业", "是否失联由您认定")
    community.look("lost-person")
    community.click("登记联系结果")
    community.page.get_by_label("退信").check()
    community.look("lost-attempt")
    community.send("保存")
    community.says("已登记联系结果。", "退信")
    community.look()
    community.click("认定失联")
    community.look("lost-declare")
    community.page.select_option("[name=reason]", label="联系信号达到标准")
    community.send("认定失联")
    community.says("已认定失联，可以撤销。")
    community.says("查找计划", "联系家属和紧急联系人", "下一步")
    community.look("lost-declared")
    _searches(community)
    community.click("登记找回")
    community.look("lost-find")
    community.page.select_option("[name=way]", label="原企业")
    community.send("登记找回")
    community.says("已登记找回", "途径：原企业")
    community.look("lost-found")
    community.send("撤销找回")
    community.look()
    community.send("撤销认定")
    community.says("已撤销认定。")
    community.look()


def _searches(community: Visit) -> None:
    """Family knows nothing, the health insurance is asked by letter, a slip is made void."""
    community.follow(community.page.get_by_role("link", name="登记结果 联系家属和紧急联系人"))
    community.says("逐个联系登记的和名册所载的联系人")
    community.look("lost-step")
    community.page.get_by_label("无线索").check()
    community.send("保存")
    community.says("已登记查找结果")
    community.look()
    community.follow(community.page.get_by_role("link", name="登记结果 函询医疗保障部门"))
    community.page.get_by_label("已发函，等回复").check()
    community.send("保存")
    community.says("请填写函的编号")
    community.look("lost-step-error")
    community.page.fill("[name=letter_no]", "岳社函〔2026〕12号")
    community.send("保存")
    community.says("岳社函〔2026〕12号")
    community.look("lost-plan")
    community.page.get_by_role("button", name="的联系家属和紧急联系人").click()
    community.says("这条查找记录已作废")
    community.look()


def test_what_waits_too_long_rises_to_the_street(arrive: Arrive) -> None:
    street = arrive("jiedao.peng")
    street.go("/")
    street.says("久未办结的失联人员")
    street.look()
    street.go("/people/lost/?case=risen")
    _waits_for_counts(street)
    street.says("街道", "询问同单位老同事")
    street.look("lost-street")
    street.go("/people/lost/?name=没有这个人")
    _waits_for_counts(street)
    street.look("lost-empty")
    phone = arrive("shequ.li", PHONE)
    phone.go("/people/lost/")
    _waits_for_counts(phone)
    phone.look("phone-lost")
    phone.follow(phone.page.locator("tbody a").first)
    phone.look("phone-lost-person")


@pytest.mark.parametrize("look", ["phone-largest", "largest"])
def test_both_lists_fit_in_the_largest_type(arrive: Arrive, look: str) -> None:
    officer = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
    officer.go("/appearance/")
    officer.page.locator("input[name=type_size][value='30']").check()
    officer.send("保存")
    officer.look()
    for path, name in (("/people/gaps/", "gaps"), ("/people/lost/", "lost")):
        officer.go(path)
        _waits_for_counts(officer)
        officer.look(f"{look}-{name}")
        officer.follow(officer.page.locator("tbody a").first)
        officer.look(f"{look}-{name}-person")
