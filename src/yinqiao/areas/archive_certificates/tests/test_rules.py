"""What may be quoted, how pages are written, and that no kind quotes what its person may not read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.archive_certificates.queries import kinds_on, rule
from yinqiao.areas.archive_certificates.rules import FORMULAS, may_quote, pages_in_words, read_pages
from yinqiao.areas.certificates.types import RECORDED
from yinqiao.areas.digitised.queries import purposes_on
from yinqiao.areas.digitised.queries import rule as digitised_rule

pytestmark = [pytest.mark.fast]
DAY = date(2026, 12, 1)


def test_every_kind_is_known_to_the_certificates_and_quotes_no_closed_class() -> None:
    closed = set(digitised_rule("closed_classes", DAY)["closed"]["person"])
    assert set(kinds_on(day=DAY)) == RECORDED - {"archive_extract"}
    for kind in kinds_on(day=DAY).values():
        assert not closed & set(kind.classes) and kind.closing
        assert kind.readers == (2 if kind.classes else 1)
        told = {"name": "张", "id_no": "1", "archive_no": "A", "holder": "某街道", "since": "2026年1月1日"}
        assert "{" not in kind.opening.format(**told)


def test_what_history_quotes_can_be_looked_up_to_certify_it() -> None:
    proof = purposes_on(day=DAY)["proof"]
    assert set(kinds_on(day=DAY)["record_history"].classes) <= set(proof.classes)


def test_examples_of_the_rules_hold() -> None:
    assert FORMULAS["archive_certificates.reading"](rule("reading", DAY), {"days": 30})
    assert may_quote(kinds_on(day=DAY)["record_history"], "9-4")
    assert not may_quote(kinds_on(day=DAY)["record_kinship"], "8")


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1", (1,)), ("第3页", (3,)), ("3、1-2", (1, 2, 3)), ("1，2;5", (1, 2, 5)), ("2至4", (2, 3, 4)), ("1 1", (1,)),
        ("", ()), ("全部", ()), ("0", ()), ("5-3", ()), ("1-", ()), ("-1", ()), ("1-90", ()), ("9999", ()), ("1.5", ()),
    ],
)  # fmt: skip
def test_pages_are_read_as_people_write_them_or_not_at_all(written: str, pages: tuple[int, ...]) -> None:
    assert read_pages(written) == pages


@given(st.sets(st.integers(1, 2000), min_size=1, max_size=40))
def test_pages_in_words_read_back_as_the_same_pages(pages: set[int]) -> None:
    told = tuple(sorted(pages))
    assert read_pages(pages_in_words(told)) == told


@given(st.text(max_size=40))
def test_no_text_brings_more_pages_than_a_line_may_name(text: str) -> None:
    found = read_pages(text)
    assert len(found) <= 40 and all(1 <= one <= 2000 for one in found) and list(found) == sorted(set(found))
