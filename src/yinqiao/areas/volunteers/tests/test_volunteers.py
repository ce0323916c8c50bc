"""Signing up, training, leaving; who is a volunteer no more when the register says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import merge_entries, record_death, split_entries
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.retirees.types import ActRule, Death, RetireeStatus, Source
from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.models import Volunteer
from yinqiao.areas.volunteers.tests.club import AFTER, SYSTEM, Club, own, part_of, proxy, refused
from yinqiao.areas.volunteers.types import Free, NewTraining, SignUp, Skill
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NEW = SignUp((Skill.HAIRCUT,), (Free.EVENING,), date(2026, 12, 31))


def test_a_person_signs_up_once_and_whom_nobody_looks_after_here_not_at_all(club: Club) -> None:
    person = club.volunteer()
    told = {"actor": club.officer, "at": AT, "new": NEW}
    assert refused(services.sign_up, retiree_id=person, **told) == "volunteers.already"
    offered = club.register(name="未接收", status=RetireeStatus.OFFERED)
    assert refused(services.sign_up, retiree_id=offered, **told) == "volunteers.not_managed"
    elsewhere = club.register(name="外区人", place_no=club.city.far)
    with pytest.raises(NotFound):
        services.sign_up(retiree_id=elsewhere, **told)
    other = club.register(name="李建国")
    for wrong, field in ((SignUp((), NEW.times), "skills"), (SignUp(NEW.skills, ()), "times")):
        with pytest.raises(Invalid) as found:
            services.sign_up(actor=club.officer, at=AT, retiree_id=other, new=wrong)
        assert list(found.value.fields) == [field]


def test_in_the_portal_the_person_signs_up_and_nobody_in_the_persons_place(club: Club) -> None:
    person = club.register()
    with pytest.raises(NotFound):
        services.sign_up_own(actor=proxy(person), at=AT, new=NEW)
    services.sign_up_own(actor=own(person), at=AT, new=NEW)
    entry = club.entry(person)
    # Until when somebody is insured is for the office to say.
    assert (entry.by, entry.skills, entry.insured_until) == ("self", ["haircut"], None)
    services.change(actor=club.officer, at=AT, retiree_id=person, new=NEW)
    services.change_own(actor=own(person), at=AT, new=SignUp((Skill.LAW,), NEW.times))
    assert (club.entry(person).skills, club.entry(person).insured_until) == (["law"], NEW.insured_until)
    services.leave_own(actor=own(person), at=AT)
    assert club.entry(person).state == "left"
    assert refused(services.leave_own, actor=own(person), at=AT) == "volunteers.no_volunteer"


def test_a_training_is_recorded_once_and_not_ahead_of_time(club: Club) -> None:
    person = club.volunteer()
    told = {"actor": club.officer, "at": AT, "retiree_id": person}
    services.note_training(**told, new=NewTraining("上门礼仪", TODAY, 60))
    for again in (NewTraining("上门礼仪", TODAY, 60), NewTraining("急救", TODAY + timedelta(days=1), 60)):
        assert refused(services.note_training, **told, new=again) == "volunteers.not_complete"
    with acting(club.officer):
        (entry,) = queries.list_of_person(scope=club.officer.scope, retiree_id=person)
        assert [one.title for one in entry.trainings.all()] == ["上门礼仪"]


def test_a_death_ends_what_was_to_come_and_keeps_what_was_served(club: Club) -> None:
    person = club.volunteer()
    done, coming = (
        club.served(person),
        club.take(club.task(starts_at=AFTER, ends_at=AFTER + timedelta(hours=1)), person),
    )
    with acting(SYSTEM):
        version = Retiree.objects.get(pk=person).lock_version
    death = Death(TODAY, Source.RELATIVE, "死亡医学证明", version)
    record_death(actor=club.officer, at=AT, retiree_id=person, death=death)
    assert (club.entry(person).state, part_of(done).state, part_of(coming).state) == ("deceased", "done", "ended")


def test_who_has_moved_is_no_volunteer_here_or_leaves_the_tasks_of_before(club: Club) -> None:
    left, moved = club.volunteer("王桂英"), club.volunteer("李建国")
    parts = [club.take(club.task(), one) for one in (left, moved)]
    with acting(SYSTEM):
        Retiree.objects.filter(pk=left).update(status=RetireeStatus.MOVED_AWAY)
        Retiree.objects.filter(pk=moved).update(place_no=club.city.far)
    assert services.sweep(actor=SYSTEM, at=AT) == 1
    assert (club.entry(left).state, club.entry(moved).state) == ("moved", "active")
    assert [part_of(one).state for one in parts] == ["ended", "ended"]


def test_of_two_entries_of_one_person_one_volunteers_with_all_hours_and_they_go_back_with_the_entry(club: Club) -> None:
    kept, gone = club.volunteer("王桂英"), club.volunteer("王桂英")
    first, second = club.served(kept), club.served(gone, days=1)
    coming = club.take(club.task(starts_at=AFTER, ends_at=AFTER + timedelta(hours=1)), gone)
    manager = club.city.actor("city_manager")
    rule = ActRule("test", "合并", frozenset({manager.role}))
    with perform(actor=manager, action="test.merge", at=AT) as act:
        merge_entries(act=act, rule=rule, keep_id=kept, gone_id=gone)
    with acting(club.officer):
        parts = queries.list_parts_of_person(scope=club.officer.scope, retiree_id=kept)
        assert {one.pk for one in parts} == {first, second, coming} and queries.minutes_of(parts) == 180
        assert sorted(Volunteer.objects.filter(retiree_id=kept).values_list("state", flat=True)) == ["active", "merged"]
    assert part_of(coming).state == "ended"
    with perform(actor=manager, action="test.split", at=AT) as act:
        split_entries(act=act, ids=(kept, gone))
    assert [part_of(one).retiree_id for one in (first, second)] == [kept, gone]


def test_enterprises_and_overseers_read_none_and_a_neighbour_none_of_another_community(club: Club) -> None:
    person = club.volunteer()
    part = club.served(person)
    for role, scope in (("enterprise_officer", None), ("auditor", None), ("community_officer", "beside")):
        actor = club.city.actor(role, scope)
        with acting(actor):
            assert not queries.list_volunteers(scope=actor.scope)
            assert not queries.list_records(scope=actor.scope)
            assert not Volunteer.objects.exists()
            with pytest.raises(NotFound):
                queries.get_part(scope=actor.scope, part_id=part)
    with acting(proxy(person)):
        assert not Volunteer.objects.exists()
    with acting(own(person)):
        assert [one.retiree_id for one in Volunteer.objects.all()] == [person]
