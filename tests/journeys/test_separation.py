"""People and archives that are apart: found every night, seen by both sides, compared and decided by a street's officer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.steps import submit
from tests.journeys.walk import PHONE, Visit
from yinqiao.kernel.id_number import check_digit

pytestmark = pytest.mark.journey
RECEIVER = "岳麓区 · 岳麓街道"
ROSTER = "姓名,性别,身份证号,参加工作时间,退休年月,常住地址,档案编号,退休类别\n"
CATALOGUE = "档号,姓名,身份证号,条形码,盒号,份数,页数\n"
# As the nightly job looks for them.
FIND = """
import django; django.setup()
from django.utils import timezone
from yinqiao.areas.separation.services import find_matches
from yinqiao.platform.access.types import Actor
print(find_matches(actor=Actor.system("人档比对"), at=timezone.now()))
"""


def _number(serial: int, born: str = "19530412") -> str:
    head = f"990101{born}{serial:03d}"
    return head + check_digit(head)


def _person(name: str, serial: int) -> str:
    sex = "男" if serial % 2 else "女"
    return f"{name},{sex},{_number(serial)},1972-05,2013-04,岳麓区岳麓街道,RD-{serial},正常退休\n"


def _send(firm: Visit, address: str, name: str, content: str) -> None:
    firm.go(address)
    firm.look()
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")}
    firm.page.set_input_files("input[type=file]", [file])
    firm.send("上传并检查")
    expect(firm.page.locator("#findings-title")).to_be_visible(timeout=60_000)
    firm.look()


def _hands_over(firm: Visit) -> None:
    """Two women and a man; in the catalogue the first number has two digits swapped, and one archive is nobody's."""
    people = _person("第五玉兰", 902) + _person("第五玉梅", 904) + _person("第五国强", 905)
    _send(firm, "/handover/rosters/upload/", "名册.csv", ROSTER + people)
    submit(firm, 3)
    firm.look()
    archives = (
        f"RD-902,第五玉兰,{_number(902, '19530421')},TMR902,R-1,12,120\n"
        f"RD-904,第五玉梅,{_number(904)},TMR904,R-1,10,98\n"
        f"RD-977,第五无名,{_number(977, '19480101')},TMR977,R-1,9,77\n"
    )
    _send(firm, "/archives/catalogues/upload/", "目录.csv", CATALOGUE + archives)
    firm.click("选择接收单位并提交")
    firm.page.fill("[name=place]", RECEIVER)
    firm.look()
    firm.send("提交")
    expect(firm.page.get_by_text("接收单位：")).to_be_visible(timeout=60_000)
    firm.look()


def test_a_person_and_an_archive_that_are_apart_are_found_compared_and_linked(arrive: Arrive) -> None:
    firm, street = arrive("qiye.chen"), arrive("jiedao.peng")
    street.go("/people/archives/matches/")
    street.look("separation-matches-empty")
    _hands_over(firm)
    firm.go("/people/archives/?name=第五")
    firm.says("有人无档", "有档无人", "第五国强", "第五无名")
    firm.look("separation-enterprise")
    assert firm.total() == 4
    assert int(street.site.run(FIND)) >= 1
    street.go("/")
    street.says("人档疑似对应待判定")
    street.look()
    street.go("/people/archives/?name=第五")
    street.says("判定疑似对应", "移交企业")
    street.look("separation-items")
    street.follow(street.page.get_by_role("link", name="判定疑似对应").first)
    street.says("身份证号相邻两位互换", "姓名相同")
    street.look("separation-match")
    assert _number(902) not in street.words()
    street.send("是同一人，对应")
    street.says("已对应，档案归入本人名下，可以撤销。")
    street.look()
    _is_taken_back_and_kept_apart(street)
    phone = arrive("jiedao.peng", PHONE)
    phone.go("/people/archives/?name=第五")
    phone.look("phone-separation")


def _is_taken_back_and_kept_apart(street: Visit) -> None:
    street.go("/people/archives/matches/?state=linked")
    street.look("separation-matches-linked")
    street.follow(street.page.locator("tbody a").first)
    street.look("separation-linked")
    street.send("撤销判定")
    street.says("已撤销判定，这一组重新待判定。")
    street.look()
    street.go("/people/archives/matches/")
    street.look("separation-matches")
    street.follow(street.page.locator("tbody a").first)
    street.look()
    street.send("不是同一人")
    street.says("今后不再提示")
    street.look()


def test_the_work_list_narrows_and_says_when_nothing_hangs(arrive: Arrive) -> None:
    city = arrive("shi.huang")
    city.go("/people/archives/?cause=no_archive")
    city.look("city-separation")
    assert city.total() > 0
    city.go("/people/archives/?name=没有这个人")
    city.says("没有符合筛选条件的内容")
    city.look("separation-empty")
