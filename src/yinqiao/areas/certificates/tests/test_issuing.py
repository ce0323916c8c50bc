"""Issued, sealed, revoked and issued anew: by whom, in which place, and what stands in the register of seals."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from pyhanko.pdf_utils.reader import PdfFileReader

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.tests.office import MANAGED, RECEIVED, SYSTEM, TODAY, WHERE, Office
from yinqiao.areas.certificates.types import Asked, Revocation, State, Withdrawal
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.retirees.models import SealedFacts
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.types import PlatformAccount, SealFile, Soundness

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def words_of(pdf: bytes) -> str:
    """What somebody reads on the paper, without its line breaks."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return "".join(page.get_textpage().get_text_range().split())


def test_a_certificate_says_what_the_register_knows_and_is_valid_at_once(office: Office) -> None:
    made = office.issue()
    row = office.row(made)
    assert (row.number, row.state, row.how, office.standing(made)) == (
        "430104001001-2026-00001",
        "issued",
        "automatic",
        "valid",
    )
    assert (row.issued_on, row.valid_until) == (TODAY, TODAY + timedelta(days=89))
    words = words_of(office.pdf(made))
    for told in ("社会化管理证明", "王桂英", id_number(102), "中湘机床集团（演示）", "2026年3月2日", "长沙市岳麓区望月湖街道月华社区",
                 "办理养老服务机构入住", "演示替身", "430104001001-2026-00001", "离线也能验"):  # fmt: skip
        assert told in words, told
    assert "王桂英".encode() not in bytes(row.sealed or b"")


def test_numbers_of_an_office_follow_each_other_and_codes_do_not(office: Office) -> None:
    rows = [office.row(office.issue(who=who)) for who in ("王桂英", "欧阳建国", "王桂英")]
    assert [one.number[-5:] for one in rows] == ["00001", "00002", "00003"]
    assert len({one.code_hash for one in rows}) == 3
    assert office.row(office.issue(at=NOW + timedelta(days=400))).number == "430104001001-2027-00001"


def test_the_file_is_pdf_a_with_its_font_and_stands_in_the_register_by_its_digest(office: Office) -> None:
    made = office.issue()
    pdf, uses = office.pdf(made), office.uses()
    root = PdfFileReader(io.BytesIO(pdf)).root
    told = root["/Metadata"].data.decode()
    assert 'pdfaid:part="2"' in told and 'pdfaid:conformance="U"' in told
    (page,) = root["/Pages"]["/Kids"]
    fonts = [
        one.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for one in page.get_object()["/Resources"]["/Font"].values()
    ]
    assert fonts and all("/FontFile3" in one or "/FontFile2" in one for one in fonts)
    assert "/OutputIntents" in root and "/JavaScript" not in str(root)
    # A line for the seal of each: the PDF's by the certificate, the OFD's by the city's platform.
    assert {one.digest for one in uses} == {sha256(one).hexdigest() for one in (pdf, office.ofd(made))}
    for use in uses:
        assert (use.how, use.number) == ("automatic", "430104001001-2026-00001")
        assert (use.seal, use.author_name, use.at) == ("演示替身（不具法律效力）", "月华社区经办", NOW)


def test_who_may_not_issue_a_kind_is_told_who_may_and_whoever_does_not_serve_the_person_finds_nobody(
    office: Office,
) -> None:
    scene = office.scene
    for actor in (scene.street, office.district, scene.city):
        with pytest.raises(Refused, match="not_yours"):
            office.issue(by=actor)
    with pytest.raises(Refused, match="not_yours"):
        office.issue(RECEIVED)
    for stranger in (scene.neighbour, scene.elsewhere, scene.officer, Actor.anonymous()):
        with pytest.raises((NotFound, Refused)):
            office.issue(by=stranger)
    with pytest.raises(NotFound, match="no_such_kind"):
        office.issue("residence")
    assert office.uses() == []
    assert office.issue()


def test_a_purpose_is_needed_and_a_number_in_it_is_hidden(office: Office) -> None:
    with pytest.raises(Invalid, match="purpose_missing"):
        office.issue(purpose="  ")
    assert office.row(office.issue(purpose=f"给{id_number(103)}用")).purpose == "给#用"


def test_what_the_register_lacks_is_named_and_nothing_is_issued(office: Office) -> None:
    with acting(SYSTEM):
        SealedFacts.objects.filter(retiree_id=office.id()).delete()
    with pytest.raises(Invalid, match="facts_missing"):
        office.issue()
    assert office.uses() == [] and office.row(office.issue(who="欧阳建国")).number.endswith("00001")


