"""A case that is over is rated once by whom it concerns; a bad word is followed up by somebody who had no hand in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.applications.models import Case, Passage
from yinqiao.areas.applications.services import apply, decide, withdraw, withdraw_own
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel
from yinqiao.areas.authorisations.services import authorise_own, revoke_own
from yinqiao.areas.datarights.models import DataRequest
from yinqiao.areas.datarights.services import answer_data_request, ask_own_data
from yinqiao.areas.datarights.types import DataAnswer, DataRequestKind
from yinqiao.areas.organisations.models import Division
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
from yinqiao.shell.tests.test_portal_applying import ME, NEIGHBOUR, SYSTEM, _in, _me, _sent, _text
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


def _street(door: Door, name: str = "街道经办人", account: UUID | None = None) -> Actor:
    """Somebody of the street above the community."""
    scope = door.city.actor("street_officer", "street").scope
    return Actor(account or uuid4(), "street_officer", name, scope, "望月湖街道")


def _decider(case: UUID) -> Passage:
    """Who has decided a case, as it is on record."""
    with acting(SYSTEM):
        return Case.objects.get(pk=case).passages.latest("at")


def _account(username: str, name: str, *, phone: str = "", is_active: bool = True, account: UUID | None = None) -> UUID:
    """An account, closed or not."""
    made = User(id=account or uuid4(), username=username, name=name, phone=phone, is_active=is_active)
    made.save(force_insert=True)
    return made.pk


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
    passage = _decider(case)
    handler = _street(door, "改了名字", passage.by_id)
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


def test_a_namesake_of_the_handler_may_follow_it_up(door: Door) -> None:
    case = _over(door)
    made = services.rate_own(actor=_me(door), at=timezone.now(), case_id=case, new=NewRating(Grade.POOR))
    passage = _decider(case)
    namesake = Actor(uuid4(), "street_officer", passage.who, _street(door).scope, passage.unit)
    services.close(actor=namesake, at=timezone.now(), rating_id=made, outcome="已上门说明")
    assert _ratings()[0].closed_by == namesake.id


def test_neither_another_account_of_the_handler_nor_whoever_stands_in_settles_it(door: Door) -> None:
    case, today = _over(door), timezone.localdate()
    made = services.rate_own(actor=_me(door), at=timezone.now(), case_id=case, new=NewRating(Grade.POOR))
    passage = _decider(case)
    handler = _account("jieke", passage.who, phone="0731-88880001", is_active=False, account=passage.by_id)
    again = _account("jieke2", passage.who, phone="0731-88880001")
    deputy, earlier = _account("fujie", "副职"), _account("laofu", "早先的副职")
    own = Grant.objects.create(user_id=handler, role="community_officer", valid_from=today - timedelta(days=900))
    for account, since, until in ((deputy, 9, None), (earlier, 900, today - timedelta(days=500))):
        Grant.objects.create(
            user_id=account, role="community_officer", valid_from=today - timedelta(days=since), valid_to=until, deputy_for=own
        )  # fmt: skip
    for account in (handler, again, deputy):
        desk = _street(door, account=account)
        assert _refused(Refused, services.close, actor=desk, rating_id=made, outcome="好了") == "ratings.handled_it"
    services.close(actor=_street(door, account=earlier), at=timezone.now(), rating_id=made, outcome="已上门说明")


def test_nobody_of_the_office_that_took_it_in_settles_it_whatever_the_office_is_called_by_now(door: Door) -> None:
    street = _street(door, "收件人", _account("shouli", "收件人"))
    division = Division.objects.get(place_no=street.scope.place_from)
    Grant.objects.create(user_id=street.id, role="street_officer", division=division, valid_from=timezone.localdate())
    told = Application("contact_change", {"phone": "0731-88880001"}, Applicant.SELF, Channel.COUNTER)
    case = apply(actor=street, at=timezone.now(), retiree_id=door.people[ME], application=told)
    withdraw(actor=street, at=timezone.now(), case_id=case, answer=Answer("不办了"))
    made = services.rate_own(actor=_me(door), at=timezone.now(), case_id=case, new=NewRating(Grade.POOR))
    renamed = Actor(uuid4(), "street_officer", "别人", street.scope, "改过名的街道")
    assert _refused(Refused, services.close, actor=renamed, rating_id=made, outcome="好了") == "ratings.handled_it"
    services.close(actor=_manager(door), at=timezone.now(), rating_id=made, outcome="已上门说明")


def _manager(door: Door) -> Actor:
    return Actor(uuid4(), "city_manager", "市级", door.city.actor("city_manager", "city").scope, "示例市")


def _answered(door: Door, kind: DataRequestKind = DataRequestKind.COPY) -> UUID:
    made = ask_own_data(actor=_me(door), at=timezone.now(), kind=kind, text="请给我一份资料")
    answer = DataAnswer(timezone.localdate(), "已当面交给本人")
    answer_data_request(actor=door.city.actor("community_officer"), at=timezone.now(), request_id=made, answer=answer)
    return made


def test_a_wish_is_rated_once_when_it_was_answered_and_a_bad_word_goes_to_others(door: Door) -> None:
    waits = ask_own_data(actor=_me(door), at=timezone.now(), kind=DataRequestKind.DELETE, text="删掉备注")
    browser = _in(door)
    early = browser.post(f"/my/requests/{waits}/rate/", {"grade": "good"})
    assert early.status_code == 409 and "还没有办完" in _text(early)
    wish = _answered(door)
    address = f"/my/requests/{wish}/rate/"
    assert _text(browser.get("/my/requests/")).count("评一评办得怎么样") == 1 and "查阅、复制" in _text(
        browser.get(address)
    )
    unchosen = browser.post(address, {"words": "说了三遍"})
    assert unchosen.status_code == 422 and "请点选一个" in _text(unchosen) and "说了三遍" in _text(unchosen)
    done = browser.post(address, {"grade": "worst", "words": "说了三遍"}, follow=True)
    assert "谢谢您" in _text(done) and "您的评价：<b>非常不满意" in _text(done)
    assert browser.post(address, {"grade": "best"}).status_code == 409
    assert _in(door, NEIGHBOUR).post(address, {"grade": "worst"}).status_code == 404
    (rating,) = _ratings()
    assert (rating.wish_id, rating.case_id, rating.follow_up) == (wish, None, "open")
    with acting(SYSTEM):
        answerer = DataRequest.objects.get(pk=wish).answered_by
    given = {"rating_id": rating.pk, "outcome": "已上门道歉"}
    assert _refused(Refused, services.close, actor=_street(door, account=answerer), **given) == "ratings.handled_it"
    desk = Browser(_street(door))
    listed = text_of(desk.ask("/ratings/?item=data_request"))
    assert "个人信息请求（查阅、复制" in listed and "说了三遍" in text_of(desk.ask(f"/ratings/{rating.pk}/"))
    assert desk.ask(f"/ratings/{rating.pk}/close/", {"outcome": "已上门道歉"}).status_code == 302


def test_nobody_who_acts_for_somebody_reads_or_rates_wishes(door: Door) -> None:
    wish = _answered(door)
    daughter = _acting_for(door, authorise_own(actor=_me(door), at=timezone.now(), new=_new()))
    given = {"request_id": wish, "new": NewRating(Grade.BEST)}
    assert _refused(NotFound, services.rate_own_wish, actor=daughter, **given) == "not_found"
    services.rate_own_wish(actor=_me(door), at=timezone.now(), **given)
    with acting(daughter):
        assert not Rating.objects.exists()


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
    handler = _street(door, account=_decider(case).by_id)
    given = {"case_id": case, "new": NewRating(Grade.BEST)}
    assert _refused(Refused, services.note_rating, actor=handler, **given) == "ratings.handled_it"
    assert _refused(Conflict, services.note_rating, actor=street, **given) == "ratings.rated_already"


def test_what_is_said_by_telephone_of_an_answered_wish_is_noted_by_an_office_above(door: Door) -> None:
    waits = ask_own_data(actor=_me(door), at=timezone.now(), kind=DataRequestKind.DELETE, text="删掉备注")
    wish, street = _answered(door), _street(door)
    early = {"request_id": waits, "new": NewRating(Grade.BEST)}
    assert _refused(Conflict, services.note_wish, actor=street, **early) == "ratings.not_over"
    note = f"/ratings/wishes/{wish}/note/"
    assert note in text_of(Browser(street).ask(f"/people/requests/{wish}/"))
    assert note not in text_of(Browser(door.city.actor("community_officer")).ask(f"/people/requests/{wish}/"))
    with acting(SYSTEM):
        answerer = DataRequest.objects.get(pk=wish).answered_by
    given = {"request_id": wish, "new": NewRating(Grade.BEST)}
    handler = _street(door, account=answerer)
    assert _refused(Refused, services.note_wish, actor=handler, **given) == "ratings.handled_it"
    far = door.city.actor("street_officer", "far")
    assert _refused(NotFound, services.note_wish, actor=far, **given) == "not_found"
    assert Browser(street).ask(note, {"grade": "poor", "words": "等得久"}).status_code == 302
    (rating,) = _ratings()
    assert (rating.by, rating.follow_up, rating.wish_id) == ("phone", "open", wish)
    assert _refused(Conflict, services.note_wish, actor=street, **given) == "ratings.rated_already"


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
