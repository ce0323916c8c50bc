"""A statement is planned for many or for each by itself as its caller says, and afterwards as before."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from yinqiao.platform.database.bulk import SET_FROM, one_by_one, set_based

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _nests() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop')")
        return str(cursor.fetchone()[0])


def test_within_a_set_a_look_up_for_each_row_stays_one() -> None:
    with transaction.atomic():
        with set_based(SET_FROM):
            assert _nests() == "off"
            with one_by_one():
                assert _nests() == "on"
            assert _nests() == "off"
        with one_by_one():
            assert _nests() == "on"
        assert _nests() == "on"


def test_a_statement_that_fails_leaves_its_own_error() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), one_by_one():
        raise ZeroDivisionError
    assert _nests() == "on"
