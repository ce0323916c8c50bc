"""Finding people: by every kind of word, in every scope; both walls give the same rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.areas.organisations.services import register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.areas.retirees.queries import find_organisations, find_people
from yinqiao.areas.retirees.services.terms import terms_of
from yinqiao.areas.retirees.tests.small_city import AT, City, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.pinyin import search_key
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ID_NO = "430999194806150024"


@pytest.fixture
def people(city: City) -> dict[str, object]:
    """Four people: two near, one beside, one far; two enterprises."""
    facts = [
        {"name": "王桂英", "id_no": ID_NO, "phone": "13800001234"},
        {"name": "王建国", "place_no": city.beside, "enterprise_id": city.mill},
        {"name": "欧阳建国", "place_no": city.far},
        {"name": "阿依古丽·买买提", "id_no": "43099919480615004X", "phone": "0731-88880000"},
    ]
    ids = register_many(city, facts, RetireeStatus.MANAGED)
    return dict(zip([str(one["name"]) for one in facts], ids, strict=True))


def _names(scope: Scope, text: str) -> list[str]:
    with acting(Actor(None, "test", "测试", scope)):
        return sorted(hit.name for hit in find_people(scope=scope, text=text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王", ["王建国", "王桂英"]),
        ("桂英", ["王桂英"]),
        ("建国", ["欧阳建国", "王建国"]),
        ("wgy", ["王桂英"]),
        ("wangguiy", ["王桂英"]),
        ("wang gui", ["王桂英"]),
        ("WANG", ["王建国", "王桂英"]),
        ("ouyang", ["欧阳建国"]),
        ("阿依古丽.买", ["阿依古丽·买买提"]),
        (ID_NO, ["王桂英"]),
        ("43099919480615004x", ["阿依古丽·买买提"]),
        ("0024", ["王桂英"]),
        ("004x", ["阿依古丽·买买提"]),
        ("138 0000 1234".replace(" ", ""), ["王桂英"]),
        ("0731-88880000", ["阿依古丽·买买提"]),
        ("王 湖中", ["王建国"]),
        ("王 湖中社区", ["王建国"]),
        ("望月湖街道 王", ["王建国", "王桂英"]),
        ("星垣第一纺织", ["王建国"]),
        ("教育街", ["欧阳建国"]),
        ("建国 中湘", ["欧阳建国"]),
        ("王 0024", ["王桂英"]),
        ("李", []),
        ("9999", []),
        ("   ", []),
        ("%", []),
        ("'; DROP TABLE", []),
        ("\x00王", ["王建国", "王桂英"]),
    ],
)
def test_the_city_finds_by_every_kind_of_word(
    city: City, people: dict[str, object], text: str, found: list[str]
) -> None:
    assert _names(city.scopes["city"], text) == found


@pytest.mark.parametrize("scope", ["near", "beside", "far", "street", "district", "city", "builder", "mill"])
@pytest.mark.parametrize("text", ["王", "w", "jianguo", "建国", "0024", "dyfd"])
def test_the_literal_scope_finds_the_same_behind_the_policy_as_without_it(
    city: City, people: dict[str, object], scope: str, text: str
) -> None:
    within = city.scopes[scope]
    with acting(Actor.system("test")):
        without_policy = sorted(hit.name for hit in find_people(scope=within, text=text))
    assert _names(within, text) == without_policy


@pytest.mark.parametrize("text", ["王", "w", ID_NO, "0024", "13800001234", "望月社区"])
def test_an_empty_setting_gives_0_people_even_with_a_wide_literal_scope(
    city: City, people: dict[str, object], text: str
) -> None:
    assert find_people(scope=city.scopes["city"], text=text) == []
    assert _names(Scope.nobody(), text) == []


def test_the_policy_holds_when_the_literal_scope_is_too_wide(city: City, people: dict[str, object]) -> None:
    with acting(Actor(None, "test", "测试", city.scopes["near"])):
        assert [hit.name for hit in find_people(scope=city.scopes["city"], text="王")] == ["王桂英"]


def test_an_enterprise_gets_no_number_no_address_no_birthday_and_finds_nobody_by_phone(
    city: City, people: dict[str, object]
) -> None:
    scope = city.scopes["builder"]
    with acting(Actor(None, "enterprise_officer", "测试", scope)):
        (hit,) = find_people(scope=scope, text="王桂英")
        assert (hit.born_on, hit.born_year, hit.masked_id, hit.place_label) == (None, 1948, "", "")
        assert hit.status_label == "在管"
        assert find_people(scope=scope, text="13800001234") == []
        assert [one.name for one in find_people(scope=scope, text=ID_NO)] == ["王桂英"]


def test_a_community_sees_place_birthday_and_a_masked_number(city: City, people: dict[str, object]) -> None:
    scope = city.scopes["near"]
    with acting(Actor(None, "community_officer", "测试", scope)):
        (hit,) = find_people(scope=scope, text="王桂英")
    assert hit.born_on == date(1948, 6, 15)
    assert hit.masked_id == "4309**********0024"
    assert hit.place_label.endswith("望月社区")


def test_namesakes_fill_the_list_up_to_the_limit_and_each_stands_once(city: City) -> None:
    register_many(city, [{"name": "王王王"} for _ in range(25)], RetireeStatus.MANAGED)
    scope = city.scopes["city"]
    with acting(Actor(None, "test", "测试", scope)):
        hits = find_people(scope=scope, text="w", limit=20)
    assert len(hits) == len({hit.id for hit in hits}) == 20


def test_the_word_that_a_place_without_people_shares_with_an_enterprise_finds_the_people_of_the_enterprise(
    city: City,
) -> None:
    firm = EnterpriseInput("91430000MADEMO0034", "望麓园商贸公司", EnterpriseSource.MUNICIPAL)
    firms = register_enterprises(actor=Actor.system("test"), at=AT, enterprises=[firm])
    facts = {"name": "陈望", "place_no": city.near, "enterprise_id": firms["91430000MADEMO0034"]}
    register_many(city, [facts], RetireeStatus.MANAGED)
    assert _names(city.scopes["city"], "望麓园") == ["陈望"]


def test_a_place_is_found_only_within_the_scope(city: City) -> None:
    assert [hit.name for hit in find_organisations(scope=city.scopes["city"], text="望月")] == [
        "望月社区",
        "望月湖街道",
    ]
    assert find_organisations(scope=city.scopes["far"], text="望月") == []
    assert find_organisations(scope=city.scopes["builder"], text="望月") == []
    assert [hit.ref for hit in find_organisations(scope=city.scopes["builder"], text="第三")] == [city.builder]
    assert find_organisations(scope=city.scopes["builder"], text="纺织") == []


names = st.text(alphabet="王李欧阳建国桂英阿依古丽买提·䶮㛃龘ab ", min_size=1, max_size=15)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, data=st.data())
def test_every_part_of_a_name_from_any_character_on_is_a_prefix_of_one_of_its_terms(
    name: str, data: st.DataObject
) -> None:
    import polars as pl

    frame = pl.DataFrame(
        {
            "retiree_id": pl.Series([b"\x01" * 16], dtype=pl.Binary),
            "name": [name],
            "place_no": pl.Series([1], dtype=pl.Int32),
            "enterprise_id": pl.Series([1], dtype=pl.Int32),
        }
    )
    terms = terms_of(frame).get_column("term").to_list()
    key = search_key(name)
    if not key:
        assert terms == []
        return
    start = data.draw(st.integers(0, len(key) - 1))
    end = data.draw(st.integers(start + 1, len(key)))
    assert any(term.startswith(key[start:end]) for term in terms)
    assert len(terms) == len(set(zip(terms, terms_of(frame).get_column("kind").to_list(), strict=True)))
    assert terms == sorted(terms, key=lambda term: term.encode())


def test_the_look_up_walks_the_one_index_and_scans_no_table(city: City, people: dict[str, object]) -> None:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT retiree_id FROM retirees_searchterm WHERE term >= 'w' AND term < 'w\U0010ffff'"
            " AND place_no >= 1 AND place_no < 9 ORDER BY term LIMIT 10"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Only Scan using retirees_searchterm_pkey" in plan
    assert "Index Cond: ((term >= 'w'" in plan


def test_the_functions_of_type_ahead_judge_by_the_rights_and_the_scope_of_the_caller(
    city: City, people: dict[str, object]
) -> None:
    asked = {
        "retirees_find_in_places": "SELECT name FROM retirees_find_in_places('王', '玌', 0, 2147483647, 99, 99)",
        "retirees_find_in_enterprises": (
            "SELECT name FROM retirees_find_in_enterprises('王', '玌', ARRAY(SELECT id::int FROM organisations_enterprise), 99, 99)"
        ),
    }
    for function, statement in asked.items():
        with acting(Actor(None, "test", "测试", city.scopes["near"])), connection.cursor() as cursor:
            cursor.execute("SELECT prosecdef FROM pg_proc WHERE proname = %s", [function])
            assert cursor.fetchall() == [(False,)]
            cursor.execute(statement)
            assert cursor.fetchall() == [("王桂英",)]


def test_an_enterprise_reads_no_ciphertext_while_it_types(city: City, people: dict[str, object]) -> None:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(facts) FROM retirees_find_in_enterprises('w', 'x', %s, 99, 99)",
            [[city.builder, city.mill]],
        )
        assert cursor.fetchone() == (2, 0)
