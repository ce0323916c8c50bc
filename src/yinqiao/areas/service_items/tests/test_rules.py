"""An item between file and editor, what a version says otherwise, and what is wrong told where it was typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.applications import queries as applications
from yinqiao.areas.applications.types import Item
from yinqiao.areas.service_items.forms import choices_of, initial_of
from yinqiao.areas.service_items.rules import content_of, differences, frame_of, moved, text_of, troubles_of, with_codes
from yinqiao.areas.service_items.types import LISTS, Part
from yinqiao.areas.service_items.views.parts import Editor

pytestmark = pytest.mark.fast
SHIPPED = sorted((Path(applications.__file__).parents[1] / "rulebook" / "items").glob("*.toml"))


def read(text: str) -> Item:
    """The item of a text that has no mistake."""
    item, faults = applications.read_item(text, "x")
    assert item is not None, [str(one) for one in faults]
    return item


def sent(editor: Editor, **more: str) -> QueryDict:
    """What a browser sends of a page as it is shown."""
    data = QueryDict(mutable=True)
    forms = [editor.form, *([editor.head] if editor.head else []), *(editor.rows.forms if editor.rows else [])]
    if editor.rows is not None:
        forms.append(editor.rows.management_form)
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, list | tuple):
                data.setlist(bound.html_name, list(value))
            elif value is True:
                data[bound.html_name] = "on"
            elif value is not None and value is not False:
                data[bound.html_name] = str(value)
    for name, value in more.items():
        data[name] = value
    return data


def through(content: dict[str, Any], part: Part, **more: str) -> dict[str, Any]:
    """A draft after one page was opened and saved as it stood."""
    shown = Editor(part, content, 0, None)
    back = Editor(part, content, 0, sent(shown, **more))
    assert back.is_valid(), (back.form.errors, back.head and back.head.errors, back.rows and back.rows.errors)
    return {**content, **back.values()}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda one: one.stem)
def test_every_shipped_item_comes_unchanged_out_of_its_file_and_out_of_every_page_of_the_editor(file: Path) -> None:
    before = read(file.read_text("utf-8"))
    content = content_of(file.read_text("utf-8"))
    assert read(text_of(content)) == before
    for part in Part:
        if part is not Part.TEXT:
            content = through(content, part)
            assert read(text_of(content)) == before, part
    assert not differences(before, read(text_of(content)))


def test_a_frame_has_nothing_wrong_but_what_only_its_author_knows() -> None:
    _, faults = applications.read_item(text_of(frame_of("bus_card", "乘车卡办理")), "x")
    told = {(one.part, one.field) for one in troubles_of(faults)}
    assert told == {("basics", "basis"), ("basics", "about"), ("basics", "result"), ("refusal", "")}
    assert {one.words for one in troubles_of(faults)} >= {"缺少“法律依据”", "缺少“不予办理的理由”"}


@pytest.mark.parametrize(
    ("part", "row", "field", "value"),
    [
        (Part.STEP, 0, "days", 0), (Part.STEP, 1, "role", "street"), (Part.FIELD, 1, "known", "id_no"),
        (Part.FIELD, 0, "kind", "choice"), (Part.MATERIAL, 0, "label", ""), (Part.STEP, 0, "may", ["send_back"]),
        (Part.REFUSAL, 0, "remedy", "长" * 301), (Part.CHECK, 0, "value", 131),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_the_row_and_the_field_that_caused_it(
    part: Part, row: int, field: str, value: object
) -> None:
    content = content_of(next(one for one in SHIPPED if one.stem == "old_age_allowance").read_text("utf-8"))
    rows = [dict(one) for one in content[part.value]]
    rows[row][field] = value
    _, faults = applications.read_item(text_of({**content, part.value: rows}), "x")
    assert [(one.part, one.row, one.field) for one in troubles_of(faults)] == [(part.value, row, field)]
    page = Editor(part, {**content, part.value: rows}, 0, None)
    page.mark(troubles_of(faults))
    assert page.rows is not None and list(page.rows.forms[row].errors) == [field]
    assert all(not one.errors for at, one in enumerate(page.rows.forms) if at != row)


def test_differences_are_told_in_sentences() -> None:
    text = next(one for one in SHIPPED if one.stem == "old_age_allowance").read_text("utf-8")
    before, content = read(text), content_of(text)
    material = [{**one, "when": "proxy"} if one["code"] == "id_card" else one for one in content["material"]]
    step = [dict(one) for one in content["step"]]
    step[0]["days"] = 3
    after = read(
        text_of({
            **content, "material": material, "step": step, "fee": "每件十元", "field": content["field"][::-1],
            "refusal": [*content["refusal"], {"code": "abroad", "label": "已出境定居", "remedy": "回国后再申请。"}],
            "check": [],
        })
    )  # fmt: skip
    label = next(one.label for one in before.material if one.code == "id_card")
    told = [one.text for one in differences(before, after)]
    assert f"材料“{label}”由“必需”改为“代办时需要”" in told
    assert "收费由“不收费”改为“每件十元”" in told
    assert any(one.startswith("增加理由“已出境定居”") for one in told)
    assert any("的时限（工作日）由“" in one and one.endswith("”改为“3”") for one in told)
    assert any(one.startswith("删去条件“年满") for one in told) and any(one.startswith("顺序改为：") for one in told)
    assert not differences(after, after)


_ROWS = st.lists(st.fixed_dictionaries({"label": st.text(max_size=3)}, optional={"code": st.sampled_from(["field_1", "field_3", "a_b"])}), max_size=6)  # fmt: skip


@given(_ROWS)
def test_every_row_gets_a_code_and_no_code_twice_but_those_that_were_typed_so(rows: list[dict[str, str]]) -> None:
    coded = with_codes("field", rows)
    assert [one["label"] for one in coded] == [one["label"] for one in rows] and all(one["code"] for one in coded)
    made = [one["code"] for one, old in zip(coded, rows, strict=True) if not old.get("code")]
    assert len(set(made)) == len(made) and not set(made) & {one.get("code") for one in rows}
    assert with_codes("field", coded) == coded


@given(_ROWS, st.sampled_from(["up", "down", "drop", "add", "x"]), st.integers(-2, 8))
def test_a_click_moves_one_row_and_loses_none_but_the_one_that_is_dropped(
    rows: list[dict[str, str]], act: str, at: int
) -> None:
    after = moved(rows, act, at)
    grown = {"add": 1, "drop": -1 if 0 <= at < len(rows) else 0}.get(act, 0)
    assert len(after) == len(rows) + grown
    if act in ("up", "down"):
        assert sorted(map(str, after)) == sorted(map(str, rows))


def test_choices_are_lines_and_keep_their_codes() -> None:
    assert choices_of("card=社会保障卡\r\n邮政代发\n\n=怪") == {
        "card": "社会保障卡",
        "option_2": "邮政代发",
        "option_3": "=怪",
    }
    assert choices_of("option_2=甲\n乙") == {"option_2": "甲", "option_3": "乙"}
    shown = initial_of(Part.FIELD, {"choices": {"card": "社会保障卡", "a": "甲=乙"}})["choices"]
    assert choices_of(shown) == {"card": "社会保障卡", "a": "甲=乙"}


@given(st.dictionaries(st.sampled_from(["valid_to", "title", "closed", "statuses"]), st.text(max_size=8) | st.booleans() | st.none(), max_size=4))  # fmt: skip
def test_whatever_stands_in_a_draft_its_text_is_an_item_or_has_faults(values: dict[str, Any]) -> None:
    content = {**frame_of("bus_card", "乘车卡办理"), **values, "version": 1, "valid_from": date(2026, 1, 1).isoformat()}
    item, faults = applications.read_item(text_of(content), "x")
    assert item is None and faults and all(one.words for one in troubles_of(faults))


def test_a_page_that_was_tampered_with_is_refused_and_not_kept() -> None:
    content = frame_of("bus_card", "乘车卡办理")
    good = sent(Editor(Part.STEP, content, 0, None))
    for name, value in (("row-TOTAL_FORMS", "x"), ("row-TOTAL_FORMS", "41"), ("row-0-days", "三"), ("seen", "")):
        bad = good.copy()
        bad[name] = value
        assert not Editor(Part.STEP, content, 0, bad).is_valid(), name
    assert {one.value for one in LISTS} < {one.value for one in Part}
