"""A person, or the daughter who may, hands in invoices in the portal: page by page, read back, taken out, once in a city."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.applications.tests.desk import SYSTEM
from yinqiao.areas.authorisations.services import authorise, revoke
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.reimbursement import services
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.rules import wrong_of
from yinqiao.areas.reimbursement.tests.window import BLANK, MATERIALS, OTHER, STAY, Window, file, picture
from yinqiao.areas.reimbursement.types import ITEM
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.invoices.tests.invoices import FINANCE

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PAPER = {"care": "inpatient", "level": "third", "form": "paper"}
TYPED = {
    "code": "43060126", "number": "0012345678", "amount": "12345.60", "own": "345.60", "hospital": "示例市中心医院",
    "since": "2026-02-01", "until": "2026-02-10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def now() -> Any:
    """The clock of the pages stands at the scene's moment."""
    with time_machine.travel(NOW, tick=False):
        yield


def _me(window: Window, who: str = "王桂英") -> Actor:
    return Actor(window.desk.lives.id(who), "retiree", "本人", Scope.of_person(window.desk.lives.id(who)), "长辈版")


def _daughter(window: Window, *matters: str) -> tuple[Actor, UUID]:
    # Row-level security asks the clock of the database.
    now = time_machine.escape_hatch.datetime.datetime.now(UTC)
    until = now.date() + timedelta(days=30)
    new = NewAuthorisation("李小妹", "女儿", "13900000999", matters, (), until, Way.SIGNED, NOW.date())
    made = authorise(actor=window.desk.scene.community, at=now, retiree_id=window.desk.lives.id(), new=new)
    return Actor(made, "proxy", "代办", Scope.of_warrant(window.desk.lives.id(), made), "长辈版"), made


def _post(actor: Actor, case: UUID, step: str, scan: Any = None, **answers: str) -> tuple[int, str, str]:
    data: dict[str, Any] = {"step": step, **answers, **({"file": scan} if scan else {})}
    answer = Browser(actor).ask(reverse("my_invoices:add", args=[case]), data)
    return answer.status_code, unescape(text_of(answer)), answer.headers.get("Location", "")


def _case_page(actor: Actor, case: UUID) -> str:
    return unescape(text_of(Browser(actor).ask(reverse("my:case", args=[case]))))


def _photo(mark: bytes = b"1") -> SimpleUploadedFile:
    return SimpleUploadedFile("票据.jpg", b"\xff\xd8\xff" + mark * 40 + b"\xff\xd9", "image/jpeg")


def test_a_paper_invoice_is_asked_for_page_by_page_read_back_and_estimated(window: Window) -> None:
    case, me = window.ask(), _me(window)
    assert "至少交一张" in _case_page(me, case)
    told = dict(PAPER)
    for step, title in (("care", "是哪一级的医院"), ("level", "票据是什么样的"), ("form", "票据上的代码和号码")):
        status, page, _ = _post(me, case, step, **told)
        assert (status, title in page) == (200, True)
    for step, title in (
        ("number", "票据上的金额"),
        ("amount", "是哪家医院"),
        ("hospital", "哪一天看的病"),
        ("days", "交票据"),
    ):
        status, page, _ = _post(me, case, step, **told, **TYPED)
        assert (status, title in page) == (200, True)
    status, _, address = _post(me, case, "file", _photo(), **told, **TYPED)
    assert status == 302
    page = unescape(text_of(Browser(me).ask(address)))
    assert all(
        words in page for words in ("示例市中心医院", "12,345.60 元", "2026年2月1日到2026年2月10日", "345.60 元")
    )
    page = _case_page(me, case)
    assert "预估可以报销 9,990.00 元" in page and "起付标准" in page and "以医保经办机构的决定为准" in page


def test_an_electronic_invoice_says_itself_what_nobody_is_asked(window: Window) -> None:
    case, me = window.ask(), _me(window)
    told = {"care": "outpatient", "level": "third", "form": "file"}
    _, page, _ = _post(me, case, "form", **told)
    assert "交票据" in page and "票据上的金额" not in page
    status, _, address = _post(me, case, "file", SimpleUploadedFile("票据.xml", FINANCE.encode()), **told)
    assert status == 302
    page = unescape(text_of(Browser(me).ask(address)))
    assert "示例市第一人民医院" in page and "1,256.80 元" in page


def test_a_picture_that_was_called_electronic_is_asked_for_field_by_field(window: Window) -> None:
    case, me = window.ask(), _me(window)
    told = {"care": "outpatient", "level": "third", "form": "file"}
    status, page, _ = _post(me, case, "file", _photo(), **told)
    assert status == 422 and "这个文件里读不出来" in page and 'name="form" value="paper"' in page


