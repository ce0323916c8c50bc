"""Asks the machine interface what its own description allows, or what it does not, and holds each answer against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection

from yinqiao.platform.events.sequencer import sequence_all


@contextmanager
def connection_kept() -> Iterator[None]:
    """A server lets go of the connection after a request; here it holds the city, as Django's own test client knows."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    try:
        yield
    finally:
        for one in signals:
            one.connect(close_old_connections)


def operations() -> dict[str, Any]:
    """Every operation of the description as it is served, by its id."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    found = [one.ok() for one in schema.get_all_operations()]
    return {str(one.definition.raw["operationId"]): one for one in found}


def _not_to_be_held_against(case: Any, answer: Any) -> list[Any]:
    """That a bad question was answered is no fault where what was bad about it never came to be sent.

    We add the key that it left out; an address has no way to write an empty list or an empty object.
    """
    sent = dict(parse_qsl(urlsplit(answer.request.url).query, keep_blank_values=True))
    is_sent = case.meta.is_negative_at(ParameterLocation.QUERY) and len(sent) >= len(case.query or {})
    return [] if is_sent else [negative_data_rejection]


def statuses(
    operation: Any, mode: GenerationMode, key: str, *, questions: int, seed: int | None = None,
    look: Callable[[Any], None] = lambda answer: None, held: Sequence[Any] = (),
) -> Counter[int]:  # fmt: skip
    """Ask at most so many questions, undone at the end; status → how often.

    Without a seed always the same ones. `look` sees each answer and raises at what it does not like;
    `held` are checks that are not asked.
    """
    counted: Counter[int] = Counter()
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    @settings(
        max_examples=questions, deadline=None, database=None, derandomize=seed is None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        cache.clear()
        answer = case.call(headers=headers)
        counted[answer.status_code] += 1
        case.validate_response(answer, headers=headers, excluded_checks=[*_not_to_be_held_against(case, answer), *held])
        look(answer)

    with transaction.atomic():
        sequence_all()
        (ask if seed is None else seeded(seed)(ask))()
        transaction.set_rollback(True)
    return counted
