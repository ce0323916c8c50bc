"""Former names kept right: taken out when they were told wrongly, written for a register that is older than they are."""

from __future__ import annotations

import json
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from yinqiao.areas.retirees.jobs import write_names
from yinqiao.areas.retirees.models import FormerName, Retiree, SealedFacts, SearchTerm
from yinqiao.areas.retirees.queries import find_people, get_person, list_changes, list_former_names, list_timeline
from yinqiao.areas.retirees.queries import list_notes as notes_of
from yinqiao.areas.retirees.services import correct_details, remove_former_name, write_former_names
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Correction, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
REASON = "名册录入有误"


def _told(name: str, **more: str) -> str:
    return json.dumps({"former_name": name, **more}, ensure_ascii=False)


def _found(city: City, text: str) -> list[tuple[UUID, str]]:
    with acting(Actor(None, "test", "测试", city.scopes["street"])):
        return [(hit.id, hit.found_by) for hit in find_people(scope=city.scopes["street"], text=text)]


def _known(person: UUID) -> list[str]:
    with acting(SYSTEM):
        return [one.words for one in list_former_names(scope=SYSTEM.scope, retiree_id=person)]


def test_a_wrong_former_name_is_taken_out_of_search_and_profile_and_the_act_is_in_log_and_timeline(
    city: City, register: Register
) -> None:
    person = register(name="李文静", profile=_told("王翠花、王小妹", hobbies="剪纸"))
    officer = city.actor("community_officer")
    assert _found(city, "王翠花") == [(person, "曾用名 王翠花")]
    remove_former_name(actor=officer, at=AT, retiree_id=person, name="王翠花", reason=REASON)
    assert _found(city, "王翠花") == [] and _found(city, "wch") == []
    assert _found(city, "王小妹") == [(person, "曾用名 王小妹")]
    with acting(officer):
        profile = get_person(scope=officer.scope, retiree_id=person).profile
        assert profile == {"former_name": "王小妹", "hobbies": "剪纸"}
        assert list_timeline(scope=officer.scope, retiree_id=person)[0].label == "删除曾用名"
        assert (
            notes_of(scope=officer.scope, retiree_id=person, with_words=True)[0].text == f"删除曾用名“王翠花”：{REASON}"
        )
        assert [one.sentence for one in list_changes(scope=officer.scope, retiree_id=person, since=TODAY)] == [
            "删除曾用名"
        ]
    with acting(SYSTEM):
        entry = Entry.objects.get(action="retirees.remove_former_name")
        assert entry.subject_id == person and "王翠花" not in repr(entry.detail)
    remove_former_name(actor=officer, at=AT, retiree_id=person, name="王小妹", reason=REASON)
    with acting(officer):
        assert get_person(scope=officer.scope, retiree_id=person).profile == {"hobbies": "剪纸"}
    assert _known(person) == []


def test_a_slip_of_the_pen_that_was_corrected_can_be_taken_out_too(city: City, register: Register) -> None:
    person = register(name="王桂瑛")
    officer = city.actor("community_officer")
    correction = Correction({"name": "王桂英"}, Source.DOCUMENT, TODAY, 1)
    correct_details(actor=officer, at=AT, retiree_id=person, correction=correction)
    assert _found(city, "王桂瑛") == [(person, "原登记姓名 王桂瑛")]
    remove_former_name(actor=officer, at=AT, retiree_id=person, name="王桂瑛", reason=REASON)
    assert _found(city, "王桂瑛") == [] and _found(city, "王桂英") == [(person, "")]


@pytest.mark.parametrize(
    ("role", "scope", "name", "reason", "code"),
    [
        ("auditor", "city", "王翠花", REASON, "retirees.role_may_not"),
        ("community_officer", "beside", "王翠花", REASON, "not_found"),
        ("community_officer", "near", "王翠花", " ", "retirees.text_missing"),
        ("community_officer", "near", "王翠", REASON, "retirees.former_name_unknown"),
    ],
)
def test_a_former_name_stays_unless_the_own_office_takes_out_one_that_is_there_and_says_why(
    city: City, register: Register, role: str, scope: str, name: str, reason: str, code: str
) -> None:
    person = register(name="李文静", profile=_told("王翠花"))
    with pytest.raises(DomainError) as refused:
        remove_former_name(actor=city.actor(role, scope), at=AT, retiree_id=person, name=name, reason=reason)
    assert refused.value.code == code
    assert _known(person) == ["曾用名 王翠花"]
    officer = city.actor("community_officer")
    remove_former_name(actor=officer, at=AT, retiree_id=person, name="王翠花", reason=REASON)
    assert _known(person) == []


