"""List pages: the address is the state, chips take filters away, boxes and “all that match” choose rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.ui.lists import answer_list, chosen_ids
from yinqiao.platform.ui.tests.people_list import PEOPLE, load, request_of

pytestmark = pytest.mark.fast


def _page(query: str = "") -> str:
    return answer_list(request_of(query), PEOPLE, load).content.decode()


def _addresses(page: str, kind: str) -> list[str]:
    return [address.replace("&amp;", "&") for address in re.findall(rf'class="{kind}[^"]*" href="([^"]*)"', page)]


def test_the_first_page_holds_25_of_60_rows_and_says_so() -> None:
    page = _page()
    assert page.count('name="ids"') == 25
    assert "共 60 人，第 1 / 3 页" in page


def test_a_filter_in_the_address_narrows_rows_export_and_count_alike() -> None:
    page = _page("?status=offered")
    assert "共 20 人" in page
    assert page.count('name="ids"') == 20
    assert "导出这 20 人" in page


def test_each_value_has_a_chip_whose_address_keeps_the_others() -> None:
    page = _page("?ages=61&ages=62&status=managed&sort=-age&page=2")
    chips = _addresses(page, "chip")
    assert sorted(chips) == [
        "?ages=61&ages=62&sort=-age",
        "?ages=61&status=managed&sort=-age",
        "?ages=62&status=managed&sort=-age",
    ]
    assert "年龄：61 岁" in page


def test_an_unticked_box_has_no_chip() -> None:
    assert _addresses(_page("?status=managed"), "chip") == ["?"]
    assert "80 岁以上：是" in _page("?is_old=on")


def test_sorting_by_a_head_goes_back_to_the_first_page_and_turns_round() -> None:
    assert "?sort=age" in _addresses(_page("?page=2"), "sort")
    turned = _page("?sort=age")
    assert "?sort=-age" in _addresses(turned, "sort is-on")
    assert 'aria-sort="ascending"' in turned


def test_a_page_size_that_is_not_offered_is_not_obeyed() -> None:
    assert _page("?size=50").count('name="ids"') == 50
    assert _page("?size=100000").count('name="ids"') == 25


@pytest.mark.parametrize(
    "query", ["?page=999", "?page=x", "?sort=nothing", "?age_from=abc", "?status=unknown", "?size="]
)
def test_a_hostile_address_still_gives_a_page(query: str) -> None:
    response = answer_list(request_of(query), PEOPLE, load)
    assert response.status_code == 200
    assert "人员台账" in response.content.decode()


def test_a_filter_that_cannot_be_read_is_named_beside_its_field() -> None:
    assert "form-error" in _page("?age_from=abc")
    assert "form-error" not in _page("?age_from=61")


def test_an_empty_list_and_a_filter_without_hits_say_different_things() -> None:
    nobody = answer_list(request_of(), PEOPLE, lambda chosen: []).content.decode()
    assert "还没有人员" in nobody
    no_hits = _page("?ages=61&status=offered&is_old=on")
    assert "没有符合筛选条件的内容" in no_hits
    assert "清除全部筛选" in no_hits


def test_picked_boxes_are_what_is_chosen() -> None:
    assert chosen_ids(request_of(post={"ids": ["3", "5"]}), PEOPLE, load) == ["3", "5"]


def test_all_that_match_means_the_filters_of_the_list_and_not_the_page() -> None:
    posted = {"ids": ["3"], "all": "1", "query": "status=offered&page=2&size=25"}
    assert len(chosen_ids(request_of(post=posted), PEOPLE, load)) == 20


def test_choosing_nothing_is_refused_with_a_code() -> None:
    with pytest.raises(Invalid) as refused:
        chosen_ids(request_of(post={}), PEOPLE, load)
    assert refused.value.code == "lists.nothing_chosen"


def test_a_name_that_looks_like_markup_is_shown_as_text() -> None:
    rows = [{"id": 1, "name": "<b>王</b>", "age": 70, "status": "<i>"}]
    page = answer_list(request_of(), PEOPLE, lambda chosen: rows).content.decode()
    assert "<b>王</b>" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;王" in page


def test_a_list_without_bulk_acts_draws_no_boxes_bar() -> None:
    page = answer_list(request_of(), replace(PEOPLE, bulk=(), export=None), load).content.decode()
    assert "data-bulk-bar" not in page
    assert "导出" not in page
