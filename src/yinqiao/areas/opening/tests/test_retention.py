"""Rows of old tables and differences have a period; figures and old numbers stay."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.models import Difference, OldNumber, OldRow
from yinqiao.areas.opening.services.retention import DIFFERENCES, OLD_ROWS
from yinqiao.areas.opening.tests.old_system import OUYANG, SYSTEM, WANG, OldSystem
from yinqiao.areas.opening.types import Purpose, RunState, Side, Told, Verdict
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = NOW.date() + timedelta(days=9000)


def test_rows_go_when_their_time_is_over_and_figures_and_old_numbers_stay(old: OldSystem) -> None:
    run_id = old.load(WANG, OUYANG)
    with acting(old.city):
        assert [one.object_id for one in OLD_ROWS.find_due(LATER)] == [run_id]
        assert OLD_ROWS.find_due(old.run(run_id).created_at.date()) == []
        assert OLD_ROWS.destroy([run_id], NOW, uuid4()) == 1
        assert not OldRow.objects.exists() and OldNumber.objects.count() == 2
        figures = queries.list_figures(scope=old.city.scope, run_id=run_id, side=Side.PLACE)
        assert [one.ready for one in figures] == [2]
        assert OLD_ROWS.find_due(LATER) == []
    assert old.run(run_id).state == RunState.LOADED


def test_a_rehearsal_whose_rows_are_gone_cannot_be_loaded_any_more(old: OldSystem) -> None:
    run_id = old.upload()
    with acting(old.city):
        OLD_ROWS.destroy([run_id], NOW, uuid4())
    assert old.run(run_id).state == RunState.THROWN_AWAY


def test_differences_go_some_time_after_the_period_was_closed(old: OldSystem) -> None:
    old.load(WANG, OUYANG)
    period_id = services.begin_period(actor=old.city, at=NOW, system=SYSTEM)
    old.upload(WANG, purpose=Purpose.COMPARE)
    with acting(old.city):
        ids = list(Difference.objects.values_list("pk", flat=True))
        assert DIFFERENCES.find_due(LATER) == []
    services.explain_differences(actor=old.city, at=NOW, ids=ids, told=Told(Verdict.OURS, ""))
    services.close_period(actor=old.city, at=NOW, words="两个系统已一致")
    with acting(old.city):
        assert [one.object_id for one in DIFFERENCES.find_due(LATER)] == [period_id]
        assert DIFFERENCES.destroy([period_id], NOW, uuid4()) == len(ids) == 1
        assert not Difference.objects.exists()
