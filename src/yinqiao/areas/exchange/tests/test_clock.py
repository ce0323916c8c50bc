"""A clock of ours that was wrong for a while: nobody is left alone for long, and nobody is given up for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.accounts.tests.people import NOW, SYSTEM
from yinqiao.areas.exchange import queries
from yinqiao.areas.exchange.tests.sending import Sending, abouts
from yinqiao.platform.access import acting
from yinqiao.platform.events.sequencer import begin_epoch

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MONTHS = 300 * 24 * 60


def _due(sending: Sending, minutes: float) -> list[object]:
    with acting(SYSTEM):
        return list(queries.due_endpoints(at=NOW + timedelta(minutes=minutes)))


@pytest.mark.parametrize("ahead", [MONTHS, 26 * 60])
def test_what_was_put_off_by_a_clock_that_was_ahead_is_tried_when_it_is_right_again(
    sending: Sending, ahead: float
) -> None:
    there = sending.register()
    about = sending.happen(2)
    message = sending.open(there, minutes=ahead)
    assert message is not None
    sending.close(message, 500, minutes=ahead)
    assert _due(sending, 0) == [there]
    again = sending.open(there)
    assert again is not None and abouts(again) == [str(one) for one in about]
    # It fails on: since now, so that three days are three days.
    sending.close(again, 500)
    assert sending.endpoint(there).failing_since == NOW
    assert _due(sending, 0) == [] and _due(sending, 10) == [there]


def test_who_asks_for_a_day_of_rest_has_it(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    message = sending.open(there)
    assert message is not None
    sending.close(message, 503, retry_after=86_400)
    assert [_due(sending, minutes) for minutes in (0, 1439, 1440)] == [[], [], [there]]


def test_the_epoch_of_a_restore_is_the_newest_though_the_clock_was_ahead_before(sending: Sending) -> None:
    before = sending.restore()  # a day ahead
    with acting(SYSTEM):
        begin_epoch("restored")
        assert queries.feed_end()[0] != before
