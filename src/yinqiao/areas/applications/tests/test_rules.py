"""Items as files, the flow over every state and act, the clock of a case, what is filled in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.applications.rules import (
    FLOW,
    case_clock,
    may_do,
    next_state,
    offered,
    read_answers,
    resumed,
    stopped,
)
from yinqiao.areas.applications.rules.clock import risen_to
from yinqiao.areas.applications.rules.items import line_of, parse_item
from yinqiao.areas.applications.services import EFFECTS as SHIPPED_EFFECTS
from yinqiao.areas.applications.tests.desk import ALLOWANCE, CONTACT, SHIPPED, item_text
from yinqiao.areas.applications.types import OPEN, Act, Applicant, CaseState, Item
from yinqiao.kernel.errors import Invalid
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.workdays import work_calendar

pytestmark = pytest.mark.fast
EFFECTS = {one.code: one for one in SHIPPED_EFFECTS}
CALENDAR = work_calendar()
_S, _A = CaseState, Act
# The whole flow, written out by hand: (state, act) → state. What is not here is forbidden.
ALLOWED = {
    (_S.APPLIED, _A.ACCEPT): _S.HANDLING, (_S.APPLIED, _A.DECIDE): _S.DONE, (_S.APPLIED, _A.ASK): _S.ASKED,
    (_S.APPLIED, _A.REFUSE): _S.NOT_TAKEN, (_S.APPLIED, _A.WITHDRAW): _S.WITHDRAWN, (_S.APPLIED, _A.END): _S.ENDED,
    (_S.ASKED, _A.SUPPLY): _S.APPLIED, (_S.ASKED, _A.WITHDRAW): _S.WITHDRAWN, (_S.ASKED, _A.END): _S.ENDED,
    (_S.HANDLING, _A.PASS_ON): _S.HANDLING, (_S.HANDLING, _A.SEND_BACK): _S.HANDLING, (_S.HANDLING, _A.ASK): _S.ASKED,
    (_S.HANDLING, _A.REFUSE): _S.REFUSED, (_S.HANDLING, _A.DECIDE): _S.DONE,
    (_S.HANDLING, _A.WITHDRAW): _S.WITHDRAWN, (_S.HANDLING, _A.END): _S.ENDED,
    (_S.ENDED, _A.GO_ON): _S.APPLIED,
}  # fmt: skip
ROLES = ("community_officer", "street_officer", "district_manager")


def read(name: str = ALLOWANCE) -> Item:
    item, faults = parse_item(item_text(name), name, EFFECTS)
    assert item is not None and not faults
    return item


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("act", Act)
def test_every_act_in_every_state_is_as_the_flow_says(state: CaseState, act: Act) -> None:
    expected = ALLOWED.get((state, act))
    assert FLOW[state].get(act) == expected == next_state(state, act, 0)
    later = _S.HANDLING if expected is _S.APPLIED else expected
    assert next_state(state, act, 1) == later
    if expected is None:
        assert not any(act in offered(role, state, read(), step) for role in ROLES for step in range(3))


def test_each_step_offers_what_its_place_and_its_file_allow_to_its_role_alone() -> None:
    item, served = read(), (_A.WITHDRAW,)
    assert offered(ROLES[0], _S.APPLIED, item, 0) == (_A.ACCEPT, _A.ASK, _A.REFUSE, *served)
    assert offered(ROLES[1], _S.HANDLING, item, 1) == (_A.ASK, _A.PASS_ON, _A.REFUSE, *served)
    assert offered(ROLES[2], _S.HANDLING, item, 2) == (_A.SEND_BACK, _A.REFUSE, _A.DECIDE, *served)
    assert offered(ROLES[1], _S.APPLIED, item, 0) == served == offered(ROLES[0], _S.HANDLING, item, 2)
    assert offered(ROLES[0], _S.ASKED, item, 1) == (_A.SUPPLY, *served)
    assert offered(ROLES[0], _S.APPLIED, read(CONTACT), 0) == (_A.ASK, _A.REFUSE, _A.DECIDE, *served)
    assert offered("enterprise_officer", _S.APPLIED, item, 0) == ()


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_no_way_through_the_flow_leaves_the_steps_or_comes_back_from_an_end(acts: list[Act]) -> None:
    item, state, step = read(), CaseState.APPLIED, 0
    for act in acts:
        if not may_do(act, state, item, step):
            continue
        after = next_state(state, act, step)
        assert after is not None and (state in OPEN or act is Act.GO_ON)
        state = after
        step += {Act.ACCEPT: 1, Act.PASS_ON: 1, Act.SEND_BACK: -1}.get(act, 0)
        assert 0 <= step < len(item.step) and (step > 0 or state is not _S.HANDLING)
        assert step == 0 or state is not _S.APPLIED


def test_the_promise_is_the_end_of_this_step_and_the_limits_of_those_that_follow() -> None:
    clock = case_clock([(date(2026, 3, 2), None)], read(), 0, CALENDAR)
    assert (clock.half_on, clock.near_on, clock.due_on) == (date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9))
    assert clock.promised_on == CALENDAR.after(date(2026, 3, 2), 25) and read().days == 20


@given(st.integers(0, 30), st.integers(0, 30))
def test_days_in_which_the_applicant_must_act_are_added_to_the_end(ran: int, stood: int) -> None:
    start = date(2026, 3, 2)
    stop, again = start + timedelta(days=ran), start + timedelta(days=ran + stood)
    spells = stopped([(start, None)], stop)
    assert case_clock(spells, read(), 1, CALENDAR).due_on is None
    clock, used = case_clock(resumed(spells, again), read(), 1, CALENDAR), CALENDAR.count(start, stop)
    plain = CALENDAR.after(start, 10)
    assert clock.due_on == (plain if used >= 10 else CALENDAR.after(again, 10 - used))


def test_the_same_spells_count_alike_for_all_when_the_calendar_is_corrected() -> None:
    corrected = WorkCalendar(CALENDAR.off | {date(2026, 3, 3)}, CALENDAR.worked)
    due = [case_clock([(date(2026, 3, 2), None)], read(), step, corrected).due_on for step in (0, 0)]
    assert due == [date(2026, 3, 10)] * 2


def test_a_late_case_rises_at_its_working_day_and_not_before() -> None:
    rule = {"street_days": 1, "district_days": 3}
    assert [risen_to(late, rule) for late in range(5)] == ["", "street", "street", "district", "district"]


def test_every_shipped_item_is_read_and_names_its_file() -> None:
    files = sorted(SHIPPED.glob("*.toml"))
    assert [read(one.stem).code for one in files] == [one.stem for one in files] and len(files) >= 2


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('title = "高龄津贴申请"', 'titel = "高龄津贴申请"', "titel"),
        ('kind = "choice"', 'kind = "chioce"', "kind"),
        ("days = 10", "days = 0", "days"),
        ('role = "street_officer"', 'role = "street"', "role"),
        ('code = "pay_to"', 'code = "phone"', "写了两次"),
        ('known = "address"', 'known = "id_no"', "登记信息里没有"),
        ('code = "remark"', 'code = "materials"', "表单已有的名称"),
        (
            'may = ["ask", "refuse"]\n\n[[step]]\ncode = "decide"',
            'may = ["send_back"]\n\n[[step]]\ncode = "decide"',
            "退回",
        ),
        ('result = "', 'effects = ["no.such"]\nresult = "', "no.such"),
        ('result = "', 'effects = ["retirees.change_contact"]\nvalid_to = 2018-01-01\nresult = "', "终止日期"),
        ('applicants = ["self", "family", "officer"]', "applicants = []", "申请人"),
        ("valid_from = 2019-01-01", "valid_from = 2019-01-01x", "TOML"),
        ('choices = { social_card = "社会保障卡", post = "上门或邮政代发" }', "", "choices"),
    ],
)
def test_a_mistake_in_a_file_is_refused_with_its_line_and_its_reason(old: str, new: str, word: str) -> None:
    text = item_text()
    assert old in text
    item, faults = parse_item(text.replace(old, new, 1), "市自定.toml", EFFECTS)
    assert item is None and any(word in str(one) for one in faults)
    fault = next(one for one in faults if word in str(one))
    near = text[: text.index(old)].count("\n") + 1
    assert near - 1 <= fault.line <= near + 4 and str(fault).startswith(f"市自定.toml 第 {fault.line} 行")


def test_a_missing_part_is_told_at_the_head_of_its_table() -> None:
    text = item_text().replace('title = "街道审核"\n', "")
    item, faults = parse_item(text, "x", EFFECTS)
    head = [at for at, line in enumerate(text.splitlines(), 1) if line == "[[step]]"][1]
    assert item is None and [(one.line, one.reason) for one in faults] == [(head, "缺少“title”")]
    assert line_of(text, ()) == 1


@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_is_an_item_or_has_faults(text: str) -> None:
    item, faults = parse_item(text, "x", EFFECTS)
    assert (item is None) == bool(faults) and all(one.line >= 1 for one in faults)


def no_community(text: str) -> list[str]:
    """The form of this item names no community."""
    raise AssertionError(text)


def test_answers_come_in_normal_form_and_each_wrong_one_is_told() -> None:
    item, good = read(), {"phone": "139 0000 0102", "address": " 岳麓区3栋 ", "pay_to": "post"}
    assert read_answers(item, good, no_community) == {"phone": "13900000102", "address": "岳麓区3栋", "pay_to": "post"}
    for wrong, fields in (
        ({"phone": "12"}, {"phone"}), ({"pay_to": "cash"}, {"pay_to"}), ({"address": ""}, {"address"}),
        ({"remark": "长" * 301}, {"remark"}), ({"address": "长" * 201, "phone": ""}, {"address", "phone"}),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            read_answers(item, {**good, **wrong}, no_community)
        assert set(invalid.value.fields) == fields
    with pytest.raises(Invalid) as invalid:
        read_answers(item, {**good, "id_no": "1"}, no_community)
    assert invalid.value.code == "applications.unknown_field"


def test_days_and_numbers_keep_their_bounds() -> None:
    text = item_text() + '\n[[field]]\ncode = "day"\nlabel = "日期"\nkind = "day"\nrequired = false\n'
    text += '[[field]]\ncode = "beds"\nlabel = "人数"\nkind = "number"\nleast = 1\nmost = 9\nrequired = false\n'
    item, faults = parse_item(text, "x", EFFECTS)
    assert item is not None, faults
    good = {"phone": "13900000102", "address": "x1", "pay_to": "post"}
    assert read_answers(item, {**good, "day": "2026-03-02", "beds": "09"}, no_community)["beds"] == "9"
    for wrong in ({"day": "2026-02-30"}, {"beds": "0"}, {"beds": "10"}, {"beds": "1.5"}, {"beds": "²"}):
        with pytest.raises(Invalid):
            read_answers(item, {**good, **wrong}, no_community)


def test_who_acts_for_somebody_shows_a_paper_more() -> None:
    item = read()
    assert [one.code for one in item.needed(Applicant.SELF)] == ["id_card", "social_card"]
    assert [one.code for one in item.needed(Applicant.FAMILY)] == ["id_card", "social_card", "proxy_id_card"]
