"""Whole rosters: registering, changing, undoing; each with its history, events and search terms."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import polars as pl
import pytest
from django.db import connection

from yinqiao.areas.retirees.models import Retiree, RetireeVersion, SearchTerm
from yinqiao.areas.retirees.queries import find_people, get_person
from yinqiao.areas.retirees.queries.facts import open_facts
from yinqiao.areas.retirees.services import Origin, change_people, register_people, remove_people, restore_people
from yinqiao.areas.retirees.tests.small_city import AT, City, Register, register_many
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
LATER = Origin(Source.HUMAN_RESOURCES, date(2026, 2, 1))
ID_NO = "430999194806150024"


def _frame(retiree_id: UUID, **values: object) -> pl.DataFrame:
    columns = {"retiree_id": pl.Series([retiree_id.bytes], dtype=pl.Binary)}
    return pl.DataFrame({**columns, **{name: [value] for name, value in values.items()}})


def _dump() -> list[dict[str, object]]:
    """The register as it stands, without the counter of versions."""
    rows = Retiree.objects.order_by("pk").values()
    terms = SearchTerm.objects.order_by("pk").values_list("term", "retiree_id", "place_no", "enterprise_id", "kind")
    people = [
        {k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items() if k != "lock_version"} for row in rows
    ]
    return [*people, {"terms": list(terms)}]


def test_3_registered_people_have_3_versions_3_events_and_are_found(city: City) -> None:
    people = [{"name": "王桂英", "id_no": ID_NO}, {"name": "欧阳建国"}, {"name": "阿依古丽·买买提"}]
    ids = register_many(city, people, RetireeStatus.OFFERED)
    with acting(SYSTEM):
        versions = RetireeVersion.objects.filter(pgh_obj_id__in=ids)
        assert versions.count() == 3
        assert not versions.filter(act_id__isnull=True).exists()
        assert Event.objects.filter(type="retirees.registered", retiree_id__in=ids).count() == 3
        found = find_people(scope=SYSTEM.scope, text="aygl") + find_people(scope=SYSTEM.scope, text="买买提")
        assert ids[2] in [hit.id for hit in found]
        assert open_facts(ids)[ids[0]] == {"id_no": ID_NO}


def test_the_number_of_a_living_entry_is_refused_and_nobody_of_the_roster_is_registered(
    city: City, register: Register
) -> None:
    register(id_no=ID_NO)
    with pytest.raises(Conflict) as refused:
        register_many(city, [{"name": "李强"}, {"name": "王桂英", "id_no": ID_NO}], RetireeStatus.OFFERED)
    assert refused.value.code == "retirees.id_number_taken"
    with acting(SYSTEM):
        assert not find_people(scope=SYSTEM.scope, text="李强")


def test_a_blank_cell_erases_nothing_and_only_what_differs_changes(city: City, register: Register) -> None:
    person = register(id_no=ID_NO, phone="13800001234", address="望月湖1栋", former_unit="一车间")
    with perform(actor=SYSTEM, action="test.change", at=AT) as act:
        frame = _frame(person, phone="", address="望月湖1栋", former_unit="二车间", name="王桂英")
        changed = change_people(act=act, people=frame, origin=LATER)
    with acting(SYSTEM):
        row = Retiree.objects.get(pk=person)
        assert [UUID(bytes=one) for one in changed.to_list()] == [person]
        assert open_facts([person])[person]["phone"] == "13800001234"
        assert row.former_unit == "二车间"
        assert row.sources["former_unit"] == ["human_resources", "2026-02-01"]
        assert set(row.sources) == {"*", "former_unit"}
        event = Event.objects.get(type="retirees.details_corrected", retiree_id=person)
        assert event.data == {"fields": ["former_unit"]}


def test_equal_values_make_no_version_and_no_event(city: City, register: Register) -> None:
    person = register(phone="13800001234", address="望月湖1栋")
    with perform(actor=SYSTEM, action="test.change", at=AT) as act:
        frame = _frame(person, phone="13800001234", address="望月湖1栋", sex=None)
        assert change_people(act=act, people=frame, origin=LATER).is_empty()
    with acting(SYSTEM):
        assert RetireeVersion.objects.filter(pgh_obj_id=person).count() == 1
        assert not Event.objects.filter(type="retirees.details_corrected").exists()


def test_a_new_name_is_found_and_the_old_one_still_leads_to_it(city: City, register: Register) -> None:
    person = register(name="王桂英")
    with perform(actor=SYSTEM, action="test.change", at=AT) as act:
        change_people(act=act, people=_frame(person, name="汪桂瑛"), origin=LATER)
    with acting(SYSTEM):
        assert [hit.id for hit in find_people(scope=SYSTEM.scope, text="汪桂")] == [person]
        (old,) = find_people(scope=SYSTEM.scope, text="王桂英")
        assert (old.id, old.name, old.found_by) == (person, "汪桂瑛", "原登记姓名 王桂英")


def test_undoing_a_registration_leaves_the_register_as_before_and_the_history_longer(
    city: City, register: Register
) -> None:
    register(name="李强")
    with acting(SYSTEM):
        before = _dump()
    ids = register_many(city, [{"name": "王桂英"}, {"name": "王建国"}], RetireeStatus.OFFERED)
    with perform(actor=SYSTEM, action="test.undo", at=AT) as act:
        assert remove_people(act=act, ids=ids) == 2
    with acting(SYSTEM):
        assert _dump() == before
        assert RetireeVersion.objects.filter(pgh_obj_id__in=ids).count() == 4
        assert Event.objects.filter(type="retirees.registration_undone").count() == 2


def test_undoing_a_change_gives_every_value_back(city: City, register: Register) -> None:
    person = register(name="王桂英", phone="13800001234", address="望月湖1栋")
    with acting(SYSTEM):
        before = _dump()
    with perform(actor=SYSTEM, action="test.change", at=AT) as act:
        frame = _frame(person, name="汪桂瑛", phone="13900001234", address="望月湖2栋", place_no=city.far)
        change_people(act=act, people=frame, origin=LATER)
    with perform(actor=SYSTEM, action="test.undo", at=AT) as undo:
        assert restore_people(act=undo, ids=[person], before_act=act.id) == 1
    with acting(SYSTEM):
        assert _dump() == before
        assert get_person(scope=SYSTEM.scope, retiree_id=person).masked["phone"] == "138****1234"


def test_a_raw_update_as_the_application_leaves_a_version_with_the_act(city: City, register: Register) -> None:
    person = register()
    with perform(actor=SYSTEM, action="test.raw", at=AT) as act, connection.cursor() as cursor:
        cursor.execute("UPDATE retirees_retiree SET former_post = '车工' WHERE id = %s", [person])
    with acting(SYSTEM):
        assert RetireeVersion.objects.filter(pgh_obj_id=person, act_id=act.id, former_post="车工").count() == 1


def test_an_empty_roster_registers_nobody(city: City) -> None:
    empty = pl.DataFrame(
        schema={"name": pl.Utf8, "sex": pl.Int16, "born_on": pl.Date, "enterprise_id": pl.Int32, "place_no": pl.Int32}
    )
    with perform(actor=SYSTEM, action="test.empty", at=AT) as act:
        assert register_people(act=act, people=empty, origin=LATER).is_empty()
