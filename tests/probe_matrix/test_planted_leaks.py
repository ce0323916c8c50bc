"""The matrix finds what is planted: a view without scope, one that tells absent from foreign, one without a gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import override_settings

from tests.architecture.test_addresses import routes
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import soul
from tests.probe_matrix.folk import VIEWERS
from tests.probe_matrix.judging import ask, judge, taken_without_token
from tests.probe_matrix.looking import everything_seen
from tests.probe_matrix.table import Row, rows

pytestmark = pytest.mark.db
GET = frozenset({"GET"})


@pytest.fixture
def leaking() -> Iterator[None]:
    """The product with leaks planted beside it."""
    with override_settings(ROOT_URLCONF="tests.probe_matrix.leaking_urls"):
        yield


@pytest.fixture
def spoilt(matrix: Matrix) -> Iterator[Matrix]:
    """The product with pages spoilt where they stand; what they tell is not kept for the others."""
    with override_settings(ROOT_URLCONF="tests.probe_matrix.spoilt_urls"):
        yield replace(matrix, read={})


def test_a_route_without_a_row_is_found(leaking: None) -> None:
    assert {name for name, _, _ in routes()} - set(rows()) == {"leak_open", "leak_word", "leak_ungated", "leak_token"}


def test_a_view_without_scope_is_found(matrix: Matrix, leaking: None) -> None:
    row = Row("leak_open", GET, "signed_in", "accepted_person")
    wrong = judge(matrix, row, ["community_officer"])
    assert "leak_open GET community_officer other: served instead of absent" in wrong
    assert "leak_open GET community_officer own: served instead of absent" not in wrong
    assert soul("other", "accepted").values["name"] in ask(matrix, row, "GET", "community_officer", "other").text


def test_a_view_that_tells_foreign_from_absent_is_found(matrix: Matrix, leaking: None) -> None:
    wrong = judge(matrix, Row("leak_word", GET, "signed_in", "accepted_person"), ["community_officer"])
    assert "leak_word GET community_officer other: differs from what is not there" in wrong


def test_a_view_without_a_gate_is_found(matrix: Matrix, leaking: None) -> None:
    wrong = judge(matrix, Row("leak_ungated", GET, "overseers"), ["anonymous", "community_officer"])
    assert "leak_ungated GET anonymous own: served instead of sign_in" in wrong
    assert "leak_ungated GET community_officer own: served instead of refused" in wrong
    assert any("POST" in one and "served though the method is not" in one for one in wrong)


def test_a_view_that_takes_a_form_without_the_token_is_found(matrix: Matrix, leaking: None) -> None:
    wrong = taken_without_token(matrix, Row("leak_token", frozenset({"POST"}), "signed_in"))
    assert [one.split(": ")[1] for one in wrong] == ["served without the token"]


def test_a_role_that_the_table_lets_in_and_the_gate_does_not_is_found(matrix: Matrix) -> None:
    wrong = judge(matrix, Row("shell:audit", GET, "signed_in"), ["community_officer"])
    assert "shell:audit GET community_officer own: refused instead of served" in wrong


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shell:periods", "POST community_officer own: served instead of refused"),
        ("shell:periods", "POST anonymous own: served instead of sign_in"),
        ("shell:evidence", "POST enterprise_admin own: served instead of refused"),
        ("shell:evidence", "POST anonymous own: served instead of sign_in"),
        ("shell:watched", "GET auditor own: served instead of refused"),
        ("shell:watched", "POST auditor own: served instead of refused"),
        ("shell:seal", "DELETE auditor own: served though the method is not"),
        ("shell:destruction_records", "GET system_admin own: shows what is not the asker's"),
        ("shell:person", "GET community_officer other: served instead of absent"),
        ("shell:person", "GET system_admin own: served instead of absent"),
        ("shell:person_copy", "GET street_officer other: differs from what is not there"),
        ("shell:person_copy", "POST agency_officer sibling: differs from what is not there"),
    ],
)
def test_a_page_that_is_spoilt_where_it_stands_is_found(spoilt: Matrix, name: str, told: str) -> None:
    assert f"{name} {told}" in judge(spoilt, rows()[name], VIEWERS)


def test_a_page_that_is_excused_from_the_token_is_found(spoilt: Matrix) -> None:
    assert taken_without_token(spoilt, rows()["shell:save_view"]) != []


def test_a_number_on_the_page_of_who_may_see_nobody_is_found(spoilt: Matrix) -> None:
    assert everything_seen(spoilt, "system_admin")["phone"] == {"own.waiting"}
