"""What is mended in text and names, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.text import TextMend, normalise_code, normalise_name, normalise_text

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("raw", "value", "mends"),
    [
        ("王芳", "王芳", ()),
        ("王 芳", "王芳", (TextMend.INNER_SPACES,)),
        ("王\u3000芳", "王芳", (TextMend.SPACES, TextMend.INNER_SPACES)),
        (" 王芳\n", "王芳", (TextMend.SPACES,)),
        ("王\u200b芳", "王芳", (TextMend.INVISIBLE,)),
        ("\u202e王芳\u202c", "王芳", (TextMend.INVISIBLE,)),
        ("王芳\x00", "王芳", (TextMend.INVISIBLE,)),
        ("⼤⼭", "大山", (TextMend.RADICAL,)),
    ],
)
def test_names_are_cleaned_and_each_mend_is_named(raw: str, value: str, mends: tuple[TextMend, ...]) -> None:
    reading = normalise_name(raw)
    assert reading.value == value
    assert reading.mends == mends


@pytest.mark.parametrize("dot", "・•.．‧∙⋅●·･")
def test_dots_that_look_like_the_middle_dot_become_it(dot: str) -> None:
    assert normalise_name(f"阿依古丽{dot}买买提").value == "阿依古丽·买买提"
    assert normalise_name(f"阿依古丽 {dot} 买买提").value == "阿依古丽·买买提"


def test_a_right_middle_dot_needs_no_mend() -> None:
    assert normalise_name("阿依古丽·买买提").mends == ()


@pytest.mark.parametrize("name", ["䶮", "㛃𬭎", "龘", "𫖯", "王𬭎", "迪丽热巴·迪力木拉提·买买提江"])
def test_rare_characters_and_long_names_are_kept(name: str) -> None:
    assert normalise_name(name).value == name
    assert normalise_name(name).mends == ()


@pytest.mark.parametrize("name", ["John Smith", "J. Smith", "Anna-Maria"])
def test_latin_names_keep_their_spaces_and_full_stops(name: str) -> None:
    assert normalise_name(name).value == name


def test_text_keeps_chinese_punctuation_and_halves_letters_and_digits() -> None:
    reading = normalise_text("岳麓区（望月湖）街道，１２３号Ａ栋")
    assert reading.value == "岳麓区（望月湖）街道，123号A栋"
    assert reading.mends == (TextMend.FULL_WIDTH,)


def test_text_keeps_single_spaces_and_codes_keep_none() -> None:
    assert normalise_text("a  b\t c").value == "a b c"
    assert normalise_code("a  b\t c（１）").value == "abc(1)"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    for normalise in (normalise_text, normalise_code, normalise_name):
        once = normalise(raw).value
        assert normalise(once).value == once
        assert normalise(once).mends == ()


@given(st.text())
def test_a_changed_text_names_a_mend_and_an_unchanged_one_names_none(raw: str) -> None:
    for normalise in (normalise_text, normalise_code, normalise_name):
        reading = normalise(raw)
        assert bool(reading.mends) == (reading.value != raw)