def _make_old(*, merged: dict[UUID, UUID] | None = None) -> list[Any]:
    """The register as it was before former names were found; what was found until then."""
    with acting(SYSTEM):
        for gone, kept in (merged or {}).items():
            Retiree.objects.filter(pk=gone).update(status="merged", merged_into=kept)
            SearchTerm.objects.filter(retiree_id=gone).delete()
        before = list(SearchTerm.objects.order_by("pk").values_list("term", "kind", "retiree_id"))
        FormerName.objects.all().delete()
        SearchTerm.objects.filter(kind=4).delete()
    return before


def test_an_older_register_is_found_by_its_former_names_after_the_job_as_one_that_was_loaded_today(
    city: City, register: Register
) -> None:
    for number in range(5):
        register(name=f"李文{'甲乙丙丁戊'[number]}", profile=_told(f"王翠{'甲乙丙丁戊'[number]}、刘四妹"))
    register(name="赵无名")
    before = _make_old()
    assert _found(city, "刘四") == []
    assert write_former_names(actor=SYSTEM, at=AT, batch=2) == 5
    with acting(SYSTEM):
        assert list(SearchTerm.objects.order_by("pk").values_list("term", "kind", "retiree_id")) == before
    assert len(_found(city, "刘四妹")) == 5
    write_names(SYSTEM)
    with acting(SYSTEM):
        assert list(SearchTerm.objects.order_by("pk").values_list("term", "kind", "retiree_id")) == before
        assert FormerName.objects.count() == 10


def test_a_run_that_ends_midway_is_started_again_and_ends_with_everybody(city: City, register: Register) -> None:
    people = [register(name=f"李文{one}", profile=_told(f"王翠{one}")) for one in "甲乙丙丁戊"]
    before = _make_old()
    with acting(SYSTEM):
        third = SealedFacts.objects.filter(pk=people[2])
        whole = bytes(third.get().facts)
        # The facts of another person do not open under this one.
        third.update(facts=SealedFacts.objects.get(pk=people[0]).facts)
    with pytest.raises(DomainError) as damaged:
        write_former_names(actor=SYSTEM, at=AT, batch=2)
    assert damaged.value.code == "crypto.data_damaged"
    assert [bool(_known(person)) for person in people] == [True, True, False, False, False]
    with acting(SYSTEM):
        third.update(facts=whole)
    assert write_former_names(actor=SYSTEM, at=AT, batch=2) == 3
    with acting(SYSTEM):
        assert list(SearchTerm.objects.order_by("pk").values_list("term", "kind", "retiree_id")) == before


def test_merges_from_before_lead_from_every_name_of_the_chain_to_who_is_kept(city: City, register: Register) -> None:
    kept, gone, first = (
        register(name="王桂英"),
        register(name="汪桂英", profile=_told("刘四妹")),
        register(name="汪贵英"),
    )
    _make_old(merged={gone: kept, first: gone})
    assert write_former_names(actor=SYSTEM, at=AT) == 1
    for text in ("汪桂英", "刘四妹", "汪贵英"):
        assert [person for person, _ in _found(city, text)] == [kept]
    officer = city.actor("community_officer")
    remove_former_name(actor=officer, at=AT, retiree_id=kept, name="刘四妹", reason=REASON)
    # Started again it does not bring back what was taken out since.
    write_former_names(actor=SYSTEM, at=AT)
    assert _known(kept) == ["原登记姓名 汪桂英", "原登记姓名 汪贵英"]


def _queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'retirees.write_former_names'")
        return int(cursor.fetchone()[0])


def test_the_upgrade_queues_the_job_once_where_there_are_people_and_never_in_an_empty_register(
    city: City, register: Register
) -> None:
    migration = import_module("yinqiao.areas.retirees.migrations.0014_names_of_entries")
    editor = SimpleNamespace(connection=connection)
    before = _queued()
    with acting(Actor.anonymous()):
        migration.write_what_was_told(None, editor)
    assert _queued() == before
    register(name="李文静", profile=_told("王翠花"))
    with acting(Actor.anonymous()):
        migration.write_what_was_told(None, editor)
    assert _queued() == before + 1
