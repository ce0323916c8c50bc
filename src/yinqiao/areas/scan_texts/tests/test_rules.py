"""What of a text counts and into which tokens it falls: even, bounded, and never lost to how a text layer writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.scan_texts.rules import plain, terms_of, tokens_of

pytestmark = [pytest.mark.fast]


def test_letters_stand_in_pairs_words_and_numbers_as_a_whole() -> None:
    assert tokens_of("1985年招工 AB-12") == {"1985", "年招", "招工", "ab", "12"}


@pytest.mark.parametrize(
    "written",
    [
        "张三 丰", "张\r\n三丰", "张\u200b三\u202e丰", "\ue123张三丰", "张\x00三丰", "张三丰\ufeff", "张　三　丰",
    ],
)  # fmt: skip
def test_spaces_ends_of_lines_unseen_marks_and_private_letters_part_no_name(written: str) -> None:
    assert plain(written) == "张三丰" and tokens_of(written) == {"张三", "三丰"}


def test_full_width_old_code_points_and_case_are_evened_out() -> None:
    assert plain("ＡＢｃ１２") == "abc12"
    assert plain("\u2f00\u2f08") == "一人"


def test_one_letter_is_no_token_and_words_of_a_question_count_once() -> None:
    assert tokens_of("张") == set()
    assert terms_of("  张三  招工 张三 \u202e ") == ["张三", "招工"]


@given(st.text(max_size=200), st.integers(0, 50), st.integers(2, 20))
def test_the_tokens_of_letters_within_a_text_are_among_its_own(text: str, begin: int, length: int) -> None:
    letters = [one for one in plain(text) if not one.isascii()]
    page = "".join(letters)
    assert tokens_of(page[begin : begin + length]) <= tokens_of(page)


@given(st.text(max_size=400))
def test_no_text_brings_more_tokens_than_it_has_letters_and_none_is_long(text: str) -> None:
    found = tokens_of(text)
    assert len(found) <= len(plain(text)) and all(len(one) <= 64 for one in found)
