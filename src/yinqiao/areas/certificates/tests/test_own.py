"""A person, or whom the person has authorised, asks for a certificate in the portal: at once, or after a keeper's look."""

from __future__ import annotations

from datetime import UTC, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse

from yinqiao.areas.authorisations.services import authorise, revoke
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.certificates import services
from yinqiao.areas.certificates.tests.office import MANAGED, PURPOSE, RECEIVED, SYSTEM, TODAY, WHERE, Office
from yinqiao.areas.certificates.types import MATTER, Asked
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("now")]


def _me(office: Office, who: str = "王桂英") -> Actor:
    return Actor(office.id(who), "retiree", "本人", Scope.of_person(office.id(who)), "长辈版")


def _daughter(office: Office, *matters: str) -> tuple[Actor, UUID]:
    # Row-level security asks the clock of the database.
    now = time_machine.escape_hatch.datetime.datetime.now(UTC)
    until = now.date() + timedelta(days=30)
    new = NewAuthorisation("李小妹", "女儿", "13900000999", matters, (), until, Way.SIGNED, TODAY)
    made = authorise(actor=office.scene.community, at=now, retiree_id=office.id(), new=new)
    return Actor(made, "proxy", "代办", Scope.of_warrant(office.id(), made), "长辈版"), made


def _ask(actor: Actor, kind: str = MANAGED, purpose: str = PURPOSE) -> UUID:
    return services.issue_own(actor=actor, at=NOW, asked=Asked(kind, purpose, WHERE))


def _page(actor: Actor, name: str, *args: Any, data: dict[str, Any] | None = None, query: str = "") -> str:
    return unescape(text_of(Browser(actor).ask(reverse(f"my_certificates:{name}", args=args) + query, data)))


def test_what_needs_no_look_is_issued_in_the_same_act_by_the_own_community_and_downloaded(office: Office) -> None:
    me = _me(office)
    row = office.row(_ask(me))
    assert (row.state, row.author_name, row.place_no) == ("issued", "本人", office.scene.community.scope.place_from)
    assert "有效" in _page(me, "certificates")
    answer: Any = Browser(me).ask(reverse("my_certificates:file", args=[row.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_what_needs_a_look_waits_for_a_keeper_who_seals_it(office: Office) -> None:
    me = _me(office)
    made = _ask(me, RECEIVED, "办理人事档案查阅")
    assert office.row(made).state == "waiting" and "等着用印" in _page(me, "certificates")
    with pytest.raises(Conflict) as refused:
        _ask(me, RECEIVED, "转接党组织关系")
    assert refused.value.code == "certificates.waiting_already"
    services.seal(actor=office.district, at=NOW, certificate_id=made, address=WHERE)
    assert office.row(made).state == "issued" and "等着用印" not in _page(me, "certificates")


def test_without_an_electronic_seal_it_waits_for_the_stamp_of_somebody(office: Office, settings: Any) -> None:
    settings.SEAL_FILE = settings.SEAL_PLATFORM = None
    assert office.row(_ask(_me(office))).state == "waiting"


def test_the_same_purpose_is_not_issued_twice_while_it_holds(office: Office) -> None:
    _ask(_me(office))
    with pytest.raises(Conflict) as refused:
        _ask(_me(office))
    assert refused.value.code == "certificates.have_one" and "我的证明" in (refused.value.next_step or "")
    assert _ask(_me(office), purpose="向原企业说明情况") is not None
    with acting(SYSTEM):
        assert Entry.objects.filter(action="certificates.issue_own").count() == 2


@pytest.mark.parametrize("purpose", ["", "给张三还钱用"])
def test_a_purpose_that_the_kind_does_not_name_is_left_to_the_counter(office: Office, purpose: str) -> None:
    with pytest.raises(Invalid) as refused:
        _ask(_me(office), purpose=purpose)
    assert refused.value.code == "certificates.purpose_missing"


def test_who_stands_at_a_desk_has_no_community_that_issues(office: Office) -> None:
    with acting(SYSTEM):
        Retiree.objects.filter(name="王桂英").update(place_no=office.scene.street.scope.place_from)
    with pytest.raises(Refused) as refused:
        _ask(_me(office))
    assert refused.value.code == "certificates.no_office"
    assert _ask(_me(office), RECEIVED, "办理人事档案查阅") is not None


def test_a_daughter_authorised_for_it_asks_and_downloads_and_every_other_reads_none(office: Office) -> None:
    hers, warrant = _daughter(office, MATTER)
    made = _ask(hers)
    assert office.row(made).author_name == "女儿 李小妹 代办"
    assert "社会化管理证明" in _page(hers, "certificates")
    answer: Any = Browser(hers).ask(reverse("my_certificates:file", args=[made]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    revoke(actor=office.scene.community, at=NOW, authorisation_id=warrant)
    for act in (lambda: _ask(hers, purpose="向原企业说明情况"), lambda: _page(hers, "certificates")):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "authorisations.not_within"


def test_a_daughter_authorised_for_something_else_neither_asks_nor_sees_one(office: Office) -> None:
    made = _ask(_me(office))
    hers, _ = _daughter(office, "contact_change")
    for act in (
        lambda: _ask(hers, purpose="向原企业说明情况"), lambda: _page(hers, "certificates"), lambda: _page(hers, "kinds"),
        lambda: Browser(hers).ask(reverse("my_certificates:file", args=[made])),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "authorisations.not_within"


def test_an_officer_and_a_stranger_are_not_the_person(office: Office) -> None:
    with pytest.raises(NotFound):
        _ask(office.scene.community)
    made = _ask(_me(office))
    with pytest.raises(NotFound):
        Browser(_me(office, "欧阳建国")).ask(reverse("my_certificates:file", args=[made]))


def test_the_pages_ask_one_thing_keep_what_was_chosen_and_say_what_is_wrong(office: Office) -> None:
    me = _me(office)
    assert "社会化管理证明" in _page(me, "kinds") and "居住情况证明" not in _page(me, "kinds")
    assert "用来做什么" in _page(me, "ask", MANAGED)
    assert "请选择用途" in _page(me, "ask", MANAGED, data={"purpose": ""})
    assert Browser(me).ask(reverse("my_certificates:ask", args=[MANAGED]), {"purpose": PURPOSE}).status_code == 302
    told = _page(me, "ask", MANAGED, data={"purpose": PURPOSE})
    assert "没有重复开具" in told and "checked" in told
    with pytest.raises(NotFound):
        _page(me, "ask", "residence")


def test_the_twenty_are_told_with_number_reason_and_where_to_go(office: Office) -> None:
    whole = _page(_me(office), "refused")
    assert whole.count("清单一第") == 20 and "该找：" in whole
    some = _page(_me(office), "refused", query="?asked=健在证明")
    assert 0 < some.count("清单一第") < 20
    assert "社区可以帮您办" in some and "certification:people" not in some
    assert "不在社区不能开的 20 种里" in _page(_me(office), "refused", query="?asked=钓鱼证")
