"""The wall of a stay: place AND enterprise, held by the policies alone, while the grant stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.secondments.tests.conftest import Stay
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.jobs.queue import _packed, _unpacked

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_WALLED = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity ORDER BY 1
"""
# What a stay opens; `audit_entry` and `ui_savedview` are the officer's own.
OPENED = {
    "retirees_retiree", "retirees_sealedfacts", "retirees_contactperson", "secondments_secondment", "secondments_deed",
}  # fmt: skip
OWN = {"audit_entry", "ui_savedview", "files_storedfile"}


def _seen(actor: Actor) -> dict[str, int]:
    """Rows of each walled table that the policies alone let through."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(_WALLED)
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in tables:
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 (names from the catalogue)
            found[name] = cursor.fetchone()[0]
    assert len(found) > 150
    return {name: count for name, count in found.items() if count}


def _people(actor: Actor) -> set[str]:
    with acting(actor):
        return set(Retiree.objects.values_list("name", flat=True))


def test_the_policies_alone_show_the_people_of_the_enterprise_in_the_community_and_no_other_table(stay: Stay) -> None:
    assert _people(stay.scene.community) == {"王桂英", "欧阳建国", "罗建华"}
    assert {"王桂英", "欧阳建国", "阿依古丽·买买提"} <= _people(stay.scene.officer)
    assert _people(stay.officer) == {"王桂英", "欧阳建国"}
    seen = _seen(stay.officer)
    assert set(seen) - OWN <= OPENED and seen["retirees_retiree"] == seen["retirees_sealedfacts"] == 2
    assert len(_seen(stay.scene.community)) > len(seen)


def test_no_policy_lets_a_stay_write(stay: Stay) -> None:
    with acting(stay.officer), connection.cursor() as cursor:
        for change in ("UPDATE retirees_retiree SET name = name", "DELETE FROM retirees_retiree",
                       "UPDATE retirees_sealedfacts SET facts = facts", "DELETE FROM secondments_secondment",
                       "UPDATE secondments_deed SET due_on = due_on"):  # fmt: skip
            cursor.execute(change)
            assert cursor.rowcount == 0, change
        cursor.execute("SELECT count(*) FROM retirees_retiree")
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize("end", ["day", "taken back", "stopped", "not begun"])
def test_the_database_itself_ends_a_stay_in_the_middle_of_a_session(stay: Stay, end: str) -> None:
    officer = stay.officer
    today = timezone.localdate()
    grant = Grant.objects.filter(pk=officer.grant_id)
    with transaction.atomic(), acting(officer):
        assert Retiree.objects.count() == 2
        if end == "day":
            grant.update(valid_to=today)
        elif end == "taken back":
            grant.update(revoked_at=timezone.now())
        elif end == "not begun":
            grant.update(valid_from=today + timedelta(days=1))
        else:
            User.objects.filter(pk=officer.id).update(is_active=False)
        assert Retiree.objects.count() == 0
    assert set(_seen(officer)) <= OWN


def test_a_stay_of_a_grant_that_is_none_shows_nobody(stay: Stay) -> None:
    with acting(stay.officer), connection.cursor() as cursor:
        for text in ("00000000-0000-0000-0000-000000000000", str(stay.id)):
            cursor.execute("SELECT set_config('yq.stay', %s, true)", [text])
            assert Retiree.objects.count() == 0


def test_a_job_of_a_seconded_officer_reaches_nobody(stay: Stay) -> None:
    carried = _unpacked(_packed(stay.officer))
    assert carried.role == "seconded_officer" and carried.scope.is_empty
    assert _people(carried) == set()


def test_both_walls_say_the_same_of_every_person(stay: Stay) -> None:
    officer = stay.officer
    with acting(stay.scene.city):
        rows = list(Retiree.objects.all())
        by_predicate = set(Retiree.objects.filter(officer.scope.predicate()).values_list("name", flat=True))
    by_twin = {one.name for one in rows if officer.scope.covers(place_no=one.place_no, enterprise_id=one.enterprise_id)}
    assert by_predicate == by_twin == _people(officer)
