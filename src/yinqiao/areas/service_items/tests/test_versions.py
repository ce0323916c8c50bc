"""A version of an item: drawn up by one, approved by another, served from its day on; running cases keep theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.applications import queries as applications
from yinqiao.areas.applications.tests.desk import Desk, days
from yinqiao.areas.service_items import queries, services
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.tests.conftest import manager
from yinqiao.areas.service_items.views.today import today_entries
from yinqiao.kernel.errors import DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.rulebook import freshen

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("_forgets")]

# Ahead of every clock: the database holds its own against what is taken back.
AT = datetime(2031, 3, 3, 2, 0, tzinfo=UTC)
TODAY, NEXT_MONTH = AT.date(), date(2031, 4, 1)
CONTACT = "contact_change"


def draft(actor: Actor, at: datetime = AT, code: str = CONTACT, **values: Any) -> UUID:
    """A draft of the next version in which something is said otherwise."""
    made = services.begin_version(actor=actor, at=at, code=code)
    given = values or {"fee": "每件一元"}
    services.keep_part(actor=actor, at=at, version_id=made, seen=0, values=given)
    return made


def propose(actor: Actor, made: UUID, at: datetime = AT, day: date = NEXT_MONTH) -> UUID:
    """It waits for the second person."""
    services.propose_version(actor=actor, at=at, version_id=made, valid_from=day, reason="市里研究决定")
    return made


def publish(drafter: Actor, second: Actor, made: UUID, **told: Any) -> UUID:
    """Both of them."""
    propose(drafter, made, **told)
    services.decide_version(actor=second, at=told.get("at", AT), version_id=made, is_approved=True, words="同意")
    return made


def read_anew(actor: Actor, day: date) -> None:
    """A day begins."""
    with acting(actor):
        freshen(day)


def row_of(actor: Actor, made: UUID) -> ItemDraft:
    """A version as it stands."""
    with acting(actor):
        return ItemDraft.objects.get(pk=made)


def code_of(act: Callable[[], object]) -> str:
    """With what something is refused."""
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.code


def test_it_serves_from_its_day_on_and_whatever_runs_keeps_its_version(
    desk: Desk, drafter: Actor, second: Actor
) -> None:
    at = days(0)
    step = [
        {"code": "accept", "title": "社区受理", "role": "community_officer", "days": 1, "may": ["ask", "refuse"]},
        {"code": "decide", "title": "街道办理", "role": "street_officer", "days": 7, "may": ["refuse"]},
    ]
    before = desk.apply(CONTACT, answers={"phone": "0731-88880001"})
    made = publish(drafter, second, draft(drafter, at=at, step=step), at=at, day=days(2).date())
    assert applications.item_in_force(CONTACT, days(5).date()).version == 1, "nobody has read it today"
    read_anew(second, days(1).date())
    assert applications.item_in_force(CONTACT, days(1).date()).version == 1
    read_anew(second, days(2).date())
    assert applications.item_in_force(CONTACT, days(2).date()).version == 2
    after = desk.apply(CONTACT, answers={"phone": "0731-88880002"}, who="欧阳建国", at=days(2))
    with acting(second):
        versions = [applications.item_of(desk.case(one).item) for one in (before, after)]
        assert [(one.version, len(one.step)) for one in versions] == [(1, 1), (2, 2)]
        (told, *_) = queries.list_versions(scope=second.scope, code=CONTACT, today=days(2).date())
        assert (told.version, told.origin, told.is_now) == (2, "city", True)
    assert row_of(second, made).state == "published"


def test_an_item_is_closed_from_a_day_on_and_opened_again_by_another_version(
    desk: Desk, drafter: Actor, second: Actor
) -> None:
    running = desk.apply(CONTACT, answers={"phone": "0731-88880001"})
    closing = services.begin_version(actor=drafter, at=days(0), code=CONTACT, is_closing=True)
    publish(drafter, second, closing, at=days(0), day=days(2).date())
    read_anew(second, days(2).date())
    assert applications.item_or_none(CONTACT, days(1).date()) is not None
    assert code_of(lambda: desk.apply(CONTACT, answers={"phone": "0731-88880002"}, who="欧阳建国", at=days(2))) == (
        "applications.no_such_item"
    )
    assert desk.case(running).state == "applied"
    with acting(second):
        listed = {one.code: one for one in queries.list_items(scope=second.scope, today=days(2).date())}
    assert listed[CONTACT].serving == "closed"
    again = services.begin_version(actor=drafter, at=days(2), code=CONTACT)
    publish(drafter, second, again, at=days(2), day=days(4).date())
    read_anew(second, days(4).date())
    assert applications.item_in_force(CONTACT, days(4).date()).version == 3


def test_nobody_approves_what_they_drew_up_and_the_database_holds_it(drafter: Actor, second: Actor) -> None:
    made = propose(drafter, draft(drafter))
    for is_approved in (True, False):
        assert (
            code_of(
                lambda yes=is_approved: services.decide_version(actor=drafter, at=AT, version_id=made, is_approved=yes)  # type: ignore[misc]
            )
            == "service_items.same_person"
        )
    with acting(drafter), pytest.raises(IntegrityError), transaction.atomic():
        ItemDraft.objects.filter(pk=made).update(state="published", decided_by=drafter.id, decided_at=AT)
    with acting(second):
        assert [one.count for one in today_entries(second, TODAY)] == [1]
        assert not today_entries(drafter, TODAY)


def test_a_published_version_is_neither_changed_nor_deleted_but_taken_back_before_its_day(
    drafter: Actor, second: Actor
) -> None:
    made = publish(drafter, second, draft(drafter))
    with acting(second):
        for change in ("SET text = 'x'", "SET valid_from = '2031-05-01'", "SET state = 'draft', decided_at = NULL"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE service_items_itemdraft {change} WHERE id = %s", [made])
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemDraft.objects.filter(pk=made).delete()
    services.withdraw_version(actor=second, at=AT, version_id=made, reason="依据有误")
    read_anew(second, NEXT_MONTH)
    assert applications.item_in_force(CONTACT, NEXT_MONTH).version == 1
    again = publish(drafter, second, draft(drafter))
    assert row_of(second, again).version == 3, "the number of one that was taken back is not used again"
    late = datetime(2031, 3, 31, 15, 0, tzinfo=UTC)
    assert code_of(lambda: services.withdraw_version(actor=second, at=late, version_id=again, reason="晚了")) == (
        "service_items.too_late"
    )


def test_what_is_sent_back_is_changed_and_proposed_again(drafter: Actor, second: Actor) -> None:
    made = propose(drafter, draft(drafter))
    keep = {"actor": drafter, "at": AT, "version_id": made, "values": {"fee": "不收费。"}}
    assert code_of(lambda: services.keep_part(**keep, seen=1)) == "service_items.not_editable"
    services.decide_version(actor=second, at=AT, version_id=made, is_approved=False, words="请补充收费依据")
    with acting(drafter):
        assert [one.label for one in today_entries(drafter, TODAY)] == ["退回修改的服务事项"]
    assert code_of(lambda: services.keep_part(**{**keep, "actor": second}, seen=1)) == "service_items.only_own"
    assert code_of(lambda: services.keep_part(**keep, seen=0)) == "service_items.changed_meanwhile"
    services.keep_part(**keep, seen=1)
    publish(drafter, second, made)
    assert (row_of(second, made).state, row_of(second, made).version) == ("published", 2)
    assert code_of(
        lambda: services.decide_version(actor=second, at=AT, version_id=made, is_approved=True)
    ) == "service_items.not_waiting"  # fmt: skip


def test_a_mistake_is_refused_with_its_reason_and_the_old_version_keeps_serving(drafter: Actor) -> None:
    made = draft(drafter, basis="")
    with pytest.raises(Invalid) as refused:
        propose(drafter, made)
    assert refused.value.code == "service_items.faulty" and "basis" in refused.value.message
    with acting(drafter):
        assert [(one.part, one.field) for one in queries.troubles(row_of(drafter, made))] == [("basics", "basis")]
    read_anew(drafter, NEXT_MONTH)
    assert applications.item_in_force(CONTACT, NEXT_MONTH).version == 1


def test_a_pasted_file_is_taken_whole_or_refused_with_its_lines(drafter: Actor) -> None:
    made = services.begin_version(actor=drafter, at=AT, code=CONTACT)
    given = {"actor": drafter, "at": AT, "version_id": made}
    good = applications.version_text(applications.item_in_force(CONTACT, TODAY))
    line = good[: good.index("[[step]]")].count("\n") + 5
    with pytest.raises(Invalid) as wrong:
        services.paste_text(**given, seen=0, text=good.replace("days = ", "days = -"))
    assert wrong.value.code == "service_items.wrong_text" and f"第 {line} 行" in wrong.value.fields["text"]
    for text, code in (
        ("code = ", "service_items.wrong_text"), (good.replace(f'code = "{CONTACT}"', 'code = "other"'), "service_items.other_code"),
    ):  # fmt: skip
        assert code_of(lambda text=text: services.paste_text(**given, seen=0, text=text)) == code  # type: ignore[misc]
    services.paste_text(**given, seen=0, text=good.replace("\n", "\r\n").replace("联系方式变更", "联系方式更正"))
    assert row_of(drafter, made).title == "联系方式更正"
    assert code_of(lambda: services.paste_text(**given, seen=0, text=good)) == "service_items.changed_meanwhile"


def test_a_new_item_begins_empty_or_like_another_and_its_code_is_its_own(drafter: Actor, second: Actor) -> None:
    begin = {"actor": drafter, "at": AT}
    for code, refused in (
        ("Bus", "service_items.wrong_code"), ("b", "service_items.wrong_code"), ("bus-card", "service_items.wrong_code"),
        (CONTACT, "service_items.taken_code"),
    ):  # fmt: skip
        assert code_of(lambda code=code: services.begin_item(**begin, code=code, title="乘车卡办理")) == refused  # type: ignore[misc]
    made = services.begin_item(**begin, code="bus_card", title="乘车卡办理", like="hardship_aid")
    assert (
        code_of(lambda: services.begin_item(**begin, code="bus_card", title="乘车卡")) == "service_items.already_open"
    )
    publish(drafter, second, made)
    read_anew(second, NEXT_MONTH)
    item = applications.item_in_force("bus_card", NEXT_MONTH)
    assert (item.title, item.version, item.step) == (
        "乘车卡办理",
        1,
        applications.item_in_force("hardship_aid", TODAY).step,
    )
    assert code_of(lambda: services.begin_item(**begin, code="bus_card", title="乘车卡")) == "service_items.taken_code"
    assert (
        code_of(lambda: services.begin_item(**begin, code="x_y", title="某事", like="no_such"))
        == "service_items.not_found"
    )


def test_one_version_of_an_item_is_drawn_up_at_a_time(drafter: Actor, second: Actor) -> None:
    made = draft(drafter)
    begin = lambda: services.begin_version(actor=second, at=AT, code=CONTACT)  # noqa: E731
    assert code_of(begin) == "service_items.already_open"
    assert code_of(
        lambda: services.withdraw_version(actor=second, at=AT, version_id=made, reason="不是我的")
    ) == "service_items.only_own"  # fmt: skip
    publish(drafter, second, made)
    assert code_of(begin) == "service_items.already_open", "one that has not begun is dealt with first"
    services.withdraw_version(actor=second, at=AT, version_id=made, reason="改期")
    assert begin()


def test_days_that_have_begun_the_same_again_and_a_late_approval_are_refused(drafter: Actor, second: Actor) -> None:
    same = services.begin_version(actor=drafter, at=AT, code=CONTACT)
    assert code_of(lambda: propose(drafter, same)) == "service_items.nothing_changed"
    services.keep_part(actor=drafter, at=AT, version_id=same, seen=0, values={"fee": "每件一元"})
    for day, refused in ((TODAY, "service_items.too_early"), (date(2040, 1, 1), "service_items.too_far")):
        assert code_of(lambda day=day: propose(drafter, same, day=day)) == refused  # type: ignore[misc]
    propose(drafter, same, day=TODAY + timedelta(days=1))
    late = AT + timedelta(hours=12)
    assert code_of(
        lambda: services.decide_version(actor=second, at=late, version_id=same, is_approved=True)
    ) == "service_items.too_late"  # fmt: skip


def test_only_the_citys_managers_draw_up_and_decide_and_no_process_does(drafter: Actor, second: Actor) -> None:
    made = propose(drafter, draft(drafter))
    process = Actor(None, "city_manager", "演示载入", Scope.place(1, 100_000, "长沙市"))
    for actor in (manager("龙卫国", "district_manager"), manager("陈敏", "auditor"), process, Actor.system("夜间")):
        with pytest.raises(Refused):
            services.begin_version(actor=actor, at=AT, code="hardship_aid")
        with pytest.raises(Refused):
            services.decide_version(actor=actor, at=AT, version_id=made, is_approved=True)
    with pytest.raises(NotFound):
        services.decide_version(actor=second, at=AT, version_id=uuid4(), is_approved=True)


def test_a_file_that_took_the_number_meanwhile_and_a_text_that_the_product_no_longer_takes_are_told(
    desk: Desk, drafter: Actor, second: Actor
) -> None:
    at, day = days(0), days(2).date()
    made = propose(drafter, draft(drafter, at=at), at=at, day=day)
    with acting(second):
        text = queries.get_draft(scope=second.scope, version_id=made).text
    desk.put("contact.toml", text)
    assert code_of(
        lambda: services.decide_version(actor=second, at=at, version_id=made, is_approved=True)
    ) == "service_items.overtaken"  # fmt: skip
    (desk.folder / "contact.toml").unlink()
    with acting(drafter):
        ItemDraft.objects.filter(pk=made).update(text=text.replace('fee = "', 'feee = "'))
    assert code_of(
        lambda: services.decide_version(actor=second, at=at, version_id=made, is_approved=True)
    ) == "service_items.faulty"  # fmt: skip
    with acting(drafter):
        ItemDraft.objects.filter(pk=made).update(state="published", decided_by=second.id, decided_at=at)
    read_anew(second, day)
    assert applications.item_in_force(CONTACT, day).version == 1
    assert any("feee" in str(one) and "本市拟定的“联系方式变更”第 2 版" in str(one) for one in applications.faults())


def test_who_serves_no_place_reads_no_drafts(drafter: Actor) -> None:
    made = draft(drafter)
    for scope in (Scope.nobody(), Scope.of_enterprises([7], "某厂")):
        with acting(drafter), pytest.raises(NotFound):
            queries.get_draft(scope=scope, version_id=made)
        with acting(drafter):
            assert queries.list_items(scope=scope, today=TODAY) == []
