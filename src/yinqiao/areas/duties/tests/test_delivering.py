"""At the door: what a visit closes, who was first, nobody at home, no, and what was noted by mistake."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinqiao.areas.duties import queries, services
from yinqiao.areas.duties.models import Delivery as Row
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.tests.serving import SYSTEM, Serving
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.retirees.queries import list_notes
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = TODAY + timedelta(days=3)


def _notes(serving: Serving) -> list[tuple[str, str]]:
    officer = serving.city.actor("community_officer")
    with acting(officer):
        found = list_notes(scope=officer.scope, retiree_id=serving.person, with_words=True)
        return [(one.kind, one.text) for one in found]


def test_a_visit_closes_what_it_was_for_and_stands_among_the_persons_notes(serving: Serving) -> None:
    serving.deliver(needs=("meals", "company"), words="女儿周末来看望。")
    assert serving.duties() == [("very_old_visit", "2026-01", "done")]
    assert _notes(serving) == [("visit", "走访：上门，见到或通话。情况平稳。需要助餐、陪伴、聊天。女儿周末来看望。")]
    assert serving.sweep(days=1) == 0


def test_of_two_officers_the_second_is_told_who_was_first_and_may_keep_what_he_learned(serving: Serving) -> None:
    chosen = serving.open_ids()
    serving.deliver(chosen)
    with pytest.raises(Conflict) as refused:
        serving.deliver(chosen, role="street_officer", words="门锁坏了")
    assert refused.value.code == "duties.done_already" and "测试员" in refused.value.message
    told = Delivery(Way.VISIT, Outcome.MET, TODAY, "steady", (), "门锁坏了")
    services.keep_words(
        actor=serving.city.actor("street_officer"), at=AT, retiree_id=serving.person, delivery=told
    )  # fmt: skip
    with acting(SYSTEM):
        assert Row.objects.count() == 1
    assert ("note", "门锁坏了") in _notes(serving)


def test_nobody_at_home_leaves_it_open_for_an_agreed_day_that_is_on_that_days_list(serving: Serving) -> None:
    with pytest.raises(Invalid) as refused:
        serving.deliver(outcome=Outcome.NOT_HOME, condition="")
    assert refused.value.code == "duties.next_missing"
    serving.deliver(outcome=Outcome.NOT_HOME, condition="", next_on=LATER)
    assert serving.duties() == [("very_old_visit", "2026-01", "open")]
    officer = serving.city.actor("community_officer")
    with acting(officer):
        assert queries.count_duties(scope=officer.scope, today=TODAY, case="agreed") == 0
        assert queries.count_duties(scope=officer.scope, today=LATER, case="agreed") == 1
    assert [kind for kind, _ in _notes(serving)] == ["note"]


def test_who_says_no_is_not_asked_again_this_time_unless_a_day_was_agreed(serving: Serving) -> None:
    serving.deliver(outcome=Outcome.REFUSED, condition="", next_on=LATER)
    assert serving.duties() == [("very_old_visit", "2026-01", "open")]
    serving.deliver(outcome=Outcome.REFUSED, condition="")
    assert serving.duties() == [("very_old_visit", "2026-01", "declined")]
    assert serving.sweep(days=1) == 0


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"condition": ""}, "duties.condition_missing"),
        ({"next_on": TODAY - timedelta(days=1)}, "duties.next_not_possible"),
        ({"next_on": TODAY + timedelta(days=400)}, "duties.next_not_possible"),
        ({"duties": []}, "duties.nothing_chosen"),
        ({"day": TODAY + timedelta(days=1)}, "retirees.day_in_future"),
        ({"day": date(1930, 1, 1)}, "retirees.day_before_birth"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(serving: Serving, told: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        serving.deliver(**told)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert (serving.duties(), _notes(serving)) == ([("very_old_visit", "2026-01", "open")], [])


def test_what_was_noted_by_mistake_is_taken_back_once_and_is_due_again(serving: Serving) -> None:
    made = serving.deliver()
    officer = serving.city.actor("community_officer")
    services.undo_delivery(actor=officer, at=AT, delivery_id=made)
    assert serving.duties() == [("very_old_visit", "2026-01", "open")]
    assert [kind for kind, _ in _notes(serving)] == ["note", "visit"]
    with pytest.raises(Conflict) as refused:
        services.undo_delivery(actor=officer, at=AT, delivery_id=made)
    assert refused.value.code == "duties.already_undone"


def test_a_visit_noted_on_the_persons_page_closes_it_and_a_call_does_not(serving: Serving) -> None:
    officer = serving.city.actor("community_officer")
    add_note(actor=officer, at=AT, retiree_id=serving.person, note=NoteInput(NoteKind.CALL, TODAY, "都好"))
    assert serving.duties() == [("very_old_visit", "2026-01", "open")]
    add_note(actor=officer, at=AT, retiree_id=serving.person, note=NoteInput(NoteKind.VISIT, TODAY, "都好"))
    assert serving.duties() == [("very_old_visit", "2026-01", "done")]


def test_who_is_elsewhere_or_only_oversees_neither_reads_nor_writes(serving: Serving) -> None:
    chosen = serving.open_ids()
    for role, scope in (("enterprise_officer", None), ("auditor", None), ("community_officer", "far")):
        actor = serving.city.actor(role, scope)
        with acting(actor):
            assert not Duty.objects.exists()
            assert not queries.list_duties(scope=actor.scope, today=TODAY).exists()
        with pytest.raises((NotFound, Refused)):
            services.record_delivery(
                actor=actor, at=AT, retiree_id=serving.person, duties=chosen,
                delivery=Delivery(Way.VISIT, Outcome.MET, TODAY, "steady"),
            )  # fmt: skip


def test_what_was_delivered_is_counted_by_place_and_service_and_names_nobody(serving: Serving) -> None:
    serving.deliver()
    actor = serving.city.actor("street_officer")
    with acting(actor):
        (row,) = queries.measure(scope=actor.scope, first=date(2026, 1, 1), last=date(2026, 3, 31))
    assert (row.name, row.service, row.due, row.in_time, row.words) == ("望月社区", "走访", 1, 1, "100.00%")