@pytest.mark.parametrize(
    ("step", "changed", "words"),
    [
        ("care", {"care": ""}, "请点选一个"), ("number", {"number": "12a"}, "票据号码是 6 至 20 位数字"),
        ("number", {"code": ""}, "请填写票据代码"), ("amount", {"amount": "很多"}, "请填写金额"),
        ("amount", {"own": "99999"}, "自费部分不能超过"), ("hospital", {"hospital": " "}, "请填写医疗机构名称"),
        ("days", {"until": "2026-03-05"}, "不能晚于今天"), ("days", {"since": "二月"}, "请选择日期"),
        ("days", {"since": "2024-01-01", "until": "2024-01-02"}, "过了申报期限"), ("file", {}, "请先拍照或者选文件"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_on_its_own_page_and_the_rest_is_carried_along(
    window: Window, step: str, changed: dict[str, str], words: str
) -> None:
    status, page, _ = _post(_me(window), window.ask(), step, **{**PAPER, **TYPED, **changed})
    assert status == 422 and words in page
    assert step == "hospital" or 'value="示例市中心医院"' in page


def test_back_judges_nothing_and_an_unknown_page_is_the_first(window: Window) -> None:
    me, case = _me(window), window.ask()
    _, page, _ = _post(me, case, "amount", **{**PAPER, **TYPED, "amount": "?"}, back="1")
    assert "票据上的代码和号码" in page
    assert "是门诊还是住院" in _post(me, case, "elsewhere")[1]


def test_the_same_invoice_is_told_and_never_whose_it_is(window: Window) -> None:
    window.add(window.ask(OTHER))
    status, page, _ = _post(_me(window), window.ask(), "file", _photo(), **PAPER, **TYPED)
    assert status == 409 and "已在本市的报销申请中登记过" in page and OTHER not in page


def test_what_was_wrong_is_taken_out_until_the_case_is_accepted(window: Window) -> None:
    case, me = window.ask(), _me(window)
    made = services.add_own_invoice(actor=me, at=NOW, case_id=case, typed=STAY, upload=picture())
    address = reverse("my_invoices:invoice", args=[made])
    assert Browser(me).ask(address, {}).status_code == 302 and "至少交一张" in _case_page(me, case)
    kept = services.add_own_invoice(actor=me, at=NOW, case_id=case, typed=STAY, upload=picture())
    window.desk.accept(case, *MATERIALS)
    for act in (
        lambda: services.remove_own_invoice(actor=me, at=NOW, invoice_id=kept),
        lambda: services.add_own_invoice(actor=me, at=NOW, case_id=case, typed=BLANK, upload=file(FINANCE)),
        lambda: _post(me, case, "care", care="inpatient"),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "reimbursement.closed"
    assert "已经受理，票据不能再改" in _case_page(me, case)


def _refusals(actor: Actor, case: UUID, invoice: UUID) -> list[Callable[[], object]]:
    return [
        lambda: services.add_own_invoice(actor=actor, at=NOW, case_id=case, typed=BLANK, upload=file(FINANCE)),
        lambda: services.remove_own_invoice(actor=actor, at=NOW, invoice_id=invoice),
        lambda: Browser(actor).ask(reverse("my_invoices:invoice", args=[invoice])),
        lambda: Browser(actor).ask(reverse("my_invoices:add", args=[case])),
    ]


def test_a_daughter_with_the_matter_does_it_and_every_other_is_refused(window: Window) -> None:
    case = window.ask()
    hers, warrant = _daughter(window, ITEM)
    made = services.add_own_invoice(actor=hers, at=NOW, case_id=case, typed=STAY, upload=picture())
    assert "示例市中心医院" in _case_page(hers, case)
    with acting(SYSTEM):
        assert Invoice.objects.get(pk=made).case_id == case
    revoke(actor=window.desk.scene.community, at=NOW, authorisation_id=warrant)
    other, _ = _daughter(window, "contact_change")
    for actor in (hers, other, _me(window, OTHER)):
        for act in _refusals(actor, case, made):
            with pytest.raises((NotFound, Refused)):
                act()


def test_a_page_is_judged_by_its_own_fields_alone() -> None:
    assert wrong_of(BLANK, ("hospital",), NOW.date(), 12) == {"hospital": "请填写医疗机构名称。"}
    assert wrong_of(STAY, ("code", "number"), NOW.date(), 12) == {}
