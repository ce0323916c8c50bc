"""Archives are delivered under an agreement as people are: agreed, sent, received, and every difference a line."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import AgreementBatch
from yinqiao.areas.agreements.queries import get_figures, list_linkable_batches
from yinqiao.areas.agreements.queries.strands import STRANDS
from yinqiao.areas.agreements.rules import differences
from yinqiao.areas.agreements.tests.talks import Talks, with_numbers
from yinqiao.areas.agreements.types import (
    NUMBER_LABELS,
    AgreementState,
    BatchFigures,
    Difference,
    Gap,
    Side,
    StrandFigures,
)
from yinqiao.areas.agreements.views.strands import WAYS
from yinqiao.areas.archives import queries as archive_queries
from yinqiao.areas.archives import services as archive_services
from yinqiao.areas.archives.tests.volumes import DESK, THREE, Store, volume
from yinqiao.areas.archives.types import Absence
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.services import Choice, accept_people
from yinqiao.areas.handover.tests.conftest import CAST, NOW, roster
from yinqiao.areas.lists.types import Delivered
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2026, 3, 2)


@pytest.fixture
def store(talks: Talks) -> Store:
    """The same enterprise and street with their archives."""
    return Store.of(talks.scene)


@pytest.fixture
def filed(talks: Talks) -> UUID:
    """An agreement on file over two people and four archives."""
    return talks.standing(
        AgreementState.FILED, with_numbers(people=2, party_members=0, archives=4, area_m2=0, amount=0)
    )


def _link(talks: Talks, agreement_id: UUID, batch_id: UUID) -> None:
    services.link_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(agreement_id), batch_id=batch_id)


def _lines(talks: Talks, agreement_id: UUID) -> dict[str, tuple[int, Side | None]]:
    """The open lines of the archives, the same for both sides."""
    told = []
    for actor in (talks.enterprise, talks.street, talks.district):
        with acting(actor):
            figures = get_figures(scope=actor.scope, agreement_id=agreement_id)
        lines = differences(figures.of("archives"), talks.row(agreement_id).signed_on)
        told.append({one.gap.value: (one.amount, one.owner) for one in lines})
    assert told[0] == told[1] == told[2]
    return told[0]  # type: ignore[return-value]


def test_a_catalogue_is_linked_and_counted_from_its_archives_the_same_for_both_sides(
    talks: Talks, store: Store, filed: UUID
) -> None:
    batch_id = store.offer(*THREE)
    with acting(talks.enterprise):
        offered = dict(list_linkable_batches(scope=talks.enterprise.scope, agreement_id=filed))
    assert offered[batch_id].startswith("档案移交名册表") and offered[batch_id].endswith("3 卷")
    _link(talks, filed, batch_id)
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE), "waits": (3, Side.PLACE)}
    for number in ("DA102", "DA103"):
        store.scan(batch_id, number)
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE), "waits": (3, Side.PLACE)}
    store.finish(batch_id)
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE), "lacks": (1, Side.ENTERPRISE)}
    store.scan(batch_id, "DA104")
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE)}


def test_what_went_to_another_office_counts_for_neither_side_and_the_enterprise_is_told(
    talks: Talks, store: Store, filed: UUID
) -> None:
    _link(talks, filed, store.offer(*THREE, to=DESK))
    assert _lines(talks, filed) == {"not_sent": (4, Side.ENTERPRISE)}
    with acting(talks.enterprise):
        figures = get_figures(scope=talks.enterprise.scope, agreement_id=filed)
    assert figures.of("archives").batches[0].delivered.elsewhere == 3


def test_what_lies_at_the_district_under_a_streets_agreement_is_counted_the_same_for_all(
    talks: Talks, store: Store, filed: UUID
) -> None:
    batch_id = store.offer(*THREE, to="430104000000")
    _link(talks, filed, batch_id)
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE), "waits": (3, Side.PLACE)}
    store.scan(batch_id, "DA102", by=store.district)
    store.finish(batch_id, by=store.district)
    assert _lines(talks, filed) == {"not_sent": (1, Side.ENTERPRISE), "lacks": (2, Side.ENTERPRISE)}
    for actor, unseen in ((talks.enterprise, 0), (talks.street, 3), (talks.district, 0)):
        with acting(actor):
            told = get_figures(scope=actor.scope, agreement_id=filed).of("archives").batches[0].delivered
        assert (told.received, told.unseen) == (1, unseen), "a street has them in no list of its own"
    page = text_of(Browser(talks.street).ask(reverse("agreements:agreement", args=[filed])))
    assert "由上级单位接收保管" in page
    with acting(talks.rival):
        assert archive_queries.delivered(scope=talks.rival.scope, batch_ids=[batch_id], within=(0, 2**31 - 1)) == {}


def test_volumes_of_which_both_sides_say_that_there_are_none_need_no_more_words_at_the_end(
    talks: Talks, store: Store, filed: UUID
) -> None:
    _link(talks, filed, talks.scene.submit(roster(*CAST[:2])))
    with acting(talks.scene.community):
        waiting = [one.pk for one in list_offers(scope=talks.scene.community.scope).filter(state="offered")]
    accept_people(actor=talks.scene.community, at=NOW, choice=Choice.of(waiting))
    batch_id = store.offer(*THREE, volume(106))
    _link(talks, filed, batch_id)
    for number in ("DA102", "DA103", "DA104"):
        store.scan(batch_id, number)
    store.finish(batch_id)
    ids = [store.archive("DA106").pk]
    absence = Absence("held_elsewhere", office="省档案馆")
    archive_services.state_absence(actor=store.firm, at=NOW, ids=ids, absence=absence)
    assert _lines(talks, filed) == {"lacks": (1, Side.ENTERPRISE)}
    archive_services.agree_absence(actor=store.street, at=NOW, ids=ids)
    assert _lines(talks, filed) == {"explained": (1, None)}
    assert "其中 1 卷双方确认没有" in text_of(Browser(talks.street).ask(reverse("agreements:close", args=[filed])))
    services.close_agreement(actor=talks.street, at=NOW, seen=talks.seen(filed))


def test_a_catalogue_is_taken_out_again_until_an_archive_is_received(talks: Talks, store: Store, filed: UUID) -> None:
    batch_id = store.offer(*THREE)
    _link(talks, filed, batch_id)
    services.unlink_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch_id)
    _link(talks, filed, batch_id)
    store.scan(batch_id, "DA102")
    store.finish(batch_id)
    with pytest.raises(Conflict) as refused:
        services.unlink_batch(actor=talks.enterprise, at=NOW, seen=talks.seen(filed), batch_id=batch_id)
    assert refused.value.code == "agreements.batch_accepted"


def test_a_catalogue_belongs_to_one_agreement_and_its_strangers_do_not_see_the_link(
    talks: Talks, store: Store, filed: UUID
) -> None:
    batch_id = store.offer(*THREE)
    _link(talks, filed, batch_id)
    with pytest.raises(Conflict) as refused:
        _link(talks, talks.standing(AgreementState.SIGNED), batch_id)
    assert refused.value.code == "agreements.batch_taken"
    for actor, expected in ((talks.enterprise, 1), (talks.street, 1), (talks.rival, 0), (talks.elsewhere, 0)):
        with acting(actor):
            assert AgreementBatch.objects.count() == expected


def test_a_missing_archive_alone_keeps_an_agreement_from_closing_without_words(
    talks: Talks, store: Store, filed: UUID
) -> None:
    people = talks.scene.submit(roster(*CAST[:2]))
    _link(talks, filed, people)
    _link(talks, filed, store.offer(*THREE, volume(106)))
    told = unescape(text_of(Browser(talks.street).ask(reverse("agreements:close", args=[filed]))))
    assert "人事档案：已送出，待接收" in told and "尚有 4 卷未接收" in told and "已 " in told
    services.close_agreement(actor=talks.street, at=NOW, seen=talks.seen(filed), note="档案另行移交")
    assert talks.row(filed).end_rest == {"people": 2, "archives": 4}


def test_every_strand_has_its_number_and_its_ways() -> None:
    assert {one.name for one in STRANDS} == set(WAYS) <= set(NUMBER_LABELS)
    assert len({one.kind for one in STRANDS}) == len(STRANDS)


def _strand(agreed: int, *told: Delivered) -> StrandFigures:
    return StrandFigures("archives", agreed, tuple(BatchFigures(uuid4(), "B", "某企业", one) for one in told))


def test_a_line_says_whose_turn_it_is_since_the_earliest_day() -> None:
    later = date(2026, 4, 1)
    strand = _strand(10, Delivered(1, 2, 1, later, later), Delivered(1, 3, 0, DAY, None))
    assert differences(strand, DAY) == [
        Difference(Gap.NOT_SENT, 2, Side.ENTERPRISE, DAY),
        Difference(Gap.WAITS, 5, Side.PLACE, DAY),
        Difference(Gap.LACKS, 1, Side.ENTERPRISE, later),
    ]
    assert differences(_strand(1, Delivered(3)), DAY) == [Difference(Gap.SURPLUS, 2, None)]
    assert differences(_strand(3, Delivered(3)), DAY) == []


_COUNT = st.integers(0, 1000)


@given(_COUNT, st.lists(st.builds(Delivered, _COUNT, _COUNT, _COUNT, explained=_COUNT), max_size=4))
def test_the_lines_always_add_up_to_what_was_agreed_less_what_was_received(agreed: int, told: list[Delivered]) -> None:
    strand = _strand(agreed, *told)
    signs = {Gap.SURPLUS: -1}
    lines = differences(strand, DAY)
    assert sum(signs.get(one.gap, 1) * one.amount for one in lines) == strand.remainder
    assert all(one.amount > 0 for one in lines)
