"""At home with a phone: a certificate in one act, an invoice page by page, a face before the stand-in; the daughter too."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.test_portal import LOOKS, PEOPLE, Person, _with_type, comes_in
from tests.journeys.test_reimbursement import _chooses
from tests.journeys.walk import PHONE, Visit
from yinqiao.platform.invoices.tests.invoices import FINANCE

pytestmark = pytest.mark.journey
# Her mother lets her ask for certificates and hand in invoices.
WARRANT = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from yinqiao.areas.authorisations.services import authorise_own
from yinqiao.areas.authorisations.types import NewAuthorisation
from yinqiao.platform.access import Actor, Scope
from uuid import UUID
who = UUID("{pk}")
me = Actor(who, "retiree", "本人", Scope.of_person(who), "长辈版")
until = timezone.localdate() + timedelta(days=30)
new = NewAuthorisation("王小妹", "女儿", "{phone}", ("certificates", "medical_reimbursement"), (), until)
authorise_own(actor=me, at=timezone.now(), new=new)
"""


def _people(site: Site) -> list[Person]:
    """Those whom no other walk meets, and who have to certify themselves."""
    asked = "find_clock(scope=Scope.everything(), retiree_id=one[0].pk).state not in ('exempt', 'not_required')"
    told = PEOPLE.replace("others[60:66]", f"[one for one in others[30:60] if {asked}][:3]").replace("*named[:1], ", "")
    told = told.replace(
        "from yinqiao.areas.organisations",
        "from yinqiao.areas.certification.queries import find_clock\nfrom yinqiao.areas.organisations",
    )
    return [Person(*line.split(",")) for line in site.run(told).strip().splitlines()]


def _gets_a_certificate(visit: Visit, look: str) -> None:
    visit.go("/my/certificates/")
    visit.look(f"{look}-home-certificates-empty")
    visit.click("开一份证明")
    visit.says("社会化管理证明", "能当场开的")
    visit.look(f"{look}-home-certificate-kinds")
    visit.click("要的不在上面")
    visit.page.get_by_label("您要开什么证明").fill("健在证明")
    visit.send("找一找")
    visit.says("清单一第", "该找：")
    visit.look(f"{look}-home-certificate-refused")
    visit.click("返回开一份证明")
    visit.look()
    visit.click("社会化管理证明")
    visit.send("开这份证明")
    visit.says("请选择用途")
    visit.look(f"{look}-home-certificate-error")
    visit.page.get_by_label("申请社区养老服务").check()
    visit.send("开这份证明")
    visit.says("证明开好了", "有效", "把证明存到手机里")
    visit.look(f"{look}-home-certificate")
    with visit.download() as files:
        visit.page.get_by_role("link", name="把证明存到手机里").click()
    assert files[0].read().startswith(b"%PDF-")


def _applies(visit: Visit) -> None:
    visit.go("/my/apply/medical_reimbursement/")
    visit.look()
    visit.click(re.compile("开始填"))
    visit.page.get_by_label("在外地就医").check()
    visit.look()
    visit.send("下一步")
    visit.page.get_by_label("本人社会保障卡的银行账户").check()
    visit.look()
    visit.send("下一步")
    visit.page.locator("#id_phone").fill("13900006543")
    visit.look()
    visit.send("下一步")
    visit.look()
    visit.send("下一步")
    visit.look()
    visit.send("没有错，交给社区")
    visit.says("还没有交票据", "至少交一张")


def _step(visit: Visit, label: str, look: str = "") -> None:
    visit.page.get_by_label(label).check()
    visit.look(look)
    visit.send("下一步")


