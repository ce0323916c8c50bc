"""To which community a person is routed, and by what."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.areas.rosters.rules.place_index import PlaceIndex, bare_names, community_forms
from yinqiao.areas.rosters.tests.sheets import (
    AGENCY,
    CITY,
    LAKE,
    LIUYANG,
    MOON,
    MOON_STREET,
    NEW_VILLAGE,
    SOUTH_LAKE,
    SOUTH_STREET,
    TOP,
    TOP_STREET,
    VILLAGE,
    YUELU,
    check,
    good_person,
    small_city,
)

pytestmark = pytest.mark.fast


def _route(**cells: str | None) -> tuple[int, str]:
    person = good_person(1, community_name=None, residence_address=None) | cells
    row = check([person]).rows.row(0, named=True)
    return row["place_no"], row["route_how"]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"community_code": "430104001001"}, MOON),
        ({"community_code": "430104001001", "community_name": "湖中社区"}, MOON),
        ({"community_code": " 4301 0400 1001"}, MOON),
    ],
)
def test_a_declared_code_decides(cells: dict[str, str], place: int) -> None:
    assert _route(**cells) == (place, "declared_code")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"community_name": "望月湖社区居委会"}, MOON),
        ({"community_name": "望月湖社区居民委员会"}, MOON),
        ({"community_name": "望月湖居委会"}, MOON),
        ({"community_name": "望月湖社区"}, MOON),
        ({"community_name": "望月湖"}, MOON),
        ({"community_name": "小林社区"}, TOP),
        ({"community_name": "华山村"}, VILLAGE),
        ({"community_name": "华山村委会"}, VILLAGE),
        ({"community_name": "华山村民委员会"}, VILLAGE),
        ({"community_name": "滨洲新村"}, NEW_VILLAGE),
        ({"community_name": "岳麓区望月湖街道望月湖社区"}, MOON),
        ({"community_name": "长沙市岳麓区望月湖街道湖中社区居委会"}, LAKE),
        ({"community_name": "城南路街道湖中社区"}, SOUTH_LAKE),
        ({"community_name": "湖中社区", "street_name": "望月湖街道"}, LAKE),
        ({"community_name": "湖中社区", "street_name": "望月湖"}, LAKE),
        ({"community_name": "湖中社区", "district_name": "天心区"}, SOUTH_LAKE),
        ({"community_name": "湖中社区", "district_name": "天心"}, SOUTH_LAKE),
    ],
)
def test_a_declared_name_decides_in_every_way_of_writing_it(cells: dict[str, str], place: int) -> None:
    assert _route(**cells) == (place, "declared_name")


@pytest.mark.parametrize(
    ("address", "place", "how"),
    [
        ("湖南省长沙市岳麓区望月湖街道望月湖社区12栋", MOON, "address"),
        ("望月湖社区12栋301", MOON, "address"),
        ("岳麓区望月湖街道湖中社区3栋", LAKE, "address"),
        ("长沙市天心区湖中社区3栋", SOUTH_LAKE, "address"),
        ("浏阳市社港镇华山村三组", VILLAGE, "address"),
        ("浏阳县社港镇华山村三组", VILLAGE, "address"),
        ("社港镇滨洲新村8号", NEW_VILLAGE, "address"),
        ("长沙市岳麓区望月湖街道12栋", MOON_STREET, "street_desk"),
        ("岳麓区天顶街道望月湖社区", TOP_STREET, "street_desk"),
        ("长沙市岳麓区枫林路12号", YUELU, "district_desk"),
        ("浏阳市湖中社区", LIUYANG, "district_desk"),
        ("长沙市湖中社区3栋", CITY, "city_desk"),
        ("长沙市", CITY, "city_desk"),
        ("某小区3栋", CITY, "city_desk"),
        ("北京路12号望月湖社区", MOON, "address"),
        (None, CITY, "city_desk"),
    ],
)
def test_an_address_leads_as_far_as_it_is_unmistakable(address: str | None, place: int, how: str) -> None:
    assert _route(residence_address=address) == (place, how)


@pytest.mark.parametrize(
    "cells",
    [
        {"residence_address": "广东省深圳市南山区望月湖社区"},
        {"residence_address": "中国广东省深圳市"},
        {"residence_address": "广东深圳南山区"},
        {"residence_address": "湖南省株洲市天元区"},
        {"residence_address": "湖南株洲天元区"},
        {"residence_address": "醴陵市来龙门"},
        {"residence_address": "北京市朝阳区"},
        {"residence_address": "美国加州"},
        {"residence_address": "台湾省台北市"},
        {"away_address": "上海市徐汇区"},
        {"residence_address": "岳麓区望月湖社区", "away_address": "上海市徐汇区"},
    ],
)
def test_who_lives_outside_the_city_goes_to_the_agency(cells: dict[str, str]) -> None:
    assert _route(**cells) == (AGENCY, "agency_desk")


def test_a_declared_community_outranks_an_address_elsewhere() -> None:
    assert _route(community_name="望月湖社区", residence_address="广东省深圳市") == (MOON, "declared_name")


def test_an_unknown_community_falls_back_to_the_address_and_then_to_the_declared_street() -> None:
    assert _route(community_name="望星楼", residence_address="岳麓区望月湖街道望月湖社区") == (MOON, "address")
    assert _route(community_name="望星楼", street_name="城南路街道") == (SOUTH_STREET, "street_desk")
    assert _route(community_name="望星楼", district_name="岳麓区") == (YUELU, "district_desk")


def test_a_declared_street_limits_what_an_address_may_mean() -> None:
    assert _route(street_name="城南路街道", residence_address="湖中社区3栋") == (SOUTH_LAKE, "address")


def test_a_code_of_a_street_is_as_good_as_its_name() -> None:
    assert _route(community_code="430104001", community_name="湖中社区") == (LAKE, "declared_name")


@pytest.mark.parametrize("place", [0, 3, 6])
def test_one_person_without_a_place_does_not_move_the_others(place: int) -> None:
    people = [good_person(index) for index in range(7)]
    people[place] |= {"community_name": None, "residence_address": None}
    assert check(people).rows["place_no"].to_list() == [CITY if index == place else MOON for index in range(7)]


def test_without_an_agency_desk_the_city_keeps_who_lives_elsewhere() -> None:
    index = PlaceIndex.of(small_city().divisions.filter(kind="desk").clear().vstack(_without_desk()))
    row = check([good_person(1, community_name=None, residence_address="上海市")], places=index).rows.row(0, named=True)
    assert (row["place_no"], row["route_how"]) == (CITY, "agency_desk")


def _without_desk():  # type: ignore[no-untyped-def]
    divisions = small_city().divisions
    return divisions.filter(divisions["kind"] != "desk")


def test_divisions_of_two_cities_are_refused() -> None:
    divisions = small_city().divisions
    city = divisions.filter(kind="city")
    with pytest.raises(ValueError, match="one city"):
        PlaceIndex.of(divisions.vstack(city.with_columns(place_no=city["place_no"] + 5000)))


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        ("广厦新村社区", "广厦新村社区居委会"),
        ("广厦新村社区居委会", "广厦新村社区"),
        ("广厦新村社区", "广厦新村居民委员会"),
        ("广厦新村社区", "广厦新村"),
        ("黄兴新村村", "黄兴新村村委会"),
        ("黄兴新村村", "黄兴新村"),
        ("春江新村", "春江新村村委会"),
        ("八方社区委员会", "八方社区"),
        ("李村村", "李村村民委员会"),
    ],
)
def test_a_community_is_found_whatever_the_writer_left_off_its_name(registered: str, written: str) -> None:
    divisions = small_city().divisions.with_columns(
        name=pl.when(pl.col("place_no") == MOON).then(pl.lit(registered)).otherwise("name")
    )
    person = good_person(1, community_name=written, residence_address=None)
    row = check([person], places=PlaceIndex.of(divisions)).rows.row(0, named=True)
    assert (row["place_no"], row["route_how"]) == (MOON, "declared_name")


def test_a_village_and_a_community_of_one_name_are_told_apart_by_their_committee() -> None:
    divisions = small_city().divisions.with_columns(
        name=pl.col("name").replace({"湖中社区居委会": "五一社区", "小林居民委员会": "五一村"})
    )
    index = PlaceIndex.of(divisions.filter(pl.col("place_no") != SOUTH_LAKE))
    people = [
        good_person(place, community_name=name, residence_address=None)
        for place, name in enumerate(("五一村委会", "五一居委会", "五一"))
    ]
    rows = check(people, places=index).rows
    assert rows["place_no"].to_list() == [TOP, LAKE, CITY]
    assert rows["route_how"].to_list() == ["declared_name", "declared_name", "city_desk"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("望月湖社区居委会", ("望月湖社区", "望月湖")),
        ("望月湖居委会", ("望月湖",)),
        ("华山村委会", ("华山村", "华山")),
        ("广厦新村社区居委会", ("广厦新村社区", "广厦新村", "广厦新")),
        ("社区", ("社区",)),
        ("李村", ("李村",)),
        ("居委会", ("居委会",)),
    ],
)
def test_a_name_is_bared_one_type_at_a_time(name: str, bare: tuple[str, ...]) -> None:
    assert bare_names(name) == bare


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("望月湖社区居委会", "望月湖社区"),
        ("小林居民委员会", "小林社区"),
        ("华山村委会", "华山村"),
        ("新村村民委员会", "新村村"),
        ("滨洲新村", "滨洲新村"),
        ("社区", "社区"),
    ],
)
def test_the_first_form_of_a_community_is_what_addresses_say(name: str, form: str) -> None:
    assert community_forms(name)[0] == form
