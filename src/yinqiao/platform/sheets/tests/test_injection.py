"""The guard against formulas is exact: whatever goes out comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.platform.sheets.injection import FORMULA_STARTERS, guard_text, strip_guard

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("starter", list("=+-@\t\r\x00＝＋－＠"))
def test_each_starter_gets_the_guard(starter: str) -> None:
    assert starter in FORMULA_STARTERS
    assert guard_text(f"{starter}cmd|'/c calc'!A0") == f"'{starter}cmd|'/c calc'!A0"


@pytest.mark.parametrize("text", ["", "王伟", "430104195001011234", "a=b", "-", "--", "－", "'姓名", "1-2"])
def test_harmless_text_stays_as_it_is_dashes_for_none_included(text: str) -> None:
    assert guard_text(text) == text
    assert strip_guard(text) == text


@given(st.text(alphabet=st.sampled_from("'=-+＝－@\tab王\n"), max_size=8) | st.text(max_size=12))
def test_taking_the_guard_off_gives_the_text_that_went_out(text: str) -> None:
    assert strip_guard(guard_text(text)) == text or (text.startswith("'") and guard_text(text) == text)


@given(st.text(max_size=12))
def test_no_guarded_text_begins_with_a_starter_unless_it_is_dashes_alone(text: str) -> None:
    out = guard_text(text)
    assert out[:1] not in tuple(FORMULA_STARTERS) or set(out) <= {"-", "－"}
