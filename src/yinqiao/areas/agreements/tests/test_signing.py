"""The paper: what is a scan, which days are possible, who files, and what nobody changes afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.agreements.tests.talks import PDF, SYSTEM, TODAY, TOMORROW, Talks, paper
from yinqiao.areas.agreements.types import AgreementState, Filing
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]

JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 64 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32 + b"IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "协议.pdf"),
        (b"MZ" + PDF, "协议.pdf"),
        (PDF, "协议.exe"),
        (PDF, "协议.png"),
        (PDF[:-10], "协议.pdf"),
        (PNG[:-12], "协议.png"),
        (JPG[:-2], "协议.jpg"),
        (b"PK\x03\x04" + b"\x00" * 64, "协议.pdf"),
        (PDF[:9] + b"\x00" * (20 * 2**20) + b"%%EOF", "协议.pdf"),
    ],
)
def test_what_is_no_whole_scan_is_refused_and_leaves_nothing(talks: Talks, content: bytes, name: str) -> None:
    one = talks.standing(AgreementState.AGREED)
    with pytest.raises(Invalid) as refused:
        services.sign_agreement(actor=talks.street, at=NOW, seen=talks.seen(one), signature=paper(content, name))
    assert refused.value.code == "files.not_a_scan" and "scan" in refused.value.fields
    with acting(SYSTEM):
        assert talks.row(one).state == "agreed" and not StoredFile.objects.exists()


@pytest.mark.parametrize(("content", "name"), [(PDF, "协议.PDF"), (JPG, "协议.jpeg"), (PNG, "协议.png")])
def test_a_scan_is_kept_for_both_sides_and_for_no_other(talks: Talks, content: bytes, name: str) -> None:
    one = talks.standing(AgreementState.AGREED)
    services.sign_agreement(actor=talks.street, at=NOW, seen=talks.seen(one), signature=paper(content, name))
    scan_id = talks.row(one).scan_id
    assert scan_id is not None
    for actor in (talks.enterprise, talks.street, talks.district):
        with acting(actor):
            assert read_bytes(get_file(scan_id)) == content
    for actor in (talks.rival, talks.elsewhere):
        with acting(actor), pytest.raises(NotFound):
            get_file(scan_id)


@pytest.mark.parametrize("day", [TOMORROW, date(2015, 12, 31)])
def test_a_signature_is_neither_of_tomorrow_nor_of_another_age(talks: Talks, day: date) -> None:
    one = talks.standing(AgreementState.AGREED)
    with pytest.raises(Invalid) as refused:
        services.sign_agreement(actor=talks.street, at=NOW, seen=talks.seen(one), signature=paper(signed_on=day))
    assert refused.value.code == "agreements.date_not_possible"
    services.sign_agreement(actor=talks.street, at=NOW, seen=talks.seen(one), signature=paper(signed_on=TODAY))
    assert talks.row(one).signed_on == TODAY


def test_the_district_files_and_nobody_below_or_across(talks: Talks) -> None:
    one = talks.standing(AgreementState.SIGNED)
    filing = Filing(TODAY, "岳人社备〔2026〕7号")
    for actor in (talks.enterprise, talks.street):
        with pytest.raises(Refused) as refused:
            services.file_agreement(actor=actor, at=NOW, seen=talks.seen(one), filing=filing)
        assert refused.value.code == "agreements.not_your_step"
    wrong = (Filing(TODAY - timedelta(days=1), "x"), Filing(TOMORROW, "x"), Filing(TODAY, "  "))
    for bad in wrong:
        with pytest.raises(Invalid):
            services.file_agreement(actor=talks.district, at=NOW, seen=talks.seen(one), filing=bad)
    services.file_agreement(actor=talks.district, at=NOW, seen=talks.seen(one), filing=filing)
    row = talks.row(one)
    assert (row.state, row.filed_no, row.filed_on) == ("filed", "岳人社备〔2026〕7号", TODAY)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"signed_on": None}, "agreements_signed"),
        ({"scan_id": None}, "agreements_signed"),
        ({"version": 2}, "agreements_signed_stays"),
        ({"state": "draft"}, "agreements_signed_has_paper"),
        ({"state": "filed"}, "agreements_filed_has_number"),
        ({"state": "ended"}, "agreements_end"),
        ({"kind": "supplementary"}, "agreements_supplement_has_main"),
        ({"proposed_version": 0}, "agreements_proposed_has_date"),
        ({"agreed_on": None}, "agreements_agreed_has_date"),
    ],
)
def test_the_database_refuses_the_impossible(talks: Talks, change: dict[str, object], constraint: str) -> None:
    one = talks.standing(AgreementState.SIGNED)
    with acting(SYSTEM), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Agreement.objects.filter(pk=one).update(**change)
    assert talks.row(one).state == "signed"


def test_a_scan_alone_without_signature_is_impossible_too(talks: Talks) -> None:
    one = talks.standing(AgreementState.AGREED)
    with pytest.raises(DomainError) as refused:
        talks.end(one)
    assert refused.value.code == "agreements.step_not_open"
    with acting(SYSTEM), pytest.raises(IntegrityError, match="agreements_signed_has_paper"), transaction.atomic():
        Agreement.objects.filter(pk=one).update(state="signed", signed_on=TODAY)
