"""What the record says becomes a sealed paper: drafted from named pages by one, checked by another, revoked and issued anew."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from yinqiao.areas.archive_certificates import queries, services
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.tests.desk import (
    CHECKER,
    CUSTODY,
    KINSHIP,
    Desk,
    code_on,
    pdf_of,
    words_of,
)
from yinqiao.areas.archive_certificates.types import NewLine, Source
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.certificates.services import check_code, revoke
from yinqiao.areas.certificates.types import Revocation
from yinqiao.areas.digitised import services as digitised
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM
from yinqiao.areas.digitised.types import NewLookup, PageRef
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import acting
from yinqiao.platform.scans.tests.samples import pdf
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.types import Soundness

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_work_history_is_quoted_with_its_pages_sealed_and_checked_by_anybody(desk: Desk) -> None:
    asked = desk.draft(desk.ask(), desk.line(), desk.line("9-4", "1978年3月招工，定级二级工", "2"))
    row = desk.issue(asked)
    content = pdf_of(row)
    words = words_of(content)
    for told in ("据", "DA102", "1978年3月参加工作，长沙机床厂，学徒", "《职工履历表》", "第1、3-4页", "《招工登记表》",
                 "档案没有记载的，不能由本证明推断", "纸质原件，两人核对"):  # fmt: skip
        assert told in words, told
    assert b"pdfaid" in content and soundness(content) is Soundness.SOUND
    found = check_code(actor=CHECKER, at=NOW, code=code_on(content), address="10.0.0.1")
    assert found is not None and (found.title, found.standing.value) == ("工作经历证明（据档案记载）", "valid")
    with acting(SYSTEM):
        use = SealUse.objects.get()
    assert (use.number, use.author_name) == (row.number, desk.room.mate.name)
    kept = desk.row(asked)
    assert kept.state == "issued" and "长沙机床厂".encode() not in bytes(kept.draft or b"")


def test_kinship_says_that_it_tells_what_the_record_says_and_proves_no_kinship(desk: Desk) -> None:
    row = desk.issue(desk.draft(desk.ask(KINSHIP), desk.line("6", "配偶王某，子李某", "2")))
    words = words_of(pdf_of(row))
    assert "只说明档案如何记载，不是对亲属关系的认定" in words and "户籍登记" in words and "婚姻登记" in words
    assert row.title == "亲属关系证明（据档案记载）"


def test_custody_is_drawn_from_the_register_and_quotes_nothing(desk: Desk) -> None:
    asked = desk.ask(CUSTODY)
    services.draft(actor=desk.room.clerk, at=NOW, attestation_id=asked, source=Source.PAPER, lines=[])
    words = words_of(pdf_of(desk.issue(asked, is_compared=False)))
    assert "街道保管" in words and "不说明档案的内容" in words and "档案保管登记" in words
    assert "职工履历表" not in words


@pytest.mark.parametrize(
    ("class_no", "words", "pages", "code"),
    [
        ("5", "政审合格", "1", "archive_certificates.line_wrong"),
        ("4", "参加保密培训", "1", "archive_certificates.line_wrong"),
        ("6", "1980年入党", "1", "archive_certificates.line_wrong"),
        ("1", "", "1", "archive_certificates.line_wrong"),
        ("1", "长" * 201, "1", "archive_certificates.line_wrong"),
        ("1", "身份证430104196001010011", "1", "archive_certificates.line_wrong"),
        ("1", "1978年参加工作", "全部", "archive_certificates.line_wrong"),
        ("1", "1978年参加工作", "5", "archive_certificates.line_wrong"),
    ],
)
def test_a_line_from_a_closed_material_without_words_or_from_a_page_that_is_not_there_is_refused(
    desk: Desk, class_no: str, words: str, pages: str, code: str
) -> None:
    asked = desk.ask()
    line = desk.line(class_no, words, pages)
    assert desk.refused(partial(desk.draft, asked, desk.line(), line)) == code
    desk.draft(asked, desk.line())


def test_a_draft_without_a_line_or_with_the_material_of_another_archive_is_refused(desk: Desk) -> None:
    asked = desk.ask()
    nothing = partial(
        services.draft, actor=desk.room.clerk, at=NOW, attestation_id=asked, source=Source.PAPER, lines=[]
    )
    assert desk.refused(nothing) == "archive_certificates.lines_missing"
    other = NewLine("1978年参加工作", uuid4(), "1")
    assert desk.refused(partial(desk.draft, asked, other)) == "archive_certificates.line_wrong"


def test_from_a_scan_only_what_was_opened_in_a_look_up_is_quoted(desk: Desk) -> None:
    room, asked = desk.room, desk.ask()
    scan = room.filed(f"{FIRST}_1_1.pdf", pdf(4))
    from_scan = partial(desk.draft, asked, desk.line(pages="2"), source=Source.SCAN)
    assert desk.refused(from_scan) == "archive_certificates.page_not_seen"
    new = NewLookup("proof", "出具证明", "", ("1",), room.mate.id, room.mate.name, is_unrelated=True)  # type: ignore[arg-type]
    lookup = digitised.ask_lookup(actor=room.clerk, at=NOW, archive_id=desk.archive, new=new)
    digitised.answer_lookup(actor=room.third, at=NOW, lookup_id=lookup, is_granted=True)
    digitised.confirm_present(actor=room.mate, at=NOW, lookup_id=lookup)
    digitised.see_page(actor=room.clerk, at=NOW + timedelta(hours=1), lookup_id=lookup, page=PageRef(scan, 2))
    late = NOW + timedelta(days=31)
    assert desk.refused(partial(from_scan, at=late)) == "archive_certificates.page_not_seen"
    assert desk.refused(partial(from_scan, by=room.mate)) == "archive_certificates.page_not_seen"
    more = partial(desk.draft, asked, desk.line(pages="2-3"), source=Source.SCAN)
    assert desk.refused(more) == "archive_certificates.page_not_seen"
    from_scan(at=NOW + timedelta(hours=2))
    assert "复核人已对照档案" in words_of(pdf_of(desk.issue(asked, at=NOW + timedelta(hours=3))))


def test_who_drafted_who_compared_nothing_and_who_keeps_no_seal_seals_nothing(desk: Desk) -> None:
    asked = desk.draft(desk.ask())
    assert desk.refused(partial(desk.issue, asked, by=desk.room.clerk)) == "archive_certificates.own_draft"
    assert desk.refused(partial(desk.issue, asked, is_compared=False)) == "archive_certificates.not_compared"
    agency = place_actor("agency_officer", "430104000000")
    assert desk.refused(partial(desk.issue, asked, by=agency)) == "certificates.not_your_seal"
    assert desk.refused(partial(desk.issue, asked, by=desk.room.elsewhere)) == "not_found"
    with acting(SYSTEM):
        Retiree.objects.filter(pk=desk.me.id).update(place_no=1)
    assert desk.refused(partial(desk.issue, asked)) == "certificates.person_elsewhere"


def test_a_draft_goes_back_with_words_and_comes_again(desk: Desk) -> None:
    asked = desk.ask()
    back = partial(services.send_back, actor=desk.room.mate, at=NOW, attestation_id=asked, words="第1条页码不对")
    assert desk.refused(back) == "archive_certificates.not_now"
    desk.draft(asked)
    back()
    assert desk.row(asked).state == "asked" and queries.text_of(desk.row(asked), "answer_note") == "第1条页码不对"
    assert desk.refused(partial(desk.issue, asked)) == "archive_certificates.not_now"
    desk.issue(desk.draft(asked))


def test_what_the_record_does_not_say_is_refused_with_words_that_the_person_reads(desk: Desk) -> None:
    asked = desk.ask(KINSHIP)
    refuse = partial(services.refuse, actor=desk.room.clerk, at=NOW, attestation_id=asked)
    assert desk.refused(partial(refuse, words=" ")) == "archive_certificates.words_missing"
    refuse(words="档案没有记载，请到派出所查询")
    with acting(desk.me):
        told = queries.list_own(scope=desk.me.scope, today=NOW.date())[0]
    assert (told.stage.value, told.told) == ("refused", "档案没有记载，请到派出所查询")
    assert desk.refused(partial(desk.draft, asked)) == "archive_certificates.not_now"
    desk.ask(KINSHIP)


def test_a_revoked_certificate_is_drafted_anew_and_a_check_of_the_old_one_names_the_new(desk: Desk) -> None:
    asked = desk.draft(desk.ask())
    first = desk.issue(asked)
    assert desk.refused(partial(desk.draft, asked)) == "archive_certificates.issued_already"
    revoke(actor=desk.room.mate, at=NOW, certificate_id=first.pk, reason=Revocation.WRONG_FACTS)
    second = desk.issue(desk.draft(asked, desk.line(words="1979年3月参加工作")))
    found = check_code(actor=CHECKER, at=NOW, code=code_on(pdf_of(first)), address="10.0.0.1")
    assert found is not None and (found.standing.value, found.replaced_by) == ("revoked", second.number)
    assert desk.row(asked).certificate_id == second.pk


def test_an_archive_that_has_left_the_store_room_is_certified_no_more(desk: Desk) -> None:
    asked = desk.draft(desk.ask())
    with acting(SYSTEM):
        Archive.objects.filter(pk=desk.archive).update(state="counted", received_at=None)
    assert desk.refused(partial(desk.issue, asked)) == "not_found"


def test_whoever_acts_for_the_person_reads_how_it_goes_and_never_the_certificate(desk: Desk) -> None:
    row = desk.issue(desk.draft(desk.ask()))
    daughter = desk.daughter("archive_certificate", "certificates")
    with acting(daughter):
        assert Attestation.objects.count() == 1 and not Certificate.objects.exists()
    with acting(desk.daughter("certificates")):
        assert not Attestation.objects.exists() and not Certificate.objects.exists()
    with acting(desk.me):
        assert Certificate.objects.get().pk == row.pk
