"""Party organisations beside their members in the three 100 %: sent, signed for, really there; nothing for overseers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yinqiao.areas.branches.tests.transfers import FIRST, SECOND, Handing
from yinqiao.areas.branches.types import Path
from yinqiao.areas.handover.tests.conftest import CITY, Scene, keys, place_actor, scene
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.insight import views
from yinqiao.areas.insight.tests.test_strands import _of as of
from yinqiao.areas.insight.types import Dimension, Strand, StrandFigures
from yinqiao.areas.party.tests.transfers import Transfer

__all__ = ["keys", "scene"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def handing(scene: Scene) -> Handing:
    """Four organisations: really there, signed for, kept, and not sent."""
    handing = Handing(Transfer.of(scene))
    for name in (FIRST, SECOND, "退休第三党支部", "退休第四党支部"):
        handing.add(name)
    handing.offer()
    handing.walk()
    handing.offer(SECOND, Path.MERGED)
    handing.walk(SECOND, until="living")
    handing.offer("退休第三党支部", Path.KEPT)
    handing.walk("退休第三党支部")
    return handing


def test_they_are_counted_by_how_far_they_have_come(handing: Handing) -> None:
    auditor = place_actor("auditor", CITY)
    overseer = replace(auditor, scope=auditor.scope.for_oversight())
    city, told = handing.party.city, StrandFigures(None, 3, 2, 1)
    assert (told.outstanding, told.unverified) == (1, 1)
    for by in (Dimension.ENTERPRISE, Dimension.DISTRICT, Dimension.STREET):
        assert list(of(city, Strand.BRANCHES, by).values()) == [told]
    assert list(of(handing.firm, Strand.BRANCHES, Dimension.ENTERPRISE).values()) == [told]
    for actor in (handing.party.rival, handing.party.elsewhere, overseer):
        assert of(actor, Strand.BRANCHES, Dimension.ENTERPRISE) == {}


def test_what_is_taken_back_is_counted_no_more(handing: Handing) -> None:
    handing.offer("退休第四党支部")
    assert list(of(handing.firm, Strand.BRANCHES, Dimension.ENTERPRISE).values()) == [StrandFigures(None, 4, 2, 1)]
    handing.withdraw("退休第四党支部")
    assert list(of(handing.firm, Strand.BRANCHES, Dimension.ENTERPRISE).values()) == [StrandFigures(None, 3, 2, 1)]


def test_the_page_opens_the_organisations_behind_a_figure(handing: Handing) -> None:
    page = ask(views.three, handing.party.city, "strand=branches&by=street")
    assert "协议约定党员人数" in page and "66.67%" in page and "党组织明细" in page
    assert f'href="/branches/?place={handing.street.scope.place_from}&amp;state=settled">1</a>' in page