def test_a_kind_that_is_not_sealed_without_a_hand_waits_for_a_keeper_who_did_not_ask(office: Office) -> None:
    services.permit(actor=office.scene.street, at=NOW + timedelta(minutes=1), kind=MANAGED, is_automatic=False)
    made = office.issue()
    assert (office.standing(made), office.row(made).file_id, office.uses()) == ("waiting", None, [])
    with pytest.raises(Conflict, match="waiting_already"):
        office.issue()
    for actor in (office.scene.community, replace(office.scene.street, id=office.scene.community.id)):
        with pytest.raises(Refused, match="not_your_seal"):
            services.seal(actor=actor, at=NOW, certificate_id=made, address=WHERE)
    with pytest.raises(NotFound):
        services.seal(actor=office.scene.elsewhere, at=NOW, certificate_id=made, address=WHERE)
    services.seal(actor=office.scene.street, at=NOW + timedelta(days=2), certificate_id=made, address=WHERE)
    row, (use, _) = office.row(made), office.uses()
    assert (office.standing(made), row.how, row.issued_on) == ("valid", "hand", TODAY + timedelta(days=2))
    assert (use.how, use.author_name, use.author_unit) == ("hand", "望月湖街道经办", "望月湖街道")
    with pytest.raises(Conflict):
        services.seal(actor=office.scene.street, at=NOW, certificate_id=made, address=WHERE)


def test_a_keeper_puts_no_seal_with_a_reason_and_it_may_be_asked_again(office: Office) -> None:
    waiting = office.issue(RECEIVED, by=office.scene.street)
    services.decline(actor=office.district, at=NOW, certificate_id=waiting, reason=Withdrawal.NOT_NEEDED)
    assert (office.standing(waiting), office.row(waiting).reason) == ("declined", "not_needed")
    assert office.standing(office.issue(RECEIVED, by=office.scene.street)) == "waiting"
    with pytest.raises(Conflict):
        services.revoke(actor=office.scene.street, at=NOW, certificate_id=waiting, reason=Revocation.MISTAKE)


def test_the_nearest_office_above_decides_and_nobody_about_oneself_but_the_city(office: Office) -> None:
    later = NOW + timedelta(minutes=1)
    services.permit(actor=office.scene.street, at=later, kind=RECEIVED, is_automatic=True)
    assert office.standing(office.issue(RECEIVED, by=office.scene.street)) == "waiting"
    services.permit(actor=office.scene.city, at=later, kind=RECEIVED, is_automatic=True)
    assert office.standing(office.issue(RECEIVED, by=office.scene.street, who="欧阳建国")) == "valid"
    assert office.standing(office.issue(RECEIVED, by=office.scene.city, who="欧阳建国")) == "valid"
    services.permit(actor=office.district, at=later, kind=RECEIVED, is_automatic=False)
    assert office.standing(office.issue(RECEIVED, by=office.scene.street, who="欧阳建国")) == "waiting"
    services.permit(actor=office.scene.city, at=later, kind=MANAGED, is_automatic=False)
    assert office.standing(office.issue()) == "valid"
    with pytest.raises(Refused):
        services.permit(actor=office.scene.community, at=later, kind=MANAGED, is_automatic=True)


def test_a_revoked_certificate_stays_revoked_and_is_issued_anew(office: Office) -> None:
    made = office.issue()
    with pytest.raises(NotFound):
        services.revoke(actor=office.scene.elsewhere, at=NOW, certificate_id=made, reason=Revocation.MISTAKE)
    services.revoke(actor=office.scene.community, at=NOW, certificate_id=made, reason=Revocation.MISTAKE)
    assert (office.standing(made), office.row(made).ended_on) == ("revoked", TODAY)
    with pytest.raises(Conflict):
        services.revoke(actor=office.scene.community, at=NOW, certificate_id=made, reason=Revocation.ASKED)
    asked = Asked(MANAGED, "向原企业说明情况", WHERE)
    new = services.reissue(actor=office.scene.community, at=NOW, certificate_id=made, asked=asked)
    assert (office.standing(made), office.standing(new)) == ("revoked", "valid")
    with acting(SYSTEM):
        newer = queries.replaced_by(office.row(made))
    assert newer is not None and newer.pk == new
    assert office.check("x" * 24) is None


def test_one_issued_anew_ends_the_one_before_only_once_it_is_sealed(office: Office) -> None:
    first = office.issue()
    services.permit(actor=office.scene.street, at=NOW + timedelta(minutes=1), kind=MANAGED, is_automatic=False)
    asked = Asked(MANAGED, "办理老年教育报名", WHERE)
    new = services.reissue(actor=office.scene.community, at=NOW, certificate_id=first, asked=asked)
    assert (office.standing(first), office.standing(new)) == ("valid", "waiting")
    services.seal(actor=office.scene.street, at=NOW, certificate_id=new, address=WHERE)
    assert (office.standing(first), office.standing(new)) == ("replaced", "valid")
    with pytest.raises(Conflict):
        services.reissue(actor=office.scene.community, at=NOW, certificate_id=first, asked=asked)


