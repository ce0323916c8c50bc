"""The twenty: whole, found by what people say, shown to who works at a counter and to nobody else."""

from __future__ import annotations

import io
from html import unescape

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.certificates.rules import look_up, refused
from yinqiao.areas.handover.tests.conftest import Scene, keys, place_actor, scene
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor

__all__ = ["keys", "scene"]
# 民发〔2020〕20号, first list, in its order.
LIST = (
    "亲属关系", "居民身份信息", "户口登记项目内容变更申请", "居民养犬", "无犯罪记录", "社区戒毒、社区康复人员情况", "人员失踪",
    "婚姻状况", "出生", "健在", "死亡", "疾病状况", "残疾状况", "婚育状况", "居民就业状况", "居民个人档案", "居民财产",
    "遗产继承权", "市场主体住所", "证件遗失",
)  # fmt: skip


@pytest.mark.fast
def test_all_twenty_stand_there_in_the_order_of_the_list() -> None:
    assert [one.title for one in refused()] == [f"{title}证明" for title in LIST]
    assert [one.label for one in refused()][9] == "清单一第10项"
    assert all(one.reason and one.office and one.way for one in refused())


@pytest.mark.fast
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("健在证明", 10), ("开个健在证明", 10), ("我要开活着的证明", 10), ("养狗", 4), ("单身证明", 8), ("父子关系", 1),
        ("存档证明", 16), ("无犯罪记录证明", 5), ("证件遗失", 20), ("房产", 17), ("工龄证明", 16), ("同一人证明", 2),
    ],
)  # fmt: skip
def test_a_certificate_is_found_by_what_people_call_it(asked: str, number: int) -> None:
    assert number in [one.number for one in look_up(asked)]


@pytest.mark.fast
def test_what_may_be_issued_is_not_on_the_list() -> None:
    assert look_up("社会化管理证明") == [] and look_up("志愿服务记录证明") == []
    assert len(look_up(" ")) == len(look_up("证明")) == 20


@pytest.mark.fast
@given(st.text(max_size=40))
def test_whatever_is_asked_has_an_answer_of_the_list(asked: str) -> None:
    assert set(look_up(asked)) <= set(refused())


@pytest.mark.db
@pytest.mark.django_db
def test_the_page_is_for_places_alone_narrows_and_goes_out(scene: Scene) -> None:
    address = reverse("certificates:refused")
    page = unescape(text_of(Browser(scene.community).ask(f"{address}?asked=健在")))
    assert "社会保险经办机构" in page and "协助办理" in page and "居民养犬" not in page
    assert "没有符合筛选条件的内容" in unescape(text_of(Browser(scene.city).ask(f"{address}?asked=社会化管理")))
    for actor in (scene.officer, place_actor("auditor", "430104000000")):
        with pytest.raises(Refused):
            Browser(actor).ask(address)
    assert Browser(Actor.anonymous()).ask(address).status_code == 302
    answer = Browser(scene.community).ask(f"{address}?export=1", {"purpose": "存档备查"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert "健在证明" in str(rows) and "<a" not in str(rows)
