"""A list before and after its submission: the same file is one batch, a broken one hurts nobody, the copy tells what is wrong."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, id_number, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason_and_stores_no_row(scene: Scene) -> None:
    batch_id = scene.upload(b"PK\x03\x04 this is no workbook")
    with acting(scene.officer):
        batch = get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id)
        assert (batch.state, bool(batch.refusal_text)) == ("refused", True)
        assert not RosterRow.objects.exists()


def test_an_enterprise_cannot_upload_for_another(scene: Scene) -> None:
    with pytest.raises(NotFound):
        lists.upload_list(
            kind="roster",
            actor=scene.officer,
            at=NOW,
            enterprise_id=scene.other_id,
            file=io.BytesIO(b"x"),
            file_name="x.csv",
        )
    with acting(Actor.system("测试")):
        assert not Batch.objects.exists()


def test_a_checked_batch_can_be_put_away_and_leaves_the_register_alone(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    lists.discard_batch(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    with acting(Actor.system("测试")):
        assert not Retiree.objects.exists()
    with pytest.raises(Conflict) as refused:
        lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    assert refused.value.code == "handover.batch_not_open"


def _copy(scene: Scene, batch_id: Any) -> list[str]:
    """What stands in the annotated copy, or nothing when there is none."""
    with acting(scene.officer):
        file_id = get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id).annotated_file_id
        if file_id is None:
            return []
        sheet = openpyxl.load_workbook(io.BytesIO(read_bytes(get_file(file_id)))).active
    return [" ".join(str(cell) for cell in row if cell) for row in sheet.iter_rows(values_only=True)]


def test_after_a_submission_the_copy_holds_only_the_rows_that_stayed_behind(scene: Scene) -> None:
    wrong = Person("李未知", 108, retired="")
    batch_id = scene.upload(roster(CAST[0], wrong, *CAST[1:]))
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    before = _copy(scene, batch_id)
    assert len(before) == 7 and id_number(102) in before[1] and id_number(108) in before[2]
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _copy(scene, batch_id) == []
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    heading, row = _copy(scene, batch_id)
    assert heading.startswith("姓名") and id_number(108) in row and "（原第 3 行）" in row
    assert not any(id_number(one.serial) in row for one in CAST)


def test_a_submission_that_took_every_row_leaves_no_copy(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST, Person("陈旧号", 109, phone="12")))
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _copy(scene, batch_id)
    with acting(scene.officer):
        blocked = Batch.objects.get(pk=batch_id).counts["blocked"]
    assert blocked == 0
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _copy(scene, batch_id) == []


def test_a_copy_is_made_of_a_check_that_is_through_and_never_of_one_under_way(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST, Person("李未知", 999, phone="12")))
    with acting(scene.officer):
        checked_at = Batch.objects.get(pk=batch_id).checked_at
        Batch.objects.filter(pk=batch_id).update(checked_at=None)
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    with acting(scene.officer):
        assert Batch.objects.get(pk=batch_id).annotated_file_id is None
        Batch.objects.filter(pk=batch_id).update(checked_at=checked_at)
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    with acting(scene.officer):
        assert Batch.objects.get(pk=batch_id).annotated_file_id is not None


def test_the_same_file_twice_is_one_batch_until_it_is_undone(scene: Scene) -> None:
    content = roster(*CAST)
    batch_id = scene.submit(content)
    arguments = {"actor": scene.officer, "at": NOW, "enterprise_id": scene.enterprise_id, "file_name": "名册.csv"}
    assert lists.upload_list(kind="roster", file=io.BytesIO(content), **arguments) == (batch_id, False)
    lists.begin_undo(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, reason="名册版本有误")
    services.undo_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    again, is_new = lists.upload_list(kind="roster", file=io.BytesIO(content), **arguments)
    assert is_new and again != batch_id
