"""docs/services.md, followed to the letter: the file it shows is an item, in every way in which the page says so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Unavailable

pytestmark = [pytest.mark.db, pytest.mark.django_db]
GUIDE = next(one / "docs" / "services.md" for one in Path(__file__).parents if (one / "docs" / "services.md").is_file())


def _file() -> str:
    (block,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return str(block)


def test_the_item_of_the_guide_is_applied_for_and_decided(desk: Desk) -> None:
    desk.put("record_copy.toml", _file())
    page = text_of(Browser(desk.scene.city).ask(reverse("service_items:items")))
    assert "登记信息摘录" in page and "没有采用" not in page
    pk = desk.apply("record_copy", answers={"copies": "2"})
    desk.accept(pk, "id_card")
    services.decide(actor=desk.scene.street, at=NOW, case_id=pk, answer=Answer())
    assert desk.case(pk).state == "done"


def test_the_mistake_of_the_guide_is_told_as_the_guide_tells_it(desk: Desk) -> None:
    desk.put("record_copy.toml", _file().replace("days = 1\n", "days = 0\n"))
    (told,) = re.findall(r"^ {4}(record_copy\.toml 第 .*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert [str(one) for one in queries.faults()] == [told]
    assert told in text_of(Browser(desk.scene.city).ask(reverse("service_items:items")))
    assert queries.item_or_none("old_age_allowance", NOW.date()) is not None


def test_a_changed_file_needs_a_new_version_as_the_guide_says(desk: Desk) -> None:
    desk.put("record_copy.toml", _file())
    first = desk.apply("record_copy", answers={"copies": "2"})
    desk.put("record_copy.toml", _file().replace("days = 5", "days = 9"))
    with pytest.raises(Unavailable):
        desk.apply("record_copy", answers={"copies": "2"}, who="欧阳建国")
    desk.put("record_copy.toml", _file())
    later = (
        _file()
        .replace("version = 1", "version = 2")
        .replace("2026-01-01", "2026-03-02")
        .replace("days = 5", "days = 9")
    )
    desk.put("record_copy_2.toml", later)
    second = desk.apply("record_copy", answers={"copies": "2"}, who="欧阳建国")
    for case in (first, second):
        desk.accept(case, "id_card")
    assert [desk.case(one).due_on for one in (first, second)] == [date(2026, 3, 9), date(2026, 3, 13)]
    assert queries.item_in_force("record_copy", date(2026, 3, 1)).version == 1
