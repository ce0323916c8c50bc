"""The agreement and its supplement as numbered papers: once agreed, for both sides, with everything in them."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import docx
import pytest

from yinqiao.areas.agreements import services as agreements
from yinqiao.areas.agreements.tests.talks import TERMS, TODAY, Talks, less
from yinqiao.areas.agreements.types import AgreementState, Instalment, Wording
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PARTS = (Instalment("service", Decimal(15_000), TODAY), Instalment("archive", Decimal(5_000), TODAY))


def _printed(actor: Actor, kind: str, subject_id: object) -> tuple[str, str]:
    """The number of a paper, and its words."""
    paper_id = services.print_paper(actor=actor, at=NOW, kind=kind, subject_id=str(subject_id))
    with acting(actor):
        paper = Paper.objects.get(pk=paper_id)
        document = docx.Document(io.BytesIO(read_bytes(get_file(paper.file_id))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return paper.number, "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_both_sides_print_what_was_agreed_each_with_a_number_of_its_own(talks: Talks) -> None:
    one = talks.standing(AgreementState.AGREED, replace(TERMS, instalments=PARTS))
    for actor in (talks.enterprise, talks.street):
        number, words = _printed(actor, "agreements-main", one)
        assert "移协印" in number
        for said in (
            talks.row(one).agreement_no,
            "第一条　移交人员",
            "移交经费 20,000.00 元",
            "档案整理和数字化经费",
            "15,000.00",
        ):
            assert said in words


def test_a_supplement_names_its_main_agreement(talks: Talks) -> None:
    main = talks.standing(AgreementState.FILED)
    made = agreements.draft_supplement(
        actor=talks.enterprise, at=NOW, seen=talks.seen(main), wording=Wording(less(-2).terms)
    )
    talks.walk(made, AgreementState.AGREED)
    _, words = _printed(talks.street, "agreements-supplement", made)
    assert talks.row(main).agreement_no in words and "退休人员 -2 人" in words


@pytest.mark.parametrize("state", [AgreementState.DRAFT, AgreementState.PROPOSED])
def test_what_may_still_change_is_no_paper_and_takes_no_number(talks: Talks, state: AgreementState) -> None:
    one = talks.standing(state)
    with pytest.raises(DomainError) as refusal:
        _printed(talks.enterprise, "agreements-main", one)
    assert refusal.value.code == "agreements.not_agreed_yet"
    talks.walk(one, AgreementState.AGREED)
    assert _printed(talks.enterprise, "agreements-main", one)[0].endswith("0001号")


def test_nobody_else_prints_it(talks: Talks) -> None:
    one = talks.standing(AgreementState.AGREED)
    for actor in (talks.rival, talks.elsewhere, talks.scene.community):
        with pytest.raises(DomainError):
            _printed(actor, "agreements-main", one)
