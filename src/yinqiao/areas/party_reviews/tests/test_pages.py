"""Pages of democratic reviews: the whole way by the forms, what comes back beside a field, the portal, today, the copy."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import CAST, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.areas.party_life.models import Membership
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews import services
from yinqiao.areas.party_reviews.models import Review
from yinqiao.areas.party_reviews.tests.round import Q, Round
from yinqiao.areas.party_reviews.types import Votes
from yinqiao.areas.party_reviews.views.copied import COPIED
from yinqiao.areas.party_reviews.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(
    actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "", room: str = "party_reviews"
) -> str:  # fmt: skip
    answer = Browser(actor).ask(reverse(f"{room}:{name}", args=[one] if one else []) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_a_review_goes_its_whole_way_by_the_forms(life: Life) -> None:
    street, second, district = life.street, life.second(), life.district
    assert _page(street, "open", data={"branch": str(life.branch_id), "year": "2026"}) == "302"
    with acting(SYSTEM):
        review = Round(life, Review.objects.get().pk)
    one, seen = review.review_id, lambda: {"lock_version": str(review.row().lock_version)}
    assert "还有党员没有登记是否到会" in _page(street, "count", one, {**seen(), **_ballots(review)})
    noted = {
        f"{name}_{key}": value for key in review.parts() for name, value in (("assessed", "oral"), ("presence", "yes"))
    }
    assert _page(street, "notes", one, {**seen(), **noted}) == "302"
    assert "超过了收回的有效票" in _page(street, "count", one, {**seen(), **_ballots(review, qualified="3")})
    assert 'aria-invalid="true"' in _page(street, "count", one, {**seen(), **_ballots(review), "returned": ""})
    assert _page(street, "count", one, {**seen(), **_ballots(review)}) == "302"
    page = _page(street, "review", one)
    assert "不能自己复核" in page and "弃权 1 票" in page and "甲" in page
    assert "对照选票" in _page(second, "confirm", one, seen())
    assert _page(second, "confirm", one, {**seen(), "confirmed": "1"}) == "302"
    grades = {f"grade_{key}": "excellent" for key in review.parts()}
    assert "优秀最多 1 人" in _page(street, "conclude", one, {**seen(), **grades, "words": "同意"})
    grades = dict.fromkeys(grades, "qualified")
    assert _page(street, "conclude", one, {**seen(), **grades, "words": "同意"}) == "302"
    assert _page(district, "send_back", one, {**seen(), "note": "请重新研究"}) == "302"
    assert "请重新研究" in _page(street, "review", one)
    assert _page(street, "conclude", one, {**seen(), **grades, "words": "同意"}) == "302"
    assert "看得到自己的等次" in _page(district, "approve", one, seen())
    assert _page(district, "approve", one, {**seen(), "confirmed": "1"}) == "302"
    page = _page(street, "review", one)
    assert "合格" in page and "不能再改" in page


def _ballots(review: Round, qualified: str = "1") -> dict[str, str]:
    told = {"held_on": TODAY.isoformat(), "returned": "2", "counter": "甲", "watcher": "乙"}
    for key in review.parts():
        told |= {f"excellent_{key}": "0", f"qualified_{key}": qualified, f"basic_{key}": "0", f"unqualified_{key}": "0"}
    return told


def test_the_list_shows_the_near_ones_and_the_counts_of_all(review: Round) -> None:
    review.approved()
    street, city = review.life.street, review.life.transfer.city
    assert "望月湖退休第一党支部" in _page(street, "reviews", query="?state=approved")
    assert "望月湖退休第一党支部" not in _page(street, "reviews", query="?state=open")
    page = _page(city, "reviews", query="?of=2026")
    assert "望月湖退休第一党支部" not in page and "人数少，不显示" in page
    with pytest.raises(NotFound):
        _page(city, "review", review.review_id)
    with pytest.raises(Refused):
        _page(review.life.transfer.firm, "reviews")


def test_todays_entries_count_what_their_lists_hold(review: Round) -> None:
    def told(actor: Actor) -> dict[str, int]:
        with acting(actor):
            return {one.label: one.count for one in today_entries(actor, TODAY)}

    street, district = review.life.street, review.life.district
    assert told(street) == {} and told(review.life.transfer.firm) == {}
    review.note()
    review.count()
    assert told(street) == {"票数待复核的民主评议": 1}
    review.do(services.confirm_count, review.life.second())
    assert told(street) == {"待评定等次的民主评议": 1}
    review.send(Q, Q, Q)
    assert told(street) == {} and told(district) == {"等待批准的民主评议": 1}


def test_a_member_reads_the_own_grade_once_it_is_approved_and_no_proxy_does(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])
    review = Round.of(life)
    with acting(SYSTEM):
        person = Membership.objects.get(pk=life.member(102)).retiree_id
    assert person
    me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    assert "还没有评议结果" in _page(me, "results", room="myreview")
    review.note()
    review.count(returned=2, **{f"_{one}": Votes(0, 2, 0, 0) for one in life.serials})
    review.do(services.confirm_count, life.transfer.community)
    review.send(Q, Q)
    assert "还没有评议结果" in _page(me, "results", room="myreview")
    review.do(services.approve, life.second())
    assert "合格" in _page(me, "results", room="myreview")
    with acting(life.street):
        assert COPIED.rows(life.street, person, TODAY) == [("2026 年度", "合格", TODAY.isoformat())]
    with acting(life.transfer.city):
        assert COPIED.rows(life.transfer.city, person, TODAY) == []
