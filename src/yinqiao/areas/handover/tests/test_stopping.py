"""What holds a roster back, and what does not: doubles by number, probable people of others, answers that never came."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, id_number, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch, Finding
from yinqiao.areas.lists.queries import get_batch, kind_named
from yinqiao.areas.lists.tables import finding_sentence
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting

pytestmark = pytest.mark.db


def _twice(people: int, repeated: int) -> bytes:
    some = [Person(f"王{chr(0x4E00 + number)}", 200 + number) for number in range(people)]
    return roster(*some, *some[:repeated])


def _counts(scene: Scene, batch_id: object) -> dict[str, int]:
    with acting(scene.officer):
        return dict(Batch.objects.values_list("counts", flat=True).get(pk=batch_id))


def test_a_roster_full_of_its_own_rows_is_submitted_by_nobody(scene: Scene) -> None:
    batch_id = scene.upload(_twice(40, 20))
    assert _counts(scene, batch_id)["too_many_doubles"] == 1
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    with pytest.raises(Conflict) as refused:
        services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert refused.value.code == "handover.too_many_duplicates"
    assert "60 人中有 20 人重复" in refused.value.message
    with acting(scene.officer):
        assert not Offer.objects.exists()


def test_some_repeated_rows_are_held_back_and_the_others_go(scene: Scene) -> None:
    batch_id = scene.upload(_twice(40, 19))
    assert _counts(scene, batch_id)["too_many_doubles"] == 0
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    assert services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id) == 40


def test_a_probable_person_of_another_enterprise_is_pointed_out_in_a_whole_sentence_and_may_go(scene: Scene) -> None:
    scene.submit(roster(CAST[0]), scene.rival)
    batch_id = scene.upload(roster(Person(CAST[0].name, 150), CAST[1]))
    with acting(scene.officer):
        [found] = Finding.objects.filter(batch_id=batch_id, code="roster.probable_elsewhere")
        assert (found.row_no, found.severity) == (2, "warns")
        sentence = finding_sentence(kind_named("roster"), found)
        assert "（" not in sentence and id_number(102) not in sentence
        assert get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id).counts["ready"] == 2


def test_a_batch_that_only_rose_for_want_of_an_answer_can_be_taken_back(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    system = Actor.system("逾期上报")
    assert services.raise_overdue_offers(actor=system, at=NOW.replace(day=18)) == 5
    lists.begin_undo(
        kind="roster", actor=scene.officer, at=NOW.replace(day=19), batch_id=batch_id, reason="名册版本有误"
    )
    assert services.undo_batch(actor=scene.officer, at=NOW.replace(day=19), batch_id=batch_id) == 5
    with acting(scene.officer):
        assert not Offer.objects.exists()
