"""What somebody sends can forge no line of the logs, and no value of anybody's stands in them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from random import Random

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from tests.faults.installation import empty_machine
from yinqiao.areas.accounts.models import User
from yinqiao.config.instance import ROLES
from yinqiao.config.loglines import Line
from yinqiao.platform.database import embedded

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


@pytest.mark.fast
@pytest.mark.parametrize("told", ["%s", "no answer to %s,", "\n%s\n"])
@pytest.mark.parametrize("number", ["990101195003070017", "99010119500307001x", "13971000100"])
def test_a_number_of_somebody_is_left_out_of_line_and_traceback(written: io.StringIO, told: str, number: str) -> None:
    logging.getLogger("test").warning(told, number)
    try:
        raise ValueError(told % number)
    except ValueError:
        logging.getLogger("test").exception("failed")
    assert written.getvalue().count("#") == 2
    assert number not in written.getvalue()


@pytest.mark.fast
@pytest.mark.parametrize("number", ["202611240859441234567", "1397100010", "a13971000100b", "2026-11-24 08:59:44,123"])
def test_a_number_that_is_nobodys_stays(written: io.StringIO, number: str) -> None:
    logging.getLogger("test").warning("lease %s ended", number)
    assert number in written.getvalue()


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["王桂英", "990101195003070017", "13971000100", "x?name=王桂英"])
def test_what_is_typed_into_an_address_is_not_logged(client: Client, written: io.StringIO, typed: str) -> None:
    client.get(f"/people/{typed}/")
    assert "Not Found: /people/" in written.getvalue()
    assert all(one not in written.getvalue() for one in ("王桂英", "990101195003070017", "13971000100"))


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


@pytest.mark.db
def test_a_servers_own_log_does_not_tell_what_it_refused() -> None:
    with empty_machine() as machine:
        here = machine.instance()
        embedded.initialise(here.server, {role: here.password(role) for role in ROLES})
        with here.server.admin() as admin:
            admin.execute("CREATE TABLE person (name text PRIMARY KEY, born_on date NOT NULL)")
            admin.execute("INSERT INTO person VALUES ('王桂英', '1950-03-07')")
            for born_on in ("1950-03-07", None):
                with pytest.raises(psycopg.IntegrityError, match="王桂英"):
                    admin.execute("INSERT INTO person VALUES ('王桂英', %s)", [born_on])
        told = (here.server.folder / "server.log").read_text()
    assert "duplicate key" in told and "not-null" in told
    assert "王桂英" not in told
