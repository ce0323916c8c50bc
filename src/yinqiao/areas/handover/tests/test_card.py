"""The contact card that is handed to a person: whom to call, and a code that names the place and nobody."""

from __future__ import annotations

from html import unescape

import pytest
import segno

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, roster
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_the_card_says_whom_to_call_and_its_code_opens_the_entrance_of_the_community(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        offer = Offer.objects.get(name="王桂英")
    address = f"/handover/contacts/{offer.id}/card/"
    assert "（请社区填写）" in text_of(Browser(scene.community).ask(address))
    officer = User.objects.create(username="heping", name="何平", phone="0731-88880001")
    near = places().by_no[offer.place_no]
    Grant.objects.create(user=officer, role="community_officer", division_id=near.id, valid_from="2026-01-01")
    page = unescape(text_of(Browser(scene.community).ask(address)))
    assert '<div>何平 <span class="nowrap">0731-88880001</span></div>' in page and "（请社区填写）" not in page
    entrance = "http://testserver/my/enter/?at=430104001001"
    assert segno.make(entrance, error="m", micro=False).svg_data_uri(scale=4, border=4) in page
    with pytest.raises(NotFound):
        Browser(scene.elsewhere).ask(address)
