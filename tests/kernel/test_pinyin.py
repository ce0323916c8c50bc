"""Under which terms a name is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.pinyin import (
    MAX_SPELLINGS,
    TermKind,
    name_terms,
    pinyin_spellings,
    search_key,
    split_surname,
)

pytestmark = pytest.mark.fast


def terms(name: str) -> list[str]:
    return [term for term, _ in name_terms(name)]


def test_a_name_is_found_by_itself_its_parts_its_pinyin_and_its_initials() -> None:
    assert terms("王桂英") == ["王桂英", "桂英", "英", "wangguiying", "wgy"]


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单田芳", "shantianfang"),
        ("仇英", "qiuying"),
        ("解缙", "xiejin"),
        ("曾国藩", "zengguofan"),
        ("区建国", "oujianguo"),
        ("查良镛", "zhaliangyong"),
        ("任弼时", "renbishi"),
        ("朴树", "piaoshu"),
        ("尉迟恭", "yuchigong"),
        ("欧阳修", "ouyangxiu"),
        ("万俟卨", "moqixie"),
        ("长孙无忌", "zhangsunwuji"),
        ("诸葛亮", "zhugeliang"),
        ("䶮", "yan"),
        ("㛃𬭎", "jiehong"),
        ("龘", "da"),
    ],
)
def test_surnames_and_rare_characters_are_read_right(name: str, pinyin: str) -> None:
    assert terms(name)[len(name)] == pinyin


def test_several_readings_give_several_spellings() -> None:
    assert [spelling.full for spelling in pinyin_spellings("曾乐")] == ["zengle", "zengyue"]
    assert [spelling.full for spelling in pinyin_spellings("翟英")] == ["zhaiying", "diying"]


def test_u_umlaut_is_found_as_typed_and_as_in_the_passport() -> None:
    assert {"lvbu", "lyubu"} <= set(terms("吕布"))


@pytest.mark.parametrize("name", ["乐乐乐乐乐乐", "单长行重朝曾"])
def test_spellings_are_capped_at_four(name: str) -> None:
    assert len(pinyin_spellings(name)) == MAX_SPELLINGS == 4


def test_a_minority_name_is_found_by_each_part_with_or_without_its_dot() -> None:
    found = terms("阿依古丽·买买提")
    for typed in ("阿依古丽·买", "阿依古丽买", "古丽", "买买提", "ayigulimai", "aygl"):
        assert any(term.startswith(search_key(typed)) for term in found), typed


def test_every_part_of_a_name_is_found_by_prefix() -> None:
    name = "欧阳建国"
    found = terms(name)
    for start in range(4):
        for end in range(start + 1, 5):
            assert any(term.startswith(name[start:end]) for term in found)


def test_kinds_are_told() -> None:
    assert dict(name_terms("李四")) == {
        "李四": TermKind.NAME,
        "四": TermKind.NAME,
        "lisi": TermKind.PINYIN,
        "ls": TermKind.INITIALS,
    }


@pytest.mark.parametrize(
    ("typed", "key"), [("Wang GY", "wanggy"), ("阿依古丽 • 买买提", "阿依古丽买买提"), ("Xi'an", "xian"), (" ", "")]
)
def test_what_is_typed_takes_the_form_of_the_terms(typed: str, key: str) -> None:
    assert search_key(typed) == key


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("欧阳建国", ("欧阳", "建国")),
        ("王芳", ("王", "芳")),
        ("司马", ("司", "马")),
        ("买·买提", ("", "买·买提")),
        ("", ("", "")),
    ],
)
def test_surnames_are_split(name: str, parts: tuple[str, str]) -> None:
    assert split_surname(name) == parts


@given(st.text(max_size=20))
def test_any_text_has_terms_without_repetition_and_none_empty(name: str) -> None:
    found = terms(name)
    assert len(found) == len(set(found))
    assert all(found)
    assert bool(found) == bool(search_key(name))