def test_the_office_that_issued_it_and_those_above_alone_end_it(office: Office) -> None:
    services.permit(actor=office.scene.city, at=NOW, kind=RECEIVED, is_automatic=True)
    of_street = office.issue(RECEIVED, by=office.scene.street)
    with pytest.raises(Refused, match="other_office"):
        services.revoke(actor=office.scene.community, at=NOW, certificate_id=of_street, reason=Revocation.MISTAKE)
    services.revoke(actor=office.district, at=NOW, certificate_id=of_street, reason=Revocation.MISTAKE)
    assert office.standing(of_street) == "revoked"


def test_a_death_ends_what_the_paper_says_and_its_withdrawal_brings_it_back(office: Office) -> None:
    made = office.issue()
    office.die()
    assert office.standing(made) == "changed"
    with pytest.raises(Refused, match="not_managed"):
        office.issue()
    office.live()
    assert (office.standing(made), office.standing(made, 89), office.standing(made, 90)) == (
        "valid",
        "valid",
        "expired",
    )


def test_without_a_seal_it_is_printed_and_stamped(office: Office, settings: object) -> None:
    settings.SEAL_FILE = settings.SEAL_PLATFORM = None  # type: ignore[attr-defined]
    made = office.issue()
    (use,) = office.uses()
    assert (office.row(made).how, use.how, use.seal, office.standing(made)) == (
        "stamped",
        "stamped",
        "实物公章",
        "valid",
    )
    words = words_of(office.pdf(made))
    assert "（盖章）" in words and "加盖公章有效" in words and "离线" not in words
    assert soundness(office.ofd(made)) is Soundness.UNSEALED


def test_where_the_city_has_a_platform_alone_the_ofd_is_the_sealed_one(office: Office, settings: object) -> None:
    settings.SEAL_FILE = None  # type: ignore[attr-defined]
    made = office.issue()
    (use,) = office.uses()
    assert (use.how, use.digest) == ("automatic", sha256(office.ofd(made)).hexdigest())
    assert soundness(office.ofd(made)) is Soundness.SOUND and soundness(office.pdf(made)) is Soundness.UNSEALED
    assert "随OFD文件保存" in words_of(office.pdf(made))


def test_a_platform_whose_certificates_cannot_be_read_seals_nothing_and_leaves_nothing_behind(
    office: Office, settings: object, tmp_path: Path
) -> None:
    known = tmp_path / "known.pem"
    settings.SEAL_PLATFORM = PlatformAccount("http://127.0.0.1:9", "x", known)  # type: ignore[attr-defined]
    with pytest.raises(Unavailable, match="seal_silent"), transaction.atomic():
        office.issue()
    assert queries.named_seals()[1] == ("OFD", "现在没有应答，请系统管理员检查")
    settings.SEAL_PLATFORM = settings.SEAL_PLATFORM_STANDIN  # type: ignore[attr-defined]
    assert office.uses() == [] and office.row(office.issue()).number.endswith("00001")


def test_a_name_that_the_font_lacks_is_left_open_for_the_hand_and_not_sealed_electronically(office: Office) -> None:
    with acting(SYSTEM):
        person = office.person()
        person.name = "王𰻝英"
        person.save(update_fields=["name"])
    made = office.issue(who="王𰻝英")
    words = words_of(office.pdf(made))
    assert office.row(made).how == "stamped" and "王＿＿英" in words and "手写补上" in words and "𰻝" not in words


def test_a_seal_that_does_not_answer_leaves_nothing_behind(office: Office, settings: object, tmp_path: object) -> None:
    settings.SEAL_FILE = SealFile(tmp_path / "none.p12", "x")  # type: ignore[attr-defined,operator]
    with pytest.raises(Unavailable, match="seal_silent"), transaction.atomic():
        office.issue()
    settings.SEAL_FILE = settings.SEAL_STANDIN  # type: ignore[attr-defined]
    assert office.uses() == [] and office.row(office.issue()).number.endswith("00001")


def test_a_certificate_without_its_file_cannot_be_kept(office: Office) -> None:
    made = office.issue()
    for broken in (
        {"file_id": None},
        {"code_hash": None},
        {"state": State.REVOKED},
        {"state": State.WAITING, "ended_on": TODAY},
    ):
        with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=made).update(**broken)


def test_others_see_neither_certificate_nor_file(office: Office) -> None:
    made = office.issue()
    file_id = office.row(made).file_id
    for actor, sees in (
        (office.scene.community, True),
        (office.scene.street, True),
        (office.scene.neighbour, False),
        (office.scene.officer, False),
    ):
        with acting(actor):
            assert queries.list_certificates(scope=actor.scope, today=TODAY).exists() is sees
            assert Certificate.objects.exists() is sees
            if not sees:
                for read in (office.pdf, office.ofd):
                    with pytest.raises(NotFound):
                        read(made, by=actor)
    assert file_id and office.pdf(made, by=office.scene.street).startswith(b"%PDF-")
    assert office.ofd(made, by=office.scene.street).startswith(b"PK")
    overseer = replace(office.scene.city, id=uuid4(), role="auditor", scope=office.scene.city.scope.for_oversight())
    with acting(overseer):
        assert not Certificate.objects.exists() and not queries.list_uses(scope=overseer.scope).exists()
