"""What an invoice must say, what is typed beside a file, and the estimate at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.outside_decisions.types import fen_of, yuan
from yinqiao.areas.reimbursement.rules import estimate, lacking, merge
from yinqiao.areas.reimbursement.types import Care, Level, NewInvoice, Typed

pytestmark = pytest.mark.fast
TODAY = date(2026, 3, 2)
SOUND = NewInvoice(
    "0012345678", 125680, "示例医院", Level.THIRD, Care.OUTPATIENT, date(2026, 2, 10), date(2026, 2, 10), "43060126"
)
READ = {
    "code": "43060126", "number": "0012345678", "amount": "1256.80", "issued_on": "2026-02-10", "issuer": "示例医院", "own": "56.80",
}  # fmt: skip
BLANK = Typed(Level.THIRD, Care.OUTPATIENT)
RULE = {
    care.value: {level.value: {"deductible_fen": 10000, "percent": 70, "ceiling_fen": 300000} for level in Level}
    for care in Care
}
INVOICES = st.builds(
    lambda amount, own, level, care: replace(SOUND, amount_fen=amount, own_fen=min(own, amount), level=level, care=care),
    st.integers(1, 10**8), st.integers(0, 10**6), st.sampled_from(Level), st.sampled_from(Care),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fen"),
    [("1256.8", 125680), ("1,256.80", 125680), ("0.01", 1), ("12", 1200), ("", None), ("1.234", None), ("-5", None), ("1e5", None)],
)  # fmt: skip
def test_sums_are_read_to_the_fen(text: str, fen: int | None) -> None:
    assert fen_of(text) == fen


@given(st.integers(0, 10**11 - 1))
def test_a_sum_that_was_written_is_read_again(fen: int) -> None:
    assert fen_of(yuan(fen)) == fen


def test_a_sound_invoice_lacks_nothing() -> None:
    assert lacking(SOUND, TODAY, 12) == {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": "12"}, "number"), ({"number": "12345678x"}, "number"), ({"code": ""}, "code"), ({"code": "1"}, "code"),
        ({"amount_fen": 0}, "amount"), ({"own_fen": 125681}, "own"), ({"hospital": ""}, "hospital"),
        ({"until": date(2026, 3, 3)}, "until"), ({"since": date(2026, 2, 11)}, "until"),
        ({"since": date(2025, 3, 1), "until": date(2025, 3, 1)}, "until"),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_is_told_beside_its_field(changed: dict[str, object], field: str) -> None:
    assert list(lacking(replace(SOUND, **changed), TODAY, 12)) == [field]  # type: ignore[arg-type]


def test_an_invoice_of_twenty_digits_has_no_code() -> None:
    assert lacking(replace(SOUND, number="26430000000012345678", code=""), TODAY, 12) == {}


def test_what_is_left_blank_is_as_the_file_says() -> None:
    told, wrong = merge(BLANK, READ)
    assert wrong == {} and told == replace(SOUND, own_fen=5680)


@pytest.mark.parametrize(("typed", "field"), [({"number": "0012345679"}, "number"), ({"amount": "1256.81"}, "amount")])
def test_what_is_typed_against_the_file_is_told(typed: dict[str, str], field: str) -> None:
    told, wrong = merge(replace(BLANK, **typed), READ)  # type: ignore[arg-type]
    assert told is None and "不一致" in wrong[field]


def test_the_same_sum_written_otherwise_is_the_same() -> None:
    assert merge(replace(BLANK, amount="1,256.8"), READ)[1] == {}


def test_a_digitalised_invoice_drops_a_code_that_was_typed() -> None:
    told, _ = merge(replace(BLANK, code="12345678", number="26430000000012345678", amount="3", until=TODAY), {})
    assert told is not None and told.code == ""


@given(st.lists(INVOICES, max_size=6))
def test_an_estimate_never_passes_what_was_paid_and_does_not_depend_on_the_order(invoices: list[NewInvoice]) -> None:
    found = estimate(invoices, RULE)
    assert 0 <= found.paid_fen <= sum(one.amount_fen - one.own_fen for one in invoices)
    assert estimate(list(reversed(invoices)), RULE).paid_fen == found.paid_fen
    assert bool(found.lines) == bool(invoices)


@given(st.lists(INVOICES, max_size=5), INVOICES)
def test_another_invoice_never_lowers_an_estimate(invoices: list[NewInvoice], more: NewInvoice) -> None:
    assert estimate([*invoices, more], RULE).paid_fen >= estimate(invoices, RULE).paid_fen


def test_every_line_says_deductible_ratio_and_ceiling() -> None:
    (line,) = estimate([replace(SOUND, amount_fen=1000000)], RULE).lines
    assert "起付标准 100.00 元" in line and "70%" in line and "超过封顶线，按 3,000.00 元" in line
