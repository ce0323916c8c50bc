"""The flows of members and rosters, step by step; what comes next; what is said of findings and returns."""

from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest

from yinqiao.areas.party.queries import ROSTER_FIELDS, sentence_of, title_of
from yinqiao.areas.party.rules import (
    HELD_BY_ENTERPRISE,
    MEMBER_FLOW,
    ROSTER_FLOW,
    finding_words,
    next_member_state,
    next_roster_state,
    next_step,
    return_reasons,
    standing_finding,
    states_before,
)
from yinqiao.areas.party.types import (
    LetterMedium,
    MemberState,
    MemberStep,
    NextStep,
    Numbering,
    OrganisationKind,
    PartyFinding,
    RosterState,
    RosterStep,
    Standing,
)
from yinqiao.areas.rosters.queries import field_specs
from yinqiao.platform.sheets.headertext import normalise_header

pytestmark = pytest.mark.fast
M, S = MemberState, MemberStep
ALLOWED = {
    (M.WITHDRAWN, S.OFFER): M.OFFERED,
    (M.OFFERED, S.ISSUE): M.LETTER_ISSUED,
    (M.OFFERED, S.RETURN): M.RETURNED,
    (M.OFFERED, S.WITHDRAW): M.WITHDRAWN,
    (M.LETTER_ISSUED, S.ISSUE): M.LETTER_ISSUED,
    (M.LETTER_ISSUED, S.CHECK_IN): M.CHECKED_IN,
    (M.LETTER_ISSUED, S.RETURN): M.RETURNED,
    (M.LETTER_ISSUED, S.WITHDRAW): M.WITHDRAWN,
    (M.CHECKED_IN, S.RECEIVE): M.RECEIVED,
    (M.CHECKED_IN, S.RETURN): M.RETURNED,
    (M.RETURNED, S.ISSUE): M.LETTER_ISSUED,
    (M.RETURNED, S.WITHDRAW): M.WITHDRAWN,
}
R, T = RosterState, RosterStep
ALLOWED_ROSTER = {
    (R.SENDING, T.SEND): R.SENDING,
    (R.SENDING, T.OFFER): R.OFFERED,
    (R.OFFERED, T.TAKE_BACK): R.TAKEN_BACK,
}


@pytest.mark.parametrize(("state", "step"), list(product(M, S)))
def test_a_member_takes_exactly_the_allowed_steps(state: MemberState, step: MemberStep) -> None:
    assert next_member_state(state, step) == ALLOWED.get((state, step))
    assert (state in states_before(step)) is ((state, step) in ALLOWED)


@pytest.mark.parametrize(("state", "step"), list(product(R, T)))
def test_a_roster_takes_exactly_the_allowed_steps(state: RosterState, step: RosterStep) -> None:
    assert next_roster_state(state, step) == ALLOWED_ROSTER.get((state, step))


def test_nothing_leads_out_of_reception_and_until_then_the_enterprise_is_responsible() -> None:
    assert set(MEMBER_FLOW) == set(M) and set(ROSTER_FLOW) == set(R)
    assert MEMBER_FLOW[M.RECEIVED] == {} and set(M) - HELD_BY_ENTERPRISE == {M.RECEIVED}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (M.WITHDRAWN, None),
        (M.OFFERED, PartyFinding.ON_THE_WAY),
        (M.LETTER_ISSUED, PartyFinding.ON_THE_WAY),
        (M.CHECKED_IN, PartyFinding.ON_THE_WAY),
        (M.RETURNED, PartyFinding.ON_THE_WAY),
        (M.RECEIVED, PartyFinding.RECEIVED),
    ],
)
def test_who_is_on_the_way_or_received_is_not_offered_again(state: MemberState, code: PartyFinding | None) -> None:
    assert standing_finding(state) == code


def test_a_member_whose_letter_is_missing_has_a_step_all_the_same() -> None:
    standing = Standing(M.LETTER_ISSUED, date(2026, 3, 2), None)
    assert next_step(standing, date(2026, 3, 3), {"days": 15}).step is NextStep.NONE


@pytest.mark.parametrize("code", list(PartyFinding))
def test_every_finding_says_in_one_sentence_what_happened_and_what_to_do(code: PartyFinding) -> None:
    args = json.dumps({"row": 12, "batch_no": "YJ1", "years": 18, "valid_to": "2026-03-01"})
    sentence = sentence_of(code, "letter_no", args)
    assert sentence.endswith("。") and sentence.count("。") == 1 and "；" in sentence and "{" not in sentence
    assert finding_words()[code]["severity"] in ("blocks", "warns") and 2 <= len(title_of(code)) <= 20
    assert sentence_of(code, "letter_no", None)


def test_no_header_can_mean_two_fields() -> None:
    owner: dict[str, str] = {}
    for spec in field_specs(ROSTER_FIELDS):
        for header in {normalise_header(text) for text in (spec.label, *spec.synonyms)}:
            assert owner.setdefault(header, spec.name) == spec.name, header


def test_fields_and_what_is_required_of_them() -> None:
    assert [one.name for one in ROSTER_FIELDS if one.is_required] == ["name", "id_no", "branch"]
    assert [one.name for one in ROSTER_FIELDS if one.is_sensitive] == [
        "id_no", "political_status", "joined_on", "full_on", "branch", "channel",
    ]  # fmt: skip
    assert all(one.help_text.endswith("。") for one in ROSTER_FIELDS)


def test_reasons_of_a_return_are_data_and_the_open_one_asks_for_words() -> None:
    reasons = return_reasons()
    assert list(reasons) == ["not_living_here", "letter_wrong", "dues_not_paid", "file_missing", "deceased", "other"]
    assert [one.code for one in reasons.values() if one.needs_note] == ["other"]


@pytest.mark.parametrize(
    ("numbering", "place", "number"),
    [
        (Numbering("组介〔2026〕", "007"), 2, "组介〔2026〕009"),
        (Numbering("第", "0099", "号"), 1, "第0100号"),
        (Numbering("", "9"), 1, "10"),
    ],
)
def test_numbers_of_letters_run_on_in_as_many_digits(numbering: Numbering, place: int, number: str) -> None:
    assert numbering.number(place) == number


@pytest.mark.parametrize(
    ("text", "kind"),
    [("支部", OrganisationKind.BRANCH), ("联合党支部", OrganisationKind.JOINT_BRANCH), ("党小组", None)],
)
def test_kinds_of_organisations_are_read_as_clerks_write_them(text: str, kind: OrganisationKind | None) -> None:
    assert OrganisationKind.read(text) == kind


@pytest.mark.parametrize(
    ("text", "medium"), [("网上转接", LetterMedium.ELECTRONIC), ("纸质", LetterMedium.PAPER), ("口头", None)]
)
def test_media_are_read_as_clerks_write_them(text: str, medium: LetterMedium | None) -> None:
    assert LetterMedium.read(text) == medium
