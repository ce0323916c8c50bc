"""The pages: an item drawn up page by page without script, previewed as it will be asked, decided by another."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.queries import draft_text
from yinqiao.areas.service_items.rules import frame_of
from yinqiao.areas.service_items.tests.test_rules import sent
from yinqiao.areas.service_items.types import Part
from yinqiao.areas.service_items.views.parts import Editor
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("_forgets")]


def _second() -> Actor:
    return place_actor("city_manager", "430100000000")


def _row(actor: Actor) -> ItemDraft:
    with acting(actor):
        return ItemDraft.objects.get(code="bus_card")


def _save(one: Browser, row: ItemDraft, part: Part, **more: str) -> str:
    page = reverse("service_items:edit", args=[row.pk, part.value])
    data = dict(sent(Editor(part, row.content, row.revision, None), **more).lists())
    return str(one.ask(page, data).get("Location", ""))


def test_an_item_is_drawn_up_page_by_page_previewed_and_decided(desk: Desk) -> None:
    author = desk.scene.city
    one, other = Browser(author), Browser(_second())
    one.ask(reverse("service_items:new"), {"title": "乘车卡办理", "code": "bus_card", "like": ""})
    row = _row(author)
    assert row.content == {**frame_of("bus_card", "乘车卡办理"), "closed": False}
    where = _save(one, row, Part.BASICS, basis="长政发〔2026〕1号")
    assert where.endswith("basics/?checked=1"), "the page comes back with what is missing"
    assert "缺少“事项说明”" in text_of(one.ask(where))
    where = _save(one, _row(author), Part.BASICS, about="代办乘车卡。", result="乘车卡已交申请人。")
    assert where.endswith("/field/")
    _save(one, _row(author), Part.FIELD, do="add")
    _save(
        one,
        _row(author),
        Part.FIELD,
        **{"row-0-label": "卡的种类", "row-0-kind": "choice", "row-0-choices": "老年卡\n普通卡"},
    )
    _save(one, _row(author), Part.REFUSAL, do="add")
    assert "提交前还要改" in text_of(one.ask(reverse("service_items:version", args=[row.pk])))
    _save(one, _row(author), Part.REFUSAL, **{"row-0-label": "未满年龄", "row-0-remedy": "到年龄后再申请。"})
    _save(one, _row(author), Part.STEP, do="up-1")
    assert [step["code"] for step in _row(author).content["step"]] == ["decide", "accept"]
    _save(one, _row(author), Part.STEP, do="up-1")
    preview = text_of(one.ask(reverse("service_items:preview", args=[row.pk])))
    assert "卡的种类" in preview and "老年卡" in preview and "受理后 10 个工作日内办结" in preview
    portal = one.ask(reverse("shell:item_preview", args=[row.pk, "field_1"]))
    assert "普通卡" in text_of(portal) and "不保存" in text_of(portal)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    propose = one.ask(reverse("service_items:propose", args=[row.pk]), {"valid_from": day, "reason": "市里研究决定"})
    assert propose.status_code == 302
    listed = reverse("service_items:items") + "?pending=proposed"
    assert "乘车卡办理" in text_of(other.ask(listed)) and "乘车卡" not in text_of(
        Browser(desk.scene.community).ask(listed)
    )
    assert str(row.pk) in other.ask(reverse("service_items:item", args=["bus_card"]))["Location"]
    page = text_of(other.ask(reverse("service_items:version", args=[row.pk])))
    assert "新事项的内容" in page and "增加填写项“卡的种类”" in page and "批准并发布" in page
    assert "批准并发布" not in text_of(one.ask(reverse("service_items:version", args=[row.pk])))
    assert other.ask(reverse("service_items:approve", args=[row.pk]), {"words": ""}).status_code == 302
    assert _row(author).state == "published"


def test_a_window_that_is_behind_and_pasted_nonsense_keep_what_was_typed_and_change_nothing(desk: Desk) -> None:
    author = desk.scene.city
    one = Browser(author)
    one.ask(reverse("service_items:new"), {"title": "乘车卡办理", "code": "bus_card", "like": ""})
    old = _row(author)
    _save(one, old, Part.BASICS, fee="一元")
    page = reverse("service_items:edit", args=[old.pk, "basics"])
    late = one.ask(page, dict(sent(Editor(Part.BASICS, old.content, old.revision, None), fee="两元").lists()))
    assert late.status_code == 409 and "先前保存的内容没有丢失" in text_of(late) and "两元" in late.content.decode()
    pasted = one.ask(reverse("service_items:edit", args=[old.pk, "text"]), {"text": "code = \n", "seen": "1"})
    assert pasted.status_code == 422 and "第 1 行" in text_of(pasted)
    assert _row(author).content["fee"] == "一元"
    shown = draft_text(_row(author))
    assert "缺少“version”" not in text_of(
        one.ask(reverse("service_items:edit", args=[old.pk, "text"]), {"text": shown, "seen": "1"})
    )
    with pytest.raises(NotFound):
        one.ask(reverse("service_items:edit", args=[old.pk, "nonsense"]))
    elsewhere = Browser(_second()).ask(page)
    assert elsewhere.status_code == 302, "a draft of somebody else is looked at, not changed"


def test_the_list_narrows_and_tells_offices_what_can_be_applied_for(desk: Desk) -> None:
    page = reverse("service_items:items")
    assert "联系方式变更" in text_of(Browser(desk.scene.community).ask(page))
    assert "新建事项" not in text_of(Browser(desk.scene.community).ask(page))
    told = text_of(Browser(desk.scene.city).ask(page + "?words=津贴&serving=open&origin=file"))
    assert "高龄津贴申请" in told and "联系方式变更" not in told
    detail = text_of(Browser(desk.scene.community).ask(reverse("service_items:item", args=["contact_change"])))
    assert "第 1 版" in detail and "拟定新版本" not in detail
    with pytest.raises(NotFound):
        Browser(desk.scene.city).ask(reverse("service_items:item", args=["no_such"]))


def test_whose_id_is_nobodys_is_not_found(desk: Desk) -> None:
    for name in ("version", "preview", "propose", "approve", "return", "withdraw"):
        nobody = reverse(f"service_items:{name}", args=[UUID(int=7)])
        with pytest.raises(NotFound):
            Browser(desk.scene.city).ask(nobody)
