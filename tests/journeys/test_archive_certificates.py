"""A certificate from the record: asked on a phone, at the door and by letter; written down by one, sealed by another."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.site import Site
from tests.journeys.test_portal import LOOKS, Person, _with_type, comes_in
from tests.journeys.walk import PHONE, Visit

pytestmark = pytest.mark.journey
# Somebody near by whom no other walk meets, nor looks for as lost, is the person of an archive that no other walk opens.
OWNER = """
import django; django.setup()
from collections import Counter
from django.utils import timezone
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.lost_contact.queries import list_people
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.demo.cast import CAST, NEAR
with acting(Actor.system("test")):
    near = people_within(scope=Scope.everything()).filter(status="managed", place_no=places().by_code[NEAR].place_no)
    rows = list(near.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id"))
    known = [(row, facts.get("phone")) for row, facts in zip(rows, facts_of(rows))]
    often = Counter(phone for _, phone in known)
    rows = list_people(scope=Scope.everything(), today=timezone.localdate(), standing="ripe")
    lost = {one["retiree_id"] for one in rows}
    alone = [(row, phone) for row, phone in known if phone and often[phone] == 1][:-10]
    row, phone = next((row, phone) for row, phone in reversed(alone) if row.pk not in lost)
    kept = Archive.objects.filter(state="received").exclude(archive_no__startswith="XY-000").order_by("-archive_no")[0]
    Archive.objects.filter(pk=kept.pk).update(retiree_id=row.pk, entry_id=row.pk)
    print(row.name, phone, kept.archive_no, row.pk, kept.pk, sep=",")
"""


def _asks(own: Visit, look: str) -> None:
    """The person, on the own phone."""
    own.go("/my/archive/")
    own.look()
    own.click("申请档案证明")
    own.says("社区不能开", "档案保管证明", "亲属关系证明")
    own.look(f"{look}-my-archive-certificates")
    own.click(re.compile("工作经历证明"))
    own.send("提交")
    own.says("请写一写做什么用")
    own.look(f"{look}-my-archive-certificate-error")
    own.page.get_by_label("做什么用").fill("核对工龄")
    own.look(f"{look}-my-archive-certificate-ask")
    own.send("提交")
    own.says("已经提交给保管档案的单位", "正在办")
    own.look(f"{look}-my-archive-certificate-asked")


def _asks_at_the_door(officer: Visit, pk: str) -> None:
    officer.go(f"/people/{pk}/")
    officer.look()
    officer.click("代为申请证明")
    officer.look("door-archive-certificate")
    officer.send("提交申请")
    officer.says("请选择证明种类")
    officer.look("door-archive-certificate-error")
    officer.page.locator("[name=kind][value=record_kinship]").check()
    officer.page.get_by_label(re.compile("做什么用")).fill("办理继承公证前查档案记载")
    officer.page.get_by_label("当面口头同意").check()
    officer.send("提交申请")
    officer.says("已提交给保管档案的单位")
    officer.look()


def _is_written_down(officer: Visit, archive: str) -> str:
    """First the material is listed, then what it says is written down with its page."""
    page = officer.page
    officer.go("/archive-certificates/?state=asked&kind=record_history")
    officer.look("attestations")
    page.locator("tbody a").first.click()
    officer.says("核对工龄", "长辈版申请")
    officer.look("attestation")
    one = officer.address()
    officer.click("起草")
    officer.says("目录里还没有可以摘录的材料")
    officer.look("attestation-draft-bare")
    officer.go(f"/digitised/archives/{archive}/items/")
    officer.look()
    page.locator("[name=serial]").fill("1")
    page.locator("[name=title]").fill("职工登记表")
    page.locator("[name=pages]").fill("2")
    officer.send("登记")
    officer.look()
    officer.go(f"{one}draft/")
    officer.look()
    page.get_by_label("纸质原件").check()
    page.locator("[name=words_1]").fill("1978年3月参加工作，长沙机床厂，学徒；1981年4月定级，二级车工")
    page.locator("[name=item_1]").select_option(index=1)
    page.locator("[name=pages_1]").fill("3")
    officer.send("保存，交复核")
    officer.says("这份材料只有 2 页")
    officer.look("attestation-draft-error")
    page.locator("[name=pages_1]").fill("1-2")
    officer.look("attestation-draft")
    officer.send("保存，交复核")
    officer.says("待复核", "起草的人不能复核")
    officer.look("attestation-drafted")
    return one


def _is_sealed(officer: Visit, mate: Visit, one: str) -> None:
    mate.go(one)
    mate.look()
    mate.click("退回起草")
    mate.look("attestation-send-back")
    mate.page.get_by_label(re.compile("^说明")).fill("第1条：定级在第2页，请分开写")
    mate.send("退回")
    mate.says("待起草", "退回的原因")
    mate.look()
    page = officer.page
    officer.go(f"{one}draft/")
    officer.look()
    page.get_by_label("纸质原件").check()
    for no, words in ((1, "1978年3月参加工作，长沙机床厂，学徒"), (2, "1981年4月定级，二级车工")):
        page.locator(f"[name=words_{no}]").fill(words)
        page.locator(f"[name=item_{no}]").select_option(index=1)
        page.locator(f"[name=pages_{no}]").fill(str(no))
    officer.send("保存，交复核")
    officer.look()
    mate.go(one)
    mate.look()
    mate.click("复核用印")
    mate.look("attestation-issue")
    mate.send("核对无误，用印")
    mate.says("请先取出档案逐条核对")
    mate.look("attestation-issue-error")
    mate.page.get_by_label(re.compile("逐条核对")).check()
    mate.send("核对无误，用印")
    mate.says("已开具", "看证明", "第2页")
    mate.look("attestation-issued")
    mate.click("看证明")
    mate.says("工作经历证明（据档案记载）", "保管人用印")
    mate.look()


def _comes_by_letter(officer: Visit, archive: str) -> None:
    page = officer.page
    officer.go(f"/digitised/archives/{archive}/")
    officer.look()
    officer.click("登记来函，开档案证明")
    officer.look("attestation-letter")
    page.locator("[name=kind][value=record_custody]").check()
    officer.send("登记")
    officer.look("attestation-letter-error")
    for name, words in (
        ("unit", "长沙市某某局"),
        ("number", "长某函〔2026〕3号"),
        ("text", "核对人事档案由哪个单位保管"),
    ):
        page.locator(f"main [name={name}]").fill(words)
    officer.send("登记")
    officer.says("待起草", "长沙市某某局")
    officer.look("attestation-by-letter")
    officer.click("不开具")
    officer.look("attestation-refuse")
    page.get_by_label(re.compile("^说明")).fill("来函没有写明法律依据，请补函后再办")
    officer.send("不开具，答复本人")
    officer.says("未开具", "请补函后再办")
    officer.look("attestation-refused")


def test_what_the_record_says_goes_from_a_phone_through_two_officers_back_to_the_phone(
    arrive: Arrive, site: Site
) -> None:
    name, phone, _, pk, archive = site.run(OWNER).strip().split(",")
    officer, mate = arrive("shi.huang"), arrive("shi.mo")
    officer.go("/archive-certificates/?state=issued&kind=record_kinship")
    officer.look("attestations-empty")
    own = arrive(size=PHONE)
    comes_in(own, Person(name, phone, "", pk))
    own.look()
    _asks(own, "phone")
    _asks_at_the_door(arrive("shequ.li", PHONE), pk)
    one = _is_written_down(officer, archive)
    _is_sealed(officer, mate, one)
    _comes_by_letter(officer, archive)
    own.go("/my/archive/certificates/")
    own.says("开好了", "没有开", "请补函后再办")
    own.look("phone-my-archive-certificate-issued")
    own.click("去“我的证明”下载")
    own.says("工作经历证明")
    own.look()
    _with_type(own, LOOKS["phone-largest"][1])
    for address, picture in (("/my/archive/certificates/", "certificates"), ("/my/archive/", "")):
        own.go(address)
        own.look(f"phone-largest-my-archive-{picture}" if picture else "")
    for look in ("phone", "phone-largest"):
        seen = arrive("shi.huang", PHONE)
        if look == "phone-largest":
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for path, picture in (("/archive-certificates/", "attestations"), (one, "attestation-issued")):
            seen.go(path)
            seen.look(f"{look}-{picture}")
