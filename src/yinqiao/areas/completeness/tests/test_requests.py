"""A question to the enterprise: asked once, answered with a value or “not known”, taken over or refused by a person."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.models import Request
from yinqiao.areas.completeness.services import REQUESTS
from yinqiao.areas.completeness.tests.gaps import SYSTEM, TODAY, Gaps
from yinqiao.areas.completeness.types import Cause, RequestState, RequestStep
from yinqiao.areas.completeness.views.today import today_entries
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.tests.conftest import CAST, NOW, place_actor, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.types import Correction, Source
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ARCHIVE = Cause.ARCHIVE_NO_MISSING


def _open(actor: Actor) -> int:
    with acting(actor):
        return queries.count_requests(scope=actor.scope, states=[RequestState.ASKED])


def test_an_answer_is_taken_over_with_the_enterprise_as_its_source(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)
    assert _open(gaps.scene.officer) == 1 and _open(gaps.scene.rival) == 0
    gaps.answer(asked, "DA-777")
    assert gaps.person().archive_no == ""
    gaps.settle(asked, RequestStep.TAKE)
    row = gaps.person()
    assert row.archive_no == "DA-777" and row.sources["archive_no"] == ["enterprise", "2026-03-02"]
    assert gaps.request().state == "taken" and gaps.seen() == []


def test_the_answer_lies_sealed_and_stands_in_no_log(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)
    gaps.answer(asked, "DA-777")
    assert b"DA-777" not in bytes(gaps.request().answer or b"")
    with acting(SYSTEM):
        told = repr(list(Entry.objects.values_list("detail", "purpose"))) + repr(
            list(Event.objects.values_list("data"))
        )
    assert "DA-777" not in told and "archive_no_missing" in told


def test_a_question_goes_out_once_and_only_for_what_the_enterprise_can_answer(gaps: Gaps) -> None:
    gaps.people()
    person = gaps.lacks(archive_no="", phone_index=None)
    ids = [f"archive_no_missing-{person}", f"phone_missing-{person}", "nonsense", f"id_missing-{uuid4()}"]
    assert services.ask_enterprise(actor=gaps.scene.community, at=NOW, ids=ids) == 1
    for actor in (gaps.scene.community, gaps.scene.neighbour):
        with pytest.raises(Conflict) as refused:
            services.ask_enterprise(actor=actor, at=NOW, ids=ids)
        assert refused.value.code == "completeness.nothing_to_ask"
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.create(
            retiree_id=person, enterprise_id=gaps.scene.enterprise_id, cause=ARCHIVE, asked_on=TODAY, due_on=TODAY
        )


def test_not_known_is_an_answer_that_the_place_closes(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)
    gaps.answer(asked, is_unknown=True)
    with pytest.raises(Conflict):
        gaps.settle(asked, RequestStep.TAKE)
    gaps.settle(asked, RequestStep.CLOSE)
    assert gaps.request().state == "cancelled" and gaps.seen() == [("archive_no_missing", "王桂英")]
    gaps.ask(ARCHIVE)


def test_a_refusal_needs_its_reason_and_leaves_the_register(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)
    gaps.answer(asked, "DA-777")
    with pytest.raises(Invalid) as refused:
        gaps.settle(asked, RequestStep.REFUSE, " ")
    assert refused.value.fields and gaps.request().state == "answered"
    gaps.settle(asked, RequestStep.REFUSE, "与档案盒标签不符")
    assert gaps.request().reason == "与档案盒标签不符" and gaps.person().archive_no == ""


def test_a_value_that_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(retired_on=None)
    asked = gaps.ask(Cause.RETIRED_ON_MISSING)
    for value in ("不知道", "2099-13-01", ""):
        with pytest.raises(Invalid) as refused:
            gaps.answer(asked, value)
        assert "value" in refused.value.fields, value
    assert gaps.request().state == "asked" and gaps.request().answer is None
    gaps.answer(asked, "2012-03-01")
    gaps.settle(asked, RequestStep.TAKE)
    assert f"{gaps.person().retired_on:%Y-%m}" == "2012-03"


def test_nobody_elses_question_is_answered_or_settled_and_no_answer_comes_twice(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)
    with pytest.raises(NotFound):
        gaps.answer(asked, "X", by=gaps.scene.rival)
    with pytest.raises(NotFound):
        gaps.settle(asked, RequestStep.CANCEL, by=gaps.scene.neighbour)
    for by in (gaps.scene.community, gaps.scene.street):
        with pytest.raises(NotFound):
            gaps.answer(asked, "X", by=by)
    with pytest.raises(NotFound):
        gaps.settle(asked, RequestStep.CANCEL, by=gaps.scene.officer)
    with pytest.raises(Conflict):
        gaps.settle(asked, RequestStep.ANSWER)
    gaps.answer(asked, "DA-777")
    with pytest.raises(Conflict):
        gaps.answer(asked, "DA-778")
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, auditor.role, auditor.name, auditor.scope.for_oversight(), auditor.unit)
    with acting(overseer):
        assert list(Request.objects.all()) == []
        assert queries.count_requests(scope=overseer.scope, states=list(RequestState)) == 0


def test_a_roster_taken_back_takes_its_questions_along(gaps: Gaps) -> None:
    batch = gaps.scene.submit(roster(CAST[0]).replace(b"DA00102", b""))
    gaps.ask(ARCHIVE)
    lists.begin_undo(kind="roster", actor=gaps.scene.officer, at=NOW, batch_id=batch, reason="名册版本有误")
    handover.undo_batch(actor=gaps.scene.officer, at=NOW, batch_id=batch)
    with acting(SYSTEM):
        assert list(Request.objects.all()) == []


def test_a_fact_that_comes_another_way_ends_the_question_and_an_answer_waits_for_a_person(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="", retired_on=None)
    gaps.ask(ARCHIVE)
    answered = gaps.ask(Cause.RETIRED_ON_MISSING)
    gaps.answer(answered, "2012-03-01")
    values = {"archive_no": "DA-5", "retired_on": "2012-03-01"}
    correct_details(
        actor=gaps.scene.community, at=NOW, retiree_id=gaps.person().pk,
        correction=Correction(values, Source.DOCUMENT, TODAY, gaps.person().lock_version),
    )  # fmt: skip
    with acting(SYSTEM):
        states = dict(Request.objects.values_list("cause", "state"))
    assert states == {"archive_no_missing": "supplied", "retired_on_missing": "answered"}


def test_a_question_that_has_ended_is_destroyed_after_its_period_and_an_open_one_is_not(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="", retired_on=None)
    ended = gaps.ask(ARCHIVE)
    gaps.settle(ended, RequestStep.CANCEL)
    still_open = gaps.ask(Cause.RETIRED_ON_MISSING)
    with acting(SYSTEM):
        assert REQUESTS.find_due(TODAY) == []
        (due,) = REQUESTS.find_due(TODAY + timedelta(days=1))
        assert (due.object_id, due.kept_since) == (ended, TODAY) and "王" not in due.label
        assert REQUESTS.destroy([ended, still_open], NOW, ended) == 1
        assert [one.pk for one in Request.objects.all()] == [still_open]


def test_today_tells_each_side_what_waits_for_it(gaps: Gaps) -> None:
    gaps.people()
    gaps.lacks(archive_no="")
    asked = gaps.ask(ARCHIVE)

    def lines(actor: Actor) -> list[tuple[str, int]]:
        with acting(actor):
            return [(one.label, one.count) for one in today_entries(actor, TODAY)]

    assert lines(gaps.scene.officer) == [("社区请补充的信息", 1)] and lines(gaps.scene.community) == []
    gaps.answer(asked, "DA-777")
    assert lines(gaps.scene.officer) == [] and lines(gaps.scene.community) == [("企业已答复的补充信息", 1)]
    assert lines(place_actor("auditor", "430104000000")) == []
