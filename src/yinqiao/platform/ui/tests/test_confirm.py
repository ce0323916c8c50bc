"""Asking before a dangerous act: nothing happens until yes, and what was posted comes along."""

from __future__ import annotations

import pytest

from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.tests.people_list import request_of

QUESTION = Confirm("撤回整批", "撤回后，本批 312 人回到名册。", "撤回 312 人", back="/list/")

pytestmark = pytest.mark.fast


def test_the_first_post_is_answered_by_the_question_with_everything_that_was_posted() -> None:
    asked = ask_first(request_of(post={"ids": ["3", "5"], "reason": "<误报>"}), QUESTION)
    assert asked is not None
    page = asked.content.decode()
    assert page.count('name="ids"') == 2
    assert 'value="&lt;误报&gt;"' in page
    assert "撤回 312 人" in page


def test_the_second_post_lets_the_act_go_on() -> None:
    assert ask_first(request_of(post={"ids": ["3"], "confirmed": "1"}), QUESTION) is None


def test_only_the_exact_word_counts_as_yes() -> None:
    assert ask_first(request_of(post={"confirmed": "true"}), QUESTION) is not None
