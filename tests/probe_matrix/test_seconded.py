"""What lies open in a stay behind the pages: every walled table of a city in which everything has happened, counted."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.test_retirees import _WALLED, OF_NOBODY, _count
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.platform.access import Actor, acting

pytestmark = pytest.mark.db
# The allow-list of decision 0071.
OPENED = {
    "retirees_retiree", "retirees_sealedfacts", "retirees_contactperson", "secondments_secondment", "secondments_deed",
}  # fmt: skip
# The officer's own entries and saved filters, as everybody's.
OWN = {"audit_entry", "ui_savedview"}


def test_a_stay_opens_the_listed_tables_alone_and_in_them_no_row_outside_place_and_enterprise(matrix: Matrix) -> None:
    user = User.objects.get(pk=matrix.folk.users["seconded_officer"])
    officer = get_actor(user=user, grant_id=None, today=timezone.localdate(), request_id="")
    stay = officer.scope.stay
    assert stay is not None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WALLED)
        tables = cursor.fetchall()
        with acting(Actor.system("matrix")):
            cursor.execute("SELECT id, place_no, enterprise_id FROM retirees_retiree")
            people = {str(pk): stay.covers(place_no=place, enterprise_id=firm) for pk, place, firm in cursor.fetchall()}
            filled = {name for name, _ in tables if _count(cursor, f"SELECT 1 FROM {name}")}
        assert len(filled) > 70 and {True, False} == set(people.values())
        with acting(officer):
            seen = {name for name, _ in tables if _count(cursor, f"SELECT 1 FROM {name}")}
            named = [(name, "id" if name == "retirees_retiree" else "retiree_id") for name in sorted(OPENED)
                     if name != "secondments_secondment"]  # fmt: skip
            for name, column in named:
                cursor.execute(f"SELECT DISTINCT {column} FROM {name}")
                assert all(people[str(pk)] for (pk,) in cursor.fetchall()), name
        transaction.set_rollback(True)
    assert seen - OWN - OF_NOBODY == OPENED
