"""Fields, findings and numbers as data: complete, unmistakable, readable."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from yinqiao.areas.rosters.queries import field_specs, is_stopped
from yinqiao.areas.rosters.rules.fields import (
    EXAMPLE_ID_NO,
    ROSTER_FIELDS,
    FieldKind,
    template_columns,
)
from yinqiao.areas.rosters.rules.findings import catalogue, sentence_of, title_of
from yinqiao.areas.rosters.rules.rulebook import read_rulebook, shipped_parameters
from yinqiao.areas.rosters.tests.sheets import check, found, good_person, number_of
from yinqiao.areas.rosters.types import FindingCode, Severity
from yinqiao.kernel.id_number import DEMO_DIVISION, parse_id_number
from yinqiao.kernel.retirement_age import NATIONAL_PARAMETERS
from yinqiao.platform.sheets.headertext import normalise_header

pytestmark = pytest.mark.fast

_ARGUMENTS = {
    "length": 17,
    "limit": 60,
    "age": 7,
    "earlier": "参加工作时间",
    "lawful": "2029年3月",
    "problem": "位数不对",
    "people": 8,
    "row": 12,
    "differing": "",
    "reasons": "姓名相同",
    "score": 87,
    "change": "",
}


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_says_in_one_sentence_what_happened_and_what_to_do(code: FindingCode) -> None:
    kind = catalogue()[code]
    sentence = sentence_of(code, "former_unit", _ARGUMENTS)
    assert sentence.endswith("。") and sentence.count("。") == 1
    assert "！" not in sentence and "{" not in sentence
    assert set(re.findall(r"{(\w+)}", kind.text)) <= {*_ARGUMENTS, "label"}
    if kind.severity is not Severity.MENDED:
        assert "；" in sentence or "，" in sentence
    assert 2 <= len(title_of(code)) <= 20


def test_a_finding_whose_argument_is_gone_stays_readable() -> None:
    assert sentence_of("roster.phone_shared", "phone", None).startswith("本名册中有人填了")
    assert sentence_of("roster.phone_shared", "phone", '{"people": 7}').startswith("本名册中有7人填了")


def test_no_header_can_mean_two_fields() -> None:
    owner: dict[str, str] = {}
    for spec in field_specs():
        for header in {normalise_header(text) for text in (spec.label, *spec.synonyms)}:
            assert owner.setdefault(header, spec.name) == spec.name, header


def test_four_fields_are_required() -> None:
    assert [field.name for field in ROSTER_FIELDS if field.is_required] == ["name", "sex", "id_no", "retired_on"]


@pytest.mark.parametrize("field", ROSTER_FIELDS, ids=lambda field: field.name)
def test_every_field_has_a_label_help_and_a_table_where_it_is_a_code(field) -> None:  # type: ignore[no-untyped-def]
    assert field.label and field.help_text.endswith("。")
    assert (field.table is not None) is (field.kind in (FieldKind.CODE, FieldKind.YES_NO))
    assert all(field.table.read(word) is not None for word in field.allowed)


def test_contents_of_sensitive_fields_are_marked_so() -> None:
    sensitive = {field.name for field in ROSTER_FIELDS if field.is_sensitive}
    assert {"id_no", "phone", "residence_address", "household_address", "health", "political_status"} <= sensitive
    assert all(field.name in sensitive for field in ROSTER_FIELDS if field.kind in (FieldKind.ID, FieldKind.PHONE))


def test_the_example_row_of_the_template_is_nobody_and_is_held_back() -> None:
    row = {column.field: column.example or None for column in template_columns() if column.field != "serial_no"}
    assert parse_id_number(EXAMPLE_ID_NO, today=NATIONAL_PARAMETERS.start).is_valid
    assert EXAMPLE_ID_NO.startswith(DEMO_DIVISION)
    result = check([good_person(1) | row, good_person(2)])
    assert found(result, "roster.template_example") == [(0, "name")]
    assert result.rows["blocked"].to_list() == [True, False]


def test_numbers_are_text_cells_in_the_template_and_choices_are_labels() -> None:
    columns = {column.field: column for column in template_columns()}
    assert columns["id_no"].is_text and columns["phone"].is_text and columns["archive_no"].is_text
    assert columns["sex"].allowed == ("男", "女")
    assert columns["name"].necessity == "必填" and columns["archive_no"].necessity == "应填"
    assert all(column.width >= 4 for column in columns.values())


def test_a_name_that_is_no_field_is_its_own_label() -> None:
    assert ROSTER_FIELDS.label("id_no") == ROSTER_FIELDS["id_no"].label == "身份证号"
    assert ROSTER_FIELDS.label("elsewhere") == "elsewhere"


def test_the_examples_of_the_rule_come_out_as_stated() -> None:
    rule = next(rule for rule in read_rulebook()["rule"] if rule["id"] == "rosters.check")
    seen = [_outcome(**example["given"]) for example in rule["examples"]]
    assert seen == [example["expect"] for example in rule["examples"]]


def _outcome(people_with_one_phone: int = 0, rows: int = 0, duplicates: int = 0) -> str | bool:
    if people_with_one_phone:
        people = [good_person(index, phone="13911112222") for index in range(people_with_one_phone)]
        [code] = set(check(people).findings["code"]) or {"none"}
        return code
    days = [date(1950, 1, 1) + timedelta(days=index) for index in range(rows - duplicates)]
    distinct = [good_person(index, id_no=number_of(f"{day:%Y%m%d}", 2), phone=None) for index, day in enumerate(days)]
    return is_stopped(rows, check([*distinct, *[distinct[0]] * duplicates]).doubles)


def test_the_shipped_numbers_are_those_of_the_rulebook() -> None:
    parameters = shipped_parameters()
    assert (parameters.phone_shared_by, parameters.youngest_age, parameters.oldest_age) == (5, 40, 110)
