"""The flows of assets and lists, step by step; the paths; what stops a step and what is missing in one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.assets.queries import ASSET_FIELDS, sentence_of, title_of
from yinqiao.areas.assets.rules import (
    ASSET_FLOW,
    LIST_FLOW,
    STOP_WORDS,
    finding_words,
    next_asset_state,
    next_list_state,
    next_words,
    owed_by,
    paths,
    return_words,
    side_of,
    standing_finding,
    step_after,
    step_faults,
    step_named,
    steps_of,
    stops,
    sum_up,
    survey_faults,
)
from yinqiao.areas.assets.types import (
    SETTLED,
    AssetAct,
    AssetFinding,
    AssetState,
    Condition,
    HandoverPath,
    ListState,
    ListStep,
    Need,
    PathStep,
    ReturnReason,
    Side,
    Stand,
    StepFacts,
    Sum,
    Survey,
    TitleState,
)
from yinqiao.areas.rosters.queries import field_specs
from yinqiao.platform.sheets.headertext import normalise_header

pytestmark = pytest.mark.fast
S, A, P = AssetState, AssetAct, HandoverPath
ALLOWED = {
    (S.WITHDRAWN, A.OFFER): S.OFFERED,
    (S.OFFERED, A.WITHDRAW): S.WITHDRAWN,
    (S.OFFERED, A.SURVEY): S.SURVEYED,
    (S.OFFERED, A.RETURN): S.RETURNED,
    (S.SURVEYED, A.SURVEY): S.SURVEYED,
    (S.SURVEYED, A.RETURN): S.RETURNED,
    (S.SURVEYED, A.ADVANCE): S.UNDER_WAY,
    (S.SURVEYED, A.CHANGE_PATH): S.SURVEYED,
    (S.UNDER_WAY, A.RETURN): S.RETURNED,
    (S.UNDER_WAY, A.ADVANCE): S.UNDER_WAY,
    (S.UNDER_WAY, A.CHANGE_PATH): S.SURVEYED,
    (S.RETURNED, A.OFFER): S.OFFERED,
}
ENDS = {P.TRANSFER: S.HANDED_OVER, P.SHARED_USE: S.SHARED, P.LEASE: S.LEASED, P.STAYS: S.STAYED}
ALLOWED_LIST = {
    (ListState.SENDING, ListStep.SEND): ListState.SENDING,
    (ListState.SENDING, ListStep.OFFER): ListState.OFFERED,
    (ListState.OFFERED, ListStep.TAKE_BACK): ListState.TAKEN_BACK,
}
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(("state", "act", "path"), list(product(S, A, P)))
def test_an_asset_takes_exactly_the_allowed_steps(state: AssetState, act: AssetAct, path: HandoverPath) -> None:
    expected = ENDS[path] if (state, act) == (S.UNDER_WAY, A.FINISH) else ALLOWED.get((state, act))
    assert next_asset_state(state, act, path) == expected


@pytest.mark.parametrize(("state", "step"), list(product(ListState, ListStep)))
def test_a_list_takes_exactly_the_allowed_steps(state: ListState, step: ListStep) -> None:
    assert next_list_state(state, step) == ALLOWED_LIST.get((state, step))


def test_every_state_has_its_row_and_nothing_leads_out_of_what_is_settled() -> None:
    assert set(ASSET_FLOW) == set(S) and set(LIST_FLOW) == set(ListState)
    assert all(ASSET_FLOW[state] == {} for state in SETTLED)
    assert next_asset_state(S.UNDER_WAY, A.FINISH) is None, "without a path there is no end"


def test_every_path_is_walked_from_its_first_step_to_its_end_by_both_sides() -> None:
    for path in P:
        walked, step = [], steps_of(path)[0]
        while step is not None:
            walked.append(step)
            step = step_after(path, step.code)  # type: ignore[assignment]
        assert tuple(walked) == paths()[path].steps and paths()[path].leads_to == ENDS[path]
        assert walked[0].side is Side.ENTERPRISE and walked[-1].side is Side.PLACE
        for one in walked:
            assert Need.DONE_ON in one.needs and one.source and one.standing in ("confirmed", "from_memory", "assumed")
            assert one.hint.endswith("。") and set(one.labels) <= {need.value for need in one.needs}
            assert step_named(path, one.code) == one and set(one.stopped_by) <= set(STOP_WORDS)
    assert step_named(P.LEASE, "title_registered") is None


@pytest.mark.parametrize(
    ("stand", "side", "words"),
    [
        (Stand(S.WITHDRAWN, P.TRANSFER), None, ""),
        (Stand(S.OFFERED, P.TRANSFER), Side.PLACE, "现场核实"),
        (Stand(S.SURVEYED, P.TRANSFER, "group_approval"), Side.ENTERPRISE, "集团公司批复"),
        (Stand(S.UNDER_WAY, P.TRANSFER, "transfer_agreement"), Side.EITHER, "签订划转协议"),
        (Stand(S.UNDER_WAY, P.TRANSFER, "delivered"), Side.PLACE, "移交钥匙和设备"),
        (Stand(S.UNDER_WAY, P.TRANSFER, "delivered", Side.PLACE), Side.ENTERPRISE, "答复更改移交方式的提议"),
        (Stand(S.SURVEYED, P.LEASE, "terms", Side.ENTERPRISE), Side.PLACE, "答复更改移交方式的提议"),
        (Stand(S.RETURNED, P.TRANSFER), Side.ENTERPRISE, "按退回原因改正后重新提交，或不再移交"),
        *((Stand(state, path), None, "") for path, state in ENDS.items()),
    ],
)
def test_at_any_moment_one_side_has_the_next_step_or_nothing_is_left(
    stand: Stand, side: Side | None, words: str
) -> None:
    assert (owed_by(stand), next_words(stand)) == (side, words)


def test_the_community_looks_and_has_no_side() -> None:
    assert side_of("community_officer") is None and side_of("agency_officer") is None
    assert (side_of("street_officer"), side_of("enterprise_admin")) == (Side.PLACE, Side.ENTERPRISE)


@pytest.mark.parametrize(
    ("is_separable", "title", "stopped"),
    [
        (True, TitleState.CERTIFIED, None), (True, TitleState.JOINT, None),
        (False, TitleState.CERTIFIED, AssetFinding.NOT_SEPARABLE), (None, TitleState.CERTIFIED, AssetFinding.NOT_SEPARABLE),
        (True, TitleState.RENTED, AssetFinding.TITLE_RENTED),
    ],
)  # fmt: skip
def test_what_cannot_be_separated_or_is_rented_is_not_transferred(
    is_separable: bool | None, title: TitleState, stopped: AssetFinding | None
) -> None:
    stepping = step_named(P.TRANSFER, "transfer_agreement")
    before = step_named(P.TRANSFER, "group_approval")
    assert stepping and before
    assert stops(stepping, is_separable=is_separable, title=title) == stopped
    assert stops(before, is_separable=is_separable, title=title) is None


def _lease() -> PathStep:
    step = step_named(P.LEASE, "lease_contract")
    assert step is not None
    return step


WHOLE = StepFacts(date(2026, 3, 1), "合1号", date(2030, 3, 1), Decimal("12000"))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"number": " "}, ["number"]), ({"done_on": None}, ["done_on"]), ({"until": None}, ["until"]),
        ({"amount": None}, ["amount"]), ({"amount": Decimal(0)}, []), ({"amount": Decimal(-1)}, ["amount"]),
        ({"amount": Decimal("100000000.01")}, ["amount"]), ({"done_on": date(2026, 3, 3)}, ["done_on"]),
        ({"done_on": date(2026, 3, 2)}, []), ({"until": date(2026, 3, 1)}, ["until"]),
        ({"until": date(2026, 3, 2)}, []),
    ],
)  # fmt: skip
def test_a_step_is_kept_when_everything_that_it_needs_is_there_and_possible(
    change: dict[str, object], fields: list[str]
) -> None:
    told = step_faults(_lease(), replace(WHOLE, **change), TODAY)  # type: ignore[arg-type]
    assert sorted(told) == fields and all(text.endswith("。") for text in told.values())


@pytest.mark.parametrize(
    ("kind", "survey", "fields"),
    [
        ("venue", Survey(Decimal(80), Condition.GOOD, True), []),
        ("venue", Survey(Decimal("79.99"), Condition.GOOD, True), ["note"]),
        ("venue", Survey(Decimal("79.99"), Condition.GOOD, True, "按实测"), []),
        ("venue", Survey(None, Condition.GOOD, True, "有"), ["area"]),
        ("venue", Survey(Decimal(0), Condition.GOOD, True, "有"), ["area"]),
        ("venue", Survey(Decimal(-1), Condition.GOOD, True, "有"), ["area"]),
        ("venue", Survey(Decimal(1000001), Condition.GOOD, True, "有"), ["area"]),
        ("venue", Survey(Decimal(80), Condition.UNSAFE, True, "  "), ["note"]),
        ("venue", Survey(None, Condition.NOT_FOUND, False, "门牌不存在"), []),
        ("", Survey(None, Condition.GOOD, True, "有"), ["area"]),
        ("equipment", Survey(None, Condition.GOOD, True), []),
    ],
)
def test_a_survey_says_the_area_and_what_differs(kind: str, survey: Survey, fields: list[str]) -> None:
    assert sorted(survey_faults(survey, kind=kind, listed=Decimal(80))) == fields


@given(st.lists(st.tuples(st.sampled_from(list(S)), st.integers(1, 9), st.decimals(0, 40000, places=2)), max_size=12))
def test_what_was_sent_is_always_received_left_and_open(parts: list[tuple[AssetState, int, Decimal]]) -> None:
    told = sum_up((state, Sum(number, area)) for state, number, area in parts)
    assert told.sent == told.received.plus(told.left).plus(told.open)
    assert told.sent.area == sum(area for state, _, area in parts if state is not S.WITHDRAWN)


@pytest.mark.parametrize("state", list(S))
def test_an_asset_that_is_on_its_way_or_settled_is_not_offered_again(state: AssetState) -> None:
    free = {S.WITHDRAWN: None, S.RETURNED: None}
    expected = AssetFinding.SETTLED if state in SETTLED else AssetFinding.ON_OFFER
    assert standing_finding(state) == free.get(state, expected)


@pytest.mark.parametrize("code", list(AssetFinding))
def test_every_finding_says_in_one_sentence_what_happened_and_what_to_do(code: AssetFinding) -> None:
    args = {"row": 12, "batch_no": "YJ1", "state": "已移交", "duties": "工会", "label": "建筑面积", "unit": "平方米"}
    sentence = sentence_of(code, "area", json.dumps(args))
    assert sentence.endswith("。") and sentence.count("。") == 1 and "；" in sentence and "{" not in sentence
    assert "“”" not in sentence
    assert finding_words()[code]["severity"] in ("blocks", "warns") and 2 <= len(title_of(code)) <= 20
    assert sentence_of(code, "area", None)


def test_what_will_stop_a_transfer_names_the_step_at_which_it_stops() -> None:
    for code, step in (
        (AssetFinding.NOT_SEPARABLE, "签订划转协议"),
        (AssetFinding.WITHOUT_TITLE, "产权转移登记"),
        (AssetFinding.WITHOUT_APPROVAL, "集团公司批复"),
    ):
        assert f"“{step}”" in sentence_of(code, "path", None)
        assert step in {one.label for one in steps_of(P.TRANSFER)}


def test_every_reason_for_a_return_has_its_words() -> None:
    assert set(return_words()) == set(ReturnReason) and all(return_words().values())


def test_no_header_can_mean_two_fields() -> None:
    owner: dict[str, str] = {}
    for spec in field_specs(ASSET_FIELDS):
        for header in {normalise_header(text) for text in (spec.label, *spec.synonyms)}:
            assert owner.setdefault(header, spec.name) == spec.name, header


def test_fields_and_what_is_required_of_them() -> None:
    assert [one.name for one in ASSET_FIELDS if one.is_required] == [
        "asset_no",
        "name",
        "address",
        "title_state",
        "path",
    ]
    assert all(one.help_text.endswith("。") for one in ASSET_FIELDS)
