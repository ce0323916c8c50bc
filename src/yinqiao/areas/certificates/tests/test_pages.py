"""The pages of certificates: what each role is shown and offered, refusals beside the field, lists that go out."""

from __future__ import annotations

import io
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.tests.office import MANAGED, RECEIVED, SYSTEM, TODAY, WHERE, Office
from yinqiao.areas.certificates.types import Asked, Revocation
from yinqiao.areas.certificates.views.copied import COPIED
from yinqiao.areas.certificates.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.retention.registry import retention_class

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("now")]


def url(name: str, *args: Any) -> str:
    """An address of the room."""
    return reverse(f"certificates:{name}", args=args)


def page(office: Office, address: str, actor: Actor | None = None) -> str:
    """A page as somebody reads it."""
    return unescape(text_of(Browser(actor or office.scene.community).ask(address)))


def rows_of(answer: Any) -> list[tuple[Any, ...]]:
    """The rows of an exported workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_the_page_of_a_person_offers_what_the_role_issues(office: Office) -> None:
    person = office.id()
    told = page(office, url("of_person", person))
    assert (
        url("issue", person, MANAGED) in told
        and url("issue", person, RECEIVED) not in told
        and "居住情况证明" not in told
    )
    assert url("issue", person, RECEIVED) in page(office, url("of_person", person), office.scene.street)
    for actor in (office.scene.community, office.scene.street):
        other = RECEIVED if actor is office.scene.community else MANAGED
        with pytest.raises(NotFound):
            Browser(actor).ask(url("issue", person, other))
    office.die()
    assert "不能开具证明" in page(office, url("of_person", person)) and url("issue", person, MANAGED) not in page(
        office, url("of_person", person)
    )


def test_a_purpose_of_ones_own_is_asked_for_in_words(office: Office) -> None:
    address = url("issue", office.id(), MANAGED)
    assert "有效 90 天" in page(office, address)
    answer = Browser(office.scene.community).ask(address, {"purpose": "other", "other": " "})
    assert answer.status_code == 422 and "请写明用途" in unescape(text_of(answer))
    answer = Browser(office.scene.community).ask(address, {"purpose": "other", "other": "办理公园年卡"})
    with acting(SYSTEM):
        (row,) = queries.list_certificates(scope=Scope.everything(), today=TODAY)
    assert answer["Location"] == url("certificate", row.pk) and row.purpose == "办理公园年卡"


def test_the_page_of_a_certificate_masks_the_number_and_the_file_goes_out_on_record(office: Office) -> None:
    made = office.issue()
    told = page(office, url("certificate", made))
    assert "王桂英" in told and id_number(102) not in told and "演示替身" in told and "自动用印" in told
    answer: Any = Browser(office.scene.street).ask(url("file", made))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-") and answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"]
    other: Any = Browser(office.scene.street).ask(url("ofd", made))
    assert b"".join(other.streaming_content).startswith(b"PK") and ".ofd" in other["Content-Disposition"]
    for stranger in (office.scene.elsewhere, office.scene.neighbour):
        for name in ("certificate", "file", "ofd", "revoke", "reissue"):
            with pytest.raises(NotFound):
                Browser(stranger).ask(url(name, made))
    with pytest.raises(Refused):
        Browser(office.scene.officer).ask(url("file", made))


def test_what_may_be_done_is_offered_to_whom_it_falls(office: Office) -> None:
    made, waiting = office.issue(), office.issue(RECEIVED, by=office.scene.street)
    assert url("revoke", made) in page(office, url("certificate", made)) and url("reissue", made) in page(
        office, url("certificate", made)
    )
    above = page(office, url("certificate", made), office.district)
    assert url("revoke", made) in above and url("reissue", made) not in above
    for actor, offered in ((office.scene.community, False), (office.scene.street, False), (office.district, True)):
        assert (url("seal", waiting) in page(office, url("certificate", waiting), actor)) is offered
    with pytest.raises(Refused):
        Browser(office.scene.community).ask(url("seal", waiting))
    for actor, counts in ((office.district, [1]), (office.scene.community, [])):
        with acting(actor):
            assert [one.count for one in today_entries(actor, TODAY)] == counts


def test_sealing_declining_revoking_and_issuing_anew_by_their_pages(office: Office) -> None:
    waiting = office.issue(RECEIVED, by=office.scene.street)
    assert "核对后用印" in page(office, url("seal", waiting), office.district)
    assert Browser(office.district).ask(url("seal", waiting), {"confirmed": "1"}).status_code == 302
    assert office.standing(waiting) == "valid"
    assert Browser(office.district).ask(url("seal", waiting), {"confirmed": "1"}).status_code == 409
    answer = Browser(office.district).ask(url("revoke", waiting), {"sent": "1"})
    assert answer.status_code == 422 and "请选择撤销原因" in unescape(text_of(answer))
    made = office.issue()
    Browser(office.scene.community).ask(url("reissue", made), {"purpose": "办理老年教育报名"})
    told = page(office, url("certificate", made))
    assert "已被替换" in told and "430104001001-2026-00002" in told
    Browser(office.scene.community).ask(url("revoke", waiting), {"reason": "mistake"})
    assert office.standing(waiting) == "valid"
    Browser(office.scene.street).ask(url("revoke", waiting), {"reason": "mistake"})
    assert "开错了" in page(office, url("certificate", waiting))
    other = office.issue(RECEIVED, by=office.scene.street)
    Browser(office.district).ask(url("decline", other), {"reason": "not_needed"})
    assert "用途不需要这种证明" in page(office, url("certificate", other))


def test_the_register_narrows_by_standing_and_goes_out_with_a_purpose(office: Office) -> None:
    made, other = office.issue(), office.issue(who="欧阳建国")
    services.revoke(actor=office.scene.community, at=NOW, certificate_id=other, reason=Revocation.ASKED)
    lists = {one: page(office, f"{url('certificates')}?standing={one}") for one in ("revoked", "waiting", "replaced")}
    assert "欧阳建国" in lists["revoked"] and "王桂英" not in lists["revoked"] and "欧阳建国" not in lists["waiting"]
    with acting(SYSTEM):
        scope = Scope.everything()
        counted = {
            one: queries.list_certificates(scope=scope, today=TODAY, standing=one).count()
            for one in ("valid", "changed", "expired")
        }
    assert counted == {"valid": 1, "changed": 0, "expired": 0} and office.standing(made) == "valid"
    address = f"{url('certificates')}?export=1"
    assert "用途" in unescape(text_of(Browser(office.scene.street).ask(address)))
    rows = str(rows_of(Browser(office.scene.street).ask(address, {"purpose": "核对证明"})))
    assert "王桂英" in rows and "已撤销" in rows and "<span" not in rows and id_number(102) not in rows


def test_the_register_of_seals_shows_who_and_which_file_and_names_nobody(office: Office) -> None:
    made = office.issue()
    told = page(office, url("uses"), office.scene.street)
    assert office.row(made).digest[:16] in told and "月华社区经办" in told and "王桂英" not in told
    assert "自动用印" in told and url("seals") in told and url("seals") not in page(office, url("uses"))
    assert office.row(made).digest[:16] not in page(office, url("uses"), office.scene.elsewhere)
    assert "没有符合筛选条件" in page(office, f"{url('uses')}?how=hand", office.scene.street)
    told = page(office, url("seals"), office.scene.street)
    assert "PDF 文件的电子印章：演示替身" in told and "OFD 文件的电子印章：演示替身" in told
    rows = rows_of(Browser(office.scene.street).ask(f"{url('uses')}?export=1", {"purpose": "存档备查"}))
    assert office.row(made).digest in str(rows)


def test_a_keeper_sets_each_kind_and_takes_it_back(office: Office) -> None:
    assert "演示替身" in page(office, url("seals"), office.scene.street)
    Browser(office.district).ask(url("permit", RECEIVED), {"automatic": "1"})
    assert office.standing(office.issue(RECEIVED, by=office.scene.street)) == "valid"
    Browser(office.district).ask(url("permit", RECEIVED), {"automatic": "0"})
    assert office.standing(office.issue(RECEIVED, by=office.scene.street)) == "waiting"
    with pytest.raises(Refused):
        Browser(office.scene.community).ask(url("permit", MANAGED), {"automatic": "1"})
    with pytest.raises(NotFound):
        Browser(office.district).ask(url("permit", "residence"), {"automatic": "1"})


def test_a_person_reads_the_own_certificates_and_their_files_and_nobody_elses(office: Office) -> None:
    made, other = office.issue(), office.issue(who="欧阳建国")
    me = Actor(office.id(), "retiree", "本人", Scope.of_person(office.id()))
    told = unescape(text_of(Browser(me).ask(reverse("my_certificates:certificates"))))
    assert "社会化管理证明" in told and office.row(made).number in told and office.row(other).number not in told
    answer: Any = Browser(me).ask(reverse("my_certificates:file", args=[made]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    with pytest.raises(NotFound):
        Browser(me).ask(reverse("my_certificates:file", args=[other]))
    assert Browser(office.scene.community).ask(reverse("my_certificates:certificates")).status_code == 302


def test_the_copy_of_a_persons_data_holds_what_was_issued(office: Office) -> None:
    office.issue()
    with acting(office.scene.community):
        (row,) = COPIED.rows(office.scene.community, office.id(), TODAY)
    assert row[2] == "社会化管理证明" and id_number(102) in row[-1]


def test_what_is_past_its_period_goes_with_its_file_and_the_register_of_seals_stays(office: Office) -> None:
    made = office.issue()
    kept = retention_class("retention.certificates_certificate")
    until = office.row(made).valid_until
    assert until is not None
    with acting(SYSTEM):
        assert list(kept.find_due(until)) == []
        (due,) = kept.find_due(until.replace(year=until.year + 5))
        assert due.object_id == made and "王桂英" not in due.label
        assert kept.destroy([made], NOW, UUID(int=7)) == 1
        assert not queries.list_certificates(scope=Scope.everything(), today=TODAY).exists()
    assert len(office.uses()) == 2


def test_of_a_person_whose_registration_is_undone_no_certificate_stays(office: Office) -> None:
    from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
    from yinqiao.areas.retirees.queries import subject
    from yinqiao.platform.acts import perform

    office.issue()
    kept = office.issue(who="欧阳建国")
    with perform(actor=SYSTEM, action="certificates.revoke", at=NOW) as act:
        act.emit(REGISTRATION_UNDONE, [subject(office.person())])
    with acting(SYSTEM):
        assert [one.pk for one in queries.list_certificates(scope=Scope.everything(), today=TODAY)] == [kept]


def test_one_that_waits_is_asked_for_again_after_it_was_issued_anew(office: Office) -> None:
    first = office.issue()
    asked = Asked(MANAGED, "向原企业说明情况", WHERE)
    second = services.reissue(actor=office.scene.community, at=NOW, certificate_id=first, asked=asked)
    told = page(office, url("certificate", second))
    assert office.row(first).number in told and "原来的" in told
