"""The journeys are walked by groups beside each other, and what all have seen is counted once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.journeys.gallery import Album, Gallery
from tests.journeys.groups import AT_LAST, COUNT, FIRST, FOLDER, GROUPS, PLACES, ROUND, SECOND, group_of, order_of
from tests.probe_matrix.groups import FOLDER as MATRIX
from tests.together import TOGETHER, Together
from tests.together import order_of as handed_out
from yinqiao.areas.accounts.types import Role

pytestmark = [pytest.mark.fast]
FILES = sorted(path.name for path in (Path(__file__).parents[2] / FOLDER).glob("test_*.py"))


def test_every_file_that_has_its_place_is_there_and_no_other_group_exists() -> None:
    assert set(FILES) >= PLACES.keys()
    assert {group_of(f"{FOLDER}{name}::test_it") for name in FILES} == {*GROUPS, AT_LAST}


def test_no_group_has_half_of_all_there_is_to_walk() -> None:
    sizes: Counter[str] = Counter()
    for path in (Path(__file__).parents[2] / FOLDER).glob("test_*.py"):
        sizes[group_of(f"{FOLDER}{path.name}::test_it")] += path.stat().st_size
    assert max(sizes[one] for one in GROUPS) < sum(sizes[one] for one in GROUPS) / 2


def test_a_test_of_a_room_is_of_no_group() -> None:
    assert group_of("src/yinqiao/areas/funds/tests/test_acts.py::test_it") == ""


def test_the_roles_of_the_round_over_every_page_are_divided() -> None:
    assert {group_of(f"{FOLDER}{ROUND}::test_it[{role}]") for role in Role} == {*GROUPS}


def test_a_group_is_in_one_piece_with_the_round_at_its_end_and_the_count_comes_last() -> None:
    names = [f"{FOLDER}{name}::test_it[{role}]" for role in Role for name in FILES]
    ordered = sorted(names, key=order_of)
    assert [group_of(one) for one in ordered] == sorted(map(group_of, names), key=[*GROUPS, AT_LAST].index)
    assert COUNT in ordered[-1]
    for group in GROUPS:
        of_round = [ROUND in one for one in ordered if group_of(one) == group]
        assert of_round == sorted(of_round) and any(of_round)


def test_what_groups_have_told_is_joined_when_all_came_to_their_ends(tmp_path: Path) -> None:
    album, first, second = Album(tmp_path), Gallery(taken={"a"}), Gallery(taken={"b"}, answers={"room:file": "a file"})
    first.inspected["room:page", "683x384"] = {"p   "}
    second.inspected["room:page", "683x384"] = {"h1   "}
    second.faces["683x384"] = {"f"}
    album.keep(FIRST, first, is_whole=True)
    album.keep(SECOND, second, is_whole=False)
    with pytest.raises(AssertionError, match=SECOND):
        album.whole({FIRST, SECOND}, within=0)
    album.keep(SECOND, second, is_whole=True)
    whole = Gallery()
    for told in album.whole({FIRST, SECOND}, within=0):
        whole.join(told)
    assert whole.taken == {"a", "b"} and whole.answers == {"room:file": "a file"}
    assert whole.inspected == {("room:page", "683x384"): {"p   ", "h1   "}} and whole.faces == {"683x384": {"f"}}


def test_a_process_of_a_parallel_run_takes_a_whole_group() -> None:
    scope = Together._split_scope
    assert scope(None, f"{FOLDER}test_city.py::a") == scope(None, f"{FOLDER}test_community.py::b")  # type: ignore[arg-type]
    assert scope(None, f"{FOLDER}test_city.py::a") != scope(None, f"{FOLDER}test_funds.py::b")  # type: ignore[arg-type]


def test_what_takes_longest_is_handed_out_first() -> None:
    standing = [FOLDER, MATRIX, *TOGETHER, "src/yinqiao/areas/funds/tests/"]
    assert [handed_out(f"{one}test_it.py::test_it") for one in standing] == list(range(len(standing)))