def _hands_in(visit: Visit, look: str) -> None:
    visit.look(f"{look}-home-invoices-empty")
    case = visit.address()
    visit.click("交一张票据")
    visit.send("下一步")
    visit.says("请点选一个")
    _step(visit, "门诊", f"{look}-home-invoice-care")
    _step(visit, "三级医院", f"{look}-home-invoice-level")
    _step(visit, "电子票据（手机或电脑里的文件）", f"{look}-home-invoice-form")
    visit.says("会自动读出来")
    visit.look(f"{look}-home-invoice-file")
    day = datetime.now(UTC) - timedelta(days=10)
    number = {"phone": "1111", "phone-largest": "2222", "daughter": "3333"}[look]
    invoice = FINANCE.replace("20260210", f"{day:%Y%m%d}").replace("0012345678", f"001234{number}")
    _chooses(visit, invoice.encode(), "票据.xml")
    visit.send("交这张票据")
    visit.says("核对这张票据", "示例市第一人民医院", "1,256.80 元")
    visit.look(f"{look}-home-invoice-read")
    visit.click("都对，看预估")
    visit.says("预估可以报销", "以医保经办机构的决定为准")
    visit.look(f"{look}-home-invoices")
    visit.go(case)
    visit.look()


def _types_one(visit: Visit, look: str) -> None:
    """A paper one, with a slip of the finger, taken out again."""
    page = visit.page
    visit.click("再交一张票据")
    _step(visit, "住院")
    _step(visit, "三级医院")
    _step(visit, "纸的票据（拍照）")
    page.get_by_label(re.compile("^票据代码")).fill("43060126")
    page.get_by_label(re.compile("^票据号码")).fill("12a")
    visit.look()
    visit.send("下一步")
    visit.says("票据号码是 6 至 20 位数字")
    visit.look(f"{look}-home-invoice-error")
    page.get_by_label(re.compile("^票据号码")).fill("0055554444")
    visit.send("下一步")
    page.get_by_label(re.compile("^总金额")).fill("3000")
    visit.look(f"{look}-home-invoice-amount")
    visit.send("下一步")
    page.get_by_label("医院的名字").fill("示例市中心医院")
    visit.look()
    visit.send("下一步")
    page.get_by_label("从哪天").fill((datetime.now(UTC) - timedelta(days=12)).date().isoformat())
    visit.look(f"{look}-home-invoice-days")
    visit.send("下一步")
    visit.look()
    visit.page.locator("input[type=file]").set_input_files(
        [{"name": "票据.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + b"1" * 40 + b"\xff\xd9"}]
    )
    visit.send("交这张票据")
    visit.says("示例市中心医院", "3,000.00 元")
    visit.look()
    visit.send("有错，取下这张重新交")
    visit.says("已经取下")
    visit.look()


def _certifies(visit: Visit, look: str) -> None:
    visit.go("/my/certification/")
    visit.says("现在认证", "您的照片不会传到这里", "走不动")
    visit.look(f"{look}-home-certify")
    for outcome, words, name in (
        ("没有拍到脸", "没有拍到脸", "no-face"), ("比对没有通过", "这次没有比对上", "no-match"), ("比对通过", "认证好了", "match"),
    ):  # fmt: skip
        visit.click("再认证一次" if name == "no-match" or name == "match" else "现在认证")
        visit.says("演示替身", "不拍照")
        visit.look(f"{look}-home-certify-stand-in" if name == "no-face" else "")
        visit.send(outcome)
        visit.says(words)
        visit.look(f"{look}-home-certify-{name}")
    visit.page.reload()
    visit.says("没有记下")
    visit.look()
    visit.click("我的认证")
    visit.says("自助认证")
    visit.look()


@pytest.mark.parametrize("look", ["phone", "phone-largest"])
def test_a_retiree_does_at_home_what_took_a_walk(arrive: Arrive, site: Site, look: str) -> None:
    size, letters = LOOKS[look]
    person = _people(site)[["phone", "phone-largest"].index(look)]
    visit = arrive(size=size)
    _with_type(visit, letters)
    comes_in(visit, person)
    visit.look()
    _gets_a_certificate(visit, look)
    _certifies(visit, look)
    _applies(visit)
    _hands_in(visit, look)
    _types_one(visit, look)


def test_a_daughter_does_it_for_her_mother(arrive: Arrive, site: Site) -> None:
    mother, phone = _people(site)[2], "13900008851"
    site.run(WARRANT.format(pk=mother.pk, phone=phone))
    daughter = arrive(size=PHONE)
    comes_in(daughter, Person("王小妹", phone, "", ""))
    daughter.role = "proxy"
    daughter.says("您在替", "长辈的证明")
    daughter.look("daughter-home")
    _gets_a_certificate(daughter, "daughter")
    _applies(daughter)
    _hands_in(daughter, "daughter")
