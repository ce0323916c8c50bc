"""The enterprise sees its own officers and counts of what they did, and proposes; the receiving side answers."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.accounts.models import User
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.models import Deed, Proposal, Secondment
from yinqiao.areas.secondments.tests.conftest import LAST, NOW, RIGHTS, Stay, new_secondment
from yinqiao.areas.secondments.types import Asked, Counted, DeedKind, NewDeed, NewProposal
from yinqiao.areas.secondments.views.today import today_entries
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = NOW.date()
DAY = timedelta(days=1)


def _proposes(stay: Stay, kind: Asked, actor: Actor | None = None, **told: Any) -> UUID:
    usual: dict[Asked, dict[str, Any]] = {
        Asked.SECOND: {
            "community_id": stay.community_id, "name": "顾明", "from_on": TODAY, "last_on": LAST, "document": "文7",
            "rights": ("visits",),
        },
        Asked.PROLONG: {"secondment_id": stay.id, "last_on": LAST, "document": "文8"},
        Asked.END: {"secondment_id": stay.id, "why": "企业召回"},
    }  # fmt: skip
    new = NewProposal(kind, **{**usual[kind], **told})
    return services.propose(actor=actor or stay.scene.officer, at=NOW, new=new)


def _refused(kind: type[DomainError], act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(*args, **given)
    return refusal.value.code


def _state(stay: Stay, proposal: UUID) -> str:
    with acting(stay.scene.city):
        return Proposal.objects.get(pk=proposal).state


def _shortened(stay: Stay) -> None:
    """It ends a month before the key community does, so that it can be prolonged."""
    with acting(Actor.system("test")):
        Secondment.objects.filter(pk=stay.id).update(until_on=LAST - 30 * DAY)


def test_the_enterprise_sees_its_officers_and_counts_and_nobody_whom_they_looked_after(stay: Stay) -> None:
    new = NewDeed(DeedKind.VISIT, TODAY, "在家", "call", TODAY + 3 * DAY)
    for kind in (DeedKind.VISIT, DeedKind.CALL):
        services.note_deed(
            actor=stay.officer, at=NOW, retiree_id=stay.people["王桂英"], new=new._replace(kind=kind)
        )  # fmt: skip
    for officer, seen in ((stay.scene.officer, 1), (stay.scene.rival, 0)):
        with acting(officer):
            assert queries.list_secondments(scope=officer.scope, today=TODAY).count() == seen
            counted = queries.count_deeds(scope=officer.scope, ids=[stay.id])
            assert counted == ({stay.id: Counted(1, 1, 0, 0, 1, 2)} if seen else {})
            assert not Deed.objects.exists()
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM secondments_counted(%s)", [[stay.id]])
                assert cursor.fetchone() == (seen,)
    with acting(stay.scene.community):
        assert queries.count_deeds(scope=stay.scene.community.scope, ids=[stay.id]) == {}


def test_nothing_changes_before_the_city_agrees_to_a_longer_time(stay: Stay) -> None:
    _shortened(stay)
    made = _proposes(stay, Asked.PROLONG)
    assert stay.row.until_on == LAST - 30 * DAY
    assert _refused(Conflict, _proposes, stay, Asked.PROLONG) == "secondments.proposed_already"
    for nobody in (stay.scene.community, stay.scene.officer, stay.scene.street):
        with pytest.raises(NotFound):
            services.confirm_change(actor=nobody, at=NOW, proposal_id=made)
    services.confirm_change(actor=stay.scene.city, at=NOW, proposal_id=made)
    assert stay.row.until_on == LAST + DAY and stay.row.prolonged[0]["document"] == "文8"
    assert _state(stay, made) == "confirmed"
    given = {"actor": stay.scene.city, "at": NOW, "proposal_id": made}
    assert _refused(Conflict, services.confirm_change, **given) == "secondments.answered_already"


def test_the_community_agrees_to_an_early_end_which_leaves_no_other_proposal_waiting(stay: Stay) -> None:
    _shortened(stay)
    longer, end = _proposes(stay, Asked.PROLONG), _proposes(stay, Asked.END)
    with acting(stay.scene.community):
        (entry,) = [one for one in today_entries(stay.scene.community, TODAY) if "建议" in one.label]
    assert entry.count == 1
    services.confirm_change(actor=stay.scene.community, at=NOW, proposal_id=end)
    assert stay.row.ended_at is not None and "企业召回" in stay.row.ended_why
    assert (_state(stay, end), _state(stay, longer)) == ("confirmed", "lapsed")
    assert _refused(Conflict, _proposes, stay, Asked.END) == "secondments.ended_already"


def test_whom_the_enterprise_proposes_the_city_seconds_with_an_account(stay: Stay) -> None:
    made = _proposes(stay, Asked.SECOND)
    assert not User.objects.filter(username="xuanpai.gu").exists()
    assert _refused(Conflict, _proposes, stay, Asked.SECOND) == "secondments.proposed_already"
    new = new_secondment(name="顾明", username="xuanpai.gu", rights=("visits",))
    with pytest.raises(NotFound):
        services.confirm_second(actor=stay.scene.community, at=NOW, proposal_id=made, new=new)
    told = services.confirm_second(actor=stay.scene.city, at=NOW, proposal_id=made, new=new)
    assert told.password and User.objects.filter(username="xuanpai.gu").exists() and _state(stay, made) == "confirmed"


def test_a_proposal_is_declined_with_a_reason_or_taken_back_and_then_made_anew(stay: Stay) -> None:
    made = _proposes(stay, Asked.SECOND)
    given = {"actor": stay.scene.city, "at": NOW, "proposal_id": made}
    assert _refused(Invalid, services.decline_proposal, **given, why=" ") == "secondments.text_missing"
    services.decline_proposal(**given, why="已有两人")
    again = _proposes(stay, Asked.SECOND)
    with pytest.raises(NotFound):
        services.withdraw_proposal(actor=stay.scene.rival, at=NOW, proposal_id=again)
    services.withdraw_proposal(actor=stay.scene.officer, at=NOW, proposal_id=again)
    assert (_state(stay, made), _state(stay, again)) == ("declined", "withdrawn")
    assert _refused(Conflict, services.decline_proposal, **{**given, "proposal_id": again}, why="晚了") == (
        "secondments.answered_already"
    )  # fmt: skip


def test_a_proposal_of_a_key_community_that_ends_lapses_with_it(stay: Stay) -> None:
    made = _proposes(stay, Asked.SECOND)
    services.close_community(actor=stay.scene.city, at=NOW, community_id=stay.community_id)
    assert _state(stay, made) == "lapsed"


@pytest.mark.parametrize(
    ("kind", "told", "code"),
    [
        (Asked.SECOND, {"name": " "}, "text_missing"),
        (Asked.SECOND, {"document": ""}, "text_missing"),
        (Asked.SECOND, {"from_on": None}, "days_not_possible"),
        (Asked.SECOND, {"last_on": LAST + DAY}, "days_not_possible"),
        (Asked.SECOND, {"last_on": TODAY - DAY}, "days_not_possible"),
        (Asked.SECOND, {"rights": ()}, "rights_not_possible"),
        (Asked.SECOND, {"rights": (*RIGHTS, "everything")}, "rights_not_possible"),
        (Asked.PROLONG, {"last_on": LAST - DAY}, "days_not_possible"),
        (Asked.END, {"why": ""}, "text_missing"),
    ],
)
def test_what_could_never_be_confirmed_is_not_proposed(
    stay: Stay, kind: Asked, told: dict[str, Any], code: str
) -> None:
    assert _refused(Invalid, _proposes, stay, kind, **told) == f"secondments.{code}"


def test_nobody_proposes_for_another_enterprise_or_another_office(stay: Stay) -> None:
    for nobody in (stay.scene.rival, stay.scene.city, stay.scene.community):
        for kind in Asked:
            with pytest.raises(NotFound):
                _proposes(stay, kind, nobody)


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"secondments:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_the_pages_of_both_sides_say_where_a_proposal_stands(stay: Stay) -> None:
    _shortened(stay)
    assert "沈丽" in _page(stay.scene.officer, "their_officers") and "沈丽" not in _page(
        stay.scene.rival, "their_officers"
    )
    page = _page(stay.scene.officer, "theirs", stay.id)
    assert "建议延期" in page and "为谁做的、说了什么由社区掌握" in page and "王桂英" not in page
    now = timezone.localdate()
    wrong = _page(stay.scene.officer, "propose_change", stay.id, "prolong", data={"last_on": "x", "document": "文8"})
    assert "文8" in wrong
    told = {"last_on": LAST.isoformat(), "document": "文8"}
    assert _page(stay.scene.officer, "propose_change", stay.id, "prolong", data=told) == "302" or now > LAST
    made = _proposes(stay, Asked.END)
    page = _page(stay.scene.community, "proposal", made)
    assert "企业召回" in page and "不同意" in page
    assert "同意提前结束吗" in _page(stay.scene.community, "confirm_change", made, data={"x": "1"})
    assert _page(stay.scene.community, "decline_proposal", made, data={"why": "还有事没有办完"}) == "302"
    page = _page(stay.scene.officer, "proposal", made)
    assert "未同意" in page and "还有事没有办完" in page
    with pytest.raises(NotFound):
        Browser(stay.scene.officer).ask(reverse("secondments:propose_change", args=[stay.id, "second"]))


def test_a_form_of_a_new_proposal_keeps_what_was_typed_and_the_city_finds_it_filled_in(stay: Stay) -> None:
    data = {
        "community_id": str(stay.community_id),
        "name": "顾明",
        "from_on": "2026-03-02",
        "last_on": "",
        "document": "文7",
    }
    page = _page(stay.scene.officer, "propose_second", data=data)
    assert "顾明" in page
    made = _proposes(stay, Asked.SECOND)
    page = _page(stay.scene.city, "confirm_second", made)
    assert "顾明" in page and "文7" in page
    assert _page(stay.scene.officer, "withdraw_proposal", made, data={"x": "1"}) == "302"
