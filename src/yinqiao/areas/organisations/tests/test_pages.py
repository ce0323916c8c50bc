"""Pages of enterprises: who reads them, who registers a change, and that each room tells what it holds."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import CAST, USCCS, Scene, keys, place_actor, roster, scene
from yinqiao.areas.organisations.queries import get_enterprise
from yinqiao.areas.organisations.urls import urlpatterns
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor

pytestmark = [pytest.mark.db, pytest.mark.django_db]
__all__ = ["keys", "scene"]
READS = {"enterprises", "enterprise"}
DONE = {"dissolved_on": "2026-03-02", "document": "湘国资〔2026〕2号"}


def _address(name: str, code: str = USCCS[0]) -> str:
    return reverse(f"organisations:{name}", args=[] if name == "enterprises" else [code])


def _page(actor: Actor, name: str, data: dict[str, Any] | None = None, query: str = "") -> str:
    answer = Browser(actor).ask(_address(name) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_streets_and_districts_read_the_city_alone_registers_and_nobody_else_comes_in(scene: Scene) -> None:
    for pattern in urlpatterns:
        name = str(pattern.name)
        readers = [scene.street, place_actor("district_manager", "430104000000")]
        for actor in (scene.community, scene.officer, *([] if name in READS else readers)):
            with pytest.raises(Refused) as refused:
                Browser(actor).ask(_address(name))
            assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(_address(name)).status_code == 302
        for actor in (scene.city, *(readers if name in READS else ())):
            assert Browser(actor).ask(_address(name)).status_code == 200
    with pytest.raises(NotFound):
        Browser(scene.city).ask(_address("enterprise", "NOBODY"))


def test_a_page_counts_what_was_handed_over_as_far_as_its_reader_sees_it(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    city, street = _page(scene.city, "enterprise"), _page(scene.street, "enterprise")
    assert "5 人" in city
    assert "4 人" in street
    assert "登记注销和承继" in city
    assert "登记注销和承继" not in street


def test_a_dissolution_needs_a_successor_or_the_word_that_there_is_none(scene: Scene) -> None:
    neither = _page(scene.city, "dissolve", DONE)
    both = _page(scene.city, "dissolve", {**DONE, "successor": "湘江纺织集团（演示）", "to_desk": "on"})
    assert all("请选择承继单位" in page for page in (neither, both))
    assert get_enterprise(enterprise_id=scene.enterprise_id).successor_id is None
    assert _page(scene.city, "dissolve", {**DONE, "successor": "湘江纺织集团（演示）"}) == "302"
    assert get_enterprise(enterprise_id=scene.enterprise_id).successor_id == scene.other_id
    page = _page(scene.street, "enterprise")
    assert "这家企业已注销，现由" in page
    assert "湘江纺织集团（演示）" in page
    again = _page(scene.city, "dissolve", {**DONE, "to_desk": "on"})
    assert "已注销，由湘江纺织集团（演示）承继" in again
    assert _page(scene.city, "restore", {"reason": "登记错了企业"}) == "302"


def test_the_list_is_narrowed_by_standing_and_by_a_former_name(scene: Scene) -> None:
    renamed = {"name": "橘洲机床（演示）", "renamed_on": "2026-03-01", "document": "湘国资〔2026〕1号"}
    assert _page(scene.city, "rename", renamed) == "302"
    _page(scene.city, "dissolve", {**DONE, "to_desk": "on"})
    found = _page(scene.street, "enterprises", query="?text=中湘机床&standing=dissolved")
    assert all(word in found for word in ("橘洲机床（演示）", "中湘机床集团（演示）", "市级承接席", "共 1 家"))
    assert "湘江纺织" not in _page(scene.street, "enterprises", query="?standing=dissolved").split("<table")[1]
