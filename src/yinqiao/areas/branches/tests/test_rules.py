"""The flow step by step, the paths, the days, what is missing, what is pasted, what a name probably means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.branches.rules import (
    COLUMNS,
    FLOW,
    due_on,
    listing_faults,
    next_state,
    next_words,
    owed_by,
    paths,
    read_lines,
    reasons,
    side_of,
    size_hint,
    stands_above,
    step_after,
    step_faults,
    step_named,
    steps_of,
    suggest,
)
from yinqiao.areas.branches.tests.transfers import facts, listing
from yinqiao.areas.branches.types import (
    DONE,
    MOST_LINES,
    MOST_MEMBERS,
    Deed,
    Kind,
    Path,
    Side,
    Stand,
    State,
)

pytestmark = pytest.mark.fast
S, D = State, Deed
TODAY = date(2026, 3, 2)
LETTERS = st.text("退休第一二三党支部机床厂", min_size=2, max_size=12)


def test_every_deed_is_allowed_from_these_states_alone() -> None:
    allowed = {(state, deed) for state, deeds in FLOW.items() for deed in deeds}
    assert allowed == {
        (S.LISTED, D.CHANGE), (S.LISTED, D.DROP), (S.LISTED, D.OFFER), (S.DROPPED, D.RESTORE), (S.OFFERED, D.WITHDRAW),
        (S.OFFERED, D.RETURN), (S.OFFERED, D.STEP), (S.UNDER_WAY, D.WITHDRAW), (S.UNDER_WAY, D.RETURN),
        (S.UNDER_WAY, D.STEP), (S.RECEIVED, D.STEP), (S.KEPT, D.OFFER), (S.RETURNED, D.CHANGE),
        (S.RETURNED, D.WITHDRAW), (S.RETURNED, D.OFFER),
    }  # fmt: skip
    for state, deed in product(State, Deed):
        if (state, deed) not in allowed:
            assert next_state(state, deed, steps_of(Path.WHOLE)[0]) is None


@pytest.mark.parametrize("path", list(Path))
def test_every_path_can_be_walked_and_the_place_has_its_last_word(path: Path) -> None:
    state = S.OFFERED
    for step in steps_of(path):
        assert step_named(path, step.code) is step and step.source and step.standing
        state = next_state(state, Deed.STEP, step) or S.DROPPED
        assert state is step.leads_to
    assert state is (S.KEPT if path is Path.KEPT else S.SETTLED)
    assert steps_of(path)[0].side is Side.ENTERPRISE and steps_of(path)[-1].side is Side.PLACE
    assert step_after(path, steps_of(path)[-1].code) is None
    assert set(paths()) == set(Path)


@given(st.sampled_from(State), st.sampled_from(Path), st.integers(0, 3))
def test_whatever_is_open_is_owed_by_one_side_with_a_day_and_words(state: State, path: Path, at: int) -> None:
    steps = steps_of(path)
    stand = Stand(state, path, steps[min(at, len(steps) - 1)].code)
    is_open = state not in DONE
    assert (owed_by(stand) is not None) == is_open
    day = due_on(stand, TODAY, TODAY + timedelta(days=100))
    assert (day is not None) == is_open and (day is None or day > TODAY)
    assert not is_open or next_words(stand)


def test_the_day_follows_from_the_step_and_what_is_kept_from_what_was_agreed() -> None:
    assert due_on(Stand(S.RECEIVED, Path.WHOLE, "named"), date(2026, 3, 1), None) == date(2026, 3, 31)
    assert due_on(Stand(S.LISTED), date(2026, 3, 1), None) == date(2026, 3, 31)
    assert due_on(Stand(S.KEPT, Path.KEPT), TODAY, date(2026, 9, 1)) == date(2026, 9, 1)
    assert due_on(Stand(S.SETTLED, Path.WHOLE), TODAY, None) is None


def test_a_step_says_what_is_missing_and_what_cannot_be() -> None:
    approval = steps_of(Path.WHOLE)[0]
    assert step_faults(approval, facts(Path.WHOLE, "approval"), TODAY) == {}
    assert set(step_faults(approval, facts(Path.WHOLE, "approval", number=" ", done_on=None), TODAY)) == {
        "number",
        "done_on",
    }
    for ahead, is_wrong in ((0, False), (1, True)):
        told = facts(Path.WHOLE, "approval", done_on=TODAY + timedelta(days=ahead))
        assert ("done_on" in step_faults(approval, told, TODAY)) is is_wrong
        stay = facts(Path.KEPT, "reason", next_on=TODAY + timedelta(days=ahead))
        assert ("next_on" in step_faults(steps_of(Path.KEPT)[0], stay, TODAY)) is not is_wrong
    living = steps_of(Path.WHOLE)[-1]
    unnamed = facts(Path.WHOLE, "living", secretary="")
    assert "secretary" in step_faults(living, unnamed, TODAY)
    assert step_faults(living, unnamed, TODAY, is_correction=True) == {}
    assert "number" in step_faults(approval, facts(Path.WHOLE, "approval", number="长" * 61), TODAY)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "党"}, "name"),
        ({"name": "党" * 101}, "name"),
        ({"members": MOST_MEMBERS + 1}, "members"),
        ({"members": -1}, "members"),
        ({"upper": "退休第一党支部"}, "upper"),
        ({"role": None}, "role"),
        ({"phone": "1" * 21}, "phone"),
    ],
)
def test_what_is_said_of_an_organisation_is_judged(told: dict[str, object], field: str) -> None:
    assert listing_faults(listing()) == {} and listing_faults(listing(members=MOST_MEMBERS)) == {}
    assert list(listing_faults(listing(**told))) == [field]


def test_lines_from_a_sheet_are_read_with_or_without_their_head() -> None:
    rows = ["离退休党委\t党委\t\t120", "第一党支部\t支部\t离退休党委\t36\t043\t活动室\t书记\t周建军\t13900001234", ""]
    found, wrong = read_lines("\n".join(rows))
    assert wrong == [] and [one.kind for one in found] == [Kind.COMMITTEE, Kind.BRANCH]
    assert (found[1].upper, found[1].members, found[1].secretary, found[1].phone) == (
        "离退休党委",
        36,
        "周建军",
        "13900001234",
    )
    assert read_lines("\t".join(COLUMNS) + "\n" + "\n".join(rows))[0] == found
    assert read_lines("第一党支部，党支部，离退休党委，36")[0][0].members == 36


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有可以读取的内容"),
        ("第一党支部\t车间", "第 1 行：类别请填"),
        ("第一党支部\t党支部\t\t三十", "党员人数只填数字"),
        ("第一党支部\t党支部\t\t3\t\t\t厂长", "职务请填"),
        ("第一党支部\t党支部\n第一党支部\t党支部", "出现了两次"),
        ("党\t党支部", "名称须为"),
        ("a\t党支部\t\t1\t\t\t\t\t\t\t多", "多于 9 列"),
        ("\n".join(f"第{n}党支部\t党支部" for n in range(MOST_LINES + 1)), f"一次最多 {MOST_LINES} 行"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, said: str) -> None:
    _, wrong = read_lines(text)
    assert said in "；".join(wrong)


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    found, wrong = read_lines(text)
    assert found or wrong


def test_a_name_written_another_way_is_found_and_another_number_never() -> None:
    one, two = uuid4(), uuid4()
    listed = {one: "机床厂退休第一党支部", two: "机床厂退休第二党支部"}
    assert suggest("中共机床厂退休第1支部委员会", listed) == (one, "写法不同，意思相同")
    assert suggest("机床厂退休第三党支部", listed) is None
    near = suggest("机床集团退休第二党支部", listed)
    assert near is not None and near[0] == two and "相近" in near[1]
    assert suggest("矿务局老干部支部", listed) is None and suggest("任何", {}) is None


@given(LETTERS, st.dictionaries(st.uuids(version=4), LETTERS, max_size=4))
def test_a_suggestion_is_one_of_those_listed_and_the_same_name_is_always_found(
    name: str, listed: dict[UUID, str]
) -> None:
    found = suggest(name, listed)
    assert found is None or found[0] in listed
    if name in listed.values():
        assert found is not None and found[1] == "写法不同，意思相同"


@pytest.mark.parametrize(("kind", "members", "has_hint"), [
    ("branch", 0, False), ("branch", 2, True), ("branch", 3, False), ("branch", 50, False), ("branch", 51, True),
    ("general_branch", 49, True), ("committee", 100, False), ("committee", 99, True), ("group", 1, False),
])  # fmt: skip
def test_an_unusual_size_is_pointed_out(kind: str, members: int, has_hint: bool) -> None:
    assert bool(size_hint(kind, members)) is has_hint


def test_who_stands_above_whom_and_who_has_which_side() -> None:
    assert stands_above("committee", "branch") and stands_above("branch", "group")
    assert not stands_above("branch", "joint_branch") and not stands_above("group", "committee")
    assert side_of("enterprise_admin") is Side.ENTERPRISE and side_of("community_officer") is Side.PLACE
    assert side_of("auditor") is None and reasons()["other"].needs_note
    assert replace(listing(), name="x") != listing()
