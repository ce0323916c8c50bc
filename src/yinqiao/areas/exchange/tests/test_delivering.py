"""A message to a receiver: on record before it is sent, the same at every attempt, nothing skipped, nothing out of turn."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.tests.people import NOW, SYSTEM, last_entry
from yinqiao.areas.exchange.queries import due_endpoints, list_failures
from yinqiao.areas.exchange.services import forget_receipts, pause_endpoint, replay_letters, resume_endpoint, send_test
from yinqiao.areas.exchange.tests.sending import Sending, abouts
from yinqiao.areas.handover.events import ROSTER_UPLOADED
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def due(sending: Sending, minutes: float = 0) -> list[UUID]:
    with acting(SYSTEM):
        return due_endpoints(at=sending.at + timedelta(minutes=minutes))


def texts(events: list[UUID]) -> list[str]:
    return [str(one) for one in events]


def test_what_happened_in_scope_is_sent_once_in_order_and_the_place_is_kept(sending: Sending) -> None:
    there = sending.register()
    assert due(sending) == []
    first, _, last = sending.happen(2), sending.happen(3, place_no=400), sending.happen(1)
    assert due(sending) == [there]
    message = sending.open(there)
    assert message is not None
    assert abouts(message) == texts(first + last)
    assert sending.close(message)
    assert (sending.open(there), due(sending)) == (None, [])
    row = sending.row(there)
    assert (row.lag, row.standing, row.last_success_at) == (0, "good", NOW)
    [receipt] = sending.messages()
    assert (receipt.state, receipt.events, receipt.status, len(receipt.body_sha256)) == ("delivered", 3, 204, 64)


def test_an_event_outside_says_ids_and_codes_and_no_more(sending: Sending) -> None:
    there = sending.register()
    [about] = sending.happen()
    message = sending.open(there)
    assert message is not None
    [event] = json.loads(message.body)
    assert {
        "specversion": "1.0",
        "type": "handover.roster_checked",
        "source": "urn:yinqiao:4301",
    }.items() <= event.items()
    assert event["dataschema"] == "urn:yinqiao:event:handover.roster_checked:1"
    assert (int(event["sequence"]), len(event["sequence"])) == (1, 19)
    assert event["data"]["subject_id"] == str(about)
    assert set(event["data"]) == {
        "type_label", "subject_id", "enterprise_uscc", "division_code", "occurred_on", "act_id", "office", "fields", "source",
    }  # fmt: skip


def test_types_that_were_not_asked_for_stay_out(sending: Sending) -> None:
    there = sending.register(types=("handover.roster_uploaded",))
    sending.happen(3)
    wanted = sending.happen(1, kind=ROSTER_UPLOADED)
    assert abouts(sending.open(there)) == texts(wanted)


def test_a_new_endpoint_begins_now_or_at_the_beginning(sending: Sending) -> None:
    before = sending.happen(2)
    now, from_start = sending.register(), sending.register(from_start=True)
    assert abouts(sending.open(now)) == []
    assert abouts(sending.open(from_start)) == texts(before)


def test_a_message_that_was_not_heard_of_is_sent_again_as_it_was(sending: Sending) -> None:
    there = sending.register()
    sending.happen(2)
    first = sending.open(there)
    sending.happen(5)
    again = sending.open(there)
    assert first is not None
    assert again is not None
    assert (again.message_id, again.body) == (first.message_id, first.body)
    assert sending.close(again)
    # The late answer to the first changes nothing.
    assert not sending.close(first, 500)
    assert len(abouts(sending.open(there))) == 5


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"status": 500}, "server_error"), ({"status": None, "failure": "timeout"}, "timeout"),
        ({"status": 301}, "redirected"), ({"status": None, "failure": "address_refused"}, "address_refused"),
        ({"status": 404}, "not_admitted"), ({"status": None, "failure": "cut"}, "cut"),
    ],
)  # fmt: skip
def test_a_failure_waits_in_its_place_and_is_counted_by_its_reason(
    sending: Sending, answer: dict[str, Any], code: str
) -> None:
    there = sending.register()
    about = sending.happen()
    message = sending.open(there)
    assert message is not None
    assert not sending.close(message, **answer)
    assert (sending.open(there), due(sending)) == (None, [])
    assert due(sending, 1) == [there]
    row = sending.row(there)
    assert (row.standing, row.last_code, row.lag) == ("failing", code, 1)
    from yinqiao.areas.accounts.queries import get_reach

    with acting(sending.admin):
        counted = list_failures(reach=get_reach(actor=sending.admin), endpoint_id=there, today=NOW.date())
    assert [(one.code, one.tries) for one in counted] == [(code, 1)]
    again = sending.open(there, 1)
    assert abouts(again) == texts(about)
    assert again is not None
    assert sending.close(again, minutes=1)
    assert sending.row(there).standing == "good"


def test_retry_after_is_honoured(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    message = sending.open(there)
    assert message is not None
    sending.close(message, 429, retry_after=600)
    assert (due(sending, 9.9), due(sending, 10.1)) == ([], [there])


def test_failing_for_three_days_pauses_and_loses_nothing(sending: Sending) -> None:
    there = sending.register()
    about = sending.happen()
    for minutes in (0, 60, 71 * 60, 72 * 60):
        message = sending.open(there, minutes)
        assert message is not None, minutes
        sending.close(message, 502, minutes=minutes)
    row = sending.row(there)
    assert (row.state, row.pause_reason, sending.letters()) == ("paused", "failing", [])
    assert (due(sending, 80 * 60), sending.open(there, 80 * 60)) == ([], None)
    about += sending.happen()
    resume_endpoint(actor=sending.admin, at=NOW + timedelta(days=5), endpoint_id=there)
    first = sending.open(there, 5 * 1440)
    assert abouts(first) == texts(about[:1])
    assert first is not None
    sending.close(first, minutes=5 * 1440)
    assert abouts(sending.open(there, 5 * 1440)) == texts(about[1:])


def test_a_receiver_that_is_gone_is_left_alone(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    message = sending.open(there)
    assert message is not None
    sending.close(message, 410)
    sending.happen()
    assert (sending.row(there).state, sending.row(there).pause_reason, due(sending, 999)) == ("ended", "gone", [])


def _refuse_the_second(sending: Sending, there: UUID, about: list[UUID]) -> list[list[str]]:
    """Answer 422 to whatever holds the second event, 204 otherwise, until nothing is left; what was taken."""
    taken: list[list[str]] = []
    minutes = 0.0
    for _ in range(40):
        message = sending.open(there, minutes)
        if message is None:
            minutes += 30
        elif str(about[1]) in abouts(message):
            sending.close(message, 422, minutes=minutes)
        else:
            taken.append(list(abouts(message)))
            sending.close(message, minutes=minutes)
    return taken


def test_one_refused_event_is_found_put_aside_and_the_others_go_on_in_order(sending: Sending) -> None:
    there = sending.register()
    about = sending.happen(4)
    taken = _refuse_the_second(sending, there, about)
    assert [one for part in taken for one in part] == texts([about[0], about[2], about[3]])
    [letter] = sending.letters()
    assert (letter.seq, letter.code, letter.state) == (2, "refused", "waiting")
    assert sending.row(there).letters == 1


def test_what_was_put_aside_is_sent_again_alone_under_its_first_number(sending: Sending) -> None:
    there = sending.register()
    about = sending.happen(3)
    _refuse_the_second(sending, there, about)
    [letter] = sending.letters()
    assert replay_letters(actor=sending.admin, at=NOW, endpoint_id=there) == 1
    assert replay_letters(actor=sending.admin, at=NOW, endpoint_id=there) == 0
    refused = sending.open(there, 900)
    assert refused is not None
    assert (refused.message_id, abouts(refused)) == (letter.message_id, texts(about[1:2]))
    assert sending.close(refused, 422, minutes=900)
    assert [(one.state, one.last_code) for one in sending.letters()] == [("waiting", "refused")]
    assert replay_letters(actor=sending.admin, at=NOW, endpoint_id=there, letter_ids=[letter.pk]) == 1
    taken = sending.open(there, 901)
    assert taken is not None
    sending.close(taken, minutes=901)
    assert [one.state for one in sending.letters()] == ["delivered"]


def test_a_test_is_sent_once_even_to_a_paused_endpoint_and_changes_nothing_else(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    pause_endpoint(actor=sending.admin, at=NOW, endpoint_id=there)
    for _ in range(2):
        send_test(actor=sending.admin, at=NOW, endpoint_id=there)
    message = sending.open(there)
    assert message is not None
    assert json.loads(message.body)[0]["type"] == "exchange.test"
    sending.close(message, 500)
    assert sending.open(there) is None
    row = sending.row(there)
    assert (row.state, row.lag, row.last_code, row.failing_since) == ("paused", 1, "server_error", None)


def test_after_a_restore_the_receiver_is_told_first_and_reading_goes_on_from_the_kept_place(sending: Sending) -> None:
    there = sending.register()
    sending.happen(2)
    under_way = sending.open(there)
    before, epoch = sending.endpoint(there).epoch, sending.restore()
    notice = sending.open(there)
    assert notice is not None
    [told] = json.loads(notice.body)
    assert told["type"] == "exchange.epoch_began"
    assert told["data"] == {"epoch": str(epoch), "epoch_before": str(before), "after": 0}
    again = sending.open(there)
    assert again is not None
    assert again.message_id == notice.message_id
    assert sending.close(notice)
    after = sending.open(there)
    assert after is not None
    assert under_way is not None
    assert (len(abouts(after)), after.message_id == under_way.message_id) == (2, False)
    assert {one["epoch"] for one in json.loads(after.body)} == {str(epoch)}


def test_without_a_key_that_holds_nothing_is_sent_until_it_holds_again(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    accounts.revoke_key(actor=sending.admin, at=NOW, key_id=sending.key_id, reason="停用")
    assert sending.open(there) is None
    assert (due(sending), due(sending, 2)) == ([], [there])
    assert sending.row(there).standing == "groundless"


def test_both_secrets_sign_while_the_old_one_is_good(sending: Sending) -> None:
    from standardwebhooks.webhooks import Webhook, WebhookVerificationError

    from yinqiao.areas.exchange.jobs.desk import headers_of
    from yinqiao.areas.exchange.services import rotate_secret

    there, old = sending.register(), ""
    old = sending.secret
    new = rotate_secret(actor=sending.admin, at=NOW, endpoint_id=there)
    sending.happen()
    import time_machine

    for hours, opens in ((47, {old: True, new: True}), (49, {old: False, new: True})):
        message = sending.open(there, hours * 60)
        assert message is not None
        moment = NOW + timedelta(hours=hours)
        headers = headers_of(message, moment)
        with time_machine.travel(moment, tick=False):
            for secret, does in opens.items():
                if does:
                    assert Webhook(secret).verify(message.body, headers)
                else:
                    with pytest.raises(WebhookVerificationError):
                        Webhook(secret).verify(message.body, headers)


def test_receipts_are_kept_for_their_time(sending: Sending) -> None:
    there = sending.register()
    sending.happen()
    message = sending.open(there)
    assert message is not None
    sending.close(message)
    assert forget_receipts(actor=SYSTEM, at=NOW + timedelta(days=400)) == 0
    assert forget_receipts(actor=SYSTEM, at=NOW + timedelta(days=401)) == 1
    assert last_entry("exchange.receipts_forgotten").detail == {"records": 1}
