"""A header that an officer has explained once is understood the next time, by that enterprise's rosters alone."""

from __future__ import annotations

from uuid import UUID

import pytest

from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch, HeaderMemory
from yinqiao.areas.lists.views import sending
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]

OWN_WORDS = "人员代号"


def _in_own_words(*people: Person) -> bytes:
    return roster(*people).decode("utf-8-sig").replace("身份证号", OWN_WORDS, 1).encode("utf-8-sig")


def _understood(batch_id: UUID) -> tuple[str | None, str, int]:
    """What the odd header was taken for and how, and how many rows can go."""
    with acting(Actor.system("测试")):
        batch = Batch.objects.get(pk=batch_id)
    column = next(one for one in batch.header["columns"] if one["header"] == OWN_WORDS)
    return column["field"], column["how"], batch.counts["ready"]


def test_an_explained_header_is_understood_in_this_roster_and_in_the_next(scene: Scene) -> None:
    first = scene.upload(_in_own_words(*CAST[:2]))
    assert _understood(first)[0] is None and _understood(first)[2] == 0
    lists.correct_header(kind="roster", actor=scene.officer, at=NOW, batch_id=first, fields={OWN_WORDS: "id_no"})
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=first)
    assert _understood(first) == ("id_no", "remembered", 2)
    # Written with spaces and a line break, as headers are.
    again = _in_own_words(*CAST[2:4]).decode("utf-8-sig").replace(OWN_WORDS, '"人员 代\n号"').encode("utf-8-sig")
    second = scene.upload(again)
    with acting(Actor.system("测试")):
        assert Batch.objects.get(pk=second).counts["ready"] == 2


def test_another_enterprise_learns_nothing_from_it(scene: Scene) -> None:
    first = scene.upload(_in_own_words(*CAST[:2]))
    lists.correct_header(kind="roster", actor=scene.officer, at=NOW, batch_id=first, fields={OWN_WORDS: "id_no"})
    other = scene.upload(_in_own_words(*CAST[2:4]), scene.rival)
    assert _understood(other)[0] is None
    with pytest.raises(NotFound):
        lists.correct_header(kind="roster", actor=scene.rival, at=NOW, batch_id=first, fields={OWN_WORDS: "name"})


def test_a_header_that_is_explained_anew_follows_the_last_word(scene: Scene) -> None:
    first = scene.upload(_in_own_words(*CAST[:2]))
    for field in ("archive_no", "id_no"):
        lists.correct_header(kind="roster", actor=scene.officer, at=NOW, batch_id=first, fields={OWN_WORDS: field})
        lists.check_batch(actor=scene.officer, at=NOW, batch_id=first)
    assert _understood(first) == ("id_no", "remembered", 2)


def test_two_columns_for_one_field_are_refused_beside_the_second_and_nothing_is_remembered(scene: Scene) -> None:
    about = {"kind": "roster", "batch_id": scene.upload(_in_own_words(*CAST[:2]))}
    page = ask(sending.header, scene.officer, about=about, column_c0="id_no", column_c1="name", column_c2="id_no")
    assert "“姓名”也选了这一项，请保留一列。" in page
    with acting(Actor.system("测试")):
        assert not HeaderMemory.objects.exists()
