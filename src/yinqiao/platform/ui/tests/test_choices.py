"""One of hundreds of choices is found by typing, and only a name of the list is taken."""

from __future__ import annotations

import pytest
from django import forms

from yinqiao.platform.ui.choices import NamedChoiceField

pytestmark = [pytest.mark.fast]
MOON = "岳麓区 · 望月湖街道 · 望月社区"
PLACES = {MOON: 3, "岳麓区 · 望月湖街道 · 湖中社区": 4, "开福区 · 望麓园街道 · 湖中社区": 9}


def _form(typed: str, *, required: bool = True) -> forms.Form:
    form = forms.Form({"place": typed})
    form.fields["place"] = NamedChoiceField(PLACES, label="移交到", required=required, help_text="不填则不变。")
    return form


def test_the_list_completes_what_is_typed_by_name_and_by_the_initials_of_its_end() -> None:
    page = str(_form("")["place"])
    assert 'list="id_place-names"' in page
    assert '<datalist id="id_place-names">' in page
    assert f'<option value="{MOON}" label="望月社区 wysq"></option>' in page


@pytest.mark.parametrize(("typed", "value"), [(MOON, 3), (f" {MOON} ", 3), ("望月社区", 3)])
def test_a_name_of_the_list_stands_for_its_value(typed: str, value: int) -> None:
    form = _form(typed)
    assert form.is_valid()
    assert form.cleaned_data["place"] == value


@pytest.mark.parametrize("typed", ["", "望月", "湖中社区", "3", "岳麓区 · 望月湖街道 · 没有的社区"])
def test_part_of_a_name_and_one_that_two_share_are_refused_beside_the_field(typed: str) -> None:
    assert list(_form(typed).errors) == ["place"]


def test_what_need_not_be_chosen_may_stay_empty() -> None:
    form = _form("", required=False)
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


def test_a_name_cannot_leave_its_attribute() -> None:
    form = forms.Form()
    form.fields["place"] = NamedChoiceField({'"><script>': 1})
    assert "<script>" not in str(form["place"])
