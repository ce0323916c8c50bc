"""When which part of the money is due: filled in row by row, whole or not at all, kept with its version, in every text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.forms import InstalmentsField
from yinqiao.areas.agreements.queries import list_funds_agreed, list_versions, printed_text
from yinqiao.areas.agreements.rules import faults, fund_kinds
from yinqiao.areas.agreements.tests.talks import TERMS, Talks
from yinqiao.areas.agreements.types import AgreementKind, AgreementState, Instalment, Numbers, Terms, Wording
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.platform.access import acting

DAY = date(2026, 6, 30)
LIMITS = {f"most_{name}": 10**9 for name in ("people", "party_members", "archives", "area_m2", "amount")}


def _terms(*parts: tuple[str, str], amount: str = "20000") -> Terms:
    instalments = tuple(Instalment(kind, Decimal(yuan), DAY) for kind, yuan in parts)
    return Terms(Numbers(people=10, amount=Decimal(amount)), instalments=instalments)


@pytest.mark.fast
@pytest.mark.parametrize(
    ("kind", "terms", "is_wrong"),
    [
        (AgreementKind.MAIN, _terms(), False),
        (AgreementKind.MAIN, _terms(("service", "12000"), ("archive", "8000")), False),
        (AgreementKind.MAIN, _terms(("service", "12000")), True),
        (AgreementKind.MAIN, _terms(("service", "20000.01")), True),
        (AgreementKind.MAIN, _terms(("service", "28000"), ("archive", "-8000")), True),
        (AgreementKind.MAIN, _terms(("service", "20000"), ("archive", "0")), True),
        (AgreementKind.MAIN, _terms(("bribe", "20000")), True),
        (AgreementKind.SUPPLEMENTARY, _terms(("service", "100"), ("archive", "-100"), amount="0"), False),
        (AgreementKind.SUPPLEMENTARY, _terms(("service", "100"), amount="0"), True),
    ],
)  # fmt: skip
def test_instalments_say_the_whole_sum_or_nothing(kind: AgreementKind, terms: Terms, is_wrong: bool) -> None:
    assert ("instalments" in faults(terms, kind, Numbers(), LIMITS)) is is_wrong


@pytest.mark.fast
def test_rows_that_are_left_empty_are_no_instalments_and_half_a_row_is_told() -> None:
    field = InstalmentsField(required=False)

    def read(*rows: tuple[str, str, str]) -> Any:
        data = QueryDict(mutable=True)
        for kind, amount, due in rows:
            for part, value in (("kind", kind), ("amount", amount), ("due", due)):
                data.appendlist(f"pay_{part}", value)
        return field.clean(field.widget.value_from_datadict(data, {}, "pay"))

    whole = read(("archive", "8,000", "2026-12-31"), ("lump", "", ""), ("service", "12000.50", "2026-06-30"))
    assert whole == (
        Instalment("service", Decimal("12000.50"), DAY), Instalment("archive", Decimal(8000), date(2026, 12, 31)),
    )  # fmt: skip
    assert read() == read(("lump", "", "")) == ()
    for wrong in (("lump", "12", ""), ("lump", "", "2026-06-30"), ("lump", "1.005", "2026-06-30"), ("lump", "x", "y")):
        with pytest.raises(Exception, match="付款安排第 1 行"):
            read(wrong)


@pytest.mark.fast
def test_every_text_says_them_and_kinds_are_known() -> None:
    (clause,) = [
        one.text for one in printed_text("main", _terms(("service", "20000"))) if one.title == "移交经费"
    ]  # fmt: skip
    assert "2026年6月30日前管理服务经费 20,000 元" in clause
    assert next(iter(fund_kinds())) == "lump" and len({one.label for one in fund_kinds().values()}) == len(fund_kinds())


@pytest.mark.db
@pytest.mark.django_db
def test_the_page_keeps_what_was_filled_in_and_the_version_has_it(talks: Talks) -> None:
    one = talks.draft(terms=replace(TERMS, instalments=(Instalment("service", Decimal(20_000), DAY),)))
    browser, address = Browser(talks.enterprise), reverse("agreements:save", args=[one])
    page = unescape(text_of(browser.ask(address)))
    assert 'value="20000' in page and 'value="2026-06-30"' in page
    told = {
        "lock_version": talks.row(one).lock_version, "people": 10, "party_members": 3, "archives": 10, "area_m2": "0",
        "amount": "500", "covered": "", "retained": "", "starts_on": "", "ends_on": "", "remark": "",
        "instalments_kind": ["service", "lump"], "instalments_amount": ["300", ""], "instalments_due": ["2026-06-30", ""],
    }  # fmt: skip
    assert "各期合计 300.00 元" in unescape(text_of(browser.ask(address, told)))
    assert browser.ask(address, {**told, "amount": "300"}).status_code == 302
    with acting(talks.enterprise):
        latest = list_versions(scope=talks.enterprise.scope, agreement_id=one)[0]
    assert latest.terms.instalments == (Instalment("service", Decimal(300), DAY),)


@pytest.mark.db
@pytest.mark.django_db
def test_what_signed_papers_say_of_money_is_read_for_all_or_some_and_drafts_say_nothing(talks: Talks) -> None:
    main = talks.standing(AgreementState.FILED)
    talks.draft()
    less = Wording(Terms(Numbers(amount=Decimal(-500)), "减少"))
    made = services.draft_supplement(actor=talks.enterprise, at=NOW, seen=talks.seen(main), wording=less)
    talks.walk(made, AgreementState.SIGNED)
    for wanted in (None, [main]):
        with acting(talks.street):
            found = list_funds_agreed(scope=talks.street.scope, agreement_ids=wanted)
        assert sorted((one.main_id == main, one.is_main, one.amount) for one in found) == [
            (True, False, Decimal(-500)), (True, True, Decimal(20_000)),
        ]  # fmt: skip
    with acting(talks.rival):
        assert list_funds_agreed(scope=talks.rival.scope) == []
