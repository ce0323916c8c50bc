"""Members who cannot come: how they take part, when it is time again, what was planned and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import CAST, Scene
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Errand, Membership
from yinqiao.areas.party_life.tests.life import Life, when
from yinqiao.areas.party_life.types import Care, CareInput, Done, Form, Whereabouts
from yinqiao.areas.party_life.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AWAY = Whereabouts("广东省深圳市福田区", "莲花北社区党支部", "流动0117")


def _form(life: Life, serial: int, form: Form, where: Whereabouts | None = None, by: Actor | None = None) -> None:
    with acting(SYSTEM):
        seen = Membership.objects.get(pk=life.member(serial)).lock_version
    services.change_form(
        actor=by or life.street,
        at=when(TODAY),
        member_id=life.member(serial),
        lock_version=seen,
        form=form,
        whereabouts=where,
    )


def _plan(life: Life, serial: int, on: date = TODAY, care: Care = Care.STUDY) -> UUID:
    return services.plan_errand(
        actor=life.street, at=when(TODAY), member_id=life.member(serial), given=CareInput(care, on)
    )


def _end(life: Life, errand: UUID, on: date = TODAY, is_done: bool = True, words: str = "送去学习材料") -> None:
    services.end_errand(actor=life.street, at=when(TODAY), errand_id=errand, done=Done(is_done, on, words))


def _listed(life: Life, today: date = TODAY, wanted: str = "") -> list[tuple[str, date]]:
    with acting(life.street):
        found = queries.list_apart(scope=life.street.scope, today=today).filter(queries.apart_filters(today)[wanted])
        return [(one.member.name, one.next_on) for one in found]


def test_when_it_is_time_again_follows_from_the_plan_or_else_from_the_last_time(life: Life) -> None:
    _form(life, 102, Form.HOME)
    _form(life, 103, Form.MOBILE, AWAY)
    assert _listed(life) == [("王桂英", TODAY + timedelta(30)), ("欧阳建国", TODAY + timedelta(90))]
    made = _plan(life, 103, TODAY + timedelta(3), Care.CONTACT)
    assert _listed(life)[0] == ("欧阳建国", TODAY + timedelta(3))
    _end(life, made, TODAY)
    assert _listed(life)[1] == ("欧阳建国", TODAY + timedelta(90))
    failed = _plan(life, 102)
    _end(life, failed, is_done=False, words="不在家")
    assert _listed(life)[0] == ("王桂英", TODAY + timedelta(30))
    assert _listed(life, TODAY + timedelta(30), "late") == []
    assert [name for name, _ in _listed(life, TODAY + timedelta(31), "late")] == ["王桂英"]
    _form(life, 102, Form.USUAL)
    assert [name for name, _ in _listed(life)] == ["欧阳建国"]


def test_whereabouts_are_sealed_needed_of_the_mobile_and_gone_with_the_form(life: Life) -> None:
    with pytest.raises(Invalid, match="not_possible"):
        _form(life, 102, Form.MOBILE)
    _form(life, 102, Form.MOBILE, AWAY)
    with acting(life.street):
        row = queries.get_member(scope=life.street.scope, member_id=life.member(102))
        assert queries.whereabouts_of(row) == AWAY
    assert row.whereabouts is not None and "深圳".encode() not in bytes(row.whereabouts)
    _form(life, 102, Form.HOME, AWAY)
    with acting(SYSTEM):
        assert Membership.objects.get(pk=life.member(102)).whereabouts is None
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.change_form(
            actor=life.street, at=when(TODAY), member_id=life.member(102), lock_version=1, form=Form.USUAL
        )


def test_a_plan_is_for_a_day_to_come_and_once_and_a_call_for_the_mobile_alone(life: Life) -> None:
    for on in (TODAY - timedelta(1), TODAY + timedelta(367)):
        with pytest.raises(Invalid, match="not_possible"):
            _plan(life, 102, on)
    with pytest.raises(Invalid, match="not_possible"):
        _plan(life, 102, care=Care.CONTACT)
    made = _plan(life, 102)
    with pytest.raises(Conflict, match="planned_already"):
        _plan(life, 102)
    for told in ({"words": " "}, {"on": TODAY + timedelta(1)}):
        with pytest.raises(Invalid, match="not_possible"):
            _end(life, made, **told)  # type: ignore[arg-type]
    _end(life, made)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        _end(life, made)
    assert _plan(life, 102) != made


def test_what_became_of_it_stays_and_is_nobody_elses_to_read(life: Life) -> None:
    made = _plan(life, 102)
    _end(life, made)
    with acting(SYSTEM), pytest.raises(IntegrityError, match="party_life_written_stays"), transaction.atomic():
        Errand.objects.filter(pk=made).update(is_done=False)
    stranger = life.transfer.elsewhere
    with acting(stranger):
        assert not Errand.objects.exists()
        with pytest.raises(NotFound):
            queries.get_errand(scope=stranger.scope, errand_id=made)
    with pytest.raises(NotFound):
        _form(life, 102, Form.HOME, by=stranger)
    with acting(life.street):
        ((_, words),) = queries.list_errands(scope=life.street.scope, member_id=life.member(102))
    assert words == "送去学习材料"


def test_the_pages_lead_from_the_form_to_what_became_of_it_and_the_member_reads_the_day(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])

    def page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None) -> str:
        answer = Browser(actor).ask(reverse(name, args=[one] if one else []), data)
        return text_of(answer) if answer.status_code != 302 else "302"

    street, member, today = life.street, life.member(102), timezone.localdate()
    told = {"lock_version": "1", "form": "mobile", "where": "", "contact_branch": "", "card_no": ""}
    assert "流动党员要填写流动去向" in page(street, "party_life:way", member, told)
    assert page(street, "party_life:way", member, {**told, "where": "深圳市"}) == "302"
    assert page(street, "party_life:errand", member, {"care": "contact", "planned_on": today.isoformat()}) == "302"
    assert "深圳市" in page(street, "party_life:member", member) and "登记办理情况" in page(
        street, "party_life:member", member
    )
    with acting(SYSTEM):
        made, person = Errand.objects.get(member_id=member).pk, Membership.objects.get(pk=member).retiree_id
    assert person
    me = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    assert "支部计划" in page(me, "myparty:life")
    ended = {"is_done": "yes", "on": today.isoformat(), "words": "电话联系，一切都好"}
    assert page(street, "party_life:errand_end", made, ended) == "302"
    assert "一切都好" in page(street, "party_life:member", member) and "王桂英" in page(street, "party_life:apart")
    assert "支部计划" not in page(me, "myparty:life")
    late = when(today + timedelta(200))
    with acting(street):
        assert any(one.label == "该去看望、联系的党员" for one in today_entries(street, timezone.localdate(late)))
