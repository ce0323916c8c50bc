"""What somebody sends can forge no line of the logs, and no value of anybody's stands in them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from random import Random

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from yinqiao.areas.accounts.models import User
from yinqiao.config.loglines import Line

pytestmark = pytest.mark.fault

_FORGED = "2026-03-02 09:00:00,000 INFO yinqiao.audit forged"
_HOSTILE = [
    "\n",
    "\r",
    "\r\n",
    "\x1b[2K\x1b[1A",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\0",
    "\b",
]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the product's own handler would have written."""
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(Line(settings.LOGGING["formatters"]["line"]["format"]))
    logging.getLogger().addHandler(handler)
    yield target
    logging.getLogger().removeHandler(handler)


def _records(written: io.StringIO) -> list[str]:
    """Lines that begin at the edge, as any reader of logs would cut them."""
    return [line for line in written.getvalue().splitlines() if line and not line.startswith(" ")]


@pytest.mark.fast
def test_ten_thousand_hostile_texts_are_ten_thousand_lines(written: io.StringIO) -> None:
    random = Random(20_261_124)
    for _ in range(10_000):
        text = f"{random.choice(_HOSTILE)}{_FORGED}{random.choice(_HOSTILE)}".join(random.choices(_HOSTILE, k=2))
        logging.getLogger("test").warning("sought %s", text)
    lines = _records(written)
    assert len(lines) == 10_000
    assert all(line.isprintable() and "WARNING test sought" in line for line in lines)


@pytest.mark.fast
def test_an_error_that_speaks_in_lines_forges_none(written: io.StringIO) -> None:
    try:
        raise ValueError(f"x\n{_FORGED}")
    except ValueError:
        logging.getLogger("test").exception("failed")
    assert len(_records(written)) == 1
    assert "ValueError" in written.getvalue()


@pytest.mark.db
@pytest.mark.django_db
def test_an_address_with_line_breaks_is_logged_as_one_line(client: Client, written: io.StringIO) -> None:
    client.get(f"/no/such%0A{_FORGED}%E2%80%AE")
    assert len(_records(written)) == 1


@pytest.mark.db
@pytest.mark.django_db
def test_a_refusal_of_the_database_names_nobody_in_the_log(written: io.StringIO) -> None:
    name = "zhang-san-1950"
    User(username=name).save(force_insert=True)
    try:
        with transaction.atomic():
            User(username=name).save(force_insert=True)
    except IntegrityError as problem:
        assert name in str(problem)
        logging.getLogger("test").exception("failed")
    assert "IntegrityError" in written.getvalue()
    assert name not in written.getvalue()
