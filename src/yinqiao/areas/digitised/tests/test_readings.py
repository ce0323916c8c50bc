"""Looking into an archive: two ask, a third lets them, both are there, for some hours, every page written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.archives.models import Archive
from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Lookup, PageSeen
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewItem, NewLoan, NewLookup, PageRef
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.scans.tests.samples import pdf

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _asked(room: Room, **changed: Any) -> NewLookup:
    told: dict[str, Any] = {
        "purpose": "political_review", "words": "核对政审材料", "letter_no": "", "classes": ("1", "5"),
        "second": room.mate.id, "second_name": room.mate.name, "is_unrelated": True,
    } | changed  # fmt: skip
    return NewLookup(**told)


def _ask(room: Room, **changed: Any) -> UUID:
    return services.ask_lookup(actor=room.clerk, at=NOW, archive_id=room.archive().pk, new=_asked(room, **changed))


def _row(pk: UUID) -> Lookup:
    with acting(SYSTEM):
        return Lookup.objects.get(pk=pk)


def _code(act: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def _open(room: Room, **changed: Any) -> UUID:
    """A look-up at which both are there."""
    lookup = _ask(room, **changed)
    services.answer_lookup(actor=room.third, at=NOW, lookup_id=lookup, is_granted=True, answer="同意")
    services.confirm_present(actor=room.mate, at=NOW, lookup_id=lookup)
    return lookup


def _see(room: Room, lookup: UUID, scan: UUID, by: Actor | None = None, page: int = 1, hours: float = 1) -> bytes:
    return services.see_page(
        actor=by or room.clerk, at=NOW + timedelta(hours=hours), lookup_id=lookup, page=PageRef(scan, page)
    )


def test_two_see_a_page_with_its_mark_and_each_page_is_written_down(room: Room) -> None:
    scan, lookup = room.filed(), _open(room)
    assert _see(room, lookup, scan)[:3] == b"\xff\xd8\xff"
    assert _see(room, lookup, scan, by=room.mate, page=2)[:3] == b"\xff\xd8\xff"
    with acting(room.third):
        seen = list(queries.list_seen(scope=room.third.scope, lookup_id=lookup))
        assert {(one.actor_id, one.page_no) for one in seen} == {(room.clerk.id, 1), (room.mate.id, 2)}
    with acting(SYSTEM):
        entries = Entry.objects.filter(action="digitised.see_page").order_by("id")
        assert [one.detail["page"] for one in entries] == [1, 2]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"is_unrelated": False}, "digitised.related"), ({"classes": ("1", "3")}, "digitised.wrong_classes"),
        ({"classes": ()}, "digitised.wrong_classes"), ({"words": " "}, "digitised.words_missing"),
        ({"purpose": "curiosity"}, "digitised.words_missing"),
        ({"purpose": "investigation"}, "digitised.letter_missing"),
    ],
)  # fmt: skip
def test_a_request_that_the_rules_do_not_allow_is_refused(room: Room, changed: dict[str, Any], code: str) -> None:
    assert _code(lambda: _ask(room, **changed)) == code


def test_nobody_looks_alone_approves_for_himself_or_opens_before_the_second_is_there(room: Room) -> None:
    scan = room.filed()
    assert _code(lambda: _ask(room, second=room.clerk.id)) == "digitised.needs_two"
    lookup = _ask(room)
    for actor in (room.clerk, room.mate):
        act = lambda who=actor: services.answer_lookup(actor=who, at=NOW, lookup_id=lookup, is_granted=True)  # noqa: E731
        assert _code(act) == "digitised.own_lookup"
    assert _code(lambda: _see(room, lookup, scan)) == "digitised.not_open"
    services.answer_lookup(actor=room.third, at=NOW, lookup_id=lookup, is_granted=True)
    assert _code(lambda: _see(room, lookup, scan)) == "digitised.not_together"
    for actor in (room.clerk, room.third):
        act = lambda who=actor: services.confirm_present(actor=who, at=NOW, lookup_id=lookup)  # noqa: E731
        assert _code(act) == "digitised.not_a_viewer"
    services.confirm_present(actor=room.mate, at=NOW, lookup_id=lookup)
    assert _code(lambda: _see(room, lookup, scan, by=room.third)) == "digitised.not_a_viewer"


def test_a_look_up_ends_with_its_hours_and_before_that_by_who_looks(room: Room) -> None:
    scan, lookup = room.filed(), _open(room)
    _see(room, lookup, scan, hours=47.9)
    assert _code(lambda: _see(room, lookup, scan, hours=48)) == "digitised.lookup_over"
    assert _code(lambda: services.end_lookup(actor=room.chief, at=NOW, lookup_id=lookup)) == "digitised.not_a_viewer"
    services.end_lookup(actor=room.mate, at=NOW, lookup_id=lookup)
    assert _code(lambda: _see(room, lookup, scan)) == "digitised.not_open"


def test_only_the_classes_that_were_asked_for_open_and_never_another_archive(room: Room) -> None:
    inside, discipline = room.filed(), room.filed(f"{FIRST}_8_1.pdf", pdf(3))
    other, lookup = room.filed("DA103_1_1.pdf", pdf(4)), _open(room)
    _see(room, lookup, inside)
    for scan in (discipline, other):
        assert _code(lambda one=scan: _see(room, lookup, one)) == "digitised.page_closed"
    assert _code(lambda: _see(room, lookup, inside, page=3)) == "scans.page_missing"
    item = room.item()
    services.correct_item(
        actor=room.clerk, at=NOW, item_id=item.pk, new=NewItem("1", 1, is_classified=True), is_sure=True
    )
    assert _code(lambda: _see(room, lookup, inside)) == "digitised.page_closed"


def test_a_namesake_is_told_to_who_approves_and_needs_words(room: Room) -> None:
    with acting(SYSTEM):
        Archive.objects.filter(pk=room.archive().pk).update(name=room.clerk.name)
    lookup = _ask(room)
    with acting(room.third):
        told = queries.namesakes_of(scope=room.third.scope, lookup=_row(lookup))
    assert room.clerk.name in told
    act = lambda words: services.answer_lookup(  # noqa: E731
        actor=room.third, at=NOW, lookup_id=lookup, is_granted=True, answer=words
    )
    assert _code(lambda: act(" ")) == "digitised.answer_missing"
    act("已核对身份证，仅同名")
    assert _row(lookup).state == "approved"


def test_a_refusal_needs_its_reason_and_is_for_good(room: Room) -> None:
    lookup = _ask(room)
    act = lambda words: services.answer_lookup(  # noqa: E731
        actor=room.third, at=NOW, lookup_id=lookup, is_granted=False, answer=words
    )
    assert _code(lambda: act("")) == "digitised.answer_missing"
    act("事由不清")
    assert _code(lambda: act("再次")) == "digitised.not_open"


def test_what_law_keeps_secret_names_no_person_in_the_log(room: Room) -> None:
    scan = room.filed()
    lookup = _open(room, purpose="investigation", letter_no="长监调〔2026〕7号", classes=("1", "8"))
    _see(room, lookup, scan)
    with acting(SYSTEM):
        entries = Entry.objects.filter(action__startswith="digitised.", detail__lookup=str(lookup))
        assert {one.subject_kind for one in entries} == {"archive_lookup"} and entries.count() >= 4


def test_another_office_sees_no_look_up_and_takes_part_in_none(room: Room) -> None:
    scan, lookup = room.filed(), _open(room)
    for actor in (room.elsewhere, room.store.firm):
        with acting(actor):
            assert not queries.list_lookups(scope=actor.scope).exists() and not PageSeen.objects.exists()
        with pytest.raises(NotFound):
            _see(room, lookup, scan, by=actor)
    with pytest.raises(NotFound):
        services.ask_lookup(actor=room.elsewhere, at=NOW, archive_id=room.archive().pk, new=_asked(room))


def _lend(room: Room, days: int = 10) -> UUID:
    new = NewLoan(
        "长沙市某某局", "张某、李某", "核对工龄", "介〔2026〕1号", "刘主任", NOW.date() + timedelta(days=days)
    )
    return services.lend_original(actor=room.clerk, at=NOW, archive_id=room.archive().pk, new=new)


def test_an_original_is_lent_once_is_late_after_its_day_and_comes_back_once(room: Room) -> None:
    with pytest.raises(Invalid):
        _lend(room, -1)
    loan = _lend(room, 0)
    with pytest.raises(Conflict) as refusal:
        _lend(room)
    assert refusal.value.code == "digitised.lent_already"
    with acting(room.clerk):
        late = [
            queries.list_loans(scope=room.clerk.scope, today=NOW.date() + timedelta(days=n), standing="late").count()
            for n in (0, 1)
        ]
    assert late == [0, 1]
    services.take_back_original(actor=room.mate, at=NOW, loan_id=loan, words="完好")
    assert _code(lambda: services.take_back_original(actor=room.mate, at=NOW, loan_id=loan)) == (
        "digitised.returned_already"
    )
    _lend(room)
