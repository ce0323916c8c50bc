"""A batch taken back leaves the register as it was; the same file sent often is one batch; a broken file hurts nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from yinqiao.areas.contacts.services import add_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.datarights.services import open_data_request
from yinqiao.areas.datarights.types import AskedBy, DataAsk, DataRequestKind
from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.models import Offer, RosterRow
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tables.offers import place_words
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.retirees.models import FormerName, Retiree, RetireeVersion
from yinqiao.areas.retirees.queries.facts import open_facts
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def register_dump() -> list[tuple[Any, ...]]:
    """Every column of every person but the counter of versions, which must go on counting."""
    columns = [field.column for field in Retiree._meta.concrete_fields if field.column != "lock_version"]
    with acting(Actor.system("测试")):
        return list(Retiree.objects.order_by("id").values_list(*columns))


def offers_dump() -> list[tuple[Any, ...]]:
    """Every column of every offer."""
    with acting(Actor.system("测试")):
        return list(Offer.objects.order_by("id").values_list())


def former_names() -> list[tuple[Any, ...]]:
    """Who had which name before, and whether somebody told it or the register replaced it."""
    with acting(Actor.system("测试")):
        return list(FormerName.objects.order_by("pk").values_list("retiree_id", "name", "is_told"))


def counted() -> tuple[int, int]:
    """Events and versions."""
    with acting(Actor.system("测试")):
        return Event.objects.count(), RetireeVersion.objects.count()


def undo(scene: Scene, batch_id: Any) -> int:
    """Ask for a batch back and carry it out."""
    lists.begin_undo(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, reason="名册版本有误")
    return services.undo_batch(actor=scene.officer, at=NOW, batch_id=batch_id)


def test_undoing_gives_the_register_back_while_events_and_history_grow(scene: Scene) -> None:
    scene.submit(roster(*CAST[:2]))
    before, grown = register_dump(), counted()
    changed = Person("王桂英", 102, phone="13900000999")
    batch_id = scene.submit(roster(changed, *CAST[2:]))
    assert register_dump() != before
    assert undo(scene, batch_id) == 4
    assert register_dump() == before
    events, versions = counted()
    assert events > grown[0] and versions > grown[1]


def test_a_batch_on_which_a_community_has_worked_is_not_undone(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    services.accept_people(actor=scene.neighbour, at=NOW, choice=Choice())
    before = register_dump()
    with pytest.raises(Conflict) as refused:
        undo(scene, batch_id)
    assert refused.value.code == "handover.later_work_rests_on_it"
    assert register_dump() == before
    with acting(scene.officer):
        assert get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id).state == "submitted"


def test_a_returned_person_is_later_work_too(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    services.return_people(actor=scene.elsewhere, at=NOW, choice=Choice(), reason=ReturnReason.UNREACHABLE)
    with pytest.raises(Conflict):
        undo(scene, batch_id)


def test_a_return_that_a_roster_ended_stands_again_as_of_when_it_was_made(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    returned_on = NOW - timedelta(days=1)
    services.return_people(
        actor=scene.elsewhere, at=returned_on, choice=Choice(), reason=ReturnReason.UNREACHABLE
    )  # fmt: skip
    before = offers_dump()
    batch_id = scene.submit(roster(*CAST, Person("赵敏", 110)))
    assert offers_dump() != before
    undo(scene, batch_id)
    assert offers_dump() == before


def test_a_replaced_name_that_a_roster_told_is_no_told_one_once_the_roster_is_taken_back(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.return_people(actor=scene.elsewhere, at=NOW, choice=Choice(), reason=ReturnReason.UNREACHABLE)
    scene.submit(roster(Person("李秀英", 106, "富雅坪社区")))
    services.withdraw_people(actor=scene.officer, at=NOW, choice=Choice(), state=OfferState.OFFERED)
    before = former_names()
    assert [name for _, name, is_told in before if not is_told] == ["李秀兰"]
    content = roster(Person("李秀英", 106, "富雅坪社区")).decode().splitlines()
    batch_id = scene.submit(f"{content[0]},曾用名\n{content[1]},李秀兰\n".encode())
    assert [name for _, name, is_told in former_names() if is_told] == ["李秀兰"]
    undo(scene, batch_id)
    assert former_names() == before


def test_sending_the_same_people_again_changes_and_offers_nothing(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    before = register_dump()
    batch_id = scene.upload(roster(*CAST, Person("赵敏", 110)))
    with acting(scene.officer):
        counts = get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id).counts
    assert (counts["change_unchanged"], counts["change_changed"], counts["change_new"]) == (5, 0, 1)
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    assert services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id) == 1
    assert [row for row in register_dump() if row in before] == before


def test_a_blank_cell_never_erases_what_is_known(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    scene.submit(roster(Person("王桂英", 102, phone="", address="", retired="2012-04")))
    with acting(scene.community):
        person = Retiree.objects.get(name="王桂英")
        assert open_facts([person.pk])[person.pk]["phone"] == "13900000102"
        assert open_facts([person.pk])[person.pk]["address"] == CAST[0].address
        assert f"{person.retired_on:%Y-%m}" == "2012-04"


def test_once_a_community_holds_a_person_a_roster_no_longer_says_where_they_live(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    scene.submit(roster(Person("王桂英", 102, phone="13900000999", retired="2012-04")))
    with acting(scene.community):
        person = Retiree.objects.get(name="王桂英")
        assert open_facts([person.pk])[person.pk]["phone"] == "13900000102"
        assert f"{person.retired_on:%Y-%m}" == "2012-04"


def test_cells_of_a_waiting_roster_lie_sealed(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    with acting(scene.officer), connection.cursor() as cursor:
        assert RosterRow.objects.filter(batch_id=batch_id).count() == 5
        cursor.execute("SELECT w::text, w.facts FROM handover_rosterrow w")
        rows = cursor.fetchall()
    sealed = b"".join(bytes(row[1]) for row in rows) + "".join(row[0] for row in rows).encode()
    assert b"13900000102" not in sealed and "望月湖".encode() not in sealed


def test_a_request_about_personal_data_is_later_work_too(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    with acting(scene.community):
        retiree_id = Retiree.objects.values_list("id", flat=True).get(name="王桂英")
    ask = DataAsk(DataRequestKind.COPY, AskedBy.SELF, NOW.date(), "请提供本人登记信息的复印件")
    open_data_request(actor=scene.community, at=NOW, retiree_id=retiree_id, ask=ask)
    with pytest.raises(Conflict) as refused:
        undo(scene, batch_id)
    assert refused.value.code == "handover.later_work_rests_on_it"
    with acting(scene.officer):
        assert get_batch(kind="roster", scope=scene.officer.scope, batch_id=batch_id).state == "submitted"


def test_a_relative_to_call_is_later_work_too(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    with acting(scene.community):
        retiree_id = Retiree.objects.values_list("id", flat=True).get(name="王桂英")
    son = ContactInput("王建军", Relation.SON, "13800001234", NOW.date())
    add_contact(actor=scene.community, at=NOW, retiree_id=retiree_id, contact=son)
    with pytest.raises(Conflict) as refused:
        undo(scene, batch_id)
    assert refused.value.code == "handover.later_work_rests_on_it"


def test_an_enterprise_learns_that_a_person_was_accepted_and_not_where_they_live(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.officer):
        offer = queries.list_offers(scope=scene.officer.scope).get(name="王桂英")
        assert place_words(offer, scene.officer.scope) == "属地已接收"
    with acting(scene.city):
        offer = queries.list_offers(scope=scene.city.scope).get(name="王桂英")
        assert "月华社区" in place_words(offer, scene.city.scope)
