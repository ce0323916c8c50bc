"""A case that is over is rated once by whom it concerns; a bad word is followed up by somebody who had no hand in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.services import decide, withdraw_own
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.authorisations.services import authorise_own, revoke_own
from yinqiao.areas.portal.tests.conftest import _keyring, city, door, register
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.ratings import services
from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.queries import count_to_follow, words_of
from yinqiao.areas.ratings.types import Grade, NewRating
from yinqiao.areas.ratings.views.ratings import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.shell.tests.test_portal_applying import NEIGHBOUR, SYSTEM, _in, _me, _sent, _text
from yinqiao.shell.tests.test_portal_proxies import _acting_for, _new

__all__ = ["_keyring", "city", "door", "register"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(at=timezone.now(), **given)
    return refusal.value.code


def _over(door: Door) -> UUID:
    """A case of the person, decided by the community."""
    case: UUID = _sent(door)
    answer = Answer(materials=("id_card",))
    decide(actor=door.city.actor("community_officer"), at=timezone.now(), case_id=case, answer=answer)
    return case


def _street(door: Door, name: str = "街道经办人") -> Actor:
    """Somebody of the street above the community."""
    return Actor(uuid4(), "street_officer", name, door.city.actor("street_officer", "street").scope, "望月湖街道")


def _ratings() -> list[Rating]:
    with acting(SYSTEM):
        return list(Rating.objects.all())


def test_it_is_rated_once_when_it_is_over(door: Door) -> None:
    case, browser = _sent(door), _in(door)
    early = browser.post(f"/my/cases/{case}/rate/", {"grade": "good"})
    assert early.status_code == 409 and "还没有办完" in _text(early)
    decide(
        actor=door.city.actor("community_officer"),
        at=timezone.now(),
        case_id=case,
        answer=Answer(materials=("id_card",)),
    )
    assert "评一评办得怎么样" in _text(browser.get(f"/my/cases/{case}/"))
    unchosen = browser.post(f"/my/cases/{case}/rate/", {"words": "办得快"})
    assert unchosen.status_code == 422 and "请点选一个" in _text(unchosen) and "办得快" in _text(unchosen)
    done = browser.post(f"/my/cases/{case}/rate/", {"grade": "best", "words": "办得快"}, follow=True)
    assert "谢谢您" in _text(done) and "您的评价：<b>非常满意" in _text(done)
    again = browser.post(f"/my/cases/{case}/rate/", {"grade": "worst"})
    assert again.status_code == 409 and "已经评价过" in _text(again)
    (rating,) = _ratings()
    assert (rating.grade, rating.by, rating.follow_up, rating.due_on) == ("best", "self", "none", None)
    with acting(SYSTEM):
        assert words_of(rating) == ("办得快", "")
        entry = Entry.objects.get(action="ratings.rate_own")
    assert "办得快" not in str(entry.detail)
    neighbour = _in(door, NEIGHBOUR)
    assert neighbour.post(f"/my/cases/{case}/rate/", {"grade": "worst"}).status_code == 404


@pytest.mark.parametrize(
    ("grade", "is_bad"), [("best", False), ("good", False), ("fair", False), ("poor", True), ("worst", True)]
)
def test_the_last_two_grades_are_followed_up_within_five_working_days(door: Door, grade: str, is_bad: bool) -> None:
    services.rate_own(actor=_me(door), at=timezone.now(), case_id=_over(door), new=NewRating(Grade(grade)))
    (rating,) = _ratings()
    street = _street(door)
    with acting(street):
        assert count_to_follow(scope=street.scope) == int(is_bad)
        assert len(today_entries(street, timezone.localdate())) == int(is_bad)
    assert (rating.follow_up == "open") is is_bad
    if rating.due_on:
        assert timedelta(days=5) <= rating.due_on - timezone.localdate() <= timedelta(days=17)


def test_a_bad_one_is_closed_by_the_superior_who_had_no_hand_in_the_case(door: Door) -> None:
    case, street = _over(door), _street(door)
    made = services.rate_own(actor=_me(door), at=timezone.now(), case_id=case, new=NewRating(Grade.WORST, "跑了三趟"))
    with acting(SYSTEM):
        passage = Case.objects.get(pk=case).passages.latest("at")
    handler = Actor(uuid4(), "street_officer", passage.who, street.scope, passage.unit)
    assert _refused(Refused, services.close, actor=handler, rating_id=made, outcome="好了") == "ratings.handled_it"
    desk = Browser(street)
    page = text_of(desk.ask(f"/ratings/{made}/"))
    assert "非常不满意" in page and "跑了三趟" in page and "登记回访" in page
    listed = text_of(desk.ask("/ratings/?follow_up=open"))
    assert "联系方式变更" in listed and "待回访" in listed and passage.who not in listed
    empty = desk.ask(f"/ratings/{made}/close/", {"outcome": " "})
    assert empty.status_code == 422 and "请写明怎样回访" in text_of(empty)
    assert desk.ask(f"/ratings/{made}/close/", {"outcome": "已上门道歉，材料改为上门收取"}).status_code == 302
    (rating,) = _ratings()
    assert (rating.follow_up, rating.closed_on, rating.closed_name) == ("closed", timezone.localdate(), "街道经办人")
    assert "材料改为上门收取" in text_of(desk.ask(f"/ratings/{made}/"))
    assert _refused(Conflict, services.close, actor=street, rating_id=made, outcome="好了") == "ratings.closed_already"


def test_the_community_and_other_places_neither_see_nor_settle_it(door: Door) -> None:
    made = services.rate_own(actor=_me(door), at=timezone.now(), case_id=_over(door), new=NewRating(Grade.POOR))
    far = door.city.actor("community_officer", "far")
    assert _refused(NotFound, services.close, actor=far, rating_id=made, outcome="好了") == "not_found"
    for address in ("/ratings/", f"/ratings/{made}/", f"/ratings/{made}/close/"):
        with pytest.raises(Refused):
            Browser(door.city.actor("community_officer")).ask(address)
    with acting(_me(door, NEIGHBOUR)):
        assert not Rating.objects.exists()
    assert (
        _refused(Invalid, services.close, actor=_street(door), rating_id=made, outcome=" ") == "ratings.words_missing"
    )


def test_what_is_said_by_telephone_is_noted_by_an_office_above(door: Door) -> None:
    case, street = _over(door), _street(door)
    assert Browser(street).ask(f"/ratings/cases/{case}/note/", {"grade": "poor", "words": "等得久"}).status_code == 302
    (rating,) = _ratings()
    assert (rating.by, rating.follow_up) == ("phone", "open")
    with acting(SYSTEM):
        passage = Case.objects.get(pk=case).passages.latest("at")
    handler = Actor(uuid4(), "street_officer", passage.who, street.scope, passage.unit)
    given = {"case_id": case, "new": NewRating(Grade.BEST)}
    assert _refused(Refused, services.note_rating, actor=handler, **given) == "ratings.handled_it"
    assert _refused(Conflict, services.note_rating, actor=street, **given) == "ratings.rated_already"


def test_a_daughter_rates_while_she_may_act_and_not_afterwards(door: Door) -> None:
    warrant = authorise_own(actor=_me(door), at=timezone.now(), new=_new())
    daughter = _acting_for(door, warrant)
    first = _sent(door)
    withdraw_own(actor=_me(door), at=timezone.now(), case_id=first, answer=Answer("不办了"))
    services.rate_own(actor=daughter, at=timezone.now(), case_id=first, new=NewRating(Grade.GOOD))
    assert _ratings()[0].by == "proxy"
    second = _sent(door)
    withdraw_own(actor=_me(door), at=timezone.now(), case_id=second, answer=Answer("不办了"))
    revoke_own(actor=_me(door), at=timezone.now(), authorisation_id=warrant)
    new = NewRating(Grade.WORST)
    assert _refused(NotFound, services.rate_own, actor=daughter, case_id=second, new=new) == "not_found"
