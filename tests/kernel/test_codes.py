"""The code tables of GB/T 2261.1, 3304, 4762 and 4658 and what rosters write instead."""

from __future__ import annotations

import pytest

from yinqiao.kernel.codes import (
    CodeTable,
    Education,
    EthnicGroup,
    PoliticalStatus,
    Sex,
    parse_education,
    parse_ethnic_group,
    parse_political_status,
    parse_sex,
)

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("text", ["汉", "汉族", "01", "1", " 汉族 ", "ＨＡ", "1.0"])
def test_han_is_read_in_all_its_forms(text: str) -> None:
    assert parse_ethnic_group(text) is EthnicGroup.HAN


def test_there_are_56_ethnic_groups_numbered_without_gap() -> None:
    numbers = [int(group) for group in EthnicGroup]
    assert numbers[:56] == list(range(1, 57))
    assert [group.label for group in EthnicGroup][:3] == ["汉族", "蒙古族", "回族"]
    assert EthnicGroup("15").label == "土家族"
    assert EthnicGroup("56").label == "基诺族"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("中共党员", PoliticalStatus.PARTY_MEMBER),
        ("党员", PoliticalStatus.PARTY_MEMBER),
        ("01", PoliticalStatus.PARTY_MEMBER),
        ("预备党员", PoliticalStatus.PROBATIONARY_MEMBER),
        ("群众", PoliticalStatus.MASSES),
        ("13", PoliticalStatus.MASSES),
        ("民革", PoliticalStatus.REVOLUTIONARY_COMMITTEE),
        ("农工党", PoliticalStatus.PEASANTS_AND_WORKERS),
        ("九三学社", PoliticalStatus.JIUSAN),
    ],
)
def test_political_status_is_read(text: str, status: PoliticalStatus) -> None:
    assert parse_political_status(text) is status


def test_only_full_and_probationary_members_belong_to_the_party() -> None:
    assert [status for status in PoliticalStatus if status.is_party] == ["01", "02"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("大专", "30"), ("专科", "30"), ("本科", "20"), ("大普", "28"), ("中专", "41"), ("技校", "47"), ("高中", "60"),
     ("初中", "70"), ("小学", "80"), ("文盲", "90"), ("硕士", "14"), ("31", "31"), ("初中毕业", "71")],
)  # fmt: skip
def test_education_is_read(text: str, code: str) -> None:
    assert parse_education(text) == code


@pytest.mark.parametrize(
    ("text", "sex"), [("男", "1"), ("女性", "2"), ("1", "1"), ("2.0", "2"), ("f", "2"), ("9", "9")]
)
def test_sex_is_read(text: str, sex: str) -> None:
    assert parse_sex(text) == sex


@pytest.mark.parametrize("parse", [parse_sex, parse_ethnic_group, parse_political_status, parse_education])
@pytest.mark.parametrize("text", [None, "", " ", "火星", "00", "男女", "99"])
def test_what_is_no_code_is_none(parse, text: str | None) -> None:  # type: ignore[no-untyped-def]
    assert parse(text) is None


@pytest.mark.parametrize("table", [Sex, EthnicGroup, PoliticalStatus, Education])
def test_every_code_label_and_synonym_leads_to_its_own_member(table: type[CodeTable]) -> None:
    for member in table:
        for word in (member.value, member.label, *member.synonyms):
            assert table.read(word) is member, word


@pytest.mark.parametrize("table", [Sex, EthnicGroup, PoliticalStatus, Education])
def test_choices_are_code_and_label(table: type[CodeTable]) -> None:
    assert dict(table.choices()) == {member.value: member.label for member in table}
