"""Invoices of a case: read, typed, once in the city, in and out before acceptance, let go when a case ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from yinqiao.areas.applications import services as applications
from yinqiao.areas.applications.queries import item_of, moments_of
from yinqiao.areas.applications.tests.desk import SYSTEM
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.pension_relation.tests.counter import WHO
from yinqiao.areas.reimbursement import queries, services
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.tests.window import BLANK, MATERIALS, OTHER, STAY, Window, file, picture
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.invoices.tests.invoices import FINANCE, ofd
from yinqiao.platform.papers import papers
from yinqiao.platform.workdays import work_calendar

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_an_invoice_that_can_be_read_need_not_be_typed(window: Window) -> None:
    case = window.ask()
    window.add(case, BLANK, file(FINANCE))
    community = window.desk.scene.community
    with acting(community):
        (one,) = queries.list_invoices(scope=community.scope, case_id=case)
    assert (one.told.number, one.told.amount_fen, one.told.own_fen) == ("0012345678", 125680, 5680)
    assert (one.told.hospital, one.told.until, one.has_file) == ("示例市第一人民医院", date(2026, 2, 10), True)


def test_a_photograph_is_kept_and_everything_is_typed(window: Window) -> None:
    case = window.ask()
    with pytest.raises(Invalid) as refused:
        window.add(case, BLANK, picture())
    assert refused.value.code == "reimbursement.wrong_invoice"
    window.add(case, STAY, picture())
    assert window.states() == ["standing"]


def test_what_the_fund_has_paid_already_is_refused(window: Window) -> None:
    with pytest.raises(Invalid) as refused:
        window.add(window.ask(), BLANK, file(FINANCE.replace("<InfoValue>0.00", "<InfoValue>9.00")))
    assert refused.value.code == "reimbursement.paid_already"


@pytest.mark.parametrize(
    "upload", [file(b"MZ", "票据.xml"), file(b"<a>"), file(ofd()[:-9], "票据.ofd"), file(FINANCE, "票据.pdf")]
)
def test_a_file_that_is_none_is_refused_and_nothing_is_kept(window: Window, upload: services.Upload) -> None:
    with pytest.raises(Invalid):
        window.add(window.ask(), STAY, upload)
    with acting(SYSTEM):
        assert window.states() == [] and not StoredFile.objects.filter(kind="invoice").exists()


def test_the_same_invoice_is_refused_in_any_case_of_the_city_without_telling_whose(window: Window) -> None:
    first, second = window.ask(), window.ask(OTHER)
    window.add(first)
    for case in (first, second):
        with pytest.raises(Conflict) as refused:
            window.add(case)
        assert refused.value.code == "reimbursement.used_already"
        assert WHO.name not in refused.value.message + refused.value.next_step
    assert window.states() == ["standing"]


def test_the_same_file_is_refused_though_another_number_was_typed(window: Window) -> None:
    case = window.ask()
    window.add(case, STAY, picture())
    with pytest.raises(Conflict) as refused:
        window.add(case, STAY, picture(), number="0012345679")
    assert refused.value.code == "reimbursement.file_used_already"
    window.add(case, STAY, picture(b"2"), number="0012345679")
    with acting(SYSTEM):
        assert StoredFile.objects.filter(kind="invoice").count() == 1 + 1


def test_two_at_one_moment_are_one_too_many_for_the_table(window: Window) -> None:
    case = window.ask()
    made = window.add(case)
    with acting(SYSTEM):
        row = Invoice.objects.get(pk=made)
        row.pk = case
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_one_without_invoices_is_not_accepted_and_an_accepted_one_takes_no_more(window: Window) -> None:
    case = window.ask()
    with pytest.raises(Invalid) as refused:
        window.desk.accept(case, *MATERIALS)
    assert refused.value.code == "reimbursement.no_invoice"
    made = window.add(case)
    window.desk.accept(case, *MATERIALS)
    with pytest.raises(Conflict):
        window.add(case, STAY, number="0012345679")
    with pytest.raises(Conflict):
        services.remove_invoice(actor=window.desk.scene.community, at=NOW, invoice_id=made)


def test_an_invoice_that_was_taken_out_may_come_again_and_its_file_is_gone(window: Window) -> None:
    case = window.ask()
    made = window.add(case, STAY, picture())
    assert services.remove_invoice(actor=window.desk.scene.community, at=NOW, invoice_id=made) == case
    with acting(SYSTEM):
        assert StoredFile.objects.get(kind="invoice").destroyed_at is not None
    window.add(case, STAY, picture())


def test_a_withdrawn_case_lets_its_invoices_go(window: Window) -> None:
    case = window.ask()
    window.add(case)
    applications.withdraw(actor=window.desk.scene.community, at=NOW, case_id=case, answer=Answer("改由本人去办"))
    assert window.states() == ["released"]
    window.add(window.ask())
    assert window.states() == ["released", "standing"]


def test_a_death_lets_invoices_go_and_its_withdrawal_holds_them_again(window: Window) -> None:
    window.with_agency()
    window.desk.lives.die()
    assert window.states() == ["released"]
    window.desk.lives.live()
    assert window.states() == ["standing"]


def test_what_stands_elsewhere_by_now_is_not_held_again(window: Window) -> None:
    window.with_agency()
    window.desk.lives.die()
    window.add(window.ask(OTHER))
    window.desk.lives.live()
    assert window.states() == ["released", "standing"]


def test_medical_insurance_decides_and_the_applicant_reads_sum_and_day(window: Window) -> None:
    case = window.with_agency()
    assert window.tell().state == "applied"
    row = window.desk.case(case)
    with acting(SYSTEM):
        words = moments_of(row, item_of(row.item))[0].words
    assert row.state == "done" and "核定报销 9,990.00 元，2026-04-10 发放" in words
    assert window.states() == ["standing"]
    assert window.tell().reason == "no_case"


@pytest.mark.parametrize("ground", ["settled", "outside", "late", "not_insured"])
def test_a_refusal_comes_with_its_remedy_and_lets_the_invoices_go(window: Window, ground: str) -> None:
    case = window.with_agency()
    assert window.tell(outcome="refused", ground=ground).state == "applied"
    row = window.desk.case(case)
    with acting(SYSTEM):
        words = moments_of(row, item_of(row.item))[0].words
    assert (row.state, row.ground) == ("refused", ground) and "行政复议" in words
    assert window.states() == ["released"]


@pytest.mark.parametrize(
    "told",
    [
        {"amount": ""}, {"amount": "0"}, {"amount": "many"}, {"pay_on": ""}, {"pay_on": "2026-03-01"}, {"pay_on": "2027-03-04"},
        {"ground": "late"}, {"outcome": "refused"}, {"outcome": "refused", "ground": "late", "amount": "5"}, {"diagnosis": "x"},
    ],
)  # fmt: skip
def test_what_does_not_fit_together_or_says_too_much_is_refused(window: Window, told: dict[str, Any]) -> None:
    case = window.with_agency()
    assert window.tell(**told).reason == "data_invalid"
    assert window.desk.case(case).state == "handling"


def test_thirty_working_days_from_the_third_of_march_end_on_the_fifteenth_of_april(window: Window) -> None:
    assert work_calendar().after(date(2025, 3, 3), 30) == date(2025, 4, 15)
    case = window.with_agency()
    assert window.desk.case(case).due_on == work_calendar().after(NOW.date(), 30)


def test_the_page_says_what_it_comes_to_and_calls_it_an_estimate(window: Window) -> None:
    case = window.ask()
    browser = Browser(window.desk.scene.community)
    assert "还没有登记票据" in text_of(browser.ask(reverse("applications:case", args=[case])))
    window.add(case, STAY, picture())
    page = text_of(browser.ask(reverse("applications:case", args=[case])))
    assert "预估可以报销 <strong>9,990.00</strong> 元" in page and "减去自费 345.60 元、起付标准 900.00 元" in page
    assert "****5678" in page and "0012345678" not in page
    kind = papers.find("reimbursement-form")
    community = window.desk.scene.community
    with acting(community):
        (form,) = kind.load(community, [str(case)])  # type: ignore[union-attr]
    assert form.lists["票据"][0]["票据号码"] == "43060126 0012345678" and form.texts["预估"] == "9,990.00"


def test_an_invoice_is_typed_on_a_page_and_taken_out_after_a_question(window: Window) -> None:
    case = window.ask()
    browser, address = Browser(window.desk.scene.community), reverse("reimbursement:add", args=[case])
    assert "请选择就医类别" in text_of(browser.ask(address, {"number": "1"}))
    typed = {
        "care": "outpatient", "level": "first", "code": "43060126", "number": "0012345678", "amount": "80", "hospital": "示例医院",
        "until": "2026-02-10",
    }  # fmt: skip
    assert "照票据填写" in text_of(browser.ask(address, {**typed, "number": "12"}))
    assert browser.ask(address, typed).status_code == 302
    with acting(SYSTEM):
        made = Invoice.objects.get().pk
    gone = reverse("reimbursement:remove", args=[made])
    assert "移除这张票据" in text_of(browser.ask(gone, {"x": "1"})) and window.states() == ["standing"]
    assert browser.ask(gone, {"confirmed": "1"}).status_code == 302
    assert window.states() == []


def test_another_place_the_enterprise_and_another_item_find_nothing(window: Window) -> None:
    case = window.ask()
    made = window.add(case, STAY, picture())
    for who in (window.desk.scene.neighbour, window.desk.scene.officer):
        with acting(who):
            for look in (
                lambda who=who: queries.list_invoices(scope=who.scope, case_id=case),
                lambda who=who: queries.get_invoice(scope=who.scope, invoice_id=made),
                lambda who=who: queries.find_file(scope=who.scope, invoice_id=made),
            ):
                with pytest.raises(NotFound):
                    look()
        with pytest.raises(NotFound):
            window.add(case, STAY, by=who, number="0012345679")
    with pytest.raises(NotFound):
        window.add(window.desk.apply(), STAY, number="0012345679")


def test_invoices_of_cases_long_over_are_destroyed_with_their_files(window: Window) -> None:
    case = window.ask()
    window.add(case, STAY, picture())
    window.desk.accept(case, *MATERIALS)
    with acting(SYSTEM):
        assert services.INVOICES.find_due(date(2030, 1, 1)) == []
    window.tell()
    with acting(SYSTEM):
        (due,) = services.INVOICES.find_due(date(2030, 1, 1))
        assert services.INVOICES.destroy([due.object_id], NOW, case) == 1
        assert StoredFile.objects.get(kind="invoice").destroyed_at == NOW
    assert window.states() == []


def test_a_change_of_keys_makes_the_same_indexes(window: Window) -> None:
    made = window.add(window.ask(), STAY, picture())
    with acting(SYSTEM):
        row = Invoice.objects.get(pk=made)
    (number, digest) = services.ENCRYPTED.blind
    text = '{"code": "43060126", "number": "0012345678", "digest": ""}'
    assert number.of(text) == "43060126:0012345678" and digest.of(text) is None
    assert bytes(row.number_index) != bytes(row.file_index)
