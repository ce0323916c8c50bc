"""Papers about archives: what both sides sign, made and numbered for each of them."""

from __future__ import annotations

import io

import docx
import pytest

from yinqiao.areas.archives.tests.volumes import Store
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.routine.tests.months import SYSTEM
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOTICE, LIST = "archives-transfer-notice", "archives-handover-list"


def _print(actor: Actor, kind: str, subject: str) -> tuple[Paper, str]:
    paper_id = services.print_paper(actor=actor, at=NOW, kind=kind, subject_id=subject)
    with acting(SYSTEM):
        paper = Paper.objects.get(pk=paper_id)
        document = docx.Document(io.BytesIO(read_bytes(get_file(paper.file_id))))
    return paper, document.element.xml


def test_both_sides_print_the_list_with_what_was_counted_each_under_its_own_number(store: Store) -> None:
    catalogue = store.offer()
    store.scan(catalogue, "DA102")
    ours, text = _print(store.firm, LIST, str(catalogue))
    theirs, same = _print(store.street, LIST, str(catalogue))
    for words in ("欧阳建国", "缺招工表", "望月湖街道", "应收3卷", store.batch(catalogue).batch_no, "接收单位（盖章）"):
        assert words in text and words in same, words
    assert ours.number == theirs.number == "档移〔2026〕0001号"
    assert (ours.enterprise_id, ours.place_no) == (store.scene.enterprise_id, None)
    assert (theirs.enterprise_id, theirs.place_no) == (None, store.street.scope.place_from)


def test_the_notice_is_the_enterprise_s_and_a_stranger_prints_nothing(store: Store) -> None:
    catalogue = str(store.offer())
    paper, text = _print(store.firm, NOTICE, catalogue)
    assert paper.people == 3 and "3卷" in text and paper.number in text and "骑缝章" in text
    for actor, kind in ((store.street, NOTICE), (store.rival, NOTICE), (store.rival, LIST), (store.elsewhere, LIST)):
        with pytest.raises(NotFound):
            services.print_paper(actor=actor, at=NOW, kind=kind, subject_id=catalogue)
