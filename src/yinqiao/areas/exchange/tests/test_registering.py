"""Who registers an endpoint for what, and what becomes of its secret."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from yinqiao.areas.accounts.tests.people import NOW, SYSTEM, last_entry
from yinqiao.areas.exchange import services
from yinqiao.areas.exchange.models import Endpoint
from yinqiao.areas.exchange.tests.sending import URL, Sending
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def refusal_of(act: Any, **given: Any) -> str:
    with pytest.raises(DomainError) as refused:
        act(**given)
    return refused.value.code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://tongji.example.cn/x", "exchange.url_not_https"), ("ftp://tongji.example.cn/", "exchange.url_malformed"),
        ("https://", "exchange.url_malformed"), ("https://u:p@example.cn/", "exchange.url_secret"),
        ("https://example.cn/#a", "exchange.url_secret"), ("https://10.0.0.1/", "exchange.url_inside"),
        ("https://169.254.169.254/latest/", "exchange.url_inside"), ("https://[::ffff:10.0.0.1]/", "exchange.url_inside"),
    ],
)  # fmt: skip
def test_nothing_is_sent_where_nobody_may_read_along_or_inside(sending: Sending, url: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        sending.register(url=url)
    assert refused.value.code == code
    assert sending.register(url=URL)


def test_a_key_out_of_reach_is_as_absent(sending: Sending) -> None:
    for key in (uuid4(),):
        with pytest.raises(DomainError) as refused:
            sending.register(key_id=key)
        assert refused.value.code == "exchange.key_not_possible"
    sending.admin = sending.cast.firm_admin.actor
    with pytest.raises(DomainError) as refused:
        sending.register()
    assert refused.value.code == "exchange.key_not_possible"


def test_a_type_that_programmes_are_not_told_is_refused(sending: Sending) -> None:
    for kind in ("no.such_type",):
        with pytest.raises(DomainError) as refused:
            sending.register(types=(kind,))
        assert refused.value.code == "exchange.unknown_types"


def test_the_secret_is_kept_sealed_and_stands_in_no_log(sending: Sending) -> None:
    there = sending.register()
    row = sending.endpoint(there)
    assert sending.secret.startswith("whsec_")
    assert sending.secret.encode() not in bytes(row.secret)
    with acting(SYSTEM):
        assert sending.secret not in str(list(Entry.objects.values()))
    assert last_entry("exchange.endpoint_registered").subject_kind == "endpoint"


STEPS = ("pause_endpoint", "resume_endpoint", "end_endpoint", "rotate_secret", "send_test", "replay_letters")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("stranger", ["firm_admin", "officer", "auditor"])
def test_an_endpoint_out_of_reach_is_as_absent_and_invisible(sending: Sending, step: str, stranger: str) -> None:
    there = sending.register()
    actor = getattr(sending.cast, stranger).actor
    code = refusal_of(getattr(services, step), actor=actor, at=NOW, endpoint_id=there)
    assert code == "exchange.endpoint_not_found"
    with acting(actor):
        assert not Endpoint.objects.exists()
    getattr(services, step)(actor=sending.cast.city_admin.actor, at=NOW, endpoint_id=there)


def test_what_has_ended_stays_ended(sending: Sending) -> None:
    there = sending.register()
    services.end_endpoint(actor=sending.admin, at=NOW, endpoint_id=there)
    for step in STEPS:
        code = refusal_of(getattr(services, step), actor=sending.admin, at=NOW, endpoint_id=there)
        assert code == "exchange.endpoint_ended"


def test_only_what_is_active_can_be_paused(sending: Sending) -> None:
    there = sending.register()
    services.pause_endpoint(actor=sending.admin, at=NOW, endpoint_id=there)
    assert refusal_of(services.pause_endpoint, actor=sending.admin, at=NOW, endpoint_id=there) == (
        "exchange.step_not_possible"
    )
