"""The slip of a received party relation: numbers and days of the national system, and that it is no letter."""

from __future__ import annotations

import io

import docx
import pytest

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.party.tests.transfers import Transfer, lettered
from yinqiao.areas.routine.tests.months import SYSTEM
from yinqiao.kernel.errors import Conflict, DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _print(actor: Actor, transfer: Transfer) -> str:
    """The words of a slip."""
    subject = str(transfer.member(102).pk)
    paper_id = services.print_paper(actor=actor, at=NOW, kind="party-reception", subject_id=subject)
    with acting(SYSTEM):
        document = docx.Document(io.BytesIO(read_bytes(get_file(Paper.objects.get(pk=paper_id).file_id))))
    return "\n".join(one.text for one in document.paragraphs)


def test_a_received_member_has_a_slip_that_names_letter_and_receipt_and_is_no_letter(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    receiver = transfer.street
    with pytest.raises(Conflict) as early:
        _print(receiver, transfer)
    assert early.value.code == "party.not_received_yet"
    transfer.check_in(102)
    transfer.accept(102)
    member, words = transfer.member(102), _print(receiver, transfer)
    assert transfer.letters(102)[0][0] in words and member.receipt_no in words and member.name in words
    assert "不是党员组织关系介绍信" in words and "{{" not in words


def test_neither_the_enterprise_nor_another_place_prints_it(transfer: Transfer) -> None:
    transfer.offer(lettered(102))
    transfer.check_in(102)
    transfer.accept(102)
    for actor in (transfer.scene.officer, transfer.scene.rival):
        with pytest.raises(DomainError):
            _print(actor, transfer)
