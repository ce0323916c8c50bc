"""Former names: found, marked, taken back, and no more open than the name itself."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import polars as pl
import pytest

from yinqiao.areas.retirees.models import FormerName, Retiree, SearchTerm
from yinqiao.areas.retirees.queries import find_people
from yinqiao.areas.retirees.services import (
    Origin,
    change_people,
    correct_details,
    remove_people,
    restore_people,
    set_places,
)
from yinqiao.areas.retirees.tests.small_city import AT, City, Register, register_many
from yinqiao.areas.retirees.types import Correction, RetireeStatus, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
ORIGIN = Origin(Source.ROSTER, date(2026, 2, 1))
ID_NO = "430999194806150024"


def _found(city: City, text: str, scope: str = "near") -> list[tuple[UUID, str, str]]:
    with acting(Actor(None, "test", "测试", city.scopes[scope])):
        return [(hit.id, hit.name, hit.found_by) for hit in find_people(scope=city.scopes[scope], text=text)]


def _told(name: str) -> str:
    return json.dumps({"former_name": name}, ensure_ascii=False)


def _correct(city: City, person: UUID, name: str) -> None:
    with acting(SYSTEM):
        version = Retiree.objects.get(pk=person).lock_version
    correction = Correction({"name": name}, Source.DOCUMENT, date(2026, 3, 1), version)
    correct_details(actor=city.actor("community_officer"), at=AT, retiree_id=person, correction=correction)


def _change(person: UUID, **values: object) -> UUID:
    columns = {"retiree_id": pl.Series([person.bytes], dtype=pl.Binary)}
    with perform(actor=SYSTEM, action="test.change", at=AT) as act:
        people = pl.DataFrame({**columns, **{name: [value] for name, value in values.items()}})
        change_people(act=act, people=people, origin=ORIGIN)
    return act.id


@pytest.mark.parametrize("text", ["王翠花", "翠花", "wch", "wangcui", "王翠花 0024", "王翠花 望月社区"])
def test_a_person_is_found_by_the_former_name_that_a_roster_told_and_marked(
    city: City, register: Register, text: str
) -> None:
    person = register(name="李文静", id_no=ID_NO, profile=_told("王翠花"))
    assert _found(city, text, "street") == [(person, "李文静", "曾用名 王翠花")]


@pytest.mark.parametrize("text", ["李文静", "lwj", "0024", ID_NO])
def test_a_person_found_by_the_present_name_or_a_number_is_not_marked(
    city: City, register: Register, text: str
) -> None:
    person = register(name="李文静", id_no=ID_NO, profile=_told("王翠花"))
    assert _found(city, text) == [(person, "李文静", "")]


def test_several_former_names_in_one_cell_are_each_found_by_their_own(city: City, register: Register) -> None:
    person = register(name="李文静", profile=_told("王翠花、王小妹"))
    assert _found(city, "王小") == [(person, "李文静", "曾用名 王小妹")]
    assert _found(city, "王翠") == [(person, "李文静", "曾用名 王翠花")]


def test_a_name_that_an_officer_corrects_is_found_on_as_the_one_that_was_registered(
    city: City, register: Register
) -> None:
    person = register(name="王桂瑛")
    _correct(city, person, "王桂英")
    assert _found(city, "王桂瑛") == [(person, "王桂英", "原登记姓名 王桂瑛")]
    _correct(city, person, "王桂瑛")
    assert _found(city, "王桂瑛") == [(person, "王桂瑛", "")]
    assert _found(city, "王桂英") == [(person, "王桂瑛", "原登记姓名 王桂英")]


def test_a_former_name_moves_with_the_person_and_stays_behind_the_wall(city: City, register: Register) -> None:
    person = register(name="李文静", profile=_told("王翠花"))
    with perform(actor=SYSTEM, action="test.move", at=AT) as act:
        assert set_places(act=act, places={person: city.far}) == 1
    assert _found(city, "王翠花") == []
    assert [name for _, name, _ in _found(city, "王翠花", "far")] == ["李文静"]
    with acting(Actor(None, "test", "测试", city.scopes["near"])):
        assert not FormerName.objects.exists()
    with acting(Actor(None, "test", "测试", city.scopes["far"])):
        assert FormerName.objects.count() == 1


def test_an_enterprise_or_overseer_finds_by_the_name_it_knew_and_reads_no_name_that_it_did_not_type(
    city: City, register: Register
) -> None:
    person = register(name="李文静", profile=_told("王翠花"))
    assert _found(city, "王", "builder") == [(person, "李文静", "以前的姓名相符")]
    assert _found(city, "王", "mill") == []
    auditor = city.actor("auditor")
    with acting(auditor):
        assert [hit.found_by for hit in find_people(scope=auditor.scope, text="王")] == ["以前的姓名相符"]


def test_a_change_taken_back_takes_its_former_names_back(city: City, register: Register) -> None:
    person = register(name="王桂英", profile=_told("刘四妹"))
    with acting(SYSTEM):
        before = list(SearchTerm.objects.order_by("pk").values_list("term", "kind"))
    act_id = _change(person, name="汪桂瑛", profile=_told("王翠花"))
    assert _found(city, "王翠") == [(person, "汪桂瑛", "曾用名 王翠花")]
    assert _found(city, "王桂") == [(person, "汪桂瑛", "原登记姓名 王桂英")]
    with perform(actor=SYSTEM, action="test.undo", at=AT) as undo:
        assert restore_people(act=undo, ids=[person], before_act=act_id) == 1
    with acting(SYSTEM):
        assert list(SearchTerm.objects.order_by("pk").values_list("term", "kind")) == before
        assert list(FormerName.objects.values_list("name", flat=True)) == ["刘四妹"]


def test_a_registration_taken_back_leaves_no_former_name(city: City) -> None:
    ids = register_many(city, [{"name": "李文静", "profile": _told("王翠花")}], RetireeStatus.OFFERED)
    with perform(actor=SYSTEM, action="test.undo", at=AT) as act:
        assert remove_people(act=act, ids=ids) == 1
    with acting(SYSTEM):
        assert not FormerName.objects.exists() and not SearchTerm.objects.exists()


def test_a_former_name_that_is_the_present_one_makes_no_second_term(city: City, register: Register) -> None:
    register(name="王桂英", profile=_told("王桂英"))
    with acting(SYSTEM):
        assert not SearchTerm.objects.filter(kind=4).exists()
