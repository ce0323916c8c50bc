"""Which city an address names, what stands against a transfer, until when an offer holds, where steps lead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.othercity import rules
from yinqiao.areas.othercity.rules import (
    FORMULAS,
    IN_FLOW,
    OUT_FLOW,
    city_rules,
    find_city,
    rule_obstacle,
    rule_on,
    valid_until,
)
from yinqiao.areas.othercity.types import ArrivalState, Obstacle, Step, TransferState
from yinqiao.platform.rulebook import rulebook

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("广东省深圳市南山区", "4403"), ("广东深圳南山区", "4403"), ("深圳市南山区", "4403"), (" 广东省 深圳市 ", "4403"),
        ("上海市浦东新区", "3101"), ("上海浦东新区", "3101"), ("重庆市万州区", "5001"), ("吉林省吉林市船营区", "2202"),
        ("吉林市船营区", "2202"), ("吉林省长春市", "2201"), ("广西壮族自治区南宁市青秀区", "4501"), ("广西南宁青秀区", "4501"),
        ("湖南省湘西土家族苗族自治州吉首市", "4331"), ("湘西州吉首市", "4331"), ("新疆维吾尔自治区乌鲁木齐市", "6501"),
        ("内蒙古呼和浩特市", "1501"), ("义乌市稠城街道", ""), ("人民路1号", ""), ("", ""), ("广东省", ""), ("海南省琼海市", ""),
    ],
)  # fmt: skip
def test_an_address_names_its_city_at_its_beginning_or_none(address: str, city: str) -> None:
    assert find_city(address) == city


@given(st.sampled_from(sorted(rules.cities())), st.text(alphabet="路街号栋单元一二三", max_size=12))
def test_every_city_is_found_by_its_full_name(code: str, rest: str) -> None:
    assert find_city(rules.city_label(code) + rest) == code


@given(st.text(max_size=40))
def test_any_text_names_a_city_of_the_list_or_none(text: str) -> None:
    assert find_city(text) in {"", *rules.cities()}


@pytest.mark.parametrize(
    ("code", "day", "obstacle"),
    [
        ("", date(2026, 3, 2), Obstacle.CITY_UNKNOWN), ("4301", date(2026, 3, 2), Obstacle.OWN_CITY),
        ("3301", date(2026, 3, 2), Obstacle.NO_RULE), ("4403", date(2024, 12, 31), Obstacle.NOT_YET),
        ("4403", date(2025, 1, 1), Obstacle.NONE), ("4304", date(2026, 3, 31), Obstacle.NONE),
        ("4304", date(2026, 4, 1), Obstacle.ENDED), ("3601", date(2026, 12, 31), Obstacle.NOT_YET),
        ("3601", date(2027, 1, 1), Obstacle.NONE),
    ],
)  # fmt: skip
def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end(code: str, day: date, obstacle: Obstacle) -> None:
    assert rule_obstacle(code, day, "4301") is obstacle


def test_no_two_rules_about_a_city_hold_on_one_day_and_all_name_papers_of_both_sides() -> None:
    for one in city_rules():
        held = [rule for rule in city_rules() if rule.code == one.code and rule_on(one.code, rule.valid_from) is rule]
        assert len(held) == sum(rule.code == one.code for rule in city_rules())
        assert one.code in rules.cities() and one.ours and one.theirs and one.standing == "assumed"


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_an_offer_never_outlives_its_rule_nor_ends_before_it_was_made(day: date) -> None:
    parameters = rulebook().get("othercity.answer_days", region="4301", day=day).parameters
    for one in city_rules():
        if rule_on(one.code, day) is one:
            last = valid_until(day, one, parameters)
            assert day <= last and rule_on(one.code, last) is one
            assert day <= rules.due_on(day, last, parameters) <= last


def test_every_rule_of_the_room_has_its_formula_and_examples() -> None:
    for name, formula in FORMULAS.items():
        for rule in rulebook().history(name):
            assert rule.examples
            for example in rule.examples:
                assert formula(rule.parameters, example.given) == example.expect, example.why


def test_only_who_waits_can_be_moved_and_nothing_leads_back() -> None:
    waiting = {TransferState.OFFERED, ArrivalState.WAITING}
    for flow in (OUT_FLOW, IN_FLOW):
        for state, steps in flow.items():
            assert bool(steps) is (state in waiting)
            assert not waiting & set(steps.values())
    assert set(OUT_FLOW) == set(TransferState) and set(IN_FLOW) == set(ArrivalState)
    assert set(OUT_FLOW[TransferState.OFFERED]) == set(Step)
