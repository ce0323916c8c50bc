"""Pages of agreements: what they show to whom, which forms come back, whose route is shut."""

from __future__ import annotations

import io
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.queries import list_agreements
from yinqiao.areas.agreements.tests.talks import PDF, TODAY, Talks
from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.agreements.urls import urlpatterns
from yinqiao.areas.agreements.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]

# Steps that have no page of their own.
SENT_ONLY = {"propose", "take_back", "agree", "unlink", "cancel"}


def _page(actor: Actor, agreement_id: UUID, name: str = "agreement", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"agreements:{name}", args=[agreement_id]), data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_communities_and_sends_strangers_to_sign_in(talks: Talks) -> None:
    one = talks.standing(AgreementState.FILED)
    for pattern in urlpatterns:
        parts = {"agreement_id": one} if pattern.pattern.converters else {}
        address = reverse(f"agreements:{pattern.name}", kwargs=parts)
        data = {} if pattern.name in SENT_ONLY else None
        with pytest.raises(Refused) as refused:
            Browser(talks.scene.community).ask(address, data)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_a_page_offers_the_steps_of_who_reads_it_and_no_other(talks: Talks) -> None:
    one = talks.standing(AgreementState.PROPOSED)
    ours, theirs = _page(talks.enterprise, one), _page(talks.street, one)
    assert "收回修改" in ours and "退回修改</a>" not in ours
    assert "退回修改</a>" in theirs and "收回修改" not in theirs
    for actor in (talks.rival, talks.elsewhere):
        with pytest.raises(NotFound):
            _page(actor, one)


def test_propose_asks_first_and_then_proposes(talks: Talks) -> None:
    one = talks.draft()
    data = {"lock_version": talks.row(one).lock_version}
    assert "提请后，对方可以看到当前版本" in _page(talks.enterprise, one, "propose", data)
    assert talks.row(one).state == "draft"
    assert _page(talks.enterprise, one, "propose", {**data, "confirmed": "1"}) == "302"
    assert talks.row(one).state == "proposed"


def test_signing_on_the_page_keeps_the_file_and_refuses_another_beside_its_field(talks: Talks) -> None:
    one = talks.standing(AgreementState.AGREED)
    data = {"lock_version": talks.row(one).lock_version, "signed_on": TODAY.isoformat(), "verified": "on"}
    wrong = SimpleUploadedFile("协议.pdf", b"no scan")
    assert "文件不是 PDF、JPG 或 PNG 扫描件" in _page(talks.street, one, "sign", {**data, "scan": wrong})
    good = SimpleUploadedFile("协议.pdf", PDF)
    assert _page(talks.street, one, "sign", {**data, "scan": good}) == "302"
    answer = Browser(talks.enterprise).ask(reverse("agreements:scan", args=[one]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


def test_two_officers_on_one_form_are_told_and_nothing_is_lost(talks: Talks) -> None:
    one = talks.draft()
    form = {
        "lock_version": talks.row(one).lock_version, "people": 11, "party_members": 1, "archives": 1, "area_m2": 0,
        "amount": 0, "covered": "全部", "retained": "", "starts_on": "", "ends_on": "", "remark": "",
    }  # fmt: skip
    assert _page(talks.enterprise, one, "save", form) == "302"
    late = _page(talks.enterprise, one, "save", {**form, "people": 12})
    assert "已由他人办理过" in late and 'value="12"' in late
    assert talks.row(one).version == 2


def test_figures_lead_to_their_people(talks: Talks) -> None:
    one = talks.standing(AgreementState.FILED)
    batch = talks.scene.submit(roster(*CAST[:2]))
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(one), batch_id=batch)
    for actor in (talks.enterprise, talks.street):
        page = _page(actor, one)
        address = next(part for part in page.split('href="') if "state=sent" in part).split('"')[0]
        listed = text_of(Browser(actor).ask(address))
        assert "王桂英" in listed and "共 2 人" in listed and "移交批次：所选" in listed


def test_the_list_filters_and_today_counts_what_it_opens(talks: Talks) -> None:
    talks.draft()
    one = talks.standing(AgreementState.PROPOSED)
    signed = talks.standing(AgreementState.SIGNED)
    for actor, expected in (
        (talks.street, {"等待本方答复的移交协议": [one]}),
        (talks.district, {"等待本方答复的移交协议": [one], "已签署待备案的移交协议": [signed]}),
        (talks.enterprise, {}),
        (talks.scene.community, {}),
    ):
        with acting(actor):
            entries = {entry.label: entry for entry in today_entries(actor, TODAY)}
        assert {label: entry.count for label, entry in entries.items()} == {
            label: len(ids) for label, ids in expected.items()
        }
        for label, ids in expected.items():
            listed = text_of(Browser(actor).ask(entries[label].url))
            assert f"共 {len(ids)} 份" in listed and talks.row(ids[0]).agreement_no in listed


def test_the_list_is_exported_as_it_is_seen(talks: Talks) -> None:
    from openpyxl import load_workbook

    one = talks.standing(AgreementState.FILED)
    talks.draft(talks.street)
    answer = Browser(talks.enterprise).ask(f"{reverse('agreements:agreements')}?export=1", {"purpose": "报送备案清单"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert talks.row(one).agreement_no in words and "移协〔2026〕0002号" not in words


def test_versions_stand_side_by_side_and_the_text_holds_the_latest(talks: Talks) -> None:
    one = talks.standing(AgreementState.PROPOSED)
    page = _page(talks.street, one, "versions")
    assert "只有一版" in page
    text = _page(talks.street, one, "text")
    assert "共 10 人" in text and "第一条" in text and "待确认" in text


def test_a_scope_that_sees_nobody_lists_nothing(talks: Talks) -> None:
    talks.standing(AgreementState.FILED)
    from yinqiao.platform.access import Scope

    with acting(Actor.anonymous()):
        assert not list_agreements(scope=Scope.nobody()).exists()
        assert not list_agreements(scope=Scope.everything()).exists(), "the database holds the second wall"
