"""The flows of archives and catalogues, step by step; what is said of findings."""

from __future__ import annotations

import json
from itertools import product

import pytest

from yinqiao.areas.archives.queries import CATALOGUE_FIELDS, sentence_of, title_of
from yinqiao.areas.archives.rules import (
    ARCHIVE_FLOW,
    CATALOGUE_FLOW,
    finding_words,
    next_archive_state,
    next_catalogue_state,
    standing_finding,
)
from yinqiao.areas.archives.types import (
    ArchiveState,
    ArchiveStep,
    CatalogueFinding,
    CatalogueState,
    CatalogueStep,
)
from yinqiao.areas.rosters.queries import field_specs
from yinqiao.areas.rosters.types import read_count
from yinqiao.platform.sheets.headertext import normalise_header

pytestmark = pytest.mark.fast
A, S = ArchiveState, ArchiveStep
ALLOWED = {
    (A.WITHDRAWN, S.OFFER): A.OFFERED,
    (A.OFFERED, S.WITHDRAW): A.WITHDRAWN,
    (A.OFFERED, S.COUNT): A.COUNTED,
    (A.OFFERED, S.MISS): A.MISSING,
    (A.COUNTED, S.MARK): A.COUNTED,
    (A.COUNTED, S.RECEIVE): A.RECEIVED,
    (A.MISSING, S.FIND): A.RECEIVED,
    (A.MISSING, S.STATE): A.MISSING,
    (A.MISSING, S.TAKE_BACK): A.MISSING,
    (A.MISSING, S.REFUSE): A.MISSING,
    (A.MISSING, S.AGREE): A.EXPLAINED,
    (A.EXPLAINED, S.FIND): A.RECEIVED,
    (A.EXPLAINED, S.REOPEN): A.MISSING,
}
C, T = CatalogueState, CatalogueStep
ALLOWED_CATALOGUE = {
    (C.SENDING, T.SEND): C.SENDING,
    (C.SENDING, T.OFFER): C.OFFERED,
    (C.OFFERED, T.TAKE_BACK): C.TAKEN_BACK,
    (C.OFFERED, T.SCAN): C.RECEIVING,
    (C.RECEIVING, T.SCAN): C.RECEIVING,
    (C.RECEIVING, T.FINISH): C.FINISHED,
    (C.FINISHED, T.SCAN): C.FINISHED,
}


@pytest.mark.parametrize(("state", "step"), list(product(A, S)))
def test_an_archive_takes_exactly_the_allowed_steps(state: ArchiveState, step: ArchiveStep) -> None:
    assert next_archive_state(state, step) == ALLOWED.get((state, step))


@pytest.mark.parametrize(("state", "step"), list(product(C, T)))
def test_a_catalogue_takes_exactly_the_allowed_steps(state: CatalogueState, step: CatalogueStep) -> None:
    assert next_catalogue_state(state, step) == ALLOWED_CATALOGUE.get((state, step))


def test_every_state_has_its_row_and_nothing_leads_out_of_custody_at_the_place() -> None:
    assert set(ARCHIVE_FLOW) == set(A) and set(CATALOGUE_FLOW) == set(C)
    assert ARCHIVE_FLOW[A.RECEIVED] == {} and CATALOGUE_FLOW[C.TAKEN_BACK] == {}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (A.WITHDRAWN, None),
        (A.OFFERED, CatalogueFinding.ON_OFFER),
        (A.COUNTED, CatalogueFinding.ON_OFFER),
        (A.MISSING, CatalogueFinding.ON_OFFER),
        (A.RECEIVED, CatalogueFinding.HELD_BY_PLACE),
    ],
)
def test_an_archive_that_is_on_its_way_or_held_is_not_offered_again(
    state: ArchiveState, code: CatalogueFinding | None
) -> None:
    assert standing_finding(state) == code


@pytest.mark.parametrize("code", list(CatalogueFinding))
def test_every_finding_says_in_one_sentence_what_happened_and_what_to_do(code: CatalogueFinding) -> None:
    sentence = sentence_of(code, "archive_no", json.dumps({"row": 12, "batch_no": "YJ1"}))
    assert sentence.endswith("。") and sentence.count("。") == 1 and "；" in sentence and "{" not in sentence
    assert finding_words()[code]["severity"] in ("blocks", "warns") and 2 <= len(title_of(code)) <= 20
    assert sentence_of(code, "archive_no", None)


def test_no_header_can_mean_two_fields() -> None:
    owner: dict[str, str] = {}
    for spec in field_specs(CATALOGUE_FIELDS):
        for header in {normalise_header(text) for text in (spec.label, *spec.synonyms)}:
            assert owner.setdefault(header, spec.name) == spec.name, header


def test_fields_and_what_is_required_of_them() -> None:
    assert [one.name for one in CATALOGUE_FIELDS] == [
        "serial_no", "archive_no", "name", "id_no", "sex", "born_on", "barcode", "box_no", "items",
        *(f"class_{number}" for number in range(1, 11)), "pages", "missing_note", "remark",
    ]  # fmt: skip
    assert [one.name for one in CATALOGUE_FIELDS if one.is_required] == ["archive_no", "name", "id_no"]
    assert all(one.help_text.endswith("。") for one in CATALOGUE_FIELDS)


@pytest.mark.parametrize(
    ("text", "value", "is_unreadable"),
    [
        ("12", 12, False), ("０３", 3, False), ("1,204 页", 1204, False), ("36.0", 36, False), ("0", 0, False),
        ("36份", 36, False), (None, None, False), ("  ", None, False),
        ("约20", None, True), ("-1", None, True), ("2.5", None, True), ("十二", None, True), ("99999999", None, True),
    ],
)  # fmt: skip
def test_a_count_is_a_whole_number_or_pointed_out(text: str | None, value: int | None, is_unreadable: bool) -> None:
    assert read_count(text) == (value, is_unreadable)
