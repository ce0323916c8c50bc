"""Each finding that one row can have: found wherever the row stands, and not found in what only looks like it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from yinqiao.areas.rosters.rules.fields import EXAMPLE_ID_NO, EXAMPLE_NAME
from yinqiao.areas.rosters.tests.sheets import check, found, good_person, number_of
from yinqiao.areas.rosters.types.findings import FindingCode, Severity
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.sheets.kinds import CellKind

pytestmark = pytest.mark.fast

GOOD_ID = good_person(3)["id_no"] or ""


@dataclass(frozen=True)
class Case:
    """A cell that is wrong, the finding it must lead to, and cells that look wrong and are not."""

    code: FindingCode
    at: str
    bad: dict[str, str | None]
    near: tuple[dict[str, str | None], ...] = ({},)
    severity: Severity = Severity.WARNS
    kinds: dict[str, CellKind] = field(default_factory=dict)

    def __str__(self) -> str:
        value = next(iter(self.bad.values()))
        return f"{self.code.removeprefix('roster.')}-{self.at}-{value}"


def _wrong_check(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2")


def _with_id(number: str) -> dict[str, str | None]:
    """A number with the birth date that it says."""
    return {"id_no": number, "born_on": f"{number[6:10]}-{number[10:12]}-{number[12:14]}"}


def _rebuilt(first17: str) -> str:
    return first17 + check_digit(first17)


B, W, M = Severity.BLOCKS, Severity.WARNS, Severity.MENDED
C = FindingCode
CASES = [
    Case(C.REQUIRED_MISSING, "name", {"name": None}, ({"name": "王芳"},), B),
    Case(C.REQUIRED_MISSING, "name", {"name": "\u200b "}, (), B),
    Case(C.REQUIRED_MISSING, "id_no", {"id_no": None}, (), B),
    Case(C.REQUIRED_MISSING, "id_no", {"id_no": "不详"}, ({"id_no": "12"},), B),
    Case(C.REQUIRED_MISSING, "sex", {"sex": None}, (), B),
    Case(C.REQUIRED_MISSING, "retired_on", {"retired_on": None}, ({"retired_on": "2010"},), B),
    Case(C.REQUIRED_MISSING, "retired_on", {"retired_on": "/"}, (), B),
    Case(C.CELL_ERROR, "name", {"name": "#REF!"}, ({"name": "王芳"},), B, {"name": CellKind.ERROR}),
    Case(C.CELL_ERROR, "education", {"education": "#N/A"}, ({"education": "高中"},), W, {"education": CellKind.ERROR}),
    Case(C.TEXT_TOO_LONG, "former_post", {"former_post": "工" * 61}, ({"former_post": "工" * 60},), B),
    Case(C.TEXT_TOO_LONG, "name", {"name": "王" * 61}, ({"name": "王" * 60},), B),
    Case(C.TEMPLATE_EXAMPLE, "name", {"name": EXAMPLE_NAME, "id_no": EXAMPLE_ID_NO}, ({"name": "李桂兰"},), B),
    Case(C.TEMPLATE_EXAMPLE, "name", {"name": "示例"}, ({"name": "石例"},), B),
    Case(C.NAME_DIGITS, "name", {"name": "王芳2"}, ({"name": "王二"}, {"name": "㛃䶮"}, {"name": "𬭎芳"})),
    Case(C.NAME_LATIN, "name", {"name": "Wang芳"}, ({"name": "王芳"},)),
    Case(C.NAME_PLACEHOLDER, "name", {"name": "测试"}, ({"name": "王试"},), B),
    Case(C.NAME_PLACEHOLDER, "name", {"name": "某某"}, ({"name": "梅某人"},), B),
    Case(C.NAME_PLACEHOLDER, "name", {"name": "XXX"}, (), B),
    Case(C.NAME_PLACEHOLDER, "name", {"name": "同上"}, ({"name": "童尚"},), B),
    Case(C.NAME_UNREADABLE, "name", {"name": "王?芳"}, ({"name": "阿卜杜热合曼·买买提吐尔逊江艾力"},)),
    Case(C.NAME_UNREADABLE, "name", {"name": "王\ue123"}, ({"name": "王䶮"},)),
    Case(C.NAME_INCOMPLETE, "name", {"name": "王"}, ({"name": "王芳"},)),
    Case(C.ID_LENGTH, "id_no", {"id_no": GOOD_ID[:17]}, ({"id_no": GOOD_ID},), B),
    Case(C.ID_LENGTH, "id_no", {"id_no": GOOD_ID[:14]}, ({"id_no": GOOD_ID[:6] + GOOD_ID[8:17]},), B),
    Case(C.ID_CHARACTER, "id_no", {"id_no": "Z" + GOOD_ID[1:]}, (), B),
    Case(C.ID_LETTER_O, "id_no", {"id_no": GOOD_ID[:3] + "O" + GOOD_ID[4:]}, (_with_id(GOOD_ID),), B),
    Case(C.ID_LETTER_O, "id_no", {"id_no": GOOD_ID[:2] + "o" + GOOD_ID[3:]}, (), B),
    Case(C.ID_DATE, "id_no", {"id_no": number_of("19550230", 2)}, (_with_id(number_of("19560229", 2)),), B),
    Case(C.ID_FUTURE, "id_no", {"id_no": number_of("20300101", 2)}, (), B),
    Case(C.ID_TOO_OLD, "id_no", {"id_no": number_of("18550101", 2)}, (_with_id(number_of("19000101", 2)),), B),
    Case(
        C.ID_DIVISION,
        "id_no",
        _with_id(number_of("19550404", 2, "990000")),
        (_with_id(number_of("19550404", 2, "430124")), _with_id(number_of("19550404", 2, "430104"))),
    ),
    Case(C.ID_CHECK_DIGIT, "id_no", {"id_no": _wrong_check(GOOD_ID)}, (_with_id(GOOD_ID),), B),
    Case(
        C.ID_PRECISION_LOST,
        "id_no",
        {"id_no": GOOD_ID[:15] + "000"},
        (_with_id(_rebuilt("99010119550404002")),),
        B,
        {"id_no": CellKind.NUMBER},
    ),
    Case(C.ID_PRECISION_LOST, "id_no", {"id_no": "4.30104E+17"}, (), B),
    Case(C.SEX_CONTRADICTS_ID, "sex", {"sex": "男"}, ({"sex": "女"}, {"sex": "2"}, {"sex": "女性"}), B),
    Case(
        C.BIRTH_CONTRADICTS_ID,
        "born_on",
        {"born_on": "1955-04-05"},
        ({"born_on": "1955-04-04"}, {"born_on": "1955年4月"}, {"born_on": "1955"}, {"born_on": None}),
        B,
    ),
    Case(C.BIRTH_CONTRADICTS_ID, "born_on", {"born_on": "1955-05"}, (), B),
    Case(C.BIRTH_CONTRADICTS_ID, "born_on", {"born_on": "1956"}, (), B),
    Case(
        C.AGE_IMPLAUSIBLE,
        "born_on",
        {
            **_with_id(number_of("19861125", 2)),
            "retired_on": "2026-10",
            "retirement_type": "病退",
            "work_start_on": None,
        },
        ({**_with_id(number_of("19861124", 2)), "retired_on": "2026-10", "retirement_type": "病退"},),
    ),
    Case(
        C.AGE_IMPLAUSIBLE,
        "born_on",
        {**_with_id(number_of("19151124", 2)), "work_start_on": "1950-01"},
        ({**_with_id(number_of("19151125", 2)), "work_start_on": "1950-01"},),
    ),
    Case(C.DATE_UNREADABLE, "work_start_on", {"work_start_on": "知青下乡时"}, ({"work_start_on": "一九七四年九月"},)),
    Case(C.DATE_UNREADABLE, "retired_on", {"retired_on": "55.3"}, ({"retired_on": "2005.3"},), B),
    Case(C.DATE_IMPOSSIBLE, "work_start_on", {"work_start_on": "1975-02-29"}, ({"work_start_on": "1976-02-29"},)),
    Case(C.DATE_IMPOSSIBLE, "retired_on", {"retired_on": "2005年13月"}, ({"retired_on": "2005年12月"},), B),
    Case(C.DATE_FUTURE, "retired_on", {"retired_on": "2026-12"}, ({"retired_on": "2026-11-30"},), B),
    Case(C.DATE_FUTURE, "work_start_on", {"work_start_on": "2026-11-25"}, ({"work_start_on": "1974-11-25"},), B),
    Case(C.DATE_FUTURE, "certified_on", {"certified_on": "2026-11-25"}, ({"certified_on": "2026-11-24"},), B),
    Case(C.DATE_FUTURE, "pension_start_on", {"pension_start_on": "2027-01"}, ({"pension_start_on": "2026-12"},), B),
    Case(C.DATE_ORDER, "retired_on", {"retired_on": "1974-09"}, ({"work_start_on": "2005-03"},), B),
    Case(C.DATE_ORDER, "retired_on", {"retired_on": "1950-01", "work_start_on": None}, (), B),
    Case(C.DATE_ORDER, "work_start_on", {"work_start_on": "1955-04"}, ({"work_start_on": "1968-01"},), B),
    Case(C.DATE_ORDER, "retired_on", {"work_start_on": "2006"}, ({"work_start_on": "2005"},), B),
    Case(C.WORK_START_TOO_YOUNG, "work_start_on", {"work_start_on": "1967-04-03"}, ({"work_start_on": "1967-04-04"},)),
    Case(C.WORK_START_TOO_YOUNG, "work_start_on", {"work_start_on": "1966"}, ({"work_start_on": "1967"},)),
    Case(
        C.BEFORE_RETIREMENT_AGE,
        "retired_on",
        {"retired_on": "2005-03"},
        (
            {"retired_on": "2005-04"},
            {"retired_on": "2000-03", "retirement_type": "特殊工种"},
            {"retired_on": "2000-03", "retirement_type": "病退"},
            {"retired_on": "2005-03", "retirement_approval_no": "长人社退〔2005〕12号"},
            {"retired_on": "2005-03", "pension_start_on": "2005-04"},
        ),
    ),
    Case(C.BEFORE_RETIREMENT_AGE, "retired_on", {"retired_on": "2005-03", "retirement_type": None}, ()),
    Case(C.VETERAN_CADRE, "retirement_type", {"retirement_type": "离休"}, ({"retirement_type": "退休"},)),
    Case(
        C.CODE_UNKNOWN, "ethnic_group", {"ethnic_group": "长沙族"}, ({"ethnic_group": "土家"}, {"ethnic_group": "15"})
    ),
    Case(C.CODE_UNKNOWN, "education", {"education": "三级工"}, ({"education": "技校"},)),
    Case(C.CODE_UNKNOWN, "political_status", {"political_status": "先进"}, ({"political_status": "党员"},)),
    Case(C.CODE_UNKNOWN, "sex", {"sex": "先生"}, ({"sex": " 女 "},), B),
    Case(C.CODE_UNKNOWN, "special_group", {"special_group": "高龄、足球"}, ({"special_group": "高龄、孤寡，劳模"},)),
    Case(C.CODE_UNKNOWN, "is_archive_digitised", {"is_archive_digitised": "也许"}, ({"is_archive_digitised": "√"},)),
    Case(C.USCC_INVALID, "enterprise_uscc", {"enterprise_uscc": "91110000101623741X"}, ({},)),
    Case(C.USCC_INVALID, "enterprise_uscc", {"enterprise_uscc": "9111000010162374"}, ({},)),
    Case(
        C.USCC_OTHER_ENTERPRISE,
        "enterprise_uscc",
        {"enterprise_uscc": "911101066976941872"},
        ({"enterprise_uscc": "91110000101623741K"}, {"enterprise_uscc": None}),
    ),
    Case(C.PHONE_INVALID, "phone", {"phone": "1380000123"}, ({"phone": "138 0000 1234"}, {"phone": "0731-88880000"})),
    Case(C.PHONE_INVALID, "phone", {"phone": "12800001234"}, ({"phone": "+8613800001234"},)),
    Case(C.PHONE_INVALID, "contact1_phone", {"contact1_phone": "女儿"}, ({"contact1_phone": "无"},)),
    Case(C.PHONE_SEVERAL, "phone", {"phone": "13800001234/13900001234"}, ({"phone": "138-0000-1234"},)),
    Case(C.PHONE_MISSING, "phone", {"phone": None}, ({"phone": None, "contact1_phone": "13900001234"},)),
    Case(C.PHONE_MISSING, "phone", {"phone": "无"}, ({"phone": "1380000123"},)),
    Case(
        C.PARTY_BRANCH_MISSING,
        "party_branch",
        {"party_branch": None},
        ({"party_branch": None, "political_status": "群众"},),
    ),
    Case(C.PARTY_BRANCH_MISSING, "party_branch", {"party_branch": "无", "political_status": "预备党员"}, ()),
    Case(C.ARCHIVE_MISSING, "archive_no", {"archive_no": None}, ({"archive_no": "01"},)),
    Case(C.ARCHIVE_MISSING, "archive_no", {"archive_no": "暂无"}, ()),
    Case(
        C.COMMUNITY_UNKNOWN,
        "community_name",
        {"community_name": "望星楼社区"},
        ({"community_name": "望月湖社区居委会"}, {"community_name": "望月湖居委会"}, {"community_name": "望月湖"}),
    ),
    Case(
        C.COMMUNITY_AMBIGUOUS,
        "community_name",
        {"community_name": "湖中社区", "residence_address": "长沙市"},
        (
            {"community_name": "湖中社区", "residence_address": "长沙市岳麓区望月湖街道湖中社区1栋"},
            {"community_name": "湖中社区", "residence_address": None, "street_name": "城南路街道"},
        ),
    ),
    Case(
        C.RESIDENCE_MISSING,
        "residence_address",
        {"residence_address": None, "community_name": None},
        ({"residence_address": None}, {"community_name": None}),
    ),
    Case(C.MENDED_SPACES, "id_no", {"id_no": f" {GOOD_ID[:6]} {GOOD_ID[6:]}"}, ({"id_no": GOOD_ID},), M),
    Case(C.MENDED_FULL_WIDTH, "id_no", {"id_no": "".join(chr(ord(c) + 0xFEE0) for c in GOOD_ID)}, (), M),
    Case(C.MENDED_FULL_WIDTH, "phone", {"phone": "１３８００００００03"}, ({"phone": "13800000003，13900000000"},), M),
    Case(C.MENDED_INVISIBLE, "archive_no", {"archive_no": "ZX\u200b-77"}, ({"archive_no": "ZX-77"},), M),
    Case(C.MENDED_MIDDLE_DOT, "name", {"name": "阿依古丽•买买提"}, ({"name": "阿依古丽·买买提"},), M),
    Case(C.MENDED_MIDDLE_DOT, "name", {"name": "阿依古丽．买买提"}, (), M),
    Case(C.MENDED_NAME_SPACES, "name", {"name": "王　芳"}, ({"name": "王芳"},), M),
    Case(C.MENDED_CHARACTERS, "name", {"name": "\u2f00芳兰"}, ({"name": "一芳兰"},), M),
    Case(C.MENDED_UPPER_CASE, "enterprise_uscc", {"enterprise_uscc": "91110000101623741k"}, ({},), M),
    Case(
        C.MENDED_LOWER_X,
        "id_no",
        _with_id(number_of("19550404", 28)[:17] + "x"),
        (_with_id(number_of("19550404", 28)),),
        M,
    ),
    Case(C.MENDED_ID_UPGRADED, "id_no", {"id_no": GOOD_ID[:6] + GOOD_ID[8:17]}, ({"id_no": GOOD_ID},), M),
    Case(C.MENDED_QUOTE, "id_no", {"id_no": "'" + GOOD_ID}, ({"id_no": GOOD_ID},), M),
    Case(C.MENDED_DATE_SERIAL, "work_start_on", {"work_start_on": "27273"}, ({"work_start_on": "19740901"},), M),
    Case(
        C.MENDED_DATE_FORM, "work_start_on", {"work_start_on": "一九七四年九月"}, ({"work_start_on": "1974年9月"},), M
    ),
    Case(
        C.MENDED_DATE_FORM,
        "work_start_on",
        {"work_start_on": "1974-09-01 08:30:00"},
        ({"work_start_on": "1974/9/1"},),
        M,
    ),
    Case(C.MENDED_PHONE_FORM, "phone", {"phone": "+86 138 0000 0003"}, ({"phone": "13800000003"},), M),
    Case(C.MENDED_PHONE_FORM, "phone", {"phone": "88880000"}, ({"phone": "0731-88880000"},), M),
    Case(
        C.MENDED_PLACEHOLDER,
        "party_branch",
        {"party_branch": "无", "political_status": "群众"},
        ({"party_branch": "无锡支部"},),
        M,
    ),
]
SEVERAL_ROWS = {
    C.DUPLICATE_IN_FILE,
    C.PROBABLE_DUPLICATE,
    C.PHONE_SHARED,
    C.ARCHIVE_REPEATED,
    C.IN_OTHER_ROSTER,
    C.REGISTERED_ELSEWHERE,
    C.SUCCEEDED,
    C.PROBABLE_IN_REGISTER,
    C.PROBABLE_ELSEWHERE,
    C.RECORDED_DEAD,
    C.REQUIRED_COLUMN_MISSING,
    C.COLUMN_ABSENT,
}
"""Findings that need several rows, the database or the header; they are tested in files of their own."""


FIRST_MIDDLE_LAST = (0, 3, 6)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_bad_cell_is_found_wherever_its_row_stands_and_only_there(case: Case) -> None:
    people = [good_person(index + 10) for index in range(7)]
    for place in FIRST_MIDDLE_LAST:
        people[place] = good_person(3, **case.bad)
    result = check(people, {(place, name): kind for place in FIRST_MIDDLE_LAST for name, kind in case.kinds.items()})
    assert found(result, case.code) == [(place, case.at) for place in FIRST_MIDDLE_LAST]
    severities = result.findings.filter(code=str(case.code))["severity"].to_list()
    assert severities == [case.severity.value] * len(FIRST_MIDDLE_LAST)


@pytest.mark.parametrize("case", [case for case in CASES if case.near], ids=str)
def test_what_only_looks_like_it_is_not_found(case: Case) -> None:
    # The column must be there for all, else it would not be looked at.
    people = [dict.fromkeys(case.bad) | good_person(10), *(good_person(3, **near) for near in case.near)]
    assert found(check(people), case.code) == []


# A roster has no such column; lists with counts and amounts are tried in their rooms.
OF_OTHER_LISTS = {C.COUNT_UNREADABLE, C.AMOUNT_UNREADABLE, C.AMOUNT_BEYOND}


def test_every_finding_of_the_catalogue_has_a_case() -> None:
    assert {case.code for case in CASES} | SEVERAL_ROWS | OF_OTHER_LISTS == set(FindingCode)


def test_one_hundred_good_people_have_no_finding() -> None:
    result = check([good_person(index) for index in range(100)])
    assert result.findings.is_empty()
    assert result.rows["blocked"].sum() == 0
