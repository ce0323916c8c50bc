"""A community issues a certificate, a street asks for a seal and the district puts it; a stranger checks both."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.walk import OFFICE, PHONE, Visit
from yinqiao.platform.ofd.tests.packages import with_another_name

pytestmark = pytest.mark.journey
# Two of the community near by, in their seventies, whom no other walk meets; and a session in the portal for the first.
PEOPLE = """
import django; django.setup()
from datetime import date
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
    near = near.exclude(name__in=[one.name for one in CAST])
    found = [one.pk for one in near.filter(born_on__gt=date(1950, 1, 1)).order_by("born_on", "id")[:2]]
proof = Proof(found[0], Means.PHONE_CODE)
token = open_session(actor=system, at=timezone.now(), proof=proof, device=Device("手机"))
print(*found, token, sep=",")
"""


def _issues(officer: Visit, person: str) -> tuple[str, bytes, bytes]:
    page = officer.page
    officer.go("/certificates/?standing=revoked")
    officer.look("certificates-empty")
    officer.go(f"/people/{person}/")
    officer.look()
    officer.click("开证明")
    officer.says("社会化管理证明", "移交接收证明", "还没有开过")
    officer.look("certificates-person")
    officer.click(re.compile("^开具"))
    officer.says("自动带出", "有效 90 天")
    page.get_by_label("其他（在下面写明）").check()
    officer.send("开具")
    officer.says("请写明用途")
    officer.look("certificate-error")
    page.get_by_label("申请社区养老服务").check()
    officer.look("certificate-issue")
    officer.send("开具")
    officer.says("已开具", "有效", "演示替身", "自动用印", "还没有被查验过")
    officer.look("certificate")
    made = officer.address()
    with officer.download() as files:
        page.get_by_role("link", name="下载 PDF").click()
    with officer.download() as others:
        page.get_by_role("link", name="下载 OFD").click()
    return made, files[0].read(), others[0].read()


def _waits_and_is_sealed(street: Visit, district: Visit, person: str) -> str:
    street.go(f"/certificates/people/{person}/received/")
    street.look("certificate-issue-waiting")
    street.send("提交")
    street.says("待用印", "申办人以外")
    street.look("certificate-waiting")
    waiting = street.address()
    district.go("/")
    district.says("待用印的证明")
    district.look("certificates-today")
    district.go("/certificates/?standing=waiting")
    district.look("certificates-waiting")
    district.go(f"{waiting}decline/")
    district.look("certificate-decline")
    district.page.get_by_label("用途不需要这种证明").check()
    district.send("确认不用印")
    district.says("保管人没有用印")
    district.look()
    street.go(f"/certificates/people/{person}/received/")
    street.look()
    street.send("提交")
    street.look()
    again = street.address()
    district.go(again)
    district.look()
    district.click("用印")
    district.look("certificate-seal")
    district.send("用印")
    district.says("已用印", "保管人用印", "有效")
    district.look("certificate-sealed")
    return again


def _sets_the_seal(street: Visit, city: Visit) -> None:
    street.go("/certificates/seals/uses/")
    street.says("自动用印", "保管人用印", "演示替身")
    street.look("certificates-uses")
    street.click("自动用印")
    street.says("社会化管理证明", "移交接收证明")
    street.look("certificates-seals")
    city.go("/certificates/seals/")
    city.look()
    city.follow(city.page.get_by_role("button", name=re.compile("改为自动用印.*移交接收证明")))
    city.says("已改为自动用印")
    city.look()
    city.follow(city.page.get_by_role("button", name=re.compile("改为逐份用印.*移交接收证明")))
    city.says("已改为保管人逐份用印")
    city.look()


def _is_checked(stranger: Visit, code: str, pdf: bytes, ofd: bytes) -> None:
    page = stranger.page
    stranger.go("/verify/")
    stranger.look("verify")
    page.get_by_label("查验码").fill(code.lower())
    stranger.send("查验")
    stranger.says("有效", "社会化管理证明", "申请社区养老服务", "演示替身")
    stranger.look("verify-valid")
    for content, kind, words, picture in (
        (pdf, "pdf", "完全一致", "verify-file"), (pdf[:-20], "pdf", "被改动过", "verify-altered"),
        (ofd, "ofd", "完全一致", "verify-ofd"), (with_another_name(ofd), "ofd", "被改动过", "verify-ofd-altered"),
    ):  # fmt: skip
        stranger.go("/verify/")
        stranger.look()
        page.get_by_label("证明的 PDF 或 OFD 文件").set_input_files(
            {"name": f"证明.{kind}", "mimeType": f"application/{kind}", "buffer": content}
        )
        stranger.send("看文件有没有改动")
        stranger.says(words)
        stranger.look(picture)
    stranger.go("/verify/0123456789ABCDEFGHJKMNPQ/")
    stranger.says("没有查到")
    stranger.look("verify-unknown")


def _code_of(pdf: bytes) -> str:
    import pypdfium2
    import zxingcpp

    document = pypdfium2.PdfDocument(pdf)
    (read,) = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    return str(read.text).rstrip("/").rsplit("/", 1)[1]


def test_a_certificate_is_issued_sealed_checked_and_revoked(arrive: Arrive) -> None:
    officer, street, district, city = (arrive(one) for one in ("shequ.li", "jiedao.peng", "qu.xiao", "shi.huang"))
    first, second, token = officer.site.run(PEOPLE).strip().split(",")
    made, pdf, ofd = _issues(officer, first)
    _waits_and_is_sealed(street, district, second)
    _sets_the_seal(street, city)
    stranger = arrive(size=PHONE)
    _is_checked(stranger, _code_of(pdf), pdf, ofd)
    officer.go(made)
    officer.says("被查验 3 次")
    officer.look()
    officer.click("重新开具")
    officer.says("原来的一份不再有效")
    officer.look("certificate-again")
    officer.send("开具")
    officer.look()
    new = officer.address()
    officer.go(made)
    officer.says("已被替换", "重新开具的")
    officer.look("certificate-replaced")
    _own(arrive, token, "-valid", "把证明存到手机里", "窗口要 OFD 文件")
    officer.go(new)
    officer.look()
    officer.click("撤销")
    officer.says("撤销后不能恢复")
    officer.look("certificate-revoke")
    officer.page.get_by_label("开错了").check()
    officer.send("确认撤销")
    officer.says("已撤销", "开错了")
    officer.look("certificate-revoked")
    stranger.go(f"/verify/{_code_of(pdf)}/")
    stranger.says("已被替换", "新的编号")
    stranger.look("verify-replaced")
    _own(arrive, token, "", "社区撤销了", "重新开过了")
    _in_other_sizes(arrive, first, new)


def _own(arrive: Arrive, token: str, state: str, *words: str) -> None:
    """The person looks at them on a phone, in normal and in the largest type."""
    own = arrive(size=PHONE)
    own.page.context.add_cookies([{"name": "yq_my", "value": token, "url": own.site.url}])
    for size, picture in (("20", f"phone-own-certificates{state}"), ("30", f"phone-largest-own-certificates{state}")):
        own.page.context.add_cookies([{"name": "yq_type", "value": size, "url": own.site.url}])
        own.role = "retiree"
        own.go("/my/certificates/")
        own.says("我的证明", *words)
        own.look(picture)
    own.role = ""


def _in_other_sizes(arrive: Arrive, person: str, made: str) -> None:
    for look in ("phone", "phone-largest", "largest"):
        seen = arrive("shequ.li", PHONE if look.startswith("phone") else OFFICE)
        if look.endswith("largest"):
            seen.go("/appearance/")
            seen.page.locator("input[name=type_size][value='30']").check()
            seen.send("保存")
            seen.look()
        for path, name in (
            ("/certificates/", "certificates"),
            (made, "certificate"),
            (f"/certificates/people/{person}/", "certificates-person"),
            ("/verify/", "verify"),
        ):
            seen.go(path)
            seen.look(f"{look}-{name}")
