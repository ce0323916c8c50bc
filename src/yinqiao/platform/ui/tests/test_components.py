"""Template tags: what is said to eyes is said to ears too."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from yinqiao.platform.ui.parts import Progress

pytestmark = pytest.mark.fast


class SampleForm(forms.Form):
    """Two fields."""

    name = forms.CharField(label="姓名", help_text="与身份证一致")
    phone = forms.CharField(label="电话", required=False)


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_field_says_in_words_whether_it_must_be_filled() -> None:
    form = SampleForm()
    assert "必填" in draw("{% field f %}", f=form["name"])
    assert "选填" in draw("{% field f %}", f=form["phone"])


def test_an_error_and_the_help_are_tied_to_their_field() -> None:
    drawn = draw("{% field f %}", f=SampleForm({"name": ""})["name"])
    assert 'aria-describedby="id_name-hint id_name-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_name-error"' in drawn
    assert "请填写这一项。" in drawn


def test_the_source_of_a_filled_field_is_told() -> None:
    assert "来源：移交名册 2025-11-20" in draw("{% field f s %}", f=SampleForm()["phone"], s="移交名册 2025-11-20")


def test_the_summary_links_to_the_field() -> None:
    assert 'href="#id_name"' in draw("{% form_errors f %}", f=SampleForm({"name": ""}))
    assert draw("{% form_errors f %}", f=SampleForm()).strip() == ""


def test_an_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "eye" %}')
    assert 'aria-label="查看"' in draw('{% icon "eye" "查看" %}')


def test_running_work_asks_again_and_finished_or_failed_work_does_not() -> None:
    running = Progress("检查", done=1, total=2, poll_url="/x/")
    assert 'hx-get="/x/"' in draw("{% progress w %}", w=running)
    assert "离开本页不影响办理" in draw("{% progress w %}", w=running)
    assert "hx-get" not in draw("{% progress w %}", w=Progress("检查", poll_url="/x/", is_finished=True))
    assert "hx-get" not in draw("{% progress w %}", w=Progress("检查", poll_url="/x/", error="无法读取"))


def test_an_eye_stands_only_where_this_role_may_open() -> None:
    assert "查看完整电话" in draw('{% masked "138****5678" "/reveal/" "电话" "p" %}')
    assert "查看完整" not in draw('{% masked "138****5678" "" "电话" "p" %}')


def test_a_card_wraps_what_stands_between_its_tags() -> None:
    drawn = draw('{% card "标题" %}<p>{{ words }}</p>{% endcard %}', words="<x>")
    assert "<h2>标题</h2>" in drawn
    assert "<p>&lt;x&gt;</p>" in drawn
