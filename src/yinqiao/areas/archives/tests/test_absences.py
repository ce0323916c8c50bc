"""A volume that was missing and will not turn up: stated by the enterprise, agreed to by the receiver, taken back, found."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from tools.invariants import INVARIANTS

from yinqiao.areas.archives import queries, services
from yinqiao.areas.archives.rules import absence_reasons, absence_words
from yinqiao.areas.archives.tests.volumes import NOW, SYSTEM, THREE, Store
from yinqiao.areas.archives.types import Absence, ArchiveState
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DESTROYED = Absence("destroyed", note="2009年销毁清册第12号")


@pytest.fixture
def missing(store: Store) -> UUID:
    """A finished catalogue of three; two of its volumes were not there."""
    batch_id = store.offer(*THREE)
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    return batch_id


def _ids(store: Store, *numbers: str) -> list[UUID]:
    return [store.archive(one).pk for one in numbers]


def _state(store: Store, *numbers: str, absence: Absence = DESTROYED, by: Actor | None = None) -> int:
    return services.state_absence(actor=by or store.firm, at=NOW, ids=_ids(store, *numbers), absence=absence)


def _agree(store: Store, *numbers: str, by: Actor | None = None) -> int:
    return services.agree_absence(actor=by or store.street, at=NOW, ids=_ids(store, *numbers))


def _events(store: Store, number: str) -> list[str]:
    with acting(SYSTEM):
        found = Event.objects.filter(subject_id=store.archive(number).pk).order_by("id")
        return [one.removeprefix("archives.") for one in found.values_list("type", flat=True)]


def _holds() -> None:
    with acting(SYSTEM), connection.cursor() as cursor:
        for invariant in INVARIANTS:
            if invariant.code in ("archive_holder", "archive_events", "catalogue_report", "strand_cells"):
                cursor.execute(invariant.query)
                assert cursor.fetchall() == [], invariant.code


def test_stated_and_agreed_to_the_catalogue_reconciles_and_both_sides_heard_of_it(store: Store, missing: UUID) -> None:
    assert _state(store, "DA103", "DA104") == 2
    assert store.archive("DA103").state == ArchiveState.MISSING, "until it is agreed to, it is missing"
    assert _agree(store, "DA103") == 1
    assert (store.archive("DA103").state, store.archive("DA104").state) == (
        ArchiveState.EXPLAINED,
        ArchiveState.MISSING,
    )
    tally = store.tally(missing)
    assert (tally.due, tally.counted, tally.missing, tally.explained) == (3, 1, 1, 1)
    assert tally.due == tally.counted + tally.missing + tally.explained
    assert _events(store, "DA103") == ["offered", "missing", "absence_stated", "explained"]
    _holds()


@pytest.mark.parametrize(
    ("absence", "code"),
    [
        (Absence("lost_in_post"), "archives.reason_unknown"),
        (Absence("destroyed", note="  "), "archives.absence_needs_words"),
        (Absence("never_existed"), "archives.absence_needs_words"),
        (Absence("held_elsewhere", note="听说在别处"), "archives.absence_needs_words"),
    ],
)
def test_a_reason_without_what_it_needs_is_refused_with_nothing_kept(
    store: Store, missing: UUID, absence: Absence, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        _state(store, "DA103", absence=absence)
    assert refused.value.code == code
    assert store.archive("DA103").absence_reason == ""


def test_neither_side_does_the_others_part_and_strangers_find_nothing(store: Store, missing: UUID) -> None:
    with pytest.raises(NotFound):
        _state(store, "DA103", by=store.street)
    _state(store, "DA103")
    for stranger, raised in ((store.firm, NotFound), (store.elsewhere, Conflict)):
        with pytest.raises(raised):
            _agree(store, "DA103", by=stranger)
    with pytest.raises(Conflict):
        _state(store, "DA104", by=store.rival)
    assert store.archive("DA103").state == ArchiveState.MISSING


def test_what_is_not_missing_or_not_stated_is_left_alone(store: Store, missing: UUID) -> None:
    for act in (lambda: _state(store, "DA102"), lambda: _agree(store, "DA103")):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "archives.absences_not_open"
    _state(store, "DA103")
    with pytest.raises(Conflict):
        _state(store, "DA103", absence=Absence("held_elsewhere", office="省档案馆"))


def test_not_agreed_to_it_is_missing_with_the_reason_and_may_be_stated_anew(store: Store, missing: UUID) -> None:
    _state(store, "DA103")
    services.refuse_absence(actor=store.street, at=NOW, ids=_ids(store, "DA103"), note="销毁清册里没有这个档号")
    row = store.archive("DA103")
    assert (row.state, row.absence_reason, row.absence_answer) == (ArchiveState.MISSING, "", "销毁清册里没有这个档号")
    _state(store, "DA103", absence=Absence("held_elsewhere", office="省档案馆"))
    _agree(store, "DA103")
    row = store.archive("DA103")
    assert absence_words(row.absence_reason, row.absence_office, row.absence_note) == "由其他单位保管：省档案馆"
    _holds()


def test_taken_back_before_it_is_agreed_to_nothing_is_stated(store: Store, missing: UUID) -> None:
    _state(store, "DA103")
    services.take_back_absence(actor=store.firm, at=NOW, ids=_ids(store, "DA103"))
    assert store.archive("DA103").absence_reason == ""
    with pytest.raises(Conflict):
        _agree(store, "DA103")
    _holds()


def test_an_agreement_is_taken_back_by_the_receiver_and_the_volume_is_missing_again(
    store: Store, missing: UUID
) -> None:
    _state(store, "DA103")
    _agree(store, "DA103")
    services.reopen_absence(actor=store.street, at=NOW, ids=_ids(store, "DA103"), note="另有线索")
    assert store.archive("DA103").state == ArchiveState.MISSING
    assert store.tally(missing).missing == 2
    _holds()


@pytest.mark.parametrize("at_once", [False, True])
def test_one_that_turns_up_after_all_is_received_at_its_scan(store: Store, missing: UUID, at_once: bool) -> None:
    _state(store, "DA103")
    _agree(store, "DA103")
    if at_once:
        services.scan_codes(actor=store.street, at=NOW, catalogue_id=missing, codes=["DA103"])
    else:
        store.scan(missing, "DA103")
    row = store.archive("DA103")
    assert (row.state, row.absence_reason) == (ArchiveState.RECEIVED, "")
    assert store.holders("DA103")[-1] == (None, store.street.scope.place_from, True)
    _holds()


def test_every_reason_says_what_it_rests_on_and_reads_as_a_sentence() -> None:
    assert list(absence_reasons()) == ["never_existed", "destroyed", "held_elsewhere"]
    assert {one.needs for one in absence_reasons().values()} == {"note", "office"}
    assert absence_words("destroyed", "", "清册12号") == "已销毁，有销毁记录：清册12号"


def test_both_sides_find_their_part_on_the_pages(store: Store, missing: UUID) -> None:
    one = store.archive("DA103").pk
    firm, street = Browser(store.firm), Browser(store.street)
    listed = reverse("archives:archives")
    page = text_of(firm.ask(f"{listed}?state=missing"))
    assert "说明无卷" in page and f'name="ids" value="{one}"' in page
    assert "说明无卷" not in text_of(street.ask(f"{listed}?state=missing"))
    form = firm.ask(reverse("archives:absence_state"), {"ids": str(one)})
    assert "由其他单位保管" in text_of(form)
    wrong = {"ids": str(one), "sent": "1", "reason": "held_elsewhere", "office": ""}
    assert "请写明实际保管档案的单位" in text_of(firm.ask(reverse("archives:absence_state"), wrong))
    firm.ask(reverse("archives:absence_state"), {**wrong, "office": "省档案馆"})
    page = text_of(street.ask(f"{listed}?state=stated"))
    assert "由其他单位保管：省档案馆" in page and "同意" in page
    street.ask(reverse("archives:absence_refuse"), {"ids": str(one), "sent": "1", "note": "请提供调档函"})
    assert store.archive("DA103").absence_answer == "请提供调档函"
    firm.ask(reverse("archives:absence_state"), {**wrong, "office": "省档案馆"})
    street.ask(reverse("archives:absence_agree"), {"ids": str(one), "confirmed": "1"})
    assert store.archive("DA103").state == ArchiveState.EXPLAINED
    with acting(store.street):
        assert queries.list_archives(scope=store.street.scope, wanted="explained").count() == 1
    assert "双方确认无卷" in text_of(street.ask(reverse("archives:paper", args=[missing])))
    street.ask(reverse("archives:absence_reopen"), {"ids": str(one), "sent": "1", "note": "另有线索"})
    _state(store, "DA103")
    firm.ask(reverse("archives:absence_take_back"), {"ids": str(one), "confirmed": "1"})
    assert store.archive("DA103").absence_reason == ""
