"""A death opens a file: who has to do what by when, who sees it, what settles it, what becomes of it when taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yinqiao.areas.bereavement import queries, services
from yinqiao.areas.bereavement.models import Condolence, File, Item
from yinqiao.areas.bereavement.rules import kinds
from yinqiao.areas.bereavement.services import FILES
from yinqiao.areas.bereavement.types import NewCondolence
from yinqiao.areas.effects.tests.lives import LATER, NOW, SYSTEM, TODAY, Lives
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DIED = date(2026, 2, 20)


def _items(**narrowed: Any) -> list[Item]:
    with acting(SYSTEM):
        return list(Item.objects.filter(**narrowed).order_by("code"))


def _states(**narrowed: Any) -> dict[str, str]:
    return {one.code: one.state for one in _items(**narrowed)}


def _file() -> File:
    with acting(SYSTEM):
        return File.objects.exclude(state="withdrawn").get()


def _seen(actor: Actor) -> set[str]:
    """The kinds that row-level security shows."""
    with acting(actor):
        return set(Item.objects.values_list("code", flat=True))


def _turns(actor: Actor) -> set[str]:
    with acting(actor):
        return {one.code for one in queries.list_turns(scope=actor.scope, role=actor.role)}


def _settle(actor: Actor, code: str, outcome: str = "done") -> None:
    (row,) = _items(code=code)
    services.settle_item(actor=actor, at=NOW, item_id=row.pk, outcome=outcome)


def _of(*owners: str) -> set[str]:
    return {code for code, one in kinds().items() if one.owner in owners}


def _visit(**changed: Any) -> NewCondolence:
    return NewCondolence(
        **{"visited_on": TODAY, "visitors": "社区书记", "money_fen": 50_000, "gift": "花圈", **changed}
    )


def test_a_death_opens_the_items_of_everybody_who_has_something_to_do(lives: Lives) -> None:
    lives.agree()
    lives.die(DIED)
    assert set(_states()) == set(kinds())
    by_code = {one.code: one for one in _items()}
    assert by_code["death_proof"].due_on == DIED + timedelta(days=3)
    assert by_code["condolence_visit"].due_on == TODAY + timedelta(days=3)
    assert by_code["firm_benefits"].enterprise_id == lives.scene.enterprise_id
    assert by_code["party_condolence"].place_no == lives.scene.community.scope.place_from
    assert by_code["archive_closed"].place_no == lives.scene.street.scope.place_from
    assert by_code["pension_stopped"].place_no == lives.agency.scope.place_from


def test_without_an_agreement_the_enterprise_has_nothing_to_do_and_reads_nothing(lives: Lives) -> None:
    lives.die(DIED)
    assert not _of("enterprise") & set(_states())
    assert _seen(lives.scene.officer) == set() == _turns(lives.scene.officer)


def test_each_reads_the_own_items_alone_but_who_looks_after_the_person(lives: Lives) -> None:
    lives.agree()
    lives.die(DIED)
    scene = lives.scene
    assert _seen(scene.officer) == _of("enterprise") == _turns(scene.officer)
    assert _turns(scene.community) == _of("family", "community", "party")
    assert _seen(scene.community) == set(kinds())
    # The party organisation is the community's own: the street above it reads all else.
    assert _seen(scene.street) == set(kinds()) - _of("party")
    assert _turns(scene.street) == _of("family", "community", "archives")
    assert _turns(lives.agency) == _of("human_resources")
    assert _seen(scene.elsewhere) == set()
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, "auditor", "审计", auditor.scope.for_oversight())
    assert _seen(overseer) == set()
    with acting(overseer):
        assert not File.objects.exists() and not Condolence.objects.exists()


def test_a_mass_of_deaths_costs_the_statements_of_one(lives: Lives) -> None:
    from yinqiao.areas.retirees.events import DEATH_RECORDED
    from yinqiao.areas.retirees.models import Retiree
    from yinqiao.platform.acts import Subject, perform

    def died(names: list[str]) -> int:
        with perform(actor=SYSTEM, action="test.die", at=NOW) as act:
            rows = list(Retiree.objects.filter(name__in=names))
            Retiree.objects.filter(pk__in=[one.pk for one in rows]).update(died_on=DIED, status="deceased")
            act.emit(DEATH_RECORDED, [Subject(one.pk, one.enterprise_id, one.place_no) for one in rows])
            File.objects.all().delete()
            with CaptureQueriesContext(
                connection,
            ) as asked:
                services.open_files(act=act)
            made = File.objects.count()
            File.objects.all().delete()
        assert made == len(names)
        return len(asked)

    one = died(["王桂英"])
    assert died(["王桂英", "欧阳建国"]) == one


def test_the_last_item_settles_the_file_and_the_party_organisation_holds_nothing_up(lives: Lives) -> None:
    lives.agree()
    lives.die(DIED)
    scene = lives.scene
    hands = {
        "family": scene.community, "community": scene.community, "archives": scene.street,
        "human_resources": lives.agency, "enterprise": scene.officer,
    }  # fmt: skip
    for code, kind in kinds().items():
        if kind.owner != "party" and code != "firm_benefits":
            _settle(hands[kind.owner], code)
    assert _file().state == "open"
    _settle(scene.officer, "firm_benefits", "not_applicable")
    assert (_file().state, _file().closed_on) == ("settled", TODAY)
    (row,) = _items(code="firm_benefits")
    assert (row.state, row.settled_name) == ("not_needed", scene.officer.name)
    services.reopen_item(actor=scene.officer, at=LATER, item_id=row.pk)
    assert (_file().state, _states()["firm_benefits"]) == ("open", "open")
    _settle(scene.community, "party_dues")
    with acting(SYSTEM):
        told = Event.objects.filter(type="bereavement.item_settled").values_list("data", flat=True)
        assert not {one["kind"] for one in told} & _of("party")


def test_nobody_settles_what_is_anothers_twice_or_with_a_word_of_another_item(lives: Lives) -> None:
    lives.agree()
    lives.die(DIED)
    scene = lives.scene
    for actor, code in ((scene.officer, "condolence_visit"), (scene.community, "firm_benefits"),
                        (scene.street, "party_dues"), (scene.elsewhere, "notice"), (scene.city, "pension_stopped")):  # fmt: skip
        with pytest.raises(NotFound):
            _settle(actor, code)
    for outcome in ("", "corrected", "declined", "x"):
        with pytest.raises(Invalid) as refused:
            _settle(scene.community, "spouse_care", outcome)
        assert refused.value.code == "bereavement.outcome_missing"
    _settle(scene.community, "spouse_care")
    with pytest.raises(Conflict):
        _settle(scene.community, "spouse_care")
    (row,) = _items(code="notice")
    with pytest.raises(Conflict):
        services.reopen_item(actor=scene.community, at=NOW, item_id=row.pk)


def test_a_death_taken_back_ends_what_waits_and_asks_for_correction_of_what_matters(lives: Lives) -> None:
    lives.agree()
    lives.die(DIED)
    scene = lives.scene
    _settle(scene.officer, "firm_benefits")
    _settle(scene.community, "notice")
    lives.live()
    states = _states()
    assert states.pop("firm_benefits") == "to_correct"
    assert states.pop("notice") == "done"
    assert set(states.values()) == {"ended"}
    assert _turns(scene.officer) == {"firm_benefits"} and _turns(scene.community) == set()
    _settle(scene.officer, "firm_benefits", "corrected")
    assert _turns(scene.officer) == set()
    (row,) = _items(code="notice")
    with pytest.raises(Conflict):
        services.reopen_item(actor=scene.community, at=LATER, item_id=row.pk)
    with pytest.raises(Conflict) as refused:
        services.note_condolence(actor=scene.community, at=LATER, retiree_id=lives.id(), new=_visit())
    assert refused.value.code == "bereavement.not_dead"


def test_who_dies_after_all_has_a_new_file(lives: Lives) -> None:
    lives.die(DIED)
    lives.live()
    lives.die(DIED, at=LATER)
    with acting(SYSTEM):
        assert sorted(File.objects.values_list("state", flat=True)) == ["open", "withdrawn"]
    with acting(lives.scene.community):
        found = queries.find_file(scope=lives.scene.community.scope, retiree_id=lives.id())
    assert found is not None and found.state == "open"


def test_a_visit_of_condolence_settles_its_item_and_may_be_paid_again(lives: Lives) -> None:
    lives.die(DIED)
    community = lives.scene.community
    for wrong, code in (
        ({"visited_on": DIED - timedelta(days=1)}, "day_not_possible"), ({"visited_on": TODAY + timedelta(days=1)}, "day_not_possible"),
        ({"visitors": " "}, "visitors_missing"), ({"money_fen": -1}, "money_not_possible"), ({"money_fen": 10_000_001}, "money_not_possible"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            services.note_condolence(actor=community, at=NOW, retiree_id=lives.id(), new=_visit(**wrong))
        assert refused.value.code == f"bereavement.{code}"
    assert _states()["condolence_visit"] == "open"
    for _ in range(2):
        services.note_condolence(actor=community, at=NOW, retiree_id=lives.id(), new=_visit())
    assert _states()["condolence_visit"] == "done"
    with acting(SYSTEM):
        assert Condolence.objects.count() == 2
    with pytest.raises(NotFound):
        services.note_condolence(actor=lives.scene.elsewhere, at=NOW, retiree_id=lives.id(), new=_visit())


def test_who_lives_has_no_file_and_nobody_condoles(lives: Lives) -> None:
    with pytest.raises(Conflict):
        services.note_condolence(actor=lives.scene.community, at=NOW, retiree_id=lives.id(), new=_visit())
    with acting(lives.scene.community):
        assert queries.find_file(scope=lives.scene.community.scope, retiree_id=lives.id()) is None


def test_a_registration_undone_leaves_nothing_and_a_file_that_is_over_is_destroyed_with_its_parts(lives: Lives) -> None:
    lives.die(DIED)
    services.note_condolence(actor=lives.scene.community, at=NOW, retiree_id=lives.id(), new=_visit())
    lives.live()
    with acting(SYSTEM):
        (due,) = FILES.find_due(date(2040, 1, 1))
        assert FILES.destroy([due.object_id], NOW, due.object_id) == 1
        assert not Item.objects.exists() and not Condolence.objects.exists()


def test_a_corrected_calendar_moves_the_days_counted_in_working_days_alone(lives: Lives) -> None:
    lives.die(DIED)
    with acting(SYSTEM):
        Item.objects.filter(code__in=["pension_stop", "notice"]).update(due_on=date(2026, 1, 1))
    moves = services.recount_items(actor=SYSTEM, at=NOW)
    assert (moves.running, moves.moved) == (2, 1)
    by_code = {one.code: one.due_on for one in _items()}
    assert by_code["notice"] == date(2026, 1, 1) and by_code["pension_stop"] > DIED
