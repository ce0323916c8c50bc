"""The pages of certificates from the record: who may open them, each way to ask, and what is said when something is wrong."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.tests.desk import CUSTODY, HISTORY, Desk
from yinqiao.areas.archive_certificates.urls import urlpatterns
from yinqiao.areas.archive_certificates.views.today import today_entries
from yinqiao.areas.digitised.tests.room import SYSTEM
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, address: str, data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _at(name: str, *args: Any) -> str:
    return reverse(f"archive_certificates:{name}", args=args)


def _lines(desk: Desk, **changed: str) -> dict[str, str]:
    told = {"source": "paper", "words_1": "1978年3月参加工作", "item_1": str(desk.items["1"]), "pages_1": "1"}
    return told | changed


def test_every_route_is_shut_to_communities_enterprises_and_overseers(desk: Desk) -> None:
    scene = desk.room.store.scene
    for pattern in urlpatterns:
        address = _at(str(pattern.name), *[uuid4() for _ in pattern.pattern.converters])
        for actor in (scene.officer, scene.community, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address)
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_a_request_goes_from_the_portal_through_both_officers_back_to_the_person(desk: Desk) -> None:
    clerk, mate = desk.room.clerk, desk.room.mate
    assert reverse("my:archive_certificates") in _page(desk.me, reverse("my:archive"))
    own = reverse("my:archive_certificates")
    ask = reverse("my:archive_certificate", args=[desk.archive, HISTORY])
    assert ask in _page(desk.me, own)
    assert "请写一写做什么用" in _page(desk.me, ask, {"text": ""})
    assert "不要写身份证号" in _page(desk.me, ask, {"text": "430104196001010011"})
    assert _page(desk.me, ask, {"text": "核对工龄"}) == "302"
    assert "没有重复提交" in _page(desk.me, ask, {"text": "核对工龄"})
    with acting(SYSTEM):
        asked = Attestation.objects.get().pk
    with acting(clerk):
        assert [one.count for one in today_entries(clerk, NOW.date())] == [1]
    assert str(asked) in _page(clerk, f"{_at('attestations')}?state=asked")
    assert "《职工履历表》" in _page(clerk, _at("draft", asked)) and "政审表" not in _page(clerk, _at("draft", asked))
    wrong = _page(clerk, _at("draft", asked), _lines(desk, pages_1="99"))
    assert "这份材料只有 4 页" in wrong and "1978年3月参加工作" in wrong
    assert _page(clerk, _at("draft", asked), _lines(desk)) == "302"
    assert _at("issue", asked) not in _page(clerk, _at("attestation", asked))
    assert _at("issue", asked) in _page(mate, _at("attestation", asked))
    assert "逐条核对" in _page(mate, _at("issue", asked), {})
    assert _page(mate, _at("issue", asked), {"is_compared": "on"}) == "302"
    assert "看证明" in _page(mate, _at("attestation", asked))
    assert "开好了" in _page(desk.me, own)
    assert "工作经历证明" in _page(desk.me, reverse("my_certificates:certificates"))


def test_a_letter_is_registered_from_the_page_of_the_archive_and_custody_asks_for_no_lines(desk: Desk) -> None:
    clerk = desk.room.clerk
    by_letter = _at("by_letter", desk.archive)
    assert by_letter in _page(clerk, reverse("digitised:archive", args=[desk.archive]))
    told = {"kind": CUSTODY, "unit": "长沙市某局", "number": "3号", "text": "核对档案在哪里"}
    assert "请选择证明种类" in _page(clerk, by_letter, told | {"kind": ""})
    assert _page(clerk, by_letter, told) == "302"
    with acting(SYSTEM):
        asked = Attestation.objects.get().pk
    assert "长沙市某局" in _page(clerk, _at("attestation", asked))
    assert "第 1 条" not in _page(clerk, _at("draft", asked))
    assert _page(clerk, _at("draft", asked), {"go": "1"}) == "302"
    assert _page(desk.room.mate, _at("send_back", asked), {"text": "请先到库房核对"}) == "302"
    assert "请先到库房核对" in _page(clerk, _at("attestation", asked))
    assert _page(clerk, _at("refuse", asked), {"text": "档案已转出"}) == "302"
    assert "没有开" in _page(desk.me, reverse("my:archive_certificates"))


def test_an_officer_at_the_door_asks_in_the_place_of_the_person(desk: Desk) -> None:
    community = desk.room.store.scene.community
    address = reverse("shell:ask_certificate", args=[desk.me.id])
    told = {"archive": str(desk.archive), "kind": HISTORY, "text": "核对工龄", "agreed": "spoken"}
    assert "没有同意的不能代为申请" in _page(community, address, told | {"agreed": ""})
    assert _page(community, address, told) == "302"
    with acting(SYSTEM):
        assert Attestation.objects.get().channel == "door"


def test_nobody_opens_what_belongs_to_another(desk: Desk) -> None:
    asked = desk.ask()
    with pytest.raises(NotFound):
        Browser(desk.room.elsewhere).ask(_at("attestation", asked))
    with acting(SYSTEM):
        other = desk.room.archive("DA103").retiree_id
    stranger = Actor(other, "retiree", "他人", Scope.of_person(other))
    assert "核对工龄" not in _page(stranger, reverse("my:archive_certificates"))
    with pytest.raises(NotFound):
        Browser(stranger).ask(reverse("my:archive_certificate", args=[desk.archive, HISTORY]))
    with pytest.raises(Refused):
        Browser(desk.daughter("certificates")).ask(reverse("my:archive_certificates"))
