"""The three 100 %: signed for, handed over, really there, usable; what nobody has verified is never a failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.agreements.tests.talks import Talks
from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.archives.tests.volumes import Store, volume
from yinqiao.areas.handover.tests.conftest import CITY, Scene, keys, place_actor, scene
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.insight import views
from yinqiao.areas.insight.queries import list_papers, list_strand, sum_strand
from yinqiao.areas.insight.types import Dimension, Strand, StrandFigures
from yinqiao.platform.access import Actor, acting

__all__ = ["keys", "scene"]
figures = st.builds(
    StrandFigures, st.none() | st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.none() | st.integers(0, 9)
)


@given(figures, figures, figures)
def test_lines_add_up_in_any_order(one: StrandFigures, two: StrandFigures, three: StrandFigures) -> None:
    assert (one + two) + three == one + (two + three) == (three + one) + two


def test_what_nobody_knows_to_be_usable_is_unverified_and_not_missing() -> None:
    one = StrandFigures(agreed=None, handed_over=10, received=8)
    assert (one.usable, one.unverified, one.outstanding) == (None, 8, 2)
    assert StrandFigures(usable=3, received=8).unverified == 5


def _of(actor: Actor, strand: Strand, by: Dimension) -> dict[str, StrandFigures]:
    with acting(actor):
        papers = list_papers(scope=actor.scope)
        rows = list_strand(scope=actor.scope, strand=strand, by=by, papers=papers)
        whole = sum_strand(scope=actor.scope, strand=strand, papers=papers)
        assert whole == sum((row.figures for row in rows), StrandFigures())
        return {row.name: row.figures for row in rows}


@pytest.mark.db
@pytest.mark.django_db
def test_archives_are_counted_from_what_was_signed_to_what_was_really_received(scene: Scene) -> None:
    talks, store = Talks.of(scene), Store.of(scene)
    main = talks.standing(AgreementState.FILED)
    talks.supplement(main, -2, AgreementState.FILED)
    one = store.offer(volume(102), volume(103), volume(104))
    store.scan(one, "9900102")
    store.scan(one, "9900103")
    store.finish(one)
    store.offer(volume(105), to="430105001000")
    city = place_actor("city_manager", CITY)
    by_firm = _of(city, Strand.ARCHIVES, Dimension.ENTERPRISE)
    assert list(by_firm.values()) == [StrandFigures(10, 4, 2)]
    by_district = _of(city, Strand.ARCHIVES, Dimension.DISTRICT)
    assert by_district == {"岳麓区": StrandFigures(10, 3, 2), "开福区": StrandFigures(None, 1, 0)}
    assert _of(city, Strand.PEOPLE, Dimension.ENTERPRISE) == {
        next(iter(by_firm)): StrandFigures(8, 0, 0)
    }  # a supplement took two people away; nobody was handed over yet


@pytest.mark.db
@pytest.mark.django_db
def test_a_scope_counts_its_own_alone(scene: Scene) -> None:
    talks, store = Talks.of(scene), Store.of(scene)
    talks.standing(AgreementState.FILED)
    store.offer(volume(102), volume(103))
    assert _of(store.rival, Strand.ARCHIVES, Dimension.ENTERPRISE) == {}
    assert _of(store.elsewhere, Strand.ARCHIVES, Dimension.STREET) == {}
    assert _of(scene.community, Strand.ARCHIVES, Dimension.STREET) == {}
    assert list(_of(store.firm, Strand.ARCHIVES, Dimension.ENTERPRISE).values()) == [StrandFigures(10, 2, 0)]


@pytest.mark.db
@pytest.mark.django_db
def test_the_page_opens_the_archives_behind_a_figure(scene: Scene) -> None:
    store = Store.of(scene)
    one = store.offer(volume(102), volume(103), volume(104))
    store.scan(one, "9900102")
    store.finish(one)
    city = place_actor("city_manager", CITY)
    page = ask(views.three, city, "strand=archives&by=street")
    assert "33.33%" in page and "没有已签署的协议" in page
    place = scene.street.scope.place_from
    assert f'href="/archives/?place={place}&amp;state=received">1</a>' in page
    assert "明细" in ask(views.three, store.firm, "strand=archives")
    assert "按社区" not in page and "按社区" in ask(views.three, city, "strand=people")
